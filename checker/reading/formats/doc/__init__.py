"""Binary Word files (doc, and the wps of WPS Writer): Word 97 to 2003."""

from checker.reading.formats.doc.reader import read_doc

__all__ = ["read_doc"]
