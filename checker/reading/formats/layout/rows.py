"""Signs to lines: by their height, then from left to right, cut where a wide gap stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.reading.formats.layout.clean import mark_raised
from checker.reading.formats.layout.model import Glyph, Piece
from checker.reading.formats.layout.text import make_piece

__all__ = ["find_pieces", "joined", "rows_of"]

_LEVEL = 0.3  # of the size: signs whose feet differ by less stand on one line
_SMALL = 0.8  # of the size: smaller signs beside a line are its superscripts
_RAISED, _OVER, _BEHIND = 0.6, 0.2, 2  # of the size: how far a superscript may be from the sign before it
_FEW = 64  # signs that are looked at around a small one
_GAP = 1.2  # of the size: a wider gap cuts a line into pieces
_STACK = 3  # single signs under each other that make an upright word


def find_pieces(glyphs: Sequence[Glyph], page: int) -> list[Piece]:
    """The pieces of a page's lines, from top to bottom and left to right."""
    pieces: list[Piece] = []
    for row in _rows(glyphs):
        marked = mark_raised(sorted(row, key=lambda g: (g.x0, g.x1)))
        for part in _cut(marked):
            piece = make_piece(part, page)
            if piece.text.strip():
                pieces.append(piece)
    return _stacked(pieces)


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Signs grouped by their feet; small ones beside larger ones join them."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.y1, g.x0)):
        last = rows[-1] if rows else None
        if last and glyph.y1 - last[-1].y1 <= _LEVEL * min(glyph.size, last[-1].size):
            last.append(glyph)
        else:
            rows.append([glyph])
    return _with_small(rows)


def _with_small(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join superscripts to the line that they stand beside, sign by sign."""
    sides = [_Side.of(row) for row in rows]
    out: list[list[Glyph]] = [[] for _ in rows]
    for index, row in enumerate(rows):
        near = [n for n in (index + 1, index - 1) if 0 <= n < len(rows)]
        for glyph in row:
            out[next((n for n in near if sides[n].touches(glyph)), index)].append(glyph)
    return [row for row in out if row]


@dataclass(frozen=True, slots=True)
class _Side:
    """The signs of a line by their right edges, and the largest size among them."""

    edges: list[float]
    glyphs: list[Glyph]
    largest: float

    @classmethod
    def of(cls, row: Sequence[Glyph]) -> _Side:
        ordered = sorted(row, key=lambda g: g.x1)
        return cls([g.x1 for g in ordered], ordered, max(g.size for g in row))

    def touches(self, glyph: Glyph) -> bool:
        """Whether a small sign stands right behind a larger one of the line."""
        if glyph.size >= _SMALL * self.largest:
            return False
        first = bisect_left(self.edges, glyph.x0 - _BEHIND * self.largest)
        return any(
            glyph.size < _SMALL * other.size
            and abs(glyph.y1 - other.y1) < _RAISED * other.size
            and -_OVER * other.size <= glyph.x0 - other.x1 < _BEHIND * other.size
            for other in self.glyphs[first : first + _FEW]
        )


def _cut(row: Sequence[Glyph]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = []
    right = 0.0
    for glyph in row:
        if not parts or glyph.x0 - right > _GAP * max(glyph.size, parts[-1][-1].size):
            parts.append([])
            right = glyph.x1
        parts[-1].append(glyph)
        right = max(right, glyph.x1)
    return parts


def joined(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one line, sorted, as one."""
    first = pieces[0]
    doubtful: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        doubtful.extend((at + start, at + end) for start, end in piece.doubtful)
        at += len(piece.text) + 1
    return replace(
        first,
        text=" ".join(piece.text for piece in pieces),
        y0=min(piece.y0 for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        y1=max(piece.y1 for piece in pieces),
        doubtful=tuple(doubtful),
    )


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line together, the lines from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        last = rows[-1][0] if rows else None
        if last and abs(piece.middle - last.middle) <= 0.4 * min(piece.size, last.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _stacked(pieces: list[Piece]) -> list[Piece]:
    """Words written from top to bottom become one piece at the place of their first sign."""
    single = sorted((p for p in pieces if len(p.text) == 1 and not p.text.isascii()), key=lambda p: (p.x0, p.y0))
    columns: list[list[Piece]] = []
    for piece in single:
        if columns and piece.x0 - columns[-1][0].x0 < _LEVEL * piece.size:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    words: dict[int, str] = {}
    taken: set[int] = set()
    for column in columns:
        for word in _words(sorted(column, key=lambda p: p.y0)):
            taken.update(map(id, word))
            words[id(word[0])] = "".join(piece.text for piece in word)
    return [
        replace(p, text=words[id(p)]) if id(p) in words else p for p in pieces if id(p) in words or id(p) not in taken
    ]


def _words(column: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of signs that follow closely under each other."""
    word: list[Piece] = []
    for piece in column:
        if word and not 0 < piece.y0 - word[-1].y0 < 2 * piece.size:
            if len(word) >= _STACK:
                yield word
            word = []
        word.append(piece)
    if len(word) >= _STACK:
        yield word
