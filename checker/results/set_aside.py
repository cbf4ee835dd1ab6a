"""What the caller's decisions, waivers and baseline say about one document, put on its assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.engine.fingerprint import fingerprint
from checker.engine.score import score_without
from checker.model import Assessment, Choice, Conclusion, Finding, Note, Result, Score
from checker.results.baseline import GAP, Known, Moved, follow, mark_known
from checker.results.conclusion import ConclusionRules
from checker.results.decisions import Decision, Undecided, is_rest_only, ruled, settle
from checker.results.waivers import Grant, waive
from checker.rules.model import RulePack

__all__ = ["NO_MARKS", "Marked", "Marks", "mark"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What people said of a document before.

    Waivers that may concern it, judged at ``day`` (ISO); what is ``known`` of it (None: no baseline), or, where the
    baseline does not name it, the documents that are ``gone`` and one of which it may have been; ``decisions`` of
    reviewers, those about other reports among them (None: no sheet), and what becomes of points that are ``undecided``.
    """

    waivers: tuple[Grant, ...] = ()
    day: str = ""
    known: tuple[Known, ...] | None = None
    gone: tuple[Moved, ...] = ()
    decisions: tuple[Decision, ...] | None = None
    undecided: Undecided = Undecided.OMIT


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked assessment.

    ``counted`` is the score that thresholds look at: what is waived or known does not lower it. ``concerned``, ``used``
    and ``unknown`` are ids of waivers: about this document, with something to cover in it, of a rule that the pack does
    not have. ``stale`` are entries of the baseline that are no longer there; ``followed`` is what the baseline calls
    the document where that is another name.
    """

    assessment: Assessment
    counted: Score
    concerned: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    stale: tuple[Known, ...] = ()
    followed: str = ""


def mark(assessment: Assessment, marks: Marks, pack: RulePack, rules: ConclusionRules) -> Marked:
    """Put ``marks`` on the assessment and conclude again.

    Its ``score`` counts the decisions, ``waived_score`` the waivers as well.
    """
    if marks == NO_MARKS:
        if assessment.conclusion is None:
            assessment = replace(assessment, conclusion=rules.conclude(assessment))
        return Marked(assessment, assessment.score)
    marks = _by_present_ids(marks, pack)
    if marks.decisions is not None:
        assessment = settle(assessment, marks.decisions, pack).assessment
    waived = waive(assessment, marks.waivers, marks.day)
    unknown = frozenset(g.id for g in marks.waivers if g.rule and g.rule not in {r.id for r in pack.rules})
    marked = waived.assessment
    stale: tuple[Known, ...] = ()
    moved = follow(marked, marks.gone)
    known = moved.known if moved is not None else marks.known
    if known is not None:
        marked, stale = mark_known(marked, known)
    if any(r.waiver for r in marked.results) or any(f.waiver for f in marked.findings):
        marked = replace(marked, waived_score=score_without(pack, marked.results, marked.findings, _waived))
    if stale:
        marked = replace(marked, notes=(*marked.notes, _stale_note(stale)))
    marked = replace(marked, conclusion=_concluded(marked, marks, rules))
    return Marked(
        marked, _counted(marked, pack), waived.concerned, waived.used, unknown, stale, moved.name if moved else ""
    )


def _by_present_ids(marks: Marks, pack: RulePack) -> Marks:
    """``marks`` with the ids that rules have now, where people wrote down older ones."""
    if not any(rule.aliases for rule in pack.rules):
        return marks
    return replace(
        marks,
        waivers=tuple(replace(g, rule=pack.current(g.rule)) for g in marks.waivers),
        known=None if marks.known is None else _renamed(marks.known, pack),
        gone=tuple(replace(m, known=_renamed(m.known, pack)) for m in marks.gone),
        decisions=None
        if marks.decisions is None
        else tuple(replace(d, point=pack.current(d.point)) for d in marks.decisions),
    )


def _renamed(known: Sequence[Known], pack: RulePack) -> tuple[Known, ...]:
    """A gap is known by its rule alone; a finding by what it quotes as well, which an entry does not hold."""
    return tuple(
        replace(k, rule_id=now, fingerprint=fingerprint(now))
        if k.kind == GAP and (now := pack.current(k.rule_id)) != k.rule_id
        else k
        for k in known
    )


def _concluded(marked: Assessment, marks: Marks, rules: ConclusionRules) -> Conclusion:
    """The conclusion; where reviewers are at work it may have to wait for them."""
    if marks.decisions is None or is_rest_only(marks.decisions) or marks.undecided is not Undecided.OMIT:
        return rules.conclude(marked)
    ruling = ruled(marked, Undecided.OMIT)
    return rules.conclude_reviewed(marked, ruling.assessment, ruling.left_out)


def _counted(marked: Assessment, pack: RulePack) -> Score:
    """The score for thresholds: never below the plain one, as leaving out a half-met gap of a weak dimension can be."""
    if marked.score.total is None:
        return marked.score
    spared = score_without(pack, marked.results, marked.findings, _excused)
    return spared if spared.total is None or spared.total >= marked.score.total else marked.score


def _waived(item: Result | Finding) -> bool:
    return item.waiver is not None or _rejected(item)


def _excused(item: Result | Finding) -> bool:
    return item.waiver is not None or item.known or _rejected(item)


def _rejected(item: Result | Finding) -> bool:
    return item.decision is not None and item.decision.choice is Choice.REJECT


def _stale_note(stale: Sequence[Known]) -> Note:
    names = "、".join(dict.fromkeys(k.rule_id for k in stale))
    return Note("baseline-stale", f"基线里有 {len(stale)} 项不再出现({names}),可用 checker baseline prune 清理。")
