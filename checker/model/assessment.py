"""What the engine says about a document: verdicts with evidence, figures, checks, findings, the score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.model.document import Document
from checker.model.terms import Note, Obligation, Role, Severity, Span, Verdict


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as users may see it: ``cite`` and its parts."""

    document: str
    number: str | None
    article: str | None
    cite: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted span that supports a verdict.

    ``line`` and ``page`` count from 1 (``page`` None: the format has no pages); ``section`` is the heading path.
    """

    text: str
    start: int
    end: int
    line: int
    section: str
    role: Role
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number in base units with its place.

    ``id`` is the requirement that it reports (auxiliary ids allowed), ``label`` the name that reconciliations use.
    ``low``/``high`` bound the true value; None when that side is open. ``text`` is the quoted clause.
    """

    id: str
    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    start: int
    end: int
    period: str | None = None
    scope: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ElementTrace:
    """How one element of a rule fared, for ``explain``."""

    name: str
    matched: bool
    spans: tuple[Span, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A granted exception (豁免)."""

    reason: str
    approver: str
    granted: str
    expires: str


class Choice(StrEnum):
    """What a reviewer decided about a gap or a finding.

    ``accept`` 采纳: it stands. ``reject`` 误判: the program is wrong. ``unlisted`` 属实不列: true, and not put to the
    unit. ``changed`` 改判: another verdict.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    UNLISTED = "unlisted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Decided:
    """A reviewer's decision as it stands on what it is about; ``before`` is the verdict that the program gave."""

    choice: Choice
    reason: str = ""
    name: str = ""
    date: str = ""
    before: Verdict | None = None

    @property
    def sets_aside(self) -> bool:
        """Whether nothing more is asked of the unit."""
        return self.choice in (Choice.REJECT, Choice.UNLISTED)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is proposed for the document as a whole, and the few grounds that led there."""

    name: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one rule with everything a report needs.

    ``score`` is 0..1 or None when it does not count; ``known``: the gap stands in the caller's baseline; ``wanted``:
    what a complete answer holds, in the words of the requirement's definition (only beside a gap).
    """

    rule_id: str
    title: str
    dimension: str
    kind: str
    obligation: Obligation
    weight: Decimal
    verdict: Verdict
    score: Decimal | None
    confidence: str
    evidence: tuple[Evidence, ...]
    explanation: str
    suggestion: str
    basis: tuple[Basis, ...]
    fingerprint: str
    waiver: Waiver | None = None
    known: bool = False
    trace: tuple[ElementTrace, ...] = ()
    decision: Decided | None = None
    wanted: str = ""

    @property
    def set_aside(self) -> bool:
        """Whether a person has said that nothing is asked here: it is waived, or a reviewer set it aside."""
        return self.waiver is not None or (self.decision is not None and self.decision.sets_aside)


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical replacement."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something written that is wrong or doubtful. ``page``, ``waiver``, ``known`` as in evidence and results."""

    rule_id: str
    kind: str
    severity: Severity
    confidence: str
    message: str
    text: str
    start: int
    end: int
    line: int
    fingerprint: str
    suggestion: str
    basis: tuple[Basis, ...] = ()
    fix: Fix | None = None
    page: int | None = None
    waiver: Waiver | None = None
    known: bool = False
    decision: Decided | None = None

    @property
    def set_aside(self) -> bool:
        """As for results."""
        return self.waiver is not None or (self.decision is not None and self.decision.sets_aside)


@dataclass(frozen=True, slots=True)
class Check:
    """A relation that was tried: ``status`` is ``ok``, ``rounding``, ``ambiguous`` or ``failed``.

    ``title`` is what the pack calls the relation.
    """

    rule_id: str
    status: str
    expression: str
    spans: tuple[Span, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Score of one dimension, 0..100; None when nothing counted or a rule errored."""

    id: str
    title: str
    weight: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Score:
    """Total 0..100 and grade, or None for both when it cannot be computed."""

    total: Decimal | None
    grade: str | None
    dimensions: tuple[DimensionScore, ...]


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Which rules were used, and for which year and level.

    ``recogniser`` is the hash of what was learned from examples and had a say; None: the rules spoke alone.
    """

    id: str
    version: str
    sha256: str
    year: int | None
    level: str | None
    as_of: str | None
    recogniser: str | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's report that a report was compared with.

    ``copied_share`` is the part of this year's text that stands word for word in it, 0..1; None: not compared.
    """

    path: str
    sha256: str
    title: str | None
    report_year: int | None
    copied_share: Decimal | None


class ChangeState(StrEnum):
    """What became of a gap or a finding between two runs (销号)."""

    FIXED = "fixed"
    OPEN = "open"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One gap or finding of two runs.

    ``fingerprint`` is what the two runs know it by; ``before`` and ``after`` say what it was (a verdict, or
    ``finding``), None where it was not there; ``text`` is the quoted place (of the later run where there is one).
    """

    state: ChangeState
    fingerprint: str
    rule_id: str
    title: str
    before: str | None
    after: str | None
    text: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """An earlier run that this one was compared with, and what became of each of its points (销号表)."""

    path: str
    sha256: str
    total: Decimal | None
    pack_version: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The one result object that every report is rendered from.

    ``previous`` only where reports of two years were compared, ``recheck`` only where two runs were.
    ``waived_score`` is the score with the waivers counted, None where no waiver applies; ``score`` never counts them,
    it does count what reviewers decided. ``conclusion`` is None where nobody has concluded. ``program`` is the version
    of the program that judged (empty: of a result stored by one that did not say).
    """

    document: Document
    pack: PackInfo
    score: Score
    results: tuple[Result, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    previous: Previous | None = None
    recheck: Recheck | None = None
    waived_score: Score | None = None
    conclusion: Conclusion | None = None
    program: str = ""
