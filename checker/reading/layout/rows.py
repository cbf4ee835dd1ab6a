"""Signs to lines: by their height, then from left to right, cut where a wide gap stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.reading.layout.clean import mark_raised
from checker.reading.layout.model import Glyph, Piece
from checker.reading.layout.text import make_piece

__all__ = ["find_pieces", "joined", "rows_of"]

_LEVEL = 0.3  # of the size: signs whose feet differ by less stand on one line
_SMALL = 0.8  # of the size: smaller signs beside a line are its superscripts
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
    """Join rows of superscripts to the row that they stand beside, sign by sign."""
    out: list[list[Glyph]] = [list(row) for row in rows]
    for index, row in enumerate(rows):
        for glyph in row:
            for other in (index + 1, index - 1):
                if 0 <= other < len(rows) and _beside(glyph, rows[other]):
                    out[index].remove(glyph)
                    out[other].append(glyph)
                    break
    return [row for row in out if row]


def _beside(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    """Whether a small sign touches a larger one of a neighbouring line."""
    return any(
        glyph.size < _SMALL * other.size
        and abs(glyph.y1 - other.y1) < 0.6 * other.size
        and -0.2 * other.size <= glyph.x0 - other.x1 < 2 * other.size
        for other in row
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
    single = [p for p in pieces if len(p.text) == 1 and not p.text.isascii()]
    if len(single) < _STACK:
        return pieces
    taken: set[int] = set()
    words: dict[int, Piece] = {}
    for start in single:
        if id(start) in taken:
            continue
        word = [start]
        for piece in single:
            below = piece.y0 - word[-1].y0
            if abs(piece.x0 - start.x0) < _LEVEL * start.size and 0 < below < 2 * start.size:
                word.append(piece)
        if len(word) >= _STACK:
            taken.update(id(piece) for piece in word)
            words[id(start)] = replace(start, text="".join(piece.text for piece in word))
    return [words.get(id(p), p) for p in pieces if id(p) in words or id(p) not in taken]
