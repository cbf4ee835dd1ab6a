"""Word files to blocks.

The package is read with the standard library behind ``checker.files.package`` rather than with python-docx, which
offers no numbers of lists, no text boxes, no footnotes and no revisions, and believes the sizes in the zip directory.
A paragraph is a line of the text; list numbers are written out; a table row is a line whose cells are joined by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.package import Package, open_package
from checker.files.xml import attribute, child, children, tag
from checker.model import BlockKind, Hint, RawText
from checker.reading.formats.docx.styles import Style, read_numbering, read_styles
from checker.reading.formats.docx.text import Inline, is_removed
from checker.reading.formats.lines import Line, assemble
from checker.reading.formats.office.numbering import Numbering, labelled
from checker.reading.formats.office.opc import part_of, relations
from checker.reading.formats.office.pieces import CELL, HEADING, remarks

__all__ = ["read_docx"]

_MAIN = "word/document.xml"
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_MARGIN_LINES = 200
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


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
        reader.walk(body)
        reader.append_notes()
    except (RecursionError, ValueError, OverflowError) as error:
        msg = "文件内部结构不正常,无法读出正文;请用 Word 或 WPS 另存为 docx 后再试"
        raise ReadingError(msg, where) from error
    return reader.result(where)


@dataclass(slots=True)
class _Reader:
    """Walks the body and gathers lines."""

    root: Element
    notes: dict[str, Element]
    styles: dict[str, Style]
    numbering: Numbering
    inline: Inline
    lines: list[Line] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    pending: str = ""  # words of paragraphs whose end was deleted

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
        reader = cls(package.xml(main), notes, styles, numbering, Inline(styles))
        reader.read_margins(package)
        return reader

    def read_margins(self, package: Package) -> None:
        """Lines of headers and footers; one that cannot be read is noted."""
        for name in sorted(filter(_MARGINS.fullmatch, package.names())):
            try:
                for paragraph in (node for node in package.xml(name).iter() if tag(node) == "p"):
                    self.margins.append("".join(node.text or "" for node in paragraph.iter() if tag(node) == "t"))
            except ReadingError:
                self.inline.met.add("margins")

    def walk(self, container: Element) -> None:
        """Add the lines of everything in ``container``."""
        for item in container:
            name = tag(item)
            if name == "p":
                self._paragraph(item)
            elif name == "tbl":
                self._table(item)
            elif name in _WRAPPERS:
                self.walk(item)
            elif name == "altChunk":
                self.inline.met.add("embedded")

    def append_notes(self) -> None:
        """Footnotes and endnotes, in the order in which the text refers to them."""
        position = 0
        while position < len(self.inline.references):  # a note may refer to another
            kind, key = self.inline.references[position]
            position += 1
            paragraphs = children(self.notes.get(f"{kind} {key}"), "p")
            text = " ".join(filter(None, (self.inline.read(item).text.strip() for item in paragraphs)))
            self.lines.append(Line(f"[注{position}]{text}"))

    def _paragraph(self, node: Element) -> None:
        words = self.inline.read(node)
        text = self.pending + words.text
        self.pending = ""
        if is_removed(node):
            self.pending = text
        elif text.strip():
            self._add(node, text)
        for box in words.boxes:
            self.walk(box)

    def _add(self, node: Element, text: str) -> None:
        style = self._style(node)
        text = labelled(self._label(node, style), text.strip())
        if style.name.startswith("toc "):  # the table of contents repeats the headings
            self.lines.append(Line(text, BlockKind.BOILERPLATE))
            return
        if style.name == "title" and not self.title:
            self.title = " ".join(text.split())
        outline = attribute(child(node, "pPr", "outlineLvl"), "val")
        level = int(outline) if outline and outline.isdigit() else style.outline
        if level is not None and level < 9 and len(text) <= HEADING and style.name != "title":  # noqa: PLR2004 - 9 is body
            self.lines.append(Line(text, BlockKind.HEADING, level + 1))
        else:
            self.lines.append(Line(text))

    def _style(self, node: Element) -> Style:
        return self.styles.get(attribute(child(node, "pPr", "pStyle"), "val") or "") or Style()

    def _label(self, node: Element, style: Style) -> str:
        properties = child(node, "pPr", "numPr")
        num_id = attribute(child(properties, "numId"), "val") or style.num_id
        if not num_id or num_id == "0":
            return ""
        own = attribute(child(properties, "ilvl"), "val")
        depth = int(own) if own and own.isdigit() else style.num_level
        if depth is None:
            style_id = attribute(child(node, "pPr", "pStyle"), "val") or ""
            depth = self.numbering.level_of_style(num_id, style_id) or 0
        return self.numbering.label(num_id, depth)

    def _table(self, node: Element) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row in _unwrapped(node, "tr"):
            cells = [cell for cell in _unwrapped(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            if len(cells) == 1 and _length(cells[0]) > CELL:
                self.walk(cells[0])
            elif child(row, "trPr", "del") is None:
                self._row(row, cells, number)

    def _row(self, row: Element, cells: list[Element], number: int) -> None:
        """A row; merged cells keep their place as empty ones, tables inside cells follow as tables of their own."""
        texts = [""] * _number(child(row, "trPr", "gridBefore"), 0)
        inner: list[Element] = []
        for cell in cells:
            merged = child(cell, "tcPr", "vMerge")
            continues = merged is not None and (attribute(merged, "val") or "continue") == "continue"
            texts.append("" if continues else self._cell(cell, inner))
            texts.extend([""] * (_number(child(cell, "tcPr", "gridSpan"), 1) - 1))
        if any(texts):
            self.lines.append(Line("\t".join(texts), BlockKind.ROW, cells=tuple(texts), table=number))
        for item in inner:
            if tag(item) == "tbl":
                self._table(item)
            else:
                self.walk(item)

    def _cell(self, cell: Element, inner: list[Element]) -> str:
        parts: list[str] = []
        for item in cell:
            if tag(item) == "tbl":
                inner.append(item)
            for paragraph in [item] if tag(item) == "p" else _unwrapped(item, "p") if tag(item) in _WRAPPERS else []:
                words = self.inline.read(paragraph)
                inner.extend(words.boxes)
                text = " ".join(words.text.split())
                label = self._label(paragraph, self._style(paragraph))
                parts.append(labelled(label, text) if text else label.rstrip("、.．"))
        return " ".join(part for part in parts if part)

    def result(self, where: str) -> RawText:
        """The finished text."""
        text = "\n".join(line.text for line in self.lines)
        if not text.strip():
            msg = "文件里没有文字,正文可能是图片或扫描件;请提供文字版 docx"
            raise ReadingError(msg, where)
        hints = [Hint("title", self.title)] if self.title else []
        hints += [Hint("margin", line) for line in filter(str.strip, self.margins[:_MARGIN_LINES])]
        return assemble(self.lines, "docx", hints, tuple(remarks("docx", self.inline.met, len(text))))


def _unwrapped(container: Element, name: str) -> Iterator[Element]:
    """Children with this name, also inside content controls and revision marks."""
    for item in container:
        if tag(item) == name:
            yield item
        elif tag(item) in _WRAPPERS:
            yield from _unwrapped(item, name)


def _length(cell: Element) -> int:
    return sum(len(node.text or "") for node in cell.iter() if tag(node) == "t")


def _number(element: Element | None, default: int) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), 100) if value.isdigit() else default
