"""Workbooks (xlsx, xls, the et of WPS) as tables: what a reader of the sheet sees."""

from checker.reading.formats.sheets.text_workbooks import read_html_tables, read_xml_workbook
from checker.reading.formats.sheets.xls import read_xls
from checker.reading.formats.sheets.xlsx import read_xlsx

__all__ = ["read_html_tables", "read_xls", "read_xlsx", "read_xml_workbook"]
