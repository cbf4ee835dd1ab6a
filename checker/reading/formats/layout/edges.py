"""Where the text's left and right edges run, and how far its lines stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from checker.reading.formats.layout.model import Piece

__all__ = ["Edges", "find_edges", "plausible", "set_edges"]

_NEAR = 0.3  # of the size: edges that are meant to be one
_SHARE = 0.05  # of the lines end at the right edge, at least
_LINES = 20  # lines from which one that is longer than all others is an exception
_OWN = 6  # lines from which a page's own edges are believed
_CLEAR = 3
_NARROW = 0.15  # of the width of the page: margins do not differ by more


@dataclass(frozen=True, slots=True)
class Edges:
    """Left and right edge, size of most signs, and the usual step from line to line, in sizes."""

    left: float
    right: float
    size: float
    step: float


def find_edges(columns: Sequence[Sequence[Piece]]) -> Edges:
    """The edges of a document's columns, each a list of lines from top to bottom."""
    lines = [line for column in columns for line in column]
    if not lines:
        return Edges(0, 0, 1, 1.5)
    size = _usual_size(lines)
    body = [line for line in lines if abs(line.size - size) < 0.15 * size] or lines
    steps = [
        (b.y1 - a.y1) / size
        for column in columns
        for a, b in pairwise(column)
        if 0 < b.y1 - a.y1 < 4 * size and abs(b.size - size) < 0.15 * size
    ]
    enough = max(2, _SHARE * len(body))
    left = _first([line.x0 for line in body], enough, _NEAR * size)
    right = -_first([-line.x1 for line in body], enough if len(body) >= _LINES else 1, _NEAR * size)
    return Edges(left, right, size, median(steps) if steps else 1.5)


def plausible(edges: Edges, width: float) -> Edges:
    """The edges, unless no line comes near the right margin: then it is taken to be as wide as the left one.

    Args:
        edges: As found.
        width: Of the pages.
    """
    narrow = edges.right < width - edges.left - _NARROW * width
    return replace(edges, right=width - edges.left) if narrow else edges


def set_edges(column: Sequence[Piece], whole: Edges, *, alone: bool) -> None:
    """Give every line of a column its edges.

    Args:
        column: Lines from top to bottom.
        whole: The edges of the document.
        alone: The column is as wide as the page, so that the document's edges hold for it too.
    """
    own = find_edges([column])
    left, right = own.left, own.right
    if alone:
        clear = len(column) >= _OWN and sum(abs(line.x1 - right) < whole.size for line in column) >= _CLEAR
        moved = abs((right - left) - (whole.right - whole.left)) < whole.size / 2  # odd and even pages
        wider = right > whole.right + 2 * whole.size  # a page laid on its side
        if not (clear and (moved or wider)):
            left, right = whole.left, whole.right
    for line in column:
        line.left, line.right = left, right


def _usual_size(lines: Sequence[Piece]) -> float:
    """The size that most characters have."""
    weights: dict[float, int] = {}
    for line in lines:
        key = round(line.size * 2) / 2
        weights[key] = weights.get(key, 0) + len(line.text)
    return max(weights, key=lambda key: (weights[key], key)) or 1.0


def _first(values: Sequence[float], enough: float, near: float) -> float:
    """The smallest value that ``enough`` values are near to."""
    ordered = sorted(values)
    for index, value in enumerate(ordered):
        if index + enough <= len(ordered) and ordered[int(index + enough - 1e-9)] - value <= near:
            return value
    return ordered[0]
