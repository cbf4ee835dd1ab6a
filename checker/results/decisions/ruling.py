"""What may be said of an assessment once reviewers have decided.

Accepted points stay, rejected ones vanish, changed ones carry the reviewer's verdict and reason. What nobody decided
is left out, marked or kept, as the caller chooses. A decision that was made about another verdict than the present
one (the report was handed in again and is now partial instead of missing) does not count: nobody saw this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checker.model import Assessment, Finding, Result, Verdict
from checker.results.decisions.model import (
    OPEN,
    Choice,
    Decision,
    Key,
    Undecided,
    finding_point,
    folded,
    points_of,
    result_point,
    unit_of,
)

__all__ = ["Ruling", "rule", "unruled"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """An assessment as it may be reported, and how it came to be so.

    ``pending`` are ids of points that are in it although nobody decided them; ``left_out`` counts those that are not
    in it for that reason. ``reviewers`` are the persons who decided something that is in it or was taken out of it;
    ``reviewed`` counts the points that a named person decided, ``unsigned`` those that somebody decided without giving
    a name. ``gone`` are decisions whose point exists no more, ``stale`` those made about another verdict.
    ``used`` is every decision that took effect; ``dropped`` are the ids (rules, fingerprints) of what was rejected or
    left out, of which nothing may be said. ``decided`` tells whether a decision sheet was given at all.
    """

    assessment: Assessment
    decided: bool
    pending: frozenset[str] = frozenset()
    left_out: int = 0
    reviewers: tuple[str, ...] = ()
    reviewed: int = 0
    unsigned: int = 0
    used: tuple[Decision, ...] = ()
    gone: tuple[Decision, ...] = ()
    stale: tuple[Decision, ...] = ()
    dropped: frozenset[str] = frozenset()


def unruled(assessment: Assessment) -> Ruling:
    """The assessment as the program made it: no reviewer had a say."""
    return Ruling(assessment, decided=False, pending=frozenset(p.id for p in points_of(assessment)))


def rule(assessment: Assessment, decisions: Iterable[Decision], undecided: Undecided = Undecided.OMIT) -> Ruling:
    """Apply the decisions that speak of this unit and year."""
    mine = (folded(unit_of(assessment)), assessment.document.metadata.report_year)
    by_key = {d.key: d for d in decisions if d.key[:2] == mine and d.choice is not None}
    book = _Book(assessment, by_key, undecided)
    results = tuple(kept for r in assessment.results if (kept := book.result(r)) is not None)
    findings = tuple(f for f in assessment.findings if book.finding(f))
    used = tuple(book.used.values())
    gone = tuple(d for k, d in by_key.items() if k not in book.used and k not in book.stale)
    return Ruling(
        replace(assessment, results=results, findings=findings),
        decided=True,
        pending=frozenset(book.pending),
        left_out=len(book.left_out),
        reviewers=tuple(dict.fromkeys(d.name for d in used if d.name)),
        reviewed=sum(bool(d.name) for d in used),
        unsigned=sum(not d.name for d in used),
        used=used,
        gone=gone,
        stale=tuple(book.stale.values()),
        dropped=frozenset(book.dropped | {d.point for d in by_key.values() if d.choice is Choice.REJECT}),
    )


class _Book:
    """Notes what became of each decision while points are gone through."""

    def __init__(self, assessment: Assessment, decisions: Mapping[Key, Decision], undecided: Undecided) -> None:
        self.assessment = assessment
        self.decisions = decisions
        self.undecided = undecided
        self.used: dict[Key, Decision] = {}
        self.stale: dict[Key, Decision] = {}
        self.pending: set[str] = set()
        self.left_out: set[str] = set()
        self.dropped: set[str] = set()

    def result(self, result: Result) -> Result | None:
        """The requirement as it may be reported; None: not at all."""
        kept = self._result(result)
        if kept is None:
            self.dropped |= {result.rule_id, result.fingerprint}
        return kept

    def finding(self, finding: Finding) -> bool:
        """Whether the finding may be reported."""
        kept = self._finding(finding)
        if not kept:
            self.dropped.add(finding.fingerprint)
        return kept

    def _result(self, result: Result) -> Result | None:
        if result.waiver is not None:
            return result
        point = result_point(self.assessment, result)
        by_print = (*point.key[:2], folded(result.fingerprint))
        key = point.key if point.key in self.decisions else by_print
        decision = self.decisions.get(key)
        open_now = result.verdict in OPEN
        if decision is not None and decision.seen not in ("", point.seen):
            if open_now:
                self.stale[key] = decision
            decision = None
        if decision is None or not (open_now or decision.choice is Choice.CHANGED):
            return result if not open_now or self._kept(result.rule_id) else None
        self.used[key] = decision
        if decision.choice is Choice.REJECT:
            return None
        return _changed(result, decision) if decision.choice is Choice.CHANGED else result

    def _finding(self, finding: Finding) -> bool:
        if finding.waiver is not None:
            return True
        key = finding_point(self.assessment, finding).key
        decision = self.decisions.get(key)
        if decision is None:
            return self._kept(finding.fingerprint)
        self.used[key] = decision
        return decision.choice is Choice.ACCEPT

    def _kept(self, point: str) -> bool:
        """Whether a point that nobody decided stays."""
        if self.undecided is Undecided.OMIT:
            self.left_out.add(point)
            return False
        self.pending.add(point)
        return True


def _changed(result: Result, decision: Decision) -> Result:
    """The requirement with the reviewer's verdict; the program's own words about it fall away."""
    verdict = decision.verdict or result.verdict
    said = decision.reason or f"经复核,本项改为“{_WORDS[verdict]}”。"
    settled = verdict in (Verdict.FULL, Verdict.NOT_APPLICABLE)
    return replace(
        result,
        verdict=verdict,
        explanation=said,
        suggestion="" if settled else result.suggestion,
        evidence=() if verdict is Verdict.MISSING else result.evidence,
    )


_WORDS = {
    Verdict.FULL: "完整",
    Verdict.PARTIAL: "部分",
    Verdict.MISSING: "缺失",
    Verdict.REVIEW: "待人工",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ERROR: "出错",
}
