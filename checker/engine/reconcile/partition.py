"""Totals that are divided in a way everybody knows: outcomes of review cases, instances, what became of old documents.

A *set* names the words of the total and of its parts. The parts are the numbers behind the total, one after the other,
as long as their words belong to the set; no 其中 is needed. When one part of every group under ``complete`` is there,
the list is complete, and falling short is a fault like exceeding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.engine.outcome import Outcome
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.reconcile.listing import Listing, judge

__all__ = ["check"]

_SKIPPED = 2  # numbers of another sort that may stand between the total and its first part


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every total of every set."""
    for one in rule.each("sets"):
        for total, following in _totals(sheet, rule, one):
            parts = _parts(sheet, one, total, following)
            complete = all(any(p.says(g) for p in parts) for g in one.groups("complete"))
            listing = Listing(total, tuple(parts), closed=complete, fixed=True, disjoint=True)
            outcome = judge(sheet, listing, rule, ())
            if outcome is not None:
                yield outcome


def _totals(sheet: Sheet, rule: Params, one: Params) -> Iterator[tuple[Count, Sequence[Count]]]:
    """Numbers that the set's total may be, each with what follows it."""
    next_words = one.words("next") if one.texts("next") else one.words("parts")
    for line in sheet.lines(rule.roles()):
        counts = list(sheet.within(line.start, line.end))
        after = sheet.line_after(line)
        while after and next_words.search(sheet.text[after.start : after.start + _NEAR]):
            counts += sheet.within(after.start, after.end)
            after = sheet.line_after(after) if one.flag("runs_on") else None
        for place, count in enumerate(counts):
            if count.start < line.end and _is_total(sheet, one, count):
                yield count, counts[place + 1 :]
    for table in sheet.tables(rule.roles()):
        for place, row in enumerate(table.rows):
            for count in row:
                if _is_total(sheet, one, count):
                    yield count, [c for r in table.rows[place + 1 :] for c in r if c.column == count.column]


_NEAR = 12
_NEAREST = 5  # characters before a number that name what it counts


def _is_total(sheet: Sheet, one: Params, count: Count) -> bool:
    """Whether the set's total may be meant; the number of a part is none (审结结果为维持148件)."""
    return (
        count.is_count()
        and not one.words("parts").search(count.before[-_NEAREST:])
        and (count.says(one.words("total")) or _told_before(sheet, one, count))
        and not count.says(one.words("not_total"))
        and not sheet.in_parentheses(count)
        and sheet.about(one.text("topic"), count)
    )


def _told_before(sheet: Sheet, one: Params, count: Count) -> bool:
    """全面清理历年文件,67件中…: a bare number behind a clause that speaks of the total."""
    if len(count.before) > 1 or count.column >= 0:
        return False
    first, _ = sheet.page.sentence_range(sheet.clause(count).sentence)
    before = sheet.text[first : count.start]
    return not any(c.isdigit() for c in before) and bool(one.words("total").search(before))


def _parts(sheet: Sheet, one: Params, total: Count, following: Sequence[Count]) -> list[Count]:
    words, outside = one.words("parts"), one.words("not_parts")
    units = frozenset(one.texts("units"))
    parts: list[Count] = []
    skipped = 0
    for count in following:
        nested = sheet.in_parentheses(count)
        if not count.is_count() and count.quantity.kind != "number":
            continue
        unit_fits = sheet.same_unit(total, count) or {total.quantity.unit, count.quantity.unit} <= units
        if count.is_count() and unit_fits and words.search(count.before) and not outside.search(count.before):
            if nested and parts and not sheet.in_parentheses(parts[-1]):
                continue
            parts.append(count)
        elif nested and not (parts and sheet.in_parentheses(parts[-1])):
            continue
        elif parts or skipped == _SKIPPED:
            break
        else:
            skipped += 1
    return parts
