"""Two counts of one order: decisions reviewed against decisions in the year's catalogue. Told, never a finding."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import plain
from checker.engine.reconcile.counts import Count, Sheet

__all__ = ["check"]


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """The first count of either kind."""
    one, other = (_first(sheet, rule, Params(rule.table(side))) for side in ("one", "other"))
    if one is None or other is None or not other.amount.value:
        return
    times = one.amount.value / other.amount.value
    inside = times <= rule.number("most", "5")
    yield Outcome(
        Status.OK if inside else Status.AMBIGUOUS,
        f"{rule.text('name')}:{one.written} 与 {other.written}"
        + ("" if inside else f",相差 {plain(times, digits=1)} 倍,口径可能不同,请核实"),
        tuple(sorted((one.hit, other.hit))),
        one.hit,
        one.start,
        "magnitude",
    )


def _first(sheet: Sheet, rule: Params, words: Params) -> Count | None:
    for count in sheet.counts:
        clause = sheet.clause(count)
        lead = sheet.text[clause.start : count.start]
        if clause.host >= 0:
            host = sheet.page.clauses.clauses[clause.host]
            lead = sheet.text[host.start : host.end] + lead
        fits = words.words("says").search(lead) and not words.words("not").search(lead)
        if clause.role in rule.roles() and fits and count.is_count() and count.quantity.unit in words.texts("units"):
            return count
    return None
