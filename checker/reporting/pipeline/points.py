"""What forms of a whole run know of one document: its verdicts and findings as points, with the levels of code hosts.

A gap has the level of its obligation, one step lower where the requirement is met in part; a finding that of its
severity; a rule that failed is an error. What was found with low confidence is at most a note. What is no problem has
the level ``none``.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Decided, Obligation, Severity, Waiver
from checker.model.names import CHOICES
from checker.reporting.pipeline.places import Region

__all__ = [
    "ERROR",
    "FINDING",
    "NONE",
    "NOTE",
    "WARNING",
    "Digest",
    "Point",
    "Spot",
    "level_of_finding",
    "level_of_gap",
    "lower",
]

ERROR, WARNING, NOTE, NONE = "error", "warning", "note", "none"
FINDING = "finding"
_STEPS = (ERROR, WARNING, NOTE)
_OF_OBLIGATION = {
    Obligation.STATUTORY: ERROR,
    Obligation.NORMATIVE: WARNING,
    Obligation.ADVISORY: NOTE,
    Obligation.CHECK: NOTE,
}
_OF_SEVERITY = {Severity.HIGH: ERROR, Severity.MEDIUM: WARNING, Severity.LOW: NOTE}


@dataclass(frozen=True, slots=True)
class Spot:
    """A quoted place. ``line`` counts from 1; ``region`` is None where only the line is known."""

    text: str
    start: int
    end: int
    line: int
    section: str = ""
    page: int | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One verdict or finding.

    ``what`` is a verdict or ``finding``; ``title`` is empty for a finding, whose rule's title only the pack knows.
    ``occurrence`` counts equal fingerprints of one document from 1. ``fix`` is the place and text of a mechanical
    replacement, None where there is none or the file is no plain text.
    """

    rule_id: str
    what: str
    level: str
    title: str
    dimension: str
    obligation: str
    severity: str
    confidence: str
    message: str
    suggestion: str
    basis: tuple[str, ...]
    spots: tuple[Spot, ...]
    fingerprint: str
    occurrence: int
    waiver: Waiver | None
    known: bool
    fix: tuple[Region, str] | None = None
    decision: Decided | None = None

    @property
    def excuse(self) -> str:
        """Why it is not held against the document: waived, set aside by a reviewer, known; empty where it is."""
        if self.waiver is not None:
            return "已豁免"
        if self.decision is not None and self.decision.sets_aside:
            return f"经复核{CHOICES[self.decision.choice]}"
        return "基线中已有" if self.known else ""

    @property
    def is_problem(self) -> bool:
        """Whether something is missing, doubtful or could not be judged."""
        return self.level != NONE


@dataclass(frozen=True, slots=True)
class Digest:
    """One document.

    ``remark`` says why there are no verdicts or no score; ``pack`` is id, version and hash; ``tried`` are the rules
    whose relations were tried without fault; ``notes`` are code, message and place (None: the whole document).
    """

    sha256: str
    format: str
    title: str
    issuer: str
    total: str
    grade: str
    waived_total: str
    remark: str
    counts: tuple[tuple[str, int], ...]
    pack: tuple[str, str, str]
    points: tuple[Point, ...]
    tried: tuple[str, ...]
    notes: tuple[tuple[str, str, Region | None], ...]

    @property
    def problems(self) -> tuple[Point, ...]:
        """What is missing, doubtful or could not be judged."""
        return tuple(p for p in self.points if p.is_problem)


def level_of_gap(obligation: Obligation) -> str:
    """The level of something that is not there at all."""
    return _OF_OBLIGATION[obligation]


def level_of_finding(severity: Severity) -> str:
    """The level of something written that is doubtful."""
    return _OF_SEVERITY[severity]


def lower(level: str) -> str:
    """One step less; the lowest stays."""
    return _STEPS[min(_STEPS.index(level) + 1, len(_STEPS) - 1)]
