"""Numbers in tables: what stands over a row, and which columns speak of another year."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.engine.quantities.quantity import Quantity, QuantityReader
from checker.engine.statements.clauses import ClauseText
from checker.engine.statements.numbers import Number, Relation, Words
from checker.model import Document, Paragraph, ParagraphKind

_UNIT = re.compile(r"\(([^()\d]{1,6})\)$")  # 出庭率(%)
_YEAR = re.compile(r"20[0-9]{2}(?=年)")


def first_row(document: Document, paragraph: int) -> int:
    """The first row of the table that a row belongs to; lines that only draw the table may stand between rows."""
    rows = document.paragraphs
    top, at = paragraph, paragraph - 1
    while at >= 0 and (rows[at].kind is ParagraphKind.BOILERPLATE or _same_table(rows[at], rows[paragraph])):
        top = at if rows[at].kind is ParagraphKind.ROW else top
        at -= 1
    return top


def _same_table(one: Paragraph, other: Paragraph) -> bool:
    return one.kind is ParagraphKind.ROW and one.table == other.table


def line_above(document: Document, clauses: ClauseText, paragraph: int) -> tuple[int, int]:
    """Normalised range of the paragraph above a row's table (its caption)."""
    drawn = (ParagraphKind.ROW, ParagraphKind.BOILERPLATE)
    while paragraph > 0 and document.paragraphs[paragraph].kind in drawn:
        paragraph -= 1
    return clauses.paragraphs[paragraph]


def column_header(document: Document, clauses: ClauseText, number: Number) -> tuple[int, int] | None:
    """Normalised range of the header cell over a number; None without a header row."""
    clause = clauses.clauses[number.clause]
    top = first_row(document, clause.paragraph)
    if not clause.row or top == clause.paragraph:
        return None
    start, end = clauses.paragraphs[top]
    row = clauses.text(start, end)
    separator = "\t" if "\t" in row else "|"
    column = clauses.text(clause.start, number.quantity.start).count(separator)
    cells = row.split(separator)
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


def give_units(
    document: Document, clauses: ClauseText, numbers: tuple[Number, ...], reader: QuantityReader
) -> tuple[Number, ...]:
    """Numbers of a row that carry no unit take that of the row: from a cell of its own, its label, or the header."""
    return tuple(_with_unit(document, clauses, n, reader) if clauses.clauses[n.clause].row else n for n in numbers)


def _with_unit(document: Document, clauses: ClauseText, number: Number, reader: QuantityReader) -> Number:
    quantity = number.quantity
    if quantity.unit or quantity.kind != "number":
        return number
    clause = clauses.clauses[number.clause]
    written = clauses.text(quantity.number_start, quantity.number_end)
    before = re.split(r"[\t|]", clauses.text(clause.start, quantity.start))
    header = column_header(document, clauses, number)
    framed = [
        m[1]
        for text in (next(filter(None, before), ""), clauses.text(*header) if header else "")
        if (m := _UNIT.search(text))
    ]
    for unit in (*reversed(before[1:]), *framed):
        given = reader.read(f"{written}{unit}") if unit and not unit[0].isdigit() else ()
        if len(given) == 1 and given[0].unit and given[0].end == len(written) + len(unit):
            return replace(number, quantity=_measured(quantity, given[0]))
    return number


def _measured(quantity: Quantity, given: Quantity) -> Quantity:
    """The number where it stands, with the value and the unit that were read of it together with its unit."""
    return replace(
        quantity,
        value=given.value,
        low=given.low,
        high=given.high,
        unit=given.unit,
        unit_class=given.unit_class,
        kind=given.kind,
    )
