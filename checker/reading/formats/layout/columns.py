"""Pages set in columns: which stretch of a page is read from top to bottom before its neighbour."""

from __future__ import annotations

from collections.abc import Sequence

from checker.reading.formats.layout.model import Piece

__all__ = ["regions"]

_LINES = 4  # lines that each of two columns must have
_CHARS = 8  # characters of an average line: shorter ones are cells
_FULL = 0.85  # of the column's width: what a full line fills
_SHARE = 0.5  # of a column's lines must be full
_DEPTH = 2


def regions(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """Stretches of a page in reading order; within each, lines go across its whole width."""
    ordered = sorted(pieces, key=lambda p: (p.y0, p.x0))
    if depth > _DEPTH or len(ordered) < 2 * _LINES:
        return [ordered] if ordered else []
    best = max(
        (band for gutter in _gutters(ordered) if (band := _band(ordered, gutter)) is not None),
        key=lambda band: len(band[1]) + len(band[2]),
        default=None,
    )
    if best is None:
        return [ordered]
    above, left, right, below = best
    return [
        *regions(above, depth + 1),
        *regions(left, depth + 1),
        *regions(right, depth + 1),
        *regions(below, depth + 1),
    ]


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """Places where a gutter may run: just left of pieces that begin away from the left margin."""
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    width = right - left
    counts: dict[int, tuple[int, float]] = {}
    for piece in pieces:
        if left + 0.2 * width < piece.x0 < left + 0.8 * width:
            key = round(piece.x0 / (piece.size or 1))
            count, at = counts.get(key, (0, piece.x0))
            counts[key] = (count + 1, min(at, piece.x0))
    often = sorted(counts.values(), key=lambda pair: (-pair[0], pair[1]))[:6]
    return sorted({at - 0.5 for count, at in often if count >= _LINES})


def _band(pieces: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece], list[Piece], list[Piece]] | None:
    """The tallest stretch that nothing crosses at ``gutter``: what stands above, left, right and below."""
    best: tuple[int, int] = (0, 0)
    start = 0
    for index in range(len(pieces) + 1):
        if index == len(pieces) or pieces[index].x0 < gutter < pieces[index].x1:
            if index - start > best[1] - best[0]:
                best = (start, index)
            start = index + 1
    inside = list(pieces[best[0] : best[1]])
    left = [p for p in inside if p.x1 <= gutter]
    right = [p for p in inside if p.x0 >= gutter]
    if not (_is_prose(left) and _is_prose(right)):
        return None
    top = max(min(p.y0 for p in left), min(p.y0 for p in right)) - 1.5 * left[0].size
    head = [p for p in inside if p.y1 < top]
    left, right = [p for p in left if p not in head], [p for p in right if p not in head]
    return [*pieces[: best[0]], *head], left, right, list(pieces[best[1] :])


def _is_prose(column: Sequence[Piece]) -> bool:
    """Whether lines read like a column of prose and not like cells."""
    if len(column) < _LINES or sum(len(p.text) for p in column) < _CHARS * len(column):
        return False
    left, right = min(p.x0 for p in column), max(p.x1 for p in column)
    full = sum(p.x1 - left >= _FULL * (right - left) for p in column)
    return full >= _SHARE * len(column)
