"""Magnitudes: so many square metres a household, so many cases a mediator, a rate above one hundred percent.

Ratios outside their range are told, never findings; only what cannot be (办结率 120%) is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import HUNDRED, plain
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.statements.numbers import Relation

__all__ = ["check"]

_NEAR = 2  # counts that may stand between the two


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Ratios of the rule, then rates."""
    for line in sheet.lines(rule.roles()):
        counts = sheet.within(line.start, line.end)
        for ratio in rule.each("ratios"):
            yield from _ratios(ratio, counts)
    bounded = rule.words("bounded_rates")
    for count in sheet.counts:
        if sheet.clause(count).role in rule.roles() and _is_too_high(count) and bounded.search(count.before):
            yield Outcome(
                Status.FAILED,
                f"{count.written} % > 100 %",
                (count.hit,),
                (count.number.before[0], count.end),
                count.start,
                "bound",
                f"“{count.before.strip('、,;:')}”为 {count.written} %,超过 100 %。",
            )


def _is_too_high(count: Count) -> bool:
    low = count.quantity.low
    own = count.quantity.kind == "percent" and count.number.relation is Relation.OWN
    return own and low is not None and low > HUNDRED


def _ratios(ratio: Params, counts: tuple[Count, ...]) -> Iterator[Outcome]:
    for place, whole in enumerate(counts):
        if whole.quantity.unit not in ratio.texts("per") or not whole.says(ratio.words("per_says")):
            continue
        for part in counts[place + 1 : place + 1 + _NEAR]:
            if part.quantity.unit not in ratio.texts("of") or not whole.amount.value:
                continue
            if not part.says(ratio.words("of_says")):
                continue
            found = part.amount.value / whole.amount.value
            inside = ratio.number("low", "0") <= found <= ratio.number("high", "1e12")
            worked = f"{part.written} ÷ {whole.written} = {plain(found, digits=2)}({ratio.text('name')})"
            yield Outcome(
                Status.OK if inside else Status.AMBIGUOUS,
                worked if inside else f"{worked},超出常见范围,提示核实",
                (whole.hit, part.hit),
                (whole.start, part.end),
                part.start,
                "plausibility",
            )
