"""Quotations as the page shows them: with what stands around them, and with their line and page.

The numbers of persons are covered: they must not travel on with a report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from checker.model import Assessment, Document, Span
from checker.reporting.html.marked_text import anchor

PERSONAL = "wording.sensitive-data"
"""The requirement whose findings are numbers and names of persons (its id is part of the contract)."""

_ENDS = frozenset("。！？；!?;\n")
_AROUND = 70  # characters of the sentence that are shown on either side
_HEAD, _TAIL = 3, 2  # characters that stay of what is covered


@dataclass(frozen=True, slots=True)
class Quote:
    """``text`` is what is quoted, ``before`` and ``after`` the rest of its sentence; ``target`` is an anchor.

    ``picture`` is the address of its page's picture, beside the report; empty: the page was not read from one.
    """

    before: str
    text: str
    after: str
    place: str
    target: str
    picture: str = ""


class Quoter:
    """Quotes one document. ``text`` is the document's, with the numbers of persons covered."""

    def __init__(self, document: Document, covered: Iterable[Span] = ()) -> None:
        """``covered`` are the stretches to cover; lengths and places stay as they are."""
        text = document.text
        for span in covered:
            text = text[: span.start] + cover(span.of(text)) + text[span.end :]
        self.text = text
        self._original = document.text
        self._lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
        self._page_of = document.page_of
        self._pictures = {p.page: address(p.name) for p in document.pictures}

    @classmethod
    def of(cls, assessment: Assessment) -> Quoter:
        """The quoter of an assessment: covers what it found of persons."""
        return cls(assessment.document, (Span(f.start, f.end) for f in assessment.findings if f.rule_id == PERSONAL))

    def line(self, offset: int) -> int:
        """The line (from 1) that ``offset`` stands on."""
        return bisect_right(self._lines, offset)

    def place(self, start: int, line: int | None = None, page: int | None = None) -> str:
        """Where a quotation begins, in words."""
        page = page if page is not None else self._page_of(start)
        where = f"第{line or self.line(start)}行"
        return f"第{page}页,{where}" if page is not None else where

    def shown(self, text: str, start: int, end: int) -> str:
        """``text``, covered where the document is; a quotation that is not the document's own stays."""
        return self.text[start:end] if self._original[start:end] == text else text

    def quote(self, text: str, start: int, end: int, line: int | None = None, page: int | None = None) -> Quote:
        """A quotation with the rest of its sentence, as far as it is worth showing."""
        before = after = ""
        if text and self._original[start:end] == text:
            before, after = self._before(start), self._after(end)
        target = anchor(Span(start, end))
        picture = self._pictures.get(page or self._page_of(start) or 0, "")
        return Quote(before, self.shown(text, start, end), after, self.place(start, line, page), target, picture)

    def _before(self, start: int) -> str:
        low = start
        while low > 0 and start - low < _AROUND and self.text[low - 1] not in _ENDS:
            low -= 1
        more = low > 0 and self.text[low - 1] not in _ENDS
        return ("…" if more else "") + self.text[low:start].lstrip()

    def _after(self, end: int) -> str:
        if end > 0 and self.text[end - 1] in _ENDS:
            return ""
        high = end
        while high < len(self.text) and high - end < _AROUND and self.text[high] not in _ENDS:
            high += 1
        if high < len(self.text) and self.text[high] in _ENDS:
            return self.text[end : high + 1].rstrip()
        return self.text[end:high] + ("…" if high < len(self.text) else "")


def address(name: str) -> str:
    """A relative address for a file beside the report, whatever signs its name has: never another scheme or host."""
    return f"./{quote(name, safe='/', errors='replace')}"


def cover(text: str) -> str:
    """``text`` as stars: a number keeps its first three and last two characters, words their first; breaks stay."""
    head, tail = (_HEAD, _TAIL) if sum(c.isdigit() for c in text) * 2 > len(text) else (1, 0)
    end = max(head, len(text) - tail)
    return text[:head] + "".join(c if c == "\n" else "*" for c in text[head:end]) + text[end:]
