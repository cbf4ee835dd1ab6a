"""The document's text cut into pieces, each with the marks (evidence, findings) that lie on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to show: ``name`` is its anchor, ``kind`` ``evidence`` or ``finding``, ``title`` what it is about."""

    start: int
    end: int
    name: str
    kind: str
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with all marks over it; ``opens`` are those that begin here and need an anchor."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document, numbered from 1."""

    number: int
    pieces: tuple[Piece, ...]


def marked_lines(text: str, marks: Iterable[Mark]) -> tuple[Line, ...]:
    """Cut ``text`` into lines, and lines into pieces at the borders of marks. Marks may overlap and cross lines."""
    ordered = sorted((m for m in marks if m.end > m.start), key=lambda m: (m.start, -m.end, m.name))
    lines: list[Line] = []
    start = 0
    for number, content in enumerate(text.split("\n"), start=1):
        end = start + len(content)
        here = [m for m in ordered if m.start < end and m.end > start]
        lines.append(Line(number, tuple(_pieces(content, start, here))))
        start = end + 1
    return tuple(lines)


def _pieces(content: str, start: int, marks: list[Mark]) -> Iterable[Piece]:
    end = start + len(content)
    borders = sorted({start, end, *(b for m in marks for b in (m.start, m.end) if start < b < end)})
    for low, high in pairwise(borders):
        over = tuple(m for m in marks if m.start <= low and m.end >= high)
        opens = tuple(m for m in over if m.start == low or (m.start < start and low == start))
        yield Piece(content[low - start : high - start], over, tuple(m for m in opens if m.start == low))
