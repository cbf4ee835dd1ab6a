"""Tables without ruling lines: rows whose pieces stand in common columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.reading.formats.layout.model import Cell, Piece, Table

__all__ = ["split_aligned"]

_ROWS = 3  # rows of two columns that make a table; two are enough from three columns on
_CHARS = 14  # characters of an average cell: longer ones are prose beside prose
_SPACE = 0.8  # of the size: what lies between two columns


def split_aligned(rows: Sequence[list[Piece]]) -> list[list[Piece] | Table]:
    """Rows of pieces, with those that form a table replaced by it."""
    out: list[list[Piece] | Table] = []
    index = 0
    while index < len(rows):
        end = _run(rows, index)
        table = _table(rows[index:end]) if end > index else None
        if table is None:
            out.append(rows[index])
            index += 1
        else:
            out.append(table)
            index = end
    return out


def _run(rows: Sequence[list[Piece]], start: int) -> int:
    """End of the rows from ``start`` that each have several pieces, or continue a cell of the row before."""
    end = start
    while end < len(rows):
        row = rows[end]
        if end > start:
            step = row[0].y1 - rows[end - 1][0].y1
            if step > 4 * row[0].size:
                break
        if len(row) < 2 and not (end > start and _is_rest(row[0], rows[end - 1])):  # noqa: PLR2004 - several
            break
        end += 1
    return end


def _is_rest(piece: Piece, row: Sequence[Piece]) -> bool:
    """Whether a lone piece stands under a piece of the row before, the first one aside."""
    return any(abs(piece.x0 - p.x0) < _SPACE * piece.size for p in row[1:])


def _table(rows: Sequence[list[Piece]]) -> Table | None:
    """The rows as a table, or None when they have no columns in common."""
    full = [row for row in rows if len(row) > 1]
    if not full:
        return None
    columns = _columns(full)
    if len(columns) < 2 or len(full) < (_ROWS if len(columns) == 2 else 2):  # noqa: PLR2004
        return None
    pieces = [p for row in full for p in row]
    if sum(len(p.text) for p in pieces) > _CHARS * len(pieces):
        return None
    if sum(len(row) for row in full) < 0.6 * len(full) * len(columns):
        return None
    cells: list[list[Cell]] = []
    for row in rows:
        line = [Cell() for _ in columns]
        for piece in row:
            column = next(i for i, (start, end) in enumerate(columns) if piece.x0 < end and piece.x1 > start)
            line[column] = Cell(f"{line[column].text} {piece.text}".strip(), bool(piece.doubtful))
        if len(row) == 1 and cells:
            for above, cell in zip(cells[-1], line, strict=True):
                above.text += cell.text
        else:
            cells.append(line)
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    return Table(pieces[0].page, min(p.y0 for p in pieces), max(p.y1 for p in pieces), edges, cells)


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Stretches from left to right that the pieces of all rows stand in."""
    spans = sorted((p.x0, p.x1, p.size) for row in rows for p in row)
    columns: list[tuple[float, float]] = []
    for x0, x1, size in spans:
        if columns and x0 - columns[-1][1] < _SPACE * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns
