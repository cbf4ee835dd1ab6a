"""Ruling lines to tables with cells; a merged cell keeps the places that it covers, as empty ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.reading.formats.layout.model import Stroke

__all__ = ["Grid", "find_grids"]

_NEAR = 2.5  # points between lines that are meant to be one
_TOUCH = 4.0  # points that may lie between two lines that meet
_SHORT = 4.0  # points: shorter strokes belong to signs and dashes
_MOST_LINES = 4_000
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table.

    ``xs`` and ``ys`` are its borders. ``owner[row][column]`` is the (row, column) of the upper left place of the
    cell that covers a place.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell at a point, as its upper left place; None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(max(bisect_left(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_left(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[row][column]


def find_grids(strokes: Iterable[Stroke]) -> list[Grid]:
    """Tables among a page's ruling lines, from top to bottom."""
    level = _merged([s for s in strokes if s.level and s.x1 - s.x0 > _SHORT], level=True)
    upright = _merged([s for s in strokes if not s.level and s.y1 - s.y0 > _SHORT], level=False)
    if len(level) + len(upright) > _MOST_LINES:
        return []
    grids = [_grid(h, v) for h, v in _components(level, upright)]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.ys[0], g.xs[0]))


def _merged(strokes: Sequence[Stroke], *, level: bool) -> list[Stroke]:
    """Strokes on one line that touch, as one."""

    def at(s: Stroke) -> float:
        return (s.y0 + s.y1) / 2 if level else (s.x0 + s.x1) / 2

    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=at):
        if lines and at(stroke) - at(lines[-1][0]) <= _NEAR:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    out: list[Stroke] = []
    for line in lines:
        middle = sum(map(at, line)) / len(line)
        spans = sorted((s.x0, s.x1) if level else (s.y0, s.y1) for s in line)
        start, end = spans[0]
        for low, high in [*spans[1:], (float("inf"), float("inf"))]:
            if low <= end + _NEAR:
                end = max(end, high)
                continue
            out.append(Stroke(start, middle, end, middle) if level else Stroke(middle, start, middle, end))
            start, end = low, high
    return out


def _components(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that cross or touch each other, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    heights = [h.y0 for h in level]
    for j, v in enumerate(upright, len(level)):
        for i in range(bisect_left(heights, v.y0 - _TOUCH), len(level)):
            h = level[i]
            if h.y0 > v.y1 + _TOUCH:
                break
            if h.x0 - _TOUCH <= v.x0 <= h.x1 + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate([*level, *upright]):
        groups[root(i)][i >= len(level)].append(line)
    return [g for g in groups.values() if len(g[0]) > 1 and g[1]]


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    """Borders and merged cells of one component; open sides are closed."""
    xs = _distinct([v.x0 for v in upright] + [min(h.x0 for h in level), max(h.x1 for h in level)])
    ys = _distinct([h.y0 for h in level] + [min(v.y0 for v in upright), max(v.y1 for v in upright)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MOST_CELLS:  # noqa: PLR2004
        return None
    walls = _covered(upright, xs, ys, level=False)
    floors = _covered(level, ys, xs, level=True)
    parent: dict[tuple[int, int], tuple[int, int]] = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(rows):
        for column in range(columns):
            for open_side, other in (
                (column + 1 < columns and (column + 1, row) not in walls, (row, column + 1)),
                (row + 1 < rows and (row + 1, column) not in floors, (row + 1, column)),
            ):
                if open_side:
                    one, two = sorted((root((row, column)), root(other)))
                    parent[two] = one
    owner = tuple(tuple(root((r, c)) for c in range(columns)) for r in range(rows))
    if len({place for line in owner for place in line}) < 2:  # noqa: PLR2004 - a frame around text
        return None
    return Grid(tuple(xs), tuple(ys), owner)


def _distinct(values: Sequence[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _covered(
    lines: Sequence[Stroke], across: Sequence[float], along: Sequence[float], *, level: bool
) -> set[tuple[int, int]]:
    """(border, stretch between two crossing borders) that a line runs along."""
    found: set[tuple[int, int]] = set()
    for line in lines:
        at, start, end = (line.y0, line.x0, line.x1) if level else (line.x0, line.y0, line.y1)
        border = min(range(len(across)), key=lambda i: abs(across[i] - at))
        for stretch in range(len(along) - 1):
            middle = (along[stretch] + along[stretch + 1]) / 2
            if start - _NEAR <= middle <= end + _NEAR:
                found.add((border, stretch))
    return found
