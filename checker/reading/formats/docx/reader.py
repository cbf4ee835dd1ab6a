"""Word files: the package to pieces.

The package is read with the standard library behind ``checker.files.package`` rather than with python-docx, which
offers no numbers of lists, no text boxes, no footnotes and no revisions, and believes the sizes in the zip directory.
What becomes of the pieces is decided in ``checker.reading.formats.office.pieces``, as for every word processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.package import Package, open_package
from checker.files.xml import attribute, child, children, is_on, tag, whole
from checker.model import RawText
from checker.reading.formats.appearance import PAINTED, Colour, Run
from checker.reading.formats.docx.looks import ground
from checker.reading.formats.docx.styles import Style, read_numbering, read_styles
from checker.reading.formats.docx.text import Inline, Words, is_removed
from checker.reading.formats.office.numbering import Numbering
from checker.reading.formats.office.opc import part_of, relations
from checker.reading.formats.office.pieces import PLACEHOLDER, Box, Cell, Paragraph, Piece, Table, finish

__all__ = ["read_docx"]

_MAIN = "word/document.xml"
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_MARGIN_LINES = 200
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_BODY = 9  # outline level of text that is no heading
_MOST_COLUMNS = 100
_CONTENTS = "toc 1"
_NO_STYLE = Style()


def read_docx(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a Word file into blocks.

    Raises:
        ReadingError: Damaged, hostile, encrypted, or without any text.
    """
    package = open_package(data, limits, where)
    try:
        reader = _Reader.open(package)
        body = child(reader.root, "body")
        if body is None:
            msg = "文件里没有 Word 正文,可能已损坏;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, where)
        pieces = reader.walk(body)
        endings = list(reader.endings())
        margins = list(reader.margins(package))
    except (RecursionError, ValueError, OverflowError) as error:
        msg = "文件内部结构不正常,无法读出正文;请用 Word 或 WPS 另存为 docx 后再试"
        raise ReadingError(msg, where) from error
    return finish(pieces, "docx", reader.inline.met, where, margins, endings)


@dataclass(slots=True)
class _Reader:
    """Walks the body and gathers pieces; ``under`` is what the cell that is being read paints behind its words."""

    root: Element
    notes: dict[str, Element]
    styles: dict[str, Style]
    numbering: Numbering
    inline: Inline
    under: Colour | None = None
    gallery: bool = False  # inside a building block that lists the contents
    pending: list[Run] = field(default_factory=list)  # words of paragraphs whose end was deleted

    @classmethod
    def open(cls, package: Package) -> _Reader:
        main = next((t for kind, t in relations(package, "") if kind == "officeDocument"), _MAIN)
        main = main if main in package.names() else _MAIN
        parts = dict(relations(package, main))
        styles = read_styles(part_of(package, parts.get("styles")))
        numbering = read_numbering(part_of(package, parts.get("numbering")), styles)
        notes = {
            f"{kind} {attribute(node, 'id')}": node
            for kind in ("footnote", "endnote")
            for node in children(part_of(package, parts.get(f"{kind}s")), kind)
        }
        return cls(package.xml(main), notes, styles, numbering, Inline(styles))

    def walk(self, container: Element) -> list[Piece]:
        """Everything in ``container``."""
        pieces: list[Piece] = []
        self._walk(container, pieces)
        return pieces

    def _walk(self, container: Element, pieces: list[Piece]) -> None:
        for item in container:
            name = tag(item)
            if name == "p":
                self._paragraph(item, pieces)
            elif name == "tbl":
                pieces.append(self._table(item))
            elif name == "sdt" and is_on(child(item, "sdtPr", "showingPlcHdr")):
                self.inline.met.add("placeholders")
                pieces.append(Paragraph.of(PLACEHOLDER))
            elif name in _WRAPPERS:
                outer, self.gallery = self.gallery, self.gallery or _lists_contents(item)
                self._walk(item, pieces)
                self.gallery = outer
            elif name == "altChunk":
                self.inline.met.add("embedded")

    def endings(self) -> Iterator[list[Piece]]:
        """Footnotes and endnotes, in the order in which the text refers to them."""
        position = 0
        while position < len(self.inline.references):  # a note may refer to another
            kind, key = self.inline.references[position]
            position += 1
            paragraphs = children(self.notes.get(f"{kind} {key}"), "p")
            yield [Paragraph(tuple(self.inline.read(item).runs)) for item in paragraphs]

    def margins(self, package: Package) -> Iterator[str]:
        """Lines of headers and footers; one that cannot be read is noted."""
        lines: list[str] = []
        for name in sorted(filter(_MARGINS.fullmatch, package.names())):
            try:
                paragraphs = [node for node in package.xml(name).iter() if tag(node) == "p"]
            except ReadingError:
                self.inline.met.add("margins")
                continue
            lines += ["".join(node.text or "" for node in item.iter() if tag(node) == "t") for item in paragraphs]
        yield from list(filter(str.strip, lines))[:_MARGIN_LINES]

    def _paragraph(self, node: Element, pieces: list[Piece]) -> None:
        words = self.inline.read(node, self.under)
        runs = [*self.pending, *words.runs]
        self.pending = []
        if is_removed(node):
            self.pending = runs
        elif runs or words.boxes or child(node, "pPr") is not None:
            pieces.append(self._piece(node, runs, words))
        for box in words.boxes:
            outer, self.under = self.under, PAINTED  # what fills a box is not looked at
            pieces.append(Box(self.walk(box)))
            self.under = outer

    def _piece(self, node: Element, runs: list[Run], words: Words) -> Paragraph:
        properties = child(node, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val") or ""
        style = self.styles.get(style_id) or _NO_STYLE
        outline = whole(attribute(child(properties, "outlineLvl"), "val"), -1)
        level = outline if outline >= 0 else style.outline
        name = _CONTENTS if words.contents or self.gallery else style.name
        label = "" if _is_gone(properties, style, runs) else self._label(properties, style, style_id)
        return Paragraph(tuple(runs), label, level + 1 if level is not None and level < _BODY else 0, name)

    def _label(self, properties: Element | None, style: Style, style_id: str) -> str:
        number = child(properties, "numPr")
        num_id = attribute(child(number, "numId"), "val") or style.num_id
        if not num_id or num_id == "0":
            return ""
        own = whole(attribute(child(number, "ilvl"), "val"), -1)
        depth = own if own >= 0 else style.num_level
        if depth is None:
            depth = self.numbering.level_of_style(num_id, style_id) or 0
        return self.numbering.label(num_id, depth)

    def _table(self, node: Element) -> Table:
        style = self.styles.get(attribute(child(node, "tblPr", "tblStyle"), "val") or " ")
        painted = PAINTED if style is not None and style.painted else None
        rows: list[list[Cell]] = []
        for row in _unwrapped(node, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.inline.met.add("revisions")
            elif is_on(child(properties, "hidden")):
                self.inline.met.add("hidden")
            else:
                rows.append(self._row(row, properties, painted))
        return Table(rows)

    def _row(self, row: Element, properties: Element | None, painted: Colour | None) -> list[Cell]:
        """A row; merged cells keep their place as empty ones."""
        before = min(whole(attribute(child(properties, "gridBefore"), "val")), _MOST_COLUMNS)
        cells = [Cell() for _ in range(before)]
        for cell in _unwrapped(row, "tc"):
            own = child(cell, "tcPr")
            if child(own, "cellDel") is not None:
                continue
            merged = child(own, "vMerge")
            covered = merged is not None and (attribute(merged, "val") or "continue") == "continue"
            columns = min(whole(attribute(child(own, "gridSpan"), "val"), 1), _MOST_COLUMNS)
            outer, self.under = self.under, ground(own) or painted or self.under
            cells.append(Cell([] if covered else self.walk(cell), columns, covered=covered))
            self.under = outer
        return cells


def _is_gone(properties: Element | None, style: Style, runs: list[Run]) -> bool:
    """Whether a paragraph is hidden with its end, so that its number is not counted."""
    mark = child(properties, "rPr", "vanish")
    hidden = is_on(mark) if mark is not None else bool(style.look.get("hidden"))
    return hidden and all(run.look.hidden for run in runs)


def _lists_contents(wrapper: Element) -> bool:
    gallery = attribute(child(wrapper, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
    return gallery == "Table of Contents"


def _unwrapped(container: Element, name: str) -> Iterator[Element]:
    """Children with this name, also inside content controls and revision marks."""
    for item in container:
        if tag(item) == name:
            yield item
        elif tag(item) in _WRAPPERS:
            yield from _unwrapped(item, name)
