"""The table of a run over many documents: a page, a CSV and a workbook with the same rows.

Each document leaves a ``Piece``, small enough for thousands of them; ``join`` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.reporting.forms import Entry, RunInfo
from checker.reporting.index.piece import Piece, make_piece

__all__ = ["Piece", "join", "make_piece"]


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """The three files of a run, by name."""
    from checker.reporting.index.page import render_page_of
    from checker.reporting.index.sheets import render_csv, render_xlsx
    from checker.reporting.index.table import make_table

    table = make_table(entries, info)
    return {"index.html": render_page_of(table), "index.csv": render_csv(table), "index.xlsx": render_xlsx(table)}
