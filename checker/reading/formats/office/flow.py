"""Paragraphs as a stream, tables marked by flags: how doc and rtf store a text.

Neither has a table as such. A paragraph says how many tables it lies in; marks end a cell and a row, and the row's mark
says where its cells' edges are. From edges of all rows the columns are worked out, so that merged cells keep their
place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.reading.formats.office.pieces import Cell, Piece, Table

__all__ = ["Flow", "RowEnd"]

_SAME_EDGE = 60  # twips (about one millimetre) by which edges of one column may differ from row to row
_MAX_DEPTH = 30  # tables in tables; what claims to be deeper is put here


@dataclass(frozen=True, slots=True)
class RowEnd:
    """What the end of a row says: ``edges`` are the cells' borders from left to right in twips (one more than cells).

    ``covered`` are the indexes of cells that continue a merged cell.
    """

    edges: tuple[int, ...] = ()
    covered: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Open:
    """A table that is being filled: finished rows, finished cells of this row, what lies in this cell."""

    rows: list[tuple[list[list[Piece]], RowEnd]] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self, end: RowEnd) -> None:
        if self.cell:  # a row that ends in the middle of a cell is damaged; its words count all the same
            self.end_cell()
        if self.cells:
            self.rows.append((self.cells, end))
        self.cells = []


@dataclass(slots=True)
class Flow:
    """Gathers pieces; tables close by themselves when a paragraph lies outside of them."""

    pieces: list[Piece] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def add(self, piece: Piece, depth: int = 0) -> None:
        """A paragraph or box inside ``depth`` tables."""
        self._go_to(depth)
        (self._open[-1].cell if self._open else self.pieces).append(piece)

    def end_cell(self, depth: int) -> None:
        """The end of a cell of the table at ``depth`` (from 1)."""
        self._go_to(max(depth, 1))
        self._open[-1].end_cell()

    def end_row(self, depth: int, end: RowEnd) -> None:
        """The end of a row of the table at ``depth`` (from 1)."""
        self._go_to(max(depth, 1))
        self._open[-1].end_row(end)

    def finish(self) -> list[Piece]:
        """Everything gathered."""
        self._go_to(0)
        return self.pieces

    def _go_to(self, depth: int) -> None:
        while len(self._open) < min(depth, _MAX_DEPTH):
            self._open.append(_Open())
        while len(self._open) > max(depth, 0):
            done = self._open.pop()
            done.end_row(RowEnd())
            if done.rows:
                (self._open[-1].cell if self._open else self.pieces).append(_table(done.rows))


def _table(rows: Sequence[tuple[list[list[Piece]], RowEnd]]) -> Table:
    grid = _grid([edge for cells, end in rows if len(end.edges) == len(cells) + 1 for edge in end.edges])
    return Table([_row(cells, end, grid) for cells, end in rows])


def _grid(edges: Sequence[int]) -> list[int]:
    """Edges of all rows, those that are the same column border once."""
    grid: list[int] = []
    for edge in sorted(set(edges)):
        if not grid or edge - grid[-1] > _SAME_EDGE:
            grid.append(edge)
    return grid


def _row(cells: Sequence[list[Piece]], end: RowEnd, grid: Sequence[int]) -> list[Cell]:
    if len(end.edges) != len(cells) + 1:
        return [Cell(pieces) for pieces in cells]
    places = [max(bisect_left(grid, edge - _SAME_EDGE), 0) for edge in end.edges]
    row = [Cell() for _ in range(places[0])]
    for index, pieces in enumerate(cells):
        width = max(places[index + 1] - places[index], 1)
        row.append(Cell(pieces, width, covered=index in end.covered))
    return row
