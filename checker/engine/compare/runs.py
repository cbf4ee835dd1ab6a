"""Clauses that two reports share in the same order, and how much of a report they are.

Years are made alike first (本年, 上年), so that a text whose years alone were changed still counts as the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checker.engine.compare.pair import Pair, Side
from checker.engine.statements.clauses import Clause
from checker.model import ParagraphKind, Role

__all__ = ["Piece", "Run", "find_runs", "plain_words", "share"]

_LABEL = re.compile(r"^(?:\([一二三四五六七八九十0-9]+\)|[一二三四五六七八九十]+(?:是|、)|[0-9]+[.、])")
_EDGES = " ,;:、。!?()\n\t"
_PROSE = (ParagraphKind.TEXT, ParagraphKind.ROW)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause and its words without numbering, with years made alike."""

    clause: Clause
    words: str


@dataclass(frozen=True, slots=True)
class Run:
    """Clauses that follow each other in both reports: pieces of this one, and where the other one has the first."""

    pieces: tuple[Piece, ...]
    place: int

    @property
    def chars(self) -> int:
        """How many characters they have."""
        return sum(len(p.words) for p in self.pieces)


def plain_words(text: str, year: int | None) -> str:
    """The words of a clause without its numbering; its report year and the one before become signs."""
    words = _LABEL.sub("", text.strip()).strip(_EDGES)
    if year is not None:
        words = words.replace(f"{year}年", "本年").replace(f"{year - 1}年", "上年")
    return words


def pieces_of(side: Side) -> list[Piece]:
    """The clauses of prose and tables, headings and page furniture left out."""
    document = side.page.document
    found: list[Piece] = []
    for clause in side.page.clauses.clauses:
        kind = document.paragraphs[clause.paragraph].kind
        if clause.heading or clause.role is Role.BOILERPLATE or kind not in _PROSE:
            continue
        words = plain_words(side.text[clause.start : clause.end], side.year)
        if words:
            found.append(Piece(clause, words))
    return found


def find_runs(pair: Pair) -> list[Run]:
    """The longest runs of shared clauses, in the order of this year's report; none overlap."""
    this, last = pieces_of(pair.this), pieces_of(pair.last)
    places: dict[str, list[int]] = {}
    for at, piece in enumerate(last):
        places.setdefault(piece.words, []).append(at)
    runs: list[Run] = []
    at = 0
    while at < len(this):
        lengths = [(_length(this, at, last, place), -place) for place in places.get(this[at].words, ())]
        length, place = max(lengths, default=(0, 0))
        if length:
            runs.append(Run(tuple(this[at : at + length]), last[-place].clause.start))
        at += max(1, length)
    return runs


def _length(this: Sequence[Piece], at: int, last: Sequence[Piece], place: int) -> int:
    length = 0
    while (
        at + length < len(this) and place + length < len(last) and this[at + length].words == last[place + length].words
    ):
        length += 1
    return length


def share(pair: Pair, runs: Sequence[Run], least: int) -> Decimal:
    """Part of this year's text that stands in runs of at least ``least`` characters, 0..1."""
    total = sum(len(p.words) for p in pieces_of(pair.this))
    copied = sum(r.chars for r in runs if r.chars >= least)
    if not total:
        return Decimal(0)
    return (Decimal(copied) / total).quantize(Decimal("0.0001"), ROUND_HALF_UP)
