"""Decisions put on what they are about, so that every form, the score and the conclusion know of them.

Nothing vanishes: what a reviewer rejected stays with the decision on it. A decision that was made about another verdict
than the present one (the report was handed in again and is now partial instead of missing) does not count: nobody saw
this one. A decision about all units (:data:`ALL_UNITS`) rests a rule; one about the unit itself goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.engine.score import points, score_without
from checker.model import Assessment, Choice, Decided, Finding, Note, Result, Verdict
from checker.model.names import VERDICTS
from checker.results.decisions.model import ALL_UNITS, OPEN, Decision, Key, finding_point, folded, result_point, unit_of
from checker.rules.model import RulePack

__all__ = ["Settled", "is_rest_only", "settle"]


def is_rest_only(decisions: Sequence[Decision]) -> bool:
    """Whether a sheet only rests rules for a batch: then nobody is at work on a single report."""
    return bool(decisions) and all(d.unit == ALL_UNITS for d in decisions)


@dataclass(frozen=True, slots=True)
class Settled:
    """An assessment with the decisions on it.

    ``used`` took effect; ``gone`` are about a point that exists no more, ``stale`` were made about another verdict.
    """

    assessment: Assessment
    used: tuple[Decision, ...] = ()
    gone: tuple[Decision, ...] = ()
    stale: tuple[Decision, ...] = ()


def settle(assessment: Assessment, decisions: Iterable[Decision], pack: RulePack | None = None) -> Settled:
    """Put the decisions that speak of this unit and year where they belong.

    Args:
        assessment: As the program made it.
        decisions: Rows of a sheet, those of other units among them.
        pack: The rules that it was judged by; None: the score stays as it is.
    """
    mine, all_units = _mine(assessment, decisions)
    book = _Book(assessment, mine, all_units, pack.scoring.partial if pack is not None else None)
    results = tuple(book.result(r) for r in assessment.results)
    findings = tuple(book.finding(f) for f in assessment.findings)
    gone = tuple(d for k, d in mine.items() if k not in book.used and k not in book.stale)
    stale = tuple(book.stale.values())
    settled = replace(assessment, results=results, findings=findings, notes=(*assessment.notes, *_notes(gone, stale)))
    if pack is not None and book.used:
        settled = replace(settled, score=score_without(pack, results, findings, _rejected))
    return Settled(settled, tuple(book.used.values()), gone, stale)


def _mine(assessment: Assessment, decisions: Iterable[Decision]) -> tuple[dict[Key, Decision], dict[str, Decision]]:
    """The decisions about this report by key, and those about all units by point."""
    me = (folded(unit_of(assessment)), assessment.document.metadata.report_year)
    made = [d for d in decisions if d.choice is not None]
    everywhere = {d.key[2]: d for d in made if d.unit == ALL_UNITS and d.year in (None, me[1])}
    return {d.key: d for d in made if d.key[:2] == me}, everywhere


def _rejected(item: Result | Finding) -> bool:
    return item.decision is not None and item.decision.choice is Choice.REJECT


class _Book:
    """Notes what became of each decision while points are gone through."""

    def __init__(
        self,
        assessment: Assessment,
        mine: Mapping[Key, Decision],
        everywhere: Mapping[str, Decision],
        partial: Decimal | None,
    ) -> None:
        self._assessment, self._mine, self._everywhere, self._partial = assessment, mine, everywhere, partial
        self.used: dict[Key, Decision] = {}
        self.stale: dict[Key, Decision] = {}

    def result(self, result: Result) -> Result:
        """The requirement with its decision."""
        if result.waiver is not None:
            return result
        point = result_point(self._assessment, result)
        by_print = (*point.key[:2], folded(result.fingerprint))
        decision = self._mine.get(point.key) or self._mine.get(by_print) or self._everywhere.get(point.key[2])
        if decision is None:
            return result
        open_now = result.verdict in OPEN
        if decision.seen not in ("", point.seen):
            if open_now:
                self.stale[decision.key] = decision
            return result
        if not (open_now or decision.choice is Choice.CHANGED):
            return result
        self.used[decision.key] = decision
        return self._decided(result, decision)

    def finding(self, finding: Finding) -> Finding:
        """The finding with its decision."""
        if finding.waiver is not None:
            return finding
        point = finding_point(self._assessment, finding)
        decision = self._mine.get(point.key) or self._everywhere.get(folded(finding.rule_id))
        if decision is None or decision.choice is Choice.CHANGED:
            return finding
        self.used[decision.key] = decision
        return replace(finding, message=decision.sentence or finding.message, decision=_stamp(decision))

    def _decided(self, result: Result, decision: Decision) -> Result:
        if decision.choice is not Choice.CHANGED:
            said = decision.sentence or result.explanation
            return replace(result, explanation=said, decision=_stamp(decision, result.verdict))
        verdict = decision.verdict or result.verdict
        said = decision.sentence or decision.reason or f"经复核,本项改为“{VERDICTS[verdict]}”。"
        counts = self._partial is not None and result.weight > 0
        return replace(
            result,
            verdict=verdict,
            score=points(verdict, self._partial) if counts and self._partial is not None else result.score,
            explanation=said,
            suggestion="" if verdict in (Verdict.FULL, Verdict.NOT_APPLICABLE) else result.suggestion,
            evidence=() if verdict is Verdict.MISSING else result.evidence,
            decision=_stamp(decision, result.verdict),
        )


def _stamp(decision: Decision, before: Verdict | None = None) -> Decided:
    return Decided(decision.choice or Choice.ACCEPT, decision.reason, decision.name, decision.date, before)


def _notes(gone: Iterable[Decision], stale: Iterable[Decision]) -> Iterator[Note]:
    for one in gone:
        yield Note("decision-gone", f"复核决定“{one.title or one.point}”({one.point})对应的问题已不存在,没有采用。")
    for one in stale:
        yield Note(
            "decision-stale", f"复核决定“{one.title or one.point}”({one.point})作出后,程序结论已有变化,请重新决定。"
        )
