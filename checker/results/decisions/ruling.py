"""What may be said to a unit once reviewers have decided.

Accepted points stay, rejected and unlisted ones are not said, changed ones carry the reviewer's verdict and reason.
What nobody decided is left out, marked or kept, as the caller chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.model import Assessment, Choice, Finding, Result
from checker.results.decisions.model import OPEN, Decision, Undecided, points_of
from checker.results.decisions.settling import settle

__all__ = ["Ruling", "rule", "ruled", "unruled"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """An assessment as it may be reported, and how it came to be so.

    ``pending`` are ids of points that are in it although nobody decided them; ``left_out`` counts those that are not
    in it for that reason. ``reviewers`` are the persons who decided something about it; ``reviewed`` counts the points
    that a named person decided, ``unsigned`` those that somebody decided without giving a name. ``gone`` are decisions
    whose point exists no more, ``stale`` those made about another verdict, ``used`` those that took effect.
    ``dropped`` are the ids (rules, fingerprints) of what was set aside or left out, of which nothing may be said.
    ``decided`` tells whether reviewers had a say at all.
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
    settled = settle(assessment, decisions)
    ruling = ruled(settled.assessment, undecided)
    return replace(ruling, used=settled.used, gone=settled.gone, stale=settled.stale)


def ruled(assessment: Assessment, undecided: Undecided = Undecided.OMIT) -> Ruling:
    """What may be said of an assessment that carries its decisions."""
    items: tuple[Result | Finding, ...] = (*assessment.results, *assessment.findings)
    waiting = {_id(i) for i in items if _waits(i)}
    silent = frozenset(waiting) if undecided is Undecided.OMIT else frozenset[str]()
    aside = {
        name for i in items if i.decision is not None and i.decision.sets_aside for name in {_id(i), i.fingerprint}
    }
    dropped = silent | aside | {i.fingerprint for i in items if _id(i) in silent}
    decisions = [i.decision for i in items if i.decision is not None]
    said = replace(
        assessment,
        results=tuple(r for r in assessment.results if _said(r, silent)),
        findings=tuple(f for f in assessment.findings if _said(f, silent)),
    )
    return Ruling(
        said,
        decided=True,
        pending=frozenset(waiting) - silent,
        left_out=len(silent),
        reviewers=tuple(dict.fromkeys(d.name for d in decisions if d.name)),
        reviewed=sum(bool(d.name) for d in decisions),
        unsigned=sum(not d.name for d in decisions),
        dropped=frozenset(dropped),
    )


def _id(item: Result | Finding) -> str:
    return item.rule_id if isinstance(item, Result) else item.fingerprint


def _waits(item: Result | Finding) -> bool:
    """Whether nobody has decided what should be decided."""
    if item.waiver is not None or item.decision is not None:
        return False
    return isinstance(item, Finding) or item.verdict in OPEN


def _said(item: Result | Finding, silent: frozenset[str]) -> bool:
    aside = item.decision is not None and item.decision.choice in (Choice.REJECT, Choice.UNLISTED)
    return not aside and not (_id(item) in silent and _waits(item))
