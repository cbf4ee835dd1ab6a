"""A point that a reviewer may decide, and a decision about one.

A point is an open requirement (missing, partial, to be looked at) or a finding. It is known by unit, year and its id:
the rule id of a requirement, the fingerprint of a finding. Both survive moved lines and changed counts, so a decision
outlives re-runs and re-submissions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from checker.model import Assessment, Choice, Finding, Obligation, Result, Verdict
from checker.model.names import FINDING_KINDS, OBLIGATIONS, SEVERITIES

__all__ = [
    "ALL_UNITS",
    "FINDING",
    "OPEN",
    "Choice",
    "Decision",
    "Key",
    "Point",
    "Undecided",
    "finding_point",
    "list_points",
    "points_of",
    "result_point",
    "unit_of",
]

Key = tuple[str, int | None, str]
"""Unit (folded), year and point id."""

OPEN = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW)
"""Verdicts that say something about a report which a person should confirm."""

ALL_UNITS = "全部"
"""The unit of a decision that holds for every one: a rule (or the findings of a rule) is rested for a batch."""

FINDING = "finding"
"""What ``seen`` is for a finding, in place of a verdict."""

_ORDER = (Obligation.STATUTORY, Obligation.NORMATIVE, Obligation.ADVISORY, Obligation.CHECK)


class Undecided(StrEnum):
    """What becomes of a point that nobody decided."""

    OMIT = "omit"
    MARK = "mark"
    INCLUDE = "include"


def folded(text: str) -> str:
    """``text`` without differences that people do not see: widths and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Point:
    """Something to decide. ``seen``: the program's verdict, or ``finding``; ``note`` and ``quote`` help people."""

    unit: str
    year: int | None
    id: str
    seen: str
    title: str
    note: str = ""
    quote: str = ""
    obligation: str = ""

    @property
    def key(self) -> Key:
        """What decisions know it by."""
        return folded(self.unit), self.year, folded(self.id)


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of a decision sheet.

    ``choice`` is None while nobody has decided; ``verdict`` only where it was changed. ``sentence`` is what is to be
    said of the point instead of the program's words (empty: those). ``seen`` is what the program said when the row was
    written (empty: not recorded). ``obligation`` helps people. ``where`` is ``file:row`` for messages.
    """

    unit: str
    year: int | None
    point: str
    choice: Choice | None = None
    verdict: Verdict | None = None
    reason: str = ""
    name: str = ""
    date: str = ""
    seen: str = ""
    title: str = ""
    note: str = ""
    quote: str = ""
    where: str = ""
    sentence: str = ""
    obligation: str = ""

    @property
    def key(self) -> Key:
        """What points know it by."""
        return folded(self.unit), self.year, folded(self.point)


def unit_of(assessment: Assessment) -> str:
    """The unit that a report is from; where none was recognised the whole path, which no two documents share."""
    issuer = assessment.document.metadata.issuer
    return issuer.value if issuer is not None else PurePath(assessment.document.path).as_posix()


def result_point(assessment: Assessment, result: Result) -> Point:
    """The point that a requirement is."""
    quote = result.evidence[0].text if result.evidence else ""
    year = assessment.document.metadata.report_year
    return Point(
        unit_of(assessment),
        year,
        result.rule_id,
        (result.verdict if result.decision is None or result.decision.before is None else result.decision.before).value,
        result.title,
        result.explanation,
        quote,
        OBLIGATIONS[result.obligation],
    )


def finding_point(assessment: Assessment, finding: Finding) -> Point:
    """The point that a finding is."""
    year = assessment.document.metadata.report_year
    title = f"{FINDING_KINDS.get(finding.kind, finding.kind)}(第{finding.line}行)"
    severity = f"问题({SEVERITIES[finding.severity]})"
    return Point(
        unit_of(assessment), year, finding.fingerprint, FINDING, title, finding.message, finding.text, severity
    )


def points_of(assessment: Assessment) -> Iterator[Point]:
    """What a reviewer has to decide: open requirements, the strongest obligation first, then findings.

    Waived ones were decided elsewhere. Findings that cannot be told apart (same words, other numbers) are one point.
    """
    waiting = [r for r in assessment.results if r.verdict in OPEN and not r.set_aside]
    for result in sorted(waiting, key=lambda r: _ORDER.index(r.obligation)):
        yield result_point(assessment, result)
    seen: set[str] = set()
    for finding in assessment.findings:
        if not finding.set_aside and finding.fingerprint not in seen:
            seen.add(finding.fingerprint)
            yield finding_point(assessment, finding)


def list_points(assessment: Assessment) -> tuple[Point, ...]:
    """What a reviewer has to decide, as something that can be sent between processes."""
    return tuple(points_of(assessment))
