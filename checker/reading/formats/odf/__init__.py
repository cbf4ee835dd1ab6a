"""OpenDocument texts (odt, flat fodt) and the texts of its sheets (ods)."""

from checker.reading.formats.odf.reader import read_flat_odf, read_odf

__all__ = ["read_flat_odf", "read_odf"]
