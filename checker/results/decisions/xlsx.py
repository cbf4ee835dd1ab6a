"""Decisions as a spreadsheet with a Chinese header row."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checker.errors import ReadingError
from checker.files.limits import Limits, check_size
from checker.files.package import open_package
from checker.files.stable_zip import stable_zip
from checker.results.decisions.model import Decision
from checker.results.decisions.rows import CHOICES, SEEN, VERDICTS, DecisionError, decision
from checker.text.spreadsheet import looks_like_formula

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx", "write_xlsx"]

_COLUMNS = {
    "unit": ("单位", 24),
    "year": ("年度", 8),
    "point": ("事项或问题编号", 30),
    "title": ("事项名称", 28),
    "obligation": ("性质", 10),
    "seen": ("程序结论", 10),
    "note": ("程序说明", 44),
    "quote": ("原文", 44),
    "decision": ("决定(采纳/误判/属实不列/改判)", 14),
    "verdict": ("改判为", 10),
    "sentence": ("写入意见的话(空着用程序说明)", 36),
    "reason": ("理由", 30),
    "name": ("姓名", 10),
    "date": ("日期", 12),
}
_REQUIRED = ("unit", "year", "point", "decision", "verdict", "reason", "name", "date")
_LIMITS = Limits(file_bytes=16 * 1024 * 1024, unpacked_bytes=128 * 1024 * 1024)
_ROWS = 200_000
_CELL = 32_767  # characters that a cell can hold
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read_xlsx(data: bytes, where: str) -> Iterator[Decision]:
    """The decisions of the first sheet.

    Raises:
        DecisionError: It is not a spreadsheet, or a row is wrong (``file:row:column``).
    """
    from openpyxl import load_workbook

    try:
        check_size(data, _LIMITS, where)
        open_package(data, _LIMITS, where)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False).worksheets[0]
        rows = sheet.iter_rows()
        header = next(rows, ())
    except ReadingError as error:
        raise DecisionError(error.message.replace("docx", "xlsx"), where) from None
    except Exception as error:  # openpyxl raises whatever its parts raise
        msg = "不是可用的 xlsx 表格,请用 Excel 或 WPS 另存为 xlsx。"
        raise DecisionError(msg, where) from error
    columns = _header(header, where)
    for number, cells in enumerate(rows, start=2):
        if number > _ROWS:
            msg = f"复核表超过 {_ROWS} 行,请分成几份。"
            raise DecisionError(msg, f"{where}:{number}")
        values = {key: _text(cells[at].value) if at < len(cells) else "" for key, at in columns.items()}
        if any(values.values()):
            places = {key: f"{where}:{number}:{at + 1}" for key, at in columns.items()}
            yield decision(values, _year(values["year"], places["year"]), f"{where}:{number}", places)


def _header(cells: Sequence[Any], where: str) -> dict[str, int]:
    """Which column holds what."""
    known = {_bare(title): key for key, (title, _) in _COLUMNS.items()}
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        title = _text(cell.value)
        if not title:
            continue
        key = known.get(_bare(title))
        if key is None or key in columns:
            what = "重复" if key else "不认识"
            msg = f"表头“{title}”{what},可用:{'、'.join(_bare(t) for t, _ in _COLUMNS.values())}。"
            raise DecisionError(msg, f"{where}:1:{at + 1}")
        columns[key] = at
    missing = [_bare(_COLUMNS[key][0]) for key in _REQUIRED if key not in columns]
    if missing:
        msg = f"第一行(表头)缺少:{'、'.join(missing)}。"
        raise DecisionError(msg, f"{where}:1")
    return columns


def _bare(title: str) -> str:
    return re.split(r"[((]", "".join(title.split()))[0]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _year(text: str, where: str) -> int | None:
    found = re.fullmatch(r"(\d{4})\s*(?:年度?)?", text)
    if text and not found:
        msg = f"年度应为四位数字,现为“{text}”。"
        raise DecisionError(msg, where)
    return int(found[1]) if found else None


def write_xlsx(rows: Sequence[Decision]) -> bytes:
    """The rows as a spreadsheet: a frozen header, lists to choose from, columns that wrap."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "复核表"
    wrap = Alignment(wrap_text=True, vertical="top")
    for column, (title, width) in enumerate(_COLUMNS.values(), start=1):
        cell = sheet.cell(1, column, title)
        cell.font, cell.alignment = Font(bold=True), wrap
        cell.fill = PatternFill("solid", fgColor="FFF2CC" if column > list(_COLUMNS).index("quote") + 1 else "DDEBF7")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(_values(row), start=1):
            cell = sheet.cell(number, column)
            cell.alignment = wrap
            if isinstance(value, str):  # never a formula, whatever it begins with
                cell.value = _CONTROL.sub("�", value)[:_CELL]
                cell.data_type = "s"
                cell.quotePrefix = looks_like_formula(value)
            else:
                cell.value = value
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _choices(sheet, "decision", list(CHOICES.values()), len(rows))
    _choices(sheet, "verdict", list(VERDICTS.values()), len(rows))
    out = io.BytesIO()
    book.save(out)
    return stable_zip(out.getvalue())


def _values(row: Decision) -> Iterator[str | int | None]:
    yield from (
        row.unit,
        row.year,
        row.point,
        row.title,
        row.obligation,
        SEEN.get(row.seen, row.seen),
        row.note,
        row.quote,
    )
    yield CHOICES[row.choice] if row.choice else None
    yield VERDICTS[row.verdict] if row.verdict else None
    yield from (row.sentence or None, row.reason or None, row.name or None, row.date or None)


def _choices(sheet: Worksheet, key: str, words: Sequence[str], rows: int) -> None:
    """Let people choose from a list instead of typing."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(list(_COLUMNS).index(key) + 1)
    validation = DataValidation("list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    validation.error, validation.showErrorMessage = f"请从列表选择:{'、'.join(words)}", True
    validation.add(f"{letter}2:{letter}{max(rows, 1) + 1}")
    sheet.add_data_validation(validation)
