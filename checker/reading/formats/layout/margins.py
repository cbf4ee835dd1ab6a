"""What a page carries besides its text: running heads, running feet and page numbers.

A page number is counted and left out. Other heads and feet are kept, each once and as what they are, because they may
say something that must not be lost: who printed the page, or that it is secret.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from checker.reading.formats.layout.model import Piece
from checker.reading.formats.layout.rows import joined, rows_of

__all__ = ["Margins", "find_margins"]

_ZONE = 0.14  # of the page's height at each end
_EDGE = 0.07  # so near to the edge nothing but heads and feet stands
_APART = 1.2  # of the size: the text keeps that far away from them
_ROWS = 3  # lines that a head or foot has at most
_DASH = "-—–－―·•_~〜～ 　.|"
_MARKED = re.compile(
    rf"[{_DASH}]+\d{{1,4}}[{_DASH}]+|第?\s*\d{{1,4}}\s*页?\s*[/／,，]?\s*共\s*\d{{1,4}}\s*页|第\s*\d{{1,4}}\s*页"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|Page\s*\d+(?:\s*of\s*\d+)?|[PＰ]\s*[.:]?\s*\d{1,4}",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}|[ivxlc]{1,6}|[ⅰ-ⅿ]", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Margins:
    """``numbers`` counts page numbers, ``repeats`` the lines left out because they were kept once before.

    ``heads`` and ``feet`` hold, by page, the lines that are kept as what they are.
    """

    numbers: int = 0
    repeats: int = 0
    heads: dict[int, list[Piece]] = field(default_factory=dict)
    feet: dict[int, list[Piece]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    page: int
    head: bool
    line: Piece
    pieces: tuple[Piece, ...]
    near: bool  # to the edge, or apart from the text

    @property
    def key(self) -> tuple[bool, str]:
        return self.head, _DIGITS.sub("#", "".join(self.line.text.split()))


def find_margins(
    pages: Sequence[list[Piece]], heights: Sequence[float], blocked: Sequence[tuple[float, float]]
) -> Margins:
    """Take heads, feet and page numbers out of ``pages``, and tell what they were.

    Args:
        pages: The pieces of each page; changed.
        heights: The height of each page.
        blocked: Upper and lower end of what else stands on each page, such as tables.
    """
    rows = [row for n, page in enumerate(pages) for row in _outer(page, heights[n], blocked[n])]
    found = Margins()
    out: dict[int, set[int]] = defaultdict(set)
    numbers = set(_numbers(rows))
    repeated = _repeated([row for row in rows if id(row) not in numbers], len(pages))
    seen: set[tuple[bool, str]] = set()
    for row in rows:
        if id(row) in numbers:
            found.numbers += 1
        elif row.key not in repeated:
            continue
        elif row.key in seen:
            found.repeats += 1
        else:
            seen.add(row.key)
            (found.heads if row.head else found.feet).setdefault(row.page, []).append(row.line)
        out[row.page].update(map(id, row.pieces))
    for page in pages:
        if page and (gone := out.get(page[0].page)):
            page[:] = [piece for piece in page if id(piece) not in gone]
    return found


def _outer(page: Sequence[Piece], height: float, blocked: tuple[float, float]) -> Iterator[_Row]:
    """Lines at the ends of a page that may be its head or foot, outermost first."""
    rows = rows_of(page)
    size = median(p.size for p in page) if page else 0
    for head in (True, False):
        for index, pieces in enumerate((rows if head else rows[::-1])[:_ROWS]):
            line = joined(pieces)
            if (line.y1 > _ZONE * height) if head else (line.y0 < (1 - _ZONE) * height):
                break
            if (line.y1 > blocked[0]) if head else (line.y0 < blocked[1]):
                break
            last = index + 1 == len(rows)
            beyond = [] if last else rows[index + 1] if head else rows[-index - 2]
            space = min((abs(p.y0 - line.y1) if head else abs(line.y0 - p.y1)) for p in beyond) if beyond else height
            edge = line.y1 < _EDGE * height if head else line.y0 > (1 - _EDGE) * height
            yield _Row(line.page, head, line, tuple(pieces), edge or space >= _APART * size)


def _numbers(rows: Sequence[_Row]) -> Iterator[int]:
    """Rows that are page numbers, by identity."""
    bare: dict[tuple[bool, int], list[_Row]] = defaultdict(list)
    for row in rows:
        text = row.line.text.strip()
        if _MARKED.fullmatch(text):
            yield id(row)
        elif _BARE.fullmatch(text) and row.near:
            bare[row.head, int(text) - row.page if text.isdecimal() else 0].append(row)
    for same in bare.values():
        if len(same) > 1 or same[0].line.text.strip() == str(same[0].page):
            yield from map(id, same)


def _repeated(rows: Sequence[_Row], pages: int) -> set[tuple[bool, str]]:
    """Lines that stand at one height on enough pages."""
    counts: Counter[tuple[tuple[bool, str], int]] = Counter()
    for row in rows:
        if row.near:
            place = round(row.line.y1 / 4)
            counts.update({(row.key, place), (row.key, place + 1)})
    enough = max(2, min(pages // 4, 4))
    return {key for (key, _), count in counts.items() if count >= enough}
