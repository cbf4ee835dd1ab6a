"""xlsx: the parts of a workbook to sheets.

Read with the standard library as a stream: a sheet may claim a million rows, and openpyxl's quick mode knows neither
hidden rows nor the difference between a formula without a value and an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.package import Package
from checker.files.xml import attribute, child, children, tag, whole
from checker.model import RawText
from checker.reading.formats.office.opc import linked, part_of
from checker.reading.formats.sheets.layout import COLUMNS, Sheet, Volume, read_sheets
from checker.reading.formats.sheets.number_format import BUILT_IN, shown

__all__ = ["read_xlsx"]

_MAIN = "xl/workbook.xml"


def read_xlsx(package: Package, limits: Limits, where: str) -> RawText:
    """Turn a workbook into blocks.

    Raises:
        ReadingError: Damaged, hostile, too large, or nothing to see in it.
    """
    names = package.names()
    main = next((t for _, kind, t in linked(package, "") if kind == "officeDocument"), _MAIN)
    main = package.find(main) or package.find(_MAIN) or _MAIN
    parts = list(linked(package, main))
    by_kind = {kind: name for _, kind, name in parts}
    volume = Volume(limits, where)
    root = package.xml(main)
    book = _Book(
        package,
        volume,
        _strings(package, by_kind.get("sharedStrings"), limits, where),
        _formats(part_of(package, by_kind.get("styles"))),
        is_on_plain(child(root, "workbookPr"), "date1904"),
    )
    if any(name.startswith(("xl/drawings/", "xl/media/")) for name in names):
        volume.met.add("pictures")
    if any("comments" in name for name in names):
        volume.met.add("comments")
    by_id = {key: name for key, _, name in parts}
    sheets = (Sheet(name, book.rows(part)) for name, part in _visible(root, by_id, names, volume))
    return read_sheets(sheets, "xlsx", volume)


def is_on_plain(element: Element | None, name: str) -> bool:
    """Whether an attribute says yes."""
    return (attribute(element, name) or "0") in {"1", "true", "on"}


def _visible(root: Element, by_id: dict[str, str], names: frozenset[str], volume: Volume) -> Iterator[tuple[str, str]]:
    """Names and parts of the sheets that are shown."""
    for node in children(child(root, "sheets"), "sheet"):
        name = attribute(node, "name") or ""
        key = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
        part = by_id.get(key, "")
        if attribute(node, "state") in {"hidden", "veryHidden"}:
            volume.met.add("hidden")
            volume.hidden.append(name)
        elif part in names:
            yield name, part
        else:
            msg = f"工作表“{name}”缺失,文件可能已损坏;请用 Excel 或 WPS 打开修复,另存为 xlsx 后再试"
            raise ReadingError(msg, volume.where)


def _strings(package: Package, part: str | None, limits: Limits, where: str) -> list[str]:
    """Texts that cells refer to by number."""
    found: list[str] = []
    size = 0
    if part is None or part not in package.names():
        return found
    for event, element in package.events(part):
        if event == "end" and tag(element) == "si":
            text = _text(element)
            size += len(text) + 1
            if size > limits.characters:
                msg = f"表格的文字超过上限 {limits.characters} 个;请只保留报告所附的统计表后再试"
                raise ReadingError(msg, where)
            found.append(text)
            element.clear()
    return found


def _text(element: Element) -> str:
    """Text of a string, its formatting and its pronunciation left out."""
    parts: list[str] = []
    for item in element:
        if tag(item) == "t":
            parts.append(item.text or "")
        elif tag(item) == "r":
            parts.extend(piece.text or "" for piece in children(item, "t"))
    return " ".join(_ESCAPED.sub(_unescaped, "".join(parts)).split())


def _unescaped(match: re.Match[str]) -> str:
    """A sign that XML cannot hold, as workbooks write it: ``_x000D_``."""
    code = int(match[1], 16)
    return chr(code) if code >= ord(" ") and not 0xD800 <= code < 0xE000 else " "  # noqa: PLR2004 - surrogates


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _formats(root: Element | None) -> list[str]:
    """Number formats by the style number of cells."""
    own = {
        attribute(n, "numFmtId"): attribute(n, "formatCode") or "" for n in children(child(root, "numFmts"), "numFmt")
    }
    found: list[str] = []
    for node in children(child(root, "cellXfs"), "xf"):
        key = attribute(node, "numFmtId") or "0"
        found.append(own.get(key) or BUILT_IN.get(whole(key), "General"))
    return found


@dataclass(slots=True)
class _Book:
    package: Package
    volume: Volume
    strings: list[str]
    formats: list[str]
    since_1904: bool

    def rows(self, part: str) -> Iterator[dict[int, str]]:
        """Rows of a sheet; one empty row stands for each gap."""
        hidden: set[int] = set()
        number = 0
        for event, element in self.package.events(part):
            if event != "end":
                continue
            name = tag(element)
            if name == "col" and is_on_plain(element, "hidden"):
                hidden |= set(range(_number(element, "min") - 1, min(_number(element, "max"), COLUMNS)))
            elif name == "row":
                at = _number(element, "r") or number + 1
                if at > number + 1:
                    yield {}
                number = at
                if is_on_plain(element, "hidden"):
                    self._hidden("行")
                else:
                    yield self._row(element, hidden)
                element.clear()
            elif name == "mergeCell":
                element.clear()

    def _row(self, row: Element, hidden: set[int]) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for cell in children(row, "c"):
            column = _column(attribute(cell, "r") or "", column + 1)
            text = self._cell(cell)
            if not text:
                continue
            if column >= COLUMNS:
                self.volume.met.add("wide")
            elif column in hidden:
                self._hidden("列")
            else:
                cells[column] = text
        return cells

    def _hidden(self, what: str) -> None:
        self.volume.met.add("hidden")
        if what not in self.volume.hidden:
            self.volume.hidden.append(what)

    def _cell(self, cell: Element) -> str:
        kind = attribute(cell, "t") or "n"
        if kind == "inlineStr":
            inline = child(cell, "is")
            return _text(inline) if inline is not None else ""
        node = child(cell, "v")
        value = (node.text or "").strip() if node is not None else ""
        if not value:
            if child(cell, "f") is not None:
                self.volume.met.add("formulas")
            return ""
        return self._value(kind, value, attribute(cell, "s") or "0")

    def _value(self, kind: str, value: str, style: str) -> str:
        if kind == "s":
            at = whole(value, -1)
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind == "n":
            at = whole(style, -1)
            form = self.formats[at] if 0 <= at < len(self.formats) else "General"
            try:
                return shown(float(value), form, since_1904=self.since_1904)
            except ValueError:
                return value
        return " ".join(value.split())


def _number(element: Element, name: str) -> int:
    return min(whole(attribute(element, name)), 2_000_000)


def _column(place: str, default: int) -> int:
    """Column (from 0) of a place such as ``AB12``."""
    column = 0
    for char in place[:4]:
        if not "A" <= char <= "Z":
            break
        column = 26 * column + ord(char) - ord("A") + 1
    return column - 1 if column else default
