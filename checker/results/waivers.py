"""Granted exceptions (豁免) put on the gaps and findings that they cover.

A waiver hides nothing: the gap stays, carries who waived it and why, and the score stands both with and without. A rule
that errored is never waived, since nobody knows what would be excused. Whether a waiver is in force is judged at a day
that the caller gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.model import Assessment, Finding, Note, Result, Verdict, Waiver

__all__ = ["Grant", "Waived", "waive"]

_WAIVABLE = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW)


@dataclass(frozen=True, slots=True)
class Grant:
    """A waiver and what it covers: everything of a ``rule``, or the one gap or finding with a ``fingerprint``.

    ``id`` is what the caller knows it by, ``place`` (file:line) what people are told. ``issuer`` and ``year`` narrow it
    to reports of that body (full name as written) and that year; the caller has already matched paths.
    """

    id: str
    place: str
    waiver: Waiver
    rule: str = ""
    fingerprint: str = ""
    issuer: str = ""
    year: int | None = None

    def concerns(self, assessment: Assessment) -> bool:
        """Whether it is about this document at all."""
        meta = assessment.document.metadata
        issuer = meta.issuer.value if meta.issuer else ""
        return self.issuer in {"", issuer} and self.year in {None, meta.report_year}

    def covers(self, item: Result | Finding) -> bool:
        """Whether it is about this gap or finding."""
        if isinstance(item, Result) and item.verdict not in _WAIVABLE:
            return False
        return self.fingerprint == item.fingerprint if self.fingerprint else self.rule == item.rule_id


@dataclass(frozen=True, slots=True)
class Waived:
    """An assessment with its waivers; ``concerned`` and ``used`` are ids of grants about it and of those that took."""

    assessment: Assessment
    concerned: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()


def waive(assessment: Assessment, grants: Sequence[Grant], day: str) -> Waived:
    """Put the grants in force at ``day`` (ISO) where they belong; of several that cover one thing the first counts.

    A grant that has expired, or does not hold yet, becomes a note where it would have covered something.
    """
    about = [g for g in grants if g.concerns(assessment)]
    valid = [g for g in about if g.waiver.granted <= day <= g.waiver.expires]
    used: set[str] = set()

    def first(item: Result | Finding) -> Waiver | None:
        found = [g for g in valid if g.covers(item)]
        used.update(g.id for g in found)
        return found[0].waiver if found else None

    results = tuple(replace(r, waiver=first(r)) for r in assessment.results)
    findings = tuple(replace(f, waiver=first(f)) for f in assessment.findings)
    items: tuple[Result | Finding, ...] = (*assessment.results, *assessment.findings)
    late = [g for g in about if g not in valid and any(g.covers(i) for i in items)]
    used.update(g.id for g in late)  # it has a target; that it is out of time is said by the note
    notes = (*assessment.notes, *_out_of_time(late, day))
    marked = replace(assessment, results=results, findings=findings, notes=notes)
    return Waived(marked, frozenset(g.id for g in about), frozenset(used))


def _out_of_time(grants: Sequence[Grant], day: str) -> Iterator[Note]:
    for grant in grants:
        what = grant.rule or grant.fingerprint
        if grant.waiver.expires < day:
            yield Note("waiver-expired", f"豁免({what},{grant.place})已于 {grant.waiver.expires} 到期,没有计入。")
        else:
            yield Note("waiver-early", f"豁免({what},{grant.place})自 {grant.waiver.granted} 起生效,没有计入。")
