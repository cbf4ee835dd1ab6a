"""Rich text files (rtf) as Word, WPS and LibreOffice write them."""

from checker.reading.formats.rtf.reader import read_rtf

__all__ = ["read_rtf"]
