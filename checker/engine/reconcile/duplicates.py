"""One number under three different things, or a number and its double side by side.

Often chance, now and then a slip of the copying hand: told, never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import plain
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.reconcile.listing import short_label

__all__ = ["check"]

_LABEL, _SHOWN = 4, 8
_TEN = Decimal(10)


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Repeated values first, then doubles."""
    least, times = rule.number("least", "20"), int(rule.number("times", "3"))
    counts = [c for c in sheet.counts if c.is_count() and sheet.clause(c).role in rule.roles()]
    places: dict[Decimal, dict[str, Count]] = {}
    for count in counts:
        value = count.quantity.value
        if value >= least and value % _TEN and not count.quantity.approx:
            places.setdefault(value, {}).setdefault(short_label(count)[-_LABEL:], count)
    for value, named in places.items():
        members = list(_unlike(named.values()))
        if len(members) >= times:
            listed = "、".join(f"{short_label(c)[-_SHOWN:]}{c.written}{c.quantity.unit}" for c in members)
            yield _outcome(members, f"{plain(value)} 在 {len(members)} 个指标里出现:{listed}")
    for one, other in pairwise(counts):
        if sheet.clause(one).sentence == sheet.clause(other).sentence and _is_double(one, other, rule):
            yield _outcome([one, other], f"{one.written} 与 {other.written} 恰为 2 倍关系")


def _unlike(counts: Iterable[Count]) -> Iterator[Count]:
    """Those whose nouns share no two characters: one thing mentioned twice is no coincidence."""
    seen: set[str] = set()
    for count in counts:
        label = short_label(count) + count.after[:_LABEL]
        pairs = {label[i : i + 2] for i in range(len(label) - 1)}
        if not pairs & seen:
            yield count
        seen |= pairs


def _is_double(one: Count, other: Count, rule: Params) -> bool:
    a, b = sorted((one.quantity.value, other.quantity.value))
    return a >= rule.number("double_least", "100") and a * 2 == b and bool(b % _TEN) and one.quantity.approx == ""


def _outcome(members: list[Count], expression: str) -> Outcome:
    first = members[0]
    places = tuple(c.hit for c in members)
    return Outcome(Status.AMBIGUOUS, expression, places, first.hit, first.start, "duplicate")
