"""From the XML of an OpenDocument file to text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.package import Package
from checker.files.xml import attribute, child, children, parse_xml, tag, whole
from checker.model import RawText
from checker.reading.formats.appearance import PAINTED, PLAIN, Look, Run
from checker.reading.formats.odf.styles import OUTLINE, Styles, header_lines
from checker.reading.formats.office.numbering import Numbering
from checker.reading.formats.office.pieces import PLACEHOLDER, Box, Cell, Paragraph, Piece, Table, finish

__all__ = ["read_flat_odf", "read_odf"]

_BLANKS = re.compile(r"[ \t\r\n]+")
_TYPED = {"s": " ", "tab": "\t", "line-break": "\n"}
_MAX_SPACES = 100
_MAX_COLUMNS, _MAX_ROWS = 1_000, 10_000
_MARGIN_LINES = 200
_SKIPPED = frozenset(
    [
        "annotation-end",
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "ruby-text",
        "hidden-text",
        "note-citation",
        "change-info",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "forms",
        "scripts",
        "soft-page-break",
        "number",
        "tracked-changes",
        "reference-mark",
        "alphabetical-index-mark",
        "toc-mark",
        "title",
        "desc",
        "enhanced-geometry",
        "event-listeners",
    ]
)
_INDEXES = frozenset(
    [
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    ]
)
_GROUPS = frozenset(
    ["section", "index-body", "index-title", "table-header-rows", "table-rows", "table-row-group", "list-block"]
)
_SHAPES = frozenset(
    [
        "custom-shape",
        "rect",
        "ellipse",
        "line",
        "polygon",
        "polyline",
        "path",
        "circle",
        "connector",
        "caption",
        "g",
        "frame",
        "a",
    ]
)


def read_odf(package: Package, limits: Limits, where: str) -> RawText:
    """Turn an OpenDocument package into blocks.

    Raises:
        ReadingError: Encrypted, damaged, hostile, a presentation or drawing, or without any text.
    """
    names = package.names()
    if "encrypted-package" in names or (
        "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml")
    ):
        msg = "文件设有打开密码,无法读取;请取消密码后另存为 docx 或 odt 再试"
        raise ReadingError(msg, where)
    content = package.xml("content.xml")
    styles = [package.xml("styles.xml")] if "styles.xml" in names else []
    return _read([*styles, content], content, where, limits)


def read_flat_odf(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a flat OpenDocument file (fodt) into blocks.

    Raises:
        ReadingError: As for a package.
    """
    root = parse_xml(data, "office:document", limits, where)
    return _read([root], root, where, limits)


def _read(roots: Sequence[Element], content: Element, where: str, limits: Limits) -> RawText:
    body = child(content, "body")
    text = child(body, "text")
    sheets = child(body, "spreadsheet")
    main = text if text is not None else sheets
    if main is None:
        msg = "文件里没有文字正文(可能是演示文稿或图形);请把内容放进 Word,存为 docx 后再试"
        raise ReadingError(msg, where)
    reader = _Reader(Styles.read(roots), limits.characters)
    try:
        pieces = reader.walk(main) if main is text else list(reader.sheets(main))
    except (RecursionError, ValueError, OverflowError) as error:
        msg = "文件内部结构不正常,无法读出正文;请用 Word 或 WPS 另存为 docx 后再试"
        raise ReadingError(msg, where) from error
    if reader.room < 0:
        msg = f"文字超过上限 {limits.characters} 个;请只保留报告正文后再试"
        raise ReadingError(msg, where)
    margins = list(islice(header_lines(roots), _MARGIN_LINES))
    return finish(pieces, "odt" if main is text else "ods", reader.met, where, margins, reader.endings)


@dataclass(slots=True)
class _Item:
    """The list item that is being read: its number is counted when its first paragraph comes."""

    list_id: str
    depth: int
    value: int | None = None
    numbered: bool = True


@dataclass(slots=True)
class _Reader:
    styles: Styles
    room: int  # characters that may still be read
    met: set[str] = field(default_factory=set)
    endings: list[list[Piece]] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    items: list[_Item] = field(default_factory=list)
    lists: int = 0
    by_id: dict[str, str] = field(default_factory=dict)  # xml:id → list
    last: dict[str, str] = field(default_factory=dict)  # style → its last list
    contents: bool = False  # inside a table of contents
    deletions: set[str] = field(default_factory=set)  # ids of deletions whose words stand in the text
    deleting: set[str] = field(default_factory=set)  # those that are open here
    pending: list[Run] = field(default_factory=list)  # words of paragraphs whose end was deleted
    look: Look = PLAIN  # of the words that are being read
    under: Mapping[str, Any] = field(default_factory=dict)  # what the cell that is being read paints

    def __post_init__(self) -> None:
        if OUTLINE in self.styles.lists:
            self.numbering.define(OUTLINE, self.styles.lists[OUTLINE])

    def walk(self, container: Element) -> list[Piece]:
        """Everything in ``container``."""
        pieces: list[Piece] = []
        for item in container:
            name = tag(item)
            if name in {"p", "h"}:
                pieces.extend(self._paragraph(item))
            elif name == "list":
                pieces.extend(self._list(item))
            elif name == "table":
                pieces.append(self._table(item))
            elif name in _INDEXES:
                outer, self.contents = self.contents, True
                pieces.extend(self.walk(item))
                self.contents = outer
            elif name == "tracked-changes" and len(item):
                self.met.add("revisions")
                ended = {attribute(node, "change-id") or "" for node in container.iter() if tag(node) == "change-end"}
                self.deletions.update(ended.intersection(_deletions(item)))
            elif name in _GROUPS or name == "numbered-paragraph":
                if attribute(item, "display") == "none":
                    self.met.add("hidden")
                else:
                    pieces.extend(self.walk(item))
            elif name in _SHAPES:
                pieces.extend(self._shape(item))
        return pieces

    def sheets(self, body: Element) -> Iterator[Piece]:
        """The tables of a spreadsheet, each under its name."""
        for item in children(body, "table"):
            yield Paragraph.of(attribute(item, "name") or "")
            yield self._table(item)

    def _list(self, node: Element) -> Iterator[Piece]:
        outer = self.items[-1] if self.items else None
        own = attribute(node, "style-name")
        if outer is not None and not own:
            list_id, depth = outer.list_id, outer.depth + 1
        else:
            depth = outer.depth + 1 if outer is not None else 0
            list_id = self._identity(node, own or "")
        for entry in node:
            if tag(entry) not in {"list-item", "list-header"}:
                continue
            value = attribute(entry, "start-value")
            item = _Item(list_id, depth, whole(value) if value else None, tag(entry) == "list-item")
            override = attribute(entry, "style-override")
            if override and override in self.styles.lists:
                item.list_id = f"{list_id} {override}"
                if not self.numbering.knows(item.list_id):
                    self.numbering.define(item.list_id, self.styles.lists[override], list_id)
            self.items.append(item)
            yield from self.walk(entry)
            self.items.pop()

    def _identity(self, node: Element, style: str) -> str:
        """Which list this is: a new one, or one that goes on."""
        goes_on = self.by_id.get(attribute(node, "continue-list") or "")
        if goes_on is None and attribute(node, "continue-numbering") == "true":
            goes_on = self.last.get(style)
        if goes_on is None:
            self.lists += 1
            goes_on = f"list {self.lists}"
            self.numbering.define(goes_on, self.styles.lists.get(style, {}))
        own = attribute(node, "id")
        if own:
            self.by_id[own] = goes_on
        self.last[style] = goes_on
        return goes_on

    def _paragraph(self, node: Element) -> Iterator[Piece]:
        style = self.styles.get("paragraph", attribute(node, "style-name"))
        words = _Words()
        outer, self.look = self.look, PLAIN.changed({**self.under, **style.look})
        self._collect(node, words)
        self.look = outer
        runs = [*self.pending, *words.runs]
        self.pending = []
        if self.deleting:
            self.pending, runs = runs, []
        level = style.outline or 0
        if tag(node) == "h":
            level = whole(attribute(node, "outline-level"), 1)
        name = "toc 1" if self.contents else style.name
        label = "" if style.look.get("hidden") else self._label(node, level)
        if runs or label:
            yield Paragraph(tuple(runs), label, min(level, 9), name)
        yield from words.boxes

    def _label(self, node: Element, level: int) -> str:
        if self.contents:
            return ""
        if self.items:
            item = self.items[-1]
            numbered, item.numbered = item.numbered, False
            return self.numbering.label(item.list_id, item.depth, item.value) if numbered else ""
        if tag(node) != "h" or level < 1 or attribute(node, "is-list-header") == "true":
            return ""
        value = attribute(node, "start-value") if attribute(node, "restart-numbering") == "true" else None
        return self.numbering.label(OUTLINE, level - 1, whole(value) if value else None)

    def _collect(self, element: Element, words: _Words) -> None:
        if not self.deleting:
            words.add(element.text, self.look)
        for item in element:
            self._inline(item, words)
            if not self.deleting:
                words.add(item.tail, self.look)

    def _inline(self, item: Element, words: _Words) -> None:
        name = tag(item)
        if name in {"change", "change-start", "change-end"}:
            self._change(item, name)
        elif self.deleting:
            self._collect(item, words)
        elif name in _TYPED:
            words.exact(_TYPED[name] * (min(_count(item, "c"), _MAX_SPACES) if name == "s" else 1), self.look)
        elif name == "note":
            words.exact(self._note(item), PLAIN if not self.look.unseen else self.look)
        elif name == "annotation":
            self.met.add("comments")
        elif name == "placeholder":
            self.met.add("placeholders")
            words.exact(PLACEHOLDER, PLAIN)
        elif name == "control":
            self.met.add("fields")
        elif name in _SHAPES - {"a"} or (name == "a" and "drawing" in item.tag):
            words.boxes.extend(self._shape(item))
        elif name not in _SKIPPED or name == "hidden-text":
            outer, self.look = self.look, self._looks(item, name)
            self._collect(item, words)
            self.look = outer

    def _looks(self, item: Element, name: str) -> Look:
        """How the words inside an element look."""
        if name == "span":
            return self.look.changed(self.styles.get("text", attribute(item, "style-name")).look)
        if name == "hidden-text" or (name == "hidden-paragraph" and attribute(item, "is-hidden") == "true"):
            return self.look.changed({"hidden": True})
        return self.look

    def _change(self, item: Element, name: str) -> None:
        self.met.add("revisions")
        key = attribute(item, "change-id") or ""
        if name == "change-start" and key in self.deletions:
            self.deleting.add(key)
        elif name == "change-end":
            self.deleting.discard(key)

    def _note(self, item: Element) -> str:
        place = len(self.endings)
        self.endings.append([])
        outer, self.items = self.items, []
        self.endings[place] = self.walk(_or_empty(child(item, "note-body")))
        self.items = outer
        return f"[注{place + 1}]"

    def _shape(self, item: Element) -> Iterator[Piece]:
        outer, self.items = (self.items, self.under), []
        self.under = {"ground": PAINTED}  # what fills a box is not looked at
        box = child(item, "text-box")
        inner = self.walk(item if box is None else box)
        self.items, self.under = outer
        if inner:
            yield Box(inner)
        elif box is None:
            self.met.add("pictures")

    def _table(self, node: Element) -> Table:
        outer, self.items, under = self.items, [], self.under
        table = {**under, **self.styles.get("table", attribute(node, "style-name")).look}
        rows: list[list[Cell]] = []
        for row in _rows(node):
            self.under = {**table, **self.styles.get("table-row", attribute(row, "style-name")).look}
            cells = self._row(row)
            repeated = _count(row, "number-rows-repeated")
            filled = any(cell.pieces for cell in cells)
            if filled and len(rows) + repeated > _MAX_ROWS:
                self.met.add("repeated")
                repeated = max(_MAX_ROWS - len(rows), 0)
            rows.extend([cells] * (repeated if filled else 0))
            self.room -= (repeated - 1) * sum(_size(cell) for cell in cells) if filled else 0
            if self.room < 0:
                break
        self.items, self.under = outer, under
        width = max((_last(row) for row in rows), default=0)
        return Table([row[:width] for row in rows])

    def _row(self, row: Element) -> list[Cell]:
        """Cells of a row; only what holds words is repeated as often as the file says."""
        cells: list[Cell] = []
        for item in row:
            name = tag(item)
            if name not in {"table-cell", "covered-table-cell"}:
                continue
            painted, self.under = (
                self.under,
                {**self.under, **self.styles.get("table-cell", attribute(item, "style-name")).look},
            )
            pieces = [] if name == "covered-table-cell" else self.walk(item)
            self.under = painted
            repeated = _count(item, "number-columns-repeated")
            if len(cells) + repeated > _MAX_COLUMNS:
                if pieces:
                    self.met.add("repeated")
                repeated = max(_MAX_COLUMNS - len(cells), 0)
            cell = Cell(pieces, covered=name == "covered-table-cell")
            self.room -= (repeated - 1) * _size(cell)
            cells.extend([cell] * repeated)
        return cells


@dataclass(slots=True)
class _Words:
    """Words of a paragraph; blanks of the XML are one blank, those that were typed are elements."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    after_blank: bool = True

    def add(self, text: str | None, look: Look) -> None:
        """Text of the XML."""
        if not text:
            return
        text = _BLANKS.sub(" ", text).replace("\u2011", "-")  # a hyphen at which no line breaks
        if self.after_blank:
            text = text.removeprefix(" ")
        if text:
            self._put(text, look)
            self.after_blank = text.endswith(" ")

    def exact(self, text: str, look: Look) -> None:
        """Characters that count as they are."""
        self._put(text, look)
        self.after_blank = False

    def _put(self, text: str, look: Look) -> None:
        if self.runs and self.runs[-1].look == look:
            text = self.runs.pop().text + text
        self.runs.append(Run(text, look))


def _deletions(changes: Element) -> Iterator[str]:
    for region in changes:
        if child(region, "deletion") is not None:
            yield attribute(region, "id") or ""


def _rows(table: Element) -> Iterator[Element]:
    for item in table:
        if tag(item) == "table-row":
            yield item
        elif tag(item) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(item)


def _count(element: Element, name: str) -> int:
    return max(whole(attribute(element, name), 1), 1)


def _size(cell: Cell) -> int:
    return 1 + sum(piece.size for piece in cell.pieces if isinstance(piece, Paragraph))


def _last(row: Sequence[Cell]) -> int:
    """One more than the index of the last cell with words."""
    return next((index + 1 for index in range(len(row) - 1, -1, -1) if row[index].pieces), 0)


def _or_empty(element: Element | None) -> Element:
    return Element("nothing") if element is None else element
