"""What the table of a run keeps of one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.model import Assessment, Conclusion, Severity, Verdict
from checker.model import names as wording
from checker.reporting.html.head import trust
from checker.reporting.html.quote import PERSONAL

__all__ = ["DimensionPoint", "Gap", "Piece", "Value", "make_piece"]

_UNSAID = Conclusion("未作结论")  # of results that were stored before there were conclusions
_FIGURE = "figure"  # the kind of rule that asks for a number


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that was not met; ``missing`` False: in part."""

    rule_id: str
    title: str
    obligation: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A reported number. Where a label has several, the largest (the whole, not its parts); ``many`` counts them."""

    rule_id: str
    title: str
    label: str
    value: Decimal
    unit: str
    many: int


@dataclass(frozen=True, slots=True)
class DimensionPoint:
    """The score of one dimension, 0..100; None when it has none."""

    id: str
    title: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One document. Words are those that people see.

    ``judged``: there are verdicts. ``absent`` are the rules that do not apply to it. ``personal`` counts places with
    numbers of persons, ``secrecy`` tells whether a mark was met, ``recognised`` whether text was read from pictures,
    ``unsure_unit`` whether the unit is not said in so many words.
    """

    title: str
    unit: str
    year: int | None
    level: str
    stage: str
    kind: str
    judged: bool
    total: Decimal | None
    waived_total: Decimal | None
    grade: str
    counts: tuple[tuple[str, int], ...]
    findings: int
    high: int
    conclusion: str
    grounds: tuple[str, ...]
    dimensions: tuple[DimensionPoint, ...]
    gaps: tuple[Gap, ...]
    absent: tuple[str, ...]
    values: tuple[Value, ...]
    recognised: bool
    unsure_unit: bool
    personal: int
    secrecy: bool
    trust: str
    sha256: str
    pack: tuple[str, str, str]

    def count(self, verdict: Verdict) -> int:
        """How many requirements have this verdict."""
        return dict(self.counts).get(verdict.value, 0)


def make_piece(assessment: Assessment) -> Piece:
    """What the table shows of one assessment."""
    document, meta, score = assessment.document, assessment.document.metadata, assessment.score
    verdicts = [r.verdict for r in assessment.results]
    conclusion = assessment.conclusion or _UNSAID
    gaps = (r for r in assessment.results if r.verdict in (Verdict.MISSING, Verdict.PARTIAL) and not r.set_aside)
    return Piece(
        meta.title.value if meta.title else "",
        meta.issuer.value if meta.issuer else "",
        meta.report_year,
        wording.LEVELS[meta.issuer_level] if meta.issuer_level else "",
        wording.STAGES[document.stage],
        wording.KINDS[document.kind],
        bool(verdicts),
        score.total,
        assessment.waived_score.total if assessment.waived_score else None,
        score.grade or "",
        tuple((v.value, verdicts.count(v)) for v in Verdict if v in verdicts),
        len(assessment.findings),
        sum(f.severity is Severity.HIGH and not f.set_aside for f in assessment.findings),
        conclusion.name,
        conclusion.grounds,
        tuple(DimensionPoint(d.id, d.title, d.score) for d in score.dimensions),
        tuple(Gap(r.rule_id, r.title, r.obligation.value, r.verdict is Verdict.MISSING) for r in gaps),
        tuple(r.rule_id for r in assessment.results if r.verdict is Verdict.NOT_APPLICABLE),
        tuple(_values(assessment)),
        bool(document.recognised),
        meta.issuer is None or meta.issuer_inferred,
        sum(f.rule_id == PERSONAL for f in assessment.findings),
        any(n.code in {"secret-allowed", "internal-use"} for n in assessment.notes),
        trust(document, assessment.notes).word,
        document.sha256,
        (assessment.pack.id, assessment.pack.version, assessment.pack.sha256),
    )


def _values(assessment: Assessment) -> Iterator[Value]:
    """The numbers of the requirements that ask for one, in the pack's order."""
    for result in assessment.results:
        if result.kind != _FIGURE:
            continue
        mine = [f for f in assessment.figures if f.id == result.rule_id]
        for label in dict.fromkeys(f.label for f in mine):
            figures = [f for f in mine if f.label == label]
            best = max(figures, key=lambda f: f.value)
            yield Value(result.rule_id, result.title, label, best.value, best.unit, len({f.value for f in figures}))
