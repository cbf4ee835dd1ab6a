"""Ruled tables of a page, filled with words, and tables that go on on the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from checker.reading.formats.layout.grid import Grid, find_grids
from checker.reading.formats.layout.model import Cell, Glyph, Piece, Sheet, Table
from checker.reading.formats.layout.rows import find_pieces, joined, rows_of
from checker.reading.formats.layout.text import glue

__all__ = ["continued", "ruled_tables", "without_repeated_head"]

_SAME = 4.0  # points by which the borders of a continued table may differ
_PADDING = 10.0  # points of a cell's width that stay empty
_MIN_WORDS = 2  # cells with words that a table has at least


def ruled_tables(sheet: Sheet, glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, and the signs that stand outside of them."""
    tables: list[Table] = []
    rest = list(glyphs)
    for grid in find_grids(sheet.strokes):
        placed: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        outside: list[Glyph] = []
        for glyph in rest:
            place = grid.place(glyph.centre, glyph.middle)
            (outside if place is None else placed[place]).append(glyph)
        table = _filled(grid, placed, sheet.number)
        if sum(bool(cell.text) for row in table.rows for cell in row) >= _MIN_WORDS:
            tables.append(table)
            rest = outside
    return tables, rest


def _filled(grid: Grid, placed: dict[tuple[int, int], list[Glyph]], page: int) -> Table:
    rows = [[Cell() for _ in line] for line in grid.owner]
    widths = _widths(grid)
    for (row, column), glyphs in placed.items():
        rows[row][column] = _cell(find_pieces(glyphs, page), widths[row, column])
    kept = [row for row in rows if any(cell.text for cell in row)]
    return Table(page, grid.ys[0], grid.ys[-1], list(grid.xs), kept)


def _widths(grid: Grid) -> dict[tuple[int, int], float]:
    """How wide each cell is, by its upper left place."""
    return {place: grid.xs[column + 1] - grid.xs[place[1]] for line in grid.owner for column, place in enumerate(line)}


def _cell(pieces: Sequence[Piece], width: float) -> Cell:
    """The lines of a cell as one: with a blank where the writer, not the width, ended a line."""
    text = ""
    before: Piece | None = None
    for row in rows_of(pieces):
        line = joined(row)
        if before is not None:
            free = width - _PADDING - (before.x1 - before.x0)
            text, joint = glue(text, line.text)
            text += " " if line.lead < free - before.size / 2 else joint
        text += line.text
        before = line
    return Cell(text.strip(), any(piece.doubtful for piece in pieces))


def continued(before: Table, after: Table) -> bool:
    """Whether ``after``, at the top of the next page, has the outer borders and most inner ones of ``before``.

    When it has, both get the same columns.
    """
    if not (_near(before.edges[0], after.edges[0]) and _near(before.edges[-1], after.edges[-1])):
        return False
    few, many = sorted((before.edges, after.edges), key=len)
    if not all(any(_near(x, y) for y in many) for x in few):
        return False
    for table in (before, after):
        if table.edges is few and len(few) < len(many):
            places = [min(range(len(many)), key=lambda i, x=x: abs(many[i] - x)) for x in few[:-1]]  # type: ignore[misc]
            table.rows[:] = [_spread(row, places, len(many) - 1) for row in table.rows]
            table.edges = list(many)
    return True


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME


def _spread(row: Sequence[Cell], places: Sequence[int], columns: int) -> list[Cell]:
    out = [Cell() for _ in range(columns)]
    for cell, place in zip(row, places, strict=True):
        out[place] = cell
    return out


def without_repeated_head(before: Table, after: Table) -> int:
    """Take the head rows that ``after`` repeats out of it; returns how many they were."""
    count = 0
    for one, other in zip(before.rows, after.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other] or count + 1 >= len(after.rows):
            break
        count += 1
    del after.rows[:count]
    return count
