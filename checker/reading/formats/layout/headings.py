"""What the size of the letters tells: the title, and headings without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.model import Hint
from checker.reading.formats.layout.paragraphs import Paragraph

__all__ = ["heading_levels", "title_hint"]

_LARGER = 1.12  # times the text's size: a heading
_TITLE = 1.25  # times the text's size: a title
_LONG = 40  # characters of the longest heading
_SHORT = 6  # characters of the shortest title
_PROSE = 30  # characters of a paragraph with a stop
_STOP = re.compile(r"[。；，;]")
_MASTHEAD = re.compile(r"文\s*件$")
_LEVELS = 9


def heading_levels(paragraphs: Sequence[Paragraph], size: float) -> list[int]:
    """A level for every paragraph, by its size; 0 for those that are no headings, and before the text has begun."""
    begun = False
    sizes: list[float] = []
    for paragraph in paragraphs:
        begun = begun or (len(paragraph.text) >= _PROSE and bool(_STOP.search(paragraph.text)))
        fits = begun and len(paragraph.text) <= _LONG and not _STOP.search(paragraph.text)
        own = round(paragraph.lines[0].size * 2) / 2
        sizes.append(own if fits and own >= _LARGER * size else 0.0)
    ranks = sorted({own for own in sizes if own}, reverse=True)
    return [min(ranks.index(own) + 1, _LEVELS) if own else 0 for own in sizes]


def title_hint(paragraphs: Sequence[Paragraph], size: float) -> Iterator[Hint]:
    """The largest lines above the text, unless they are the red letters of a masthead."""
    head: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.lines[0].page > 1 or (len(paragraph.text) >= _PROSE and _STOP.search(paragraph.text)):
            break
        if paragraph.lines[0].size >= _TITLE * size and not _MASTHEAD.search(paragraph.text):
            head.append(paragraph)
    if not head:
        return
    largest = max(p.lines[0].size for p in head)
    text = "".join(p.text for p in head if p.lines[0].size > 0.95 * largest)
    if _SHORT <= len(text) <= 2 * _LONG:
        yield Hint("title", text)
