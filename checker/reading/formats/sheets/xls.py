"""xls (Excel 97 to 2003, also the et of WPS): xlrd's cells to sheets."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import RawText
from checker.reading.formats.office.ole import streams
from checker.reading.formats.sheets.layout import COLUMNS, Sheet, Volume, read_sheets
from checker.reading.formats.sheets.number_format import shown

__all__ = ["read_xls"]

_LARGEST = 16 * 1024 * 1024  # bytes; xlrd keeps every formatted cell, empty ones too
_FAULTS = (
    ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError, OSError, EOFError, RecursionError,
    MemoryError, OverflowError, ZeroDivisionError, NotImplementedError, struct.error, UnicodeError,
)  # fmt: skip
_NUMBER, _DATE, _BOOLEAN, _ERROR, _TEXT = 2, 3, 4, 5, 1


def read_xls(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a binary workbook into blocks.

    Raises:
        ReadingError: Damaged, encrypted, too large, or nothing to see in it.
    """
    import xlrd

    if len(data) > _LARGEST:
        msg = f"表格文件超过上限 {_LARGEST // 1024 // 1024} MB;请只保留报告所附的统计表,另存为 xlsx 后再试"
        raise ReadingError(msg, where)
    volume = Volume(limits, where)
    try:
        found = streams(data, ("Workbook", "Book"))
        content = found.get("Workbook") or found["Book"]
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        return read_sheets(_sheets(book, volume), "xls", volume)
    except ReadingError:
        raise
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_FAULTS) as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            msg = "文件设有打开密码,无法读取;请用 Excel 或 WPS 打开,取消密码后另存为 xlsx 再试"
        else:
            msg = "文件已损坏或不完整,无法按 xls 打开;请用 Excel 或 WPS 打开,另存为 xlsx 后再试"
        raise ReadingError(msg, where) from error


def _sheets(book: Any, volume: Volume) -> Iterator[Sheet]:  # noqa: ANN401 - xlrd ships no types
    for sheet in book.sheets():
        if sheet.visibility:
            volume.met.add("hidden")
            volume.hidden.append(sheet.name)
            continue
        if sheet.cell_note_map:
            volume.met.add("comments")
        yield Sheet(sheet.name, _rows(book, sheet, volume))


def _rows(book: Any, sheet: Any, volume: Volume) -> Iterator[dict[int, str]]:  # noqa: ANN401 - as above
    hidden = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for number in range(sheet.nrows):
        info = sheet.rowinfo_map.get(number)
        if info is not None and info.hidden:
            _hide(volume, "行")
            continue
        cells: dict[int, str] = {}
        for column in range(sheet.row_len(number)):
            text = _shown(book, sheet.cell(number, column))
            if text and column in hidden:
                _hide(volume, "列")
            elif text and column >= COLUMNS:
                volume.met.add("wide")
            elif text:
                cells[column] = text
        yield cells


def _hide(volume: Volume, what: str) -> None:
    volume.met.add("hidden")
    if what not in volume.hidden:
        volume.hidden.append(what)


def _shown(book: Any, cell: Any) -> str:  # noqa: ANN401 - as above
    import xlrd

    match cell.ctype:
        case kind if kind == _TEXT:
            return " ".join(str(cell.value).split())
        case kind if kind in (_NUMBER, _DATE):
            form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
            code = form.format_str if form is not None else "General"
            return shown(cell.value, code, since_1904=bool(book.datemode))
        case kind if kind == _BOOLEAN:
            return "是" if cell.value else "否"
        case kind if kind == _ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, ""))
    return ""
