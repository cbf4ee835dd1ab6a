"""Where something stands, as a reader of the Word file finds it: the page where there are pages, else the heading."""

from __future__ import annotations

from checker.memo.typography import clean
from checker.model import Document, Evidence, Finding

__all__ = ["place_of"]

_HEADING = 18  # characters of a heading


def place_of(document: Document, point: Evidence | Finding) -> str:
    """The place in words; empty where the document has neither pages nor headings before it."""
    if point.page:
        return f"第{point.page}页"
    before = [s for s in document.sections if s.heading.start <= point.start and s.heading.end > s.heading.start]
    if not before:
        return ""
    heading = clean(before[-1].heading.of(document.text)).rstrip("。")
    return f"“{heading if len(heading) <= _HEADING else heading[:_HEADING] + '…'}”部分"
