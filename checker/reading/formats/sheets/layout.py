"""Sheets to lines: titles and remarks as text, everything else as rows of one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import BlockKind, Note, RawText
from checker.reading.formats.lines import Line, assemble

__all__ = ["COLUMNS", "Sheet", "Volume", "read_sheets"]

COLUMNS = 256
"""Columns that are read; no statistics are wider."""
_ROWS = 20_000  # of one workbook
_CELLS = 400_000  # of one workbook, those between filled ones included
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_REMARK = 30  # characters from which a lone cell below a table is a remark on it
_NOTES = {
    "hidden": "表格中有隐藏的工作表、行或列({}),未读取;如属报送内容,请取消隐藏后再试",
    "formulas": "表格中有公式没有保存计算结果,这些格按空白读取;请用 Excel 或 WPS 打开、保存后再试",
    "wide": f"表格超过 {COLUMNS} 列,其后的列未读取,请核对原件",
    "pictures": "表格里的图片、图表和文本框未读取,请核对原件",
    "comments": "表格里的批注未读取",
}


@dataclass(slots=True)
class Sheet:
    """A sheet: its rows in order, each the texts of its filled cells by column from 0; ``gap`` rows come before it."""

    name: str
    rows: Iterable[Mapping[int, str]]


@dataclass(slots=True)
class Volume:
    """How much has been read; the file's own statements about its size are not believed."""

    limits: Limits
    where: str
    met: set[str] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    rows: int = 0
    cells: int = 0
    characters: int = 0

    def row(self, cells: Mapping[int, str]) -> None:
        """Count a row.

        Raises:
            ReadingError: It is more than a table of statistics holds.
        """
        self.rows += 1
        self.cells += max(cells, default=0) + 1
        self.characters += sum(map(len, cells.values()))
        if self.rows > _ROWS or self.cells > _CELLS or self.characters > self.limits.characters:
            msg = f"表格过大(超过 {_ROWS} 行、{_CELLS} 格或 {self.limits.characters} 字);请只保留报告所附的统计表后再试"
            raise ReadingError(msg, self.where)


def read_sheets(sheets: Iterable[Sheet], fmt: str, volume: Volume) -> RawText:
    """The visible sheets, one below the other.

    Raises:
        ReadingError: There is nothing in them, or too much.
    """
    lines: list[Line] = []
    table = 0
    for sheet in sheets:
        rows: list[Mapping[int, str]] = []
        for row in sheet.rows:
            volume.row(row)
            rows.append(row)
        if any(rows):
            if not _UNNAMED.fullmatch(sheet.name.strip()):
                lines.append(Line(" ".join(sheet.name.split()), BlockKind.HEADING, 1))
            more = list(_lines(rows, table))
            table = max((line.table for line in more), default=table) + 1
            lines.extend(more)
    if not any(line.text.strip() for line in lines):
        msg = "表格里没有可见的内容;请确认保存是否完整,或取消隐藏后再试"
        raise ReadingError(msg, volume.where)
    return assemble(lines, fmt, (), tuple(_remarks(fmt, volume.met, volume.hidden)))


def _remarks(fmt: str, met: AbstractSet[str], hidden: Sequence[str]) -> Iterator[Note]:
    for name, message in _NOTES.items():
        if name in met:
            yield Note(f"{fmt}-{name}", message.format("、".join(hidden[:5]) or "无名"))


def _lines(rows: Sequence[Mapping[int, str]], table: int) -> Iterator[Line]:
    """A lone cell above a table is its title, a long one below it a remark; a title after a gap begins a new table."""
    columns = [column for row in rows for column, text in row.items() if text]
    first, last = min(columns), max(columns)
    inside = gap = False
    for row in rows:
        filled = [text for text in row.values() if text]
        if not filled:
            gap = True
            continue
        if len(filled) == 1 and (not inside or gap or len(filled[0]) > _REMARK):
            table += inside and gap
            inside = inside and not gap
            yield Line(filled[0])
        else:
            inside = True
            cells = tuple(row.get(column, "") for column in range(first, last + 1))
            yield Line("\t".join(cells), BlockKind.ROW, cells=cells, table=table)
        gap = False
