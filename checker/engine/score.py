"""From verdicts to points. Every number of the scheme stands in the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from checker.model import DimensionScore, Finding, Result, Score, Verdict
from checker.rules.model import RulePack

GAPS = (Verdict.MISSING, Verdict.PARTIAL)
"""Verdicts that lose points."""
_CENT = Decimal("0.1")
_HUNDRED = Decimal(100)


def points(verdict: Verdict, partial: Decimal) -> Decimal | None:
    """Points of one verdict, 0..1; None when it does not count."""
    match verdict:
        case Verdict.FULL:
            return Decimal(1)
        case Verdict.PARTIAL:
            return partial
        case Verdict.MISSING:
            return Decimal(0)
        case _:
            return None


def score(pack: RulePack, results: Iterable[Result], findings: Iterable[Finding]) -> Score:
    """Weighted mean by dimension, findings deducted with a cap, then the weighted mean of dimensions.

    A rule that errored makes its dimension and the total unknown. A finding of a rule that already lost points by
    its verdict does not deduct again.
    """
    results = tuple(results)
    lowered = {r.rule_id for r in results if r.verdict in GAPS}
    of_rule = {r.rule_id: r.dimension for r in results} | {r.id: r.dimension for r in pack.rules}
    deducted: dict[str, Decimal] = {}
    for finding in findings:
        if finding.rule_id not in lowered:
            where = of_rule.get(finding.rule_id, "")
            deducted[where] = deducted.get(where, Decimal(0)) + pack.scoring.deductions.get(
                finding.severity, Decimal(0)
            )
    dimensions: list[DimensionScore] = []
    broken = False
    for dimension in pack.dimensions:
        mine = [r for r in results if r.dimension == dimension.id]
        errored = any(r.verdict is Verdict.ERROR for r in mine)
        broken = broken or errored
        counted = [(r.weight, r.score) for r in mine if r.score is not None and r.weight > 0]
        value: Decimal | None = None
        if counted and not errored:
            weight = sum((w for w, _ in counted), Decimal(0))
            value = sum((w * s for w, s in counted), Decimal(0)) / weight * _HUNDRED
            value = max(Decimal(0), value - min(pack.scoring.deduction_cap, deducted.get(dimension.id, Decimal(0))))
            value = value.quantize(_CENT, ROUND_HALF_UP)
        dimensions.append(DimensionScore(dimension.id, dimension.title, dimension.weight, value))
    known = [(d.weight, d.score) for d in dimensions if d.score is not None]
    if broken or not known:
        return Score(None, None, tuple(dimensions))
    total = sum((w * s for w, s in known), Decimal(0)) / sum((w for w, _ in known), Decimal(0))
    total = total.quantize(_CENT, ROUND_HALF_UP)
    grade = next((name for limit, name in pack.scoring.grades if total >= limit), None)
    return Score(total, grade, tuple(dimensions))


def score_without(
    pack: RulePack,
    results: Iterable[Result],
    findings: Iterable[Finding],
    spared: Callable[[Result | Finding], bool],
) -> Score:
    """The score as if the gaps that are ``spared`` did not apply and the findings that are had not been made.

    A rule that errored makes the score unknown all the same.
    """
    results = tuple(results)
    gaps = {r.rule_id for r in results if r.verdict in GAPS and spared(r)}
    return score(
        pack,
        [replace(r, verdict=Verdict.NOT_APPLICABLE, score=None) if r.rule_id in gaps else r for r in results],
        [f for f in findings if f.rule_id not in gaps and not spared(f)],
    )
