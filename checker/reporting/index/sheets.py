"""``index.csv`` and ``index.xlsx``: the rows of the page for spreadsheets.

Text from documents stays text: in CSV a mark keeps a cell from being read as a formula, in the workbook cells are
typed. Bytes depend on the rows alone: the dates in a workbook are fixed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from checker.model import Verdict
from checker.reporting.html.shell import visible
from checker.reporting.index.table import Column, Row, Table
from checker.text.spreadsheet import as_text, looks_like_formula

__all__ = ["render_csv", "render_xlsx"]

Cell = str | int | Decimal | None

_LONGEST = 32_000  # characters that a spreadsheet keeps in a cell: 32,767
_CUT = "…(过长,未列全)"
_FIXED = (1980, 1, 1, 0, 0, 0)
_HEADS = (
    "位次(同级同年,内部资料)", "单位", "年度", "级别", "阶段", "文种", "得分(内部资料,仅供审核参考)", "计入豁免后得分",
    "等次", "结论", "理由", "缺失", "部分", "完整", "待人工", "不适用", "出错", "写法和数字", "其中重要", "文字可靠性",
    "标题", "文件", "报告", "说明", "请看",
)  # fmt: skip
_COUNTED = (
    Verdict.MISSING, Verdict.PARTIAL, Verdict.FULL, Verdict.REVIEW, Verdict.NOT_APPLICABLE, Verdict.ERROR,
)  # fmt: skip
_WIDE = ("单位", "文件", "标题", "说明", "要求", "原因", "理由")


def render_csv(table: Table) -> bytes:
    """One line a document, then what could not be read and what was passed over; UTF-8 with a mark, for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_plain(h) for h in _header(table, table.key_columns)])
    for row in table.rows:
        writer.writerow([_plain(c) for c in _cells(table, row, table.key_columns)])
    for path, reason in (*table.broken, *((p, f"跳过:{r}") for p, r in table.skipped)):
        line: list[Cell] = [""] * len(_HEADS)
        line[_HEADS.index("文件")], line[_HEADS.index("说明")] = path, reason
        writer.writerow([_plain(c) for c in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def render_xlsx(table: Table) -> bytes:
    """The workbook: 汇总, 各方面得分, 常见缺项, 数据项, 未读出和跳过."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets: dict[str, Iterator[Sequence[Cell]]] = {
        "汇总": _summary(table),
        "各方面得分": _dimensions(table),
        "常见缺项": _gaps(table),
        "数据项": _figures(table),
        "未读出和跳过": _left_out(table),
    }
    for title, lines in sheets.items():
        _fill(book.create_sheet(title), lines)
    raw = io.BytesIO()
    book.save(raw)
    return _without_clock(raw.getvalue())


def _header(table: Table, columns: Sequence[Column]) -> list[Cell]:
    return [*_HEADS, *(t for _, t in table.dimensions), *(_column_name(c) for c in columns)]


def _column_name(column: Column) -> str:
    return f"{column.title}·{column.label}" + (f"({column.unit})" if column.unit else "")


def _cells(table: Table, row: Row, columns: Sequence[Column]) -> list[Cell]:
    piece = row.piece
    counts: list[Cell] = [None] * 8
    if piece.judged:
        counts = [*(piece.count(v) for v in _COUNTED), piece.findings, piece.high]
    scores = {d.id: d.score for d in piece.dimensions}
    values = (c.of(piece) for c in columns)
    return [
        row.rank, piece.unit, piece.year, piece.level, piece.stage, piece.kind, piece.total, piece.waived_total,
        piece.grade, piece.conclusion, ";".join(piece.grounds), *counts, piece.trust,
        piece.title, row.path, row.report, row.remark, "、".join(row.eyes),
        *(scores.get(i) for i, _ in table.dimensions), *(v.value if v else None for v in values),
    ]  # fmt: skip


def _summary(table: Table) -> Iterator[Sequence[Cell]]:
    yield _HEADS
    yield from (_cells(table, row, ())[: len(_HEADS)] for row in table.rows)


def _dimensions(table: Table) -> Iterator[Sequence[Cell]]:
    yield ["单位", "文件", *(t for _, t in table.dimensions)]
    for row in table.rows:
        if row.piece.judged:
            scores = {d.id: d.score for d in row.piece.dimensions}
            yield [row.piece.unit, row.path, *(scores.get(i) for i, _ in table.dimensions)]


def _gaps(table: Table) -> Iterator[Sequence[Cell]]:
    yield ["要求", "规则编号", "缺失(份)", "部分(份)", "适用(份)"]
    for gap in table.gaps:
        yield [gap.title, gap.rule_id, gap.missing, gap.partial, gap.asked]


def _figures(table: Table) -> Iterator[Sequence[Cell]]:
    yield ["单位", "文件", *(_column_name(c) for c in table.columns)]
    for row in table.rows:
        if row.piece.judged:
            values = {(v.rule_id, v.label): v.value for v in row.piece.values}
            yield [row.piece.unit, row.path, *(values.get((c.rule_id, c.label)) for c in table.columns)]


def _left_out(table: Table) -> Iterator[Sequence[Cell]]:
    yield ["文件", "情况", "原因"]
    yield from ([path, "未读出", reason] for path, reason in table.broken)
    yield from ([path, "跳过", reason] for path, reason in table.skipped)


def _text(value: str) -> str:
    """``value`` on one line, with the characters spelt out that must not travel, and no longer than a cell."""
    flat = " ".join(str(visible(value)).split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + _CUT


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return as_text(_text(value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _fill(sheet: Any, lines: Iterator[Sequence[Cell]]) -> None:  # noqa: ANN401 - the library has no types
    """Write typed cells below a header that stays in view and is repeated on paper, marked as internal."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    header = next(lines)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = "内部资料"
    sheet.page_setup.orientation = "landscape"
    for number, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 28 if name in _WIDE else 12
    bold = Font(bold=True)

    def cell(value: Cell, font: Font | None = None) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, _text(value))
        made.data_type = "s"  # whatever it begins with
        if looks_like_formula(str(made.value)):
            made.quotePrefix = True  # and stays so when someone edits it
        if font is not None:
            made.font = font
        return made

    sheet.append([cell(name, bold) for name in header])
    for line in lines:
        sheet.append([cell(value) for value in line])


def _without_clock(data: bytes) -> bytes:
    """The workbook with fixed dates inside and out."""
    out = io.BytesIO()
    moment = datetime(*_FIXED[:3]).strftime("%Y-%m-%dT%H:%M:%SZ").encode()  # noqa: DTZ001 - only its text is used
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<", b">" + moment + b"<", content)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
