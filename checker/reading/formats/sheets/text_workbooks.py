"""Workbooks that are one text: the XML of Excel 2003, and the bare tables of HTML that systems export as xls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.xml import attribute, child, children, parse_xml, whole
from checker.model import RawText
from checker.reading.formats.sheets.layout import COLUMNS, Sheet, Volume, read_sheets

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["read_html_tables", "read_xml_workbook"]


def read_xml_workbook(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a workbook in the XML of Excel 2003 into blocks.

    Raises:
        ReadingError: Damaged, hostile, too large, or nothing to see in it.
    """
    volume = Volume(limits, where)
    root = parse_xml(data, "workbook.xml", limits, where)
    return read_sheets(_sheets(root, volume), "xls", volume)


def _sheets(root: Element, volume: Volume) -> Iterator[Sheet]:
    for sheet in children(root, "Worksheet"):
        name = attribute(sheet, "Name") or ""
        visible = child(sheet, "WorksheetOptions", "Visible")
        if visible is not None and (visible.text or "").strip() in {"SheetHidden", "SheetVeryHidden"}:
            volume.met.add("hidden")
            volume.hidden.append(name)
            continue
        yield Sheet(name, _rows(child(sheet, "Table"), volume))


def _rows(table: Element | None, volume: Volume) -> Iterator[dict[int, str]]:
    number = 0
    for row in children(table, "Row"):
        at = whole(attribute(row, "Index"), number + 1)
        if at > number + 1:
            yield {}
        number = at
        if attribute(row, "Hidden") == "1":
            volume.met.add("hidden")
            if "行" not in volume.hidden:
                volume.hidden.append("行")
            continue
        yield _cells(row, volume)


def _cells(row: Element, volume: Volume) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = -1
    for cell in children(row, "Cell"):
        column = whole(attribute(cell, "Index"), column + 2) - 1
        data = child(cell, "Data")
        text = " ".join("".join(data.itertext()).split()) if data is not None else ""
        if child(cell, "Comment") is not None:
            volume.met.add("comments")
        if text and column >= COLUMNS:
            volume.met.add("wide")
        elif text:
            cells[column] = _plain(text)
        column += whole(attribute(cell, "MergeAcross"))
    return cells


def _plain(text: str) -> str:
    """A number without the zeros that a program leaves behind it."""
    head, dot, tail = text.partition(".")
    return head if dot and head.lstrip("-").isdecimal() and set(tail) == {"0"} else text


def read_html_tables(text: str, limits: Limits, where: str) -> RawText:
    """Turn the tables of a page that is called a workbook into blocks.

    Raises:
        ReadingError: There are none, or they are too large.
    """
    from selectolax.lexbor import LexborHTMLParser

    volume = Volume(limits, where)
    tables = LexborHTMLParser(text).css("table")
    if not tables:
        msg = "表格文件里没有表格;请用 Excel 或 WPS 打开,另存为 xlsx 后再试"
        raise ReadingError(msg, where)
    outer = [table for table in tables if not _within_table(table)]
    return read_sheets((Sheet("Sheet1", _html_rows(table, volume)) for table in outer), "xls", volume)


def _within_table(table: LexborNode) -> bool:
    node = table.parent
    while node is not None and node.tag not in {"table", "body", "html"}:
        node = node.parent
    return node is not None and node.tag == "table"


def _html_rows(table: LexborNode, volume: Volume) -> Iterator[dict[int, str]]:
    for row in table.css("tr"):
        cells: dict[int, str] = {}
        column = 0
        for cell in row.css("td, th"):
            text = " ".join((cell.text(deep=True) or "").split())
            if text and column >= COLUMNS:
                volume.met.add("wide")
            elif text:
                cells[column] = text
            column += max(whole(cell.attributes.get("colspan"), 1), 1)
        yield cells
