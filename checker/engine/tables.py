"""Numbers in tables: what stands over a row, and which columns speak of another year."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.engine.clauses import ClauseText
from checker.engine.statements import Number, Relation, Words
from checker.model import Document, ParagraphKind

_YEAR = re.compile(r"20[0-9]{2}(?=年)")


def first_row(document: Document, paragraph: int) -> int:
    """The first row of the table that a row belongs to."""
    rows = document.paragraphs
    while (
        paragraph > 0
        and rows[paragraph - 1].kind is ParagraphKind.ROW
        and rows[paragraph - 1].table == rows[paragraph].table
    ):
        paragraph -= 1
    return paragraph


def line_above(document: Document, clauses: ClauseText, paragraph: int) -> tuple[int, int]:
    """Normalised range of the paragraph above a row's table (its caption)."""
    while paragraph > 0 and document.paragraphs[paragraph].kind is ParagraphKind.ROW:
        paragraph -= 1
    return clauses.paragraphs[paragraph]


def column_header(document: Document, clauses: ClauseText, number: Number) -> tuple[int, int] | None:
    """Normalised range of the header cell over a number; None without a header row."""
    clause = clauses.clauses[number.clause]
    top = first_row(document, clause.paragraph)
    if not clause.row or top == clause.paragraph:
        return None
    column = clauses.text(clause.start, number.quantity.start).count("\t")
    start, end = clauses.paragraphs[top]
    cells = clauses.text(start, end).split("\t")
    if column >= len(cells) or not any(c and not c[0].isdigit() for c in cells):
        return None
    low = start + sum(len(c) + 1 for c in cells[:column])
    return low, low + len(cells[column])


def relate_columns(
    document: Document, clauses: ClauseText, numbers: tuple[Number, ...], words: Words
) -> tuple[Number, ...]:
    """Numbers under 上年 or an earlier year are last year's; those under 增减 are changes."""
    return tuple(_related(document, clauses, n, words) if clauses.clauses[n.clause].row else n for n in numbers)


def _related(document: Document, clauses: ClauseText, number: Number, words: Words) -> Number:
    header = column_header(document, clauses, number)
    if header is None or number.relation is not Relation.OWN:
        return number
    title = clauses.text(*header)
    if any(word in title for word in words.change_columns):
        return replace(number, relation=Relation.CHANGE)
    top = clauses.paragraphs[first_row(document, clauses.clauses[number.clause].paragraph)]
    years = [int(y) for y in _YEAR.findall(clauses.text(*top))]
    mine = [int(y) for y in _YEAR.findall(title)]
    earlier = bool(mine) and mine[-1] < max(years)
    if earlier or any(word in title for word in words.previous_columns):
        return replace(number, relation=Relation.PREVIOUS)
    return number
