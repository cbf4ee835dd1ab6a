"""Workbooks (xlsx, xls, the et of WPS) as tables: what a reader of the sheet sees."""

from checker.reading.sheets.xls import read_xls
from checker.reading.sheets.xlsx import read_xlsx

__all__ = ["read_xls", "read_xlsx"]
