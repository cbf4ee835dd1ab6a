"""When a finished run counts as short (exit code 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from checker.errors import UsageError
from checker.model import Assessment, DocumentKind, Finding, Obligation, Result, Severity, Verdict
from checker.results.floors import TOTAL, UNDER, Floor, parse_floors

_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
_OBLIGATIONS = (Obligation.STATUTORY, Obligation.NORMATIVE)
_GAPS = (Verdict.MISSING, Verdict.PARTIAL)
WRONG_KIND = "wrong-kind"
BROKEN = "规则出错"
WORDS = (*(o.value for o in _OBLIGATIONS), *(s.value for s in _SEVERITIES), WRONG_KIND)
"""What ``--fail-on`` takes."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One gate that a document does not pass: which, and what stands in the way (a rule, a score), with how many.

    ``points`` are the fingerprints of the open gaps and findings that the gate counts.
    """

    gate: str
    told: str
    count: int = 1
    points: frozenset[str] = frozenset()

    @property
    def option(self) -> str:
        """The gate as it is typed."""
        if self.gate == BROKEN or self.gate.startswith(UNDER):
            return self.gate if self.gate == BROKEN else f"--{self.gate}"
        return f"--fail-on {self.gate}"

    @property
    def reason(self) -> str:
        """What stands in the way."""
        return f"{self.told} 等{self.count}项" if self.count > 1 else self.told


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a document must reach.

    ``floors``: least totals, of everything or of a dimension; with waivers counted, where there are waivers. ``on``:
    obligations (gaps of it or stronger), severities (findings, or worse), ``wrong-kind``; every one of them is a gate.
    What is waived or stands in the baseline makes no run short; a rule that failed always does, because nobody knows
    what it would have said.
    """

    floors: tuple[Floor, ...] = ()
    on: tuple[str, ...] = ()

    @classmethod
    def parse(cls, under: float | str | Sequence[float | str] | None, on: str | Sequence[str] | None) -> Thresholds:
        """Check the values of the options; each may name several, also with commas between them.

        Raises:
            UsageError: One of ``on`` is not a known word, one of ``under`` no score.
        """
        given = [on] if isinstance(on, str) else list(on or ())
        words = tuple(dict.fromkeys(w.strip() for text in given for w in text.split(",") if w.strip()))
        for word in words:
            if word not in WORDS:
                msg = f"--fail-on 不认识“{word}”,可用:{'、'.join(WORDS)}。"
                raise UsageError(msg)
        return cls(parse_floors(under), words)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that have a floor of their own."""
        return tuple(f.dimension for f in self.floors if f.dimension != TOTAL)

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return bool(self.floors or self.on)

    def missed(self, assessment: Assessment, *, named: bool = True) -> bool:
        """Whether the assessment falls short (see :meth:`why`)."""
        return bool(self.why(assessment, named=named))

    def why(self, assessment: Assessment, *, named: bool = True) -> tuple[Shortfall, ...]:
        """Every gate that the assessment does not pass; empty: it reaches what was asked.

        What is waived or known does not count; the total is the one with the waivers where there is one. A document of
        another kind misses every threshold when it was ``named``; one that was met in a folder only ``wrong-kind``.
        """
        if not self:
            return ()
        if assessment.document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
            return (Shortfall(WRONG_KIND, "不是法治政府建设年度报告"),) if named or WRONG_KIND in self.on else ()
        broken = [r.rule_id for r in assessment.results if r.verdict is Verdict.ERROR]
        found = [Shortfall(BROKEN, broken[0], len(broken))] if broken else []
        found += chain.from_iterable(_below(floor, assessment) for floor in self.floors)
        found += chain.from_iterable(_first(word, _gaps(word, assessment)) for word in self.on)
        return tuple(found)


_Point = Result | Finding


def _below(floor: Floor, assessment: Assessment) -> Iterator[Shortfall]:
    """The floor, if the score is below it; a dimension of which nothing is asked has no score to miss it with."""
    score = assessment.waived_score or assessment.score
    if floor.dimension == TOTAL:
        value = score.total
        missed = value is None or value < Decimal(str(floor.least))
    else:
        value = next((d.score for d in score.dimensions if d.id == floor.dimension), None)
        missed = value is not None and value < Decimal(str(floor.least))
    if missed:
        mine = {r.rule_id for r in assessment.results if floor.dimension in {TOTAL, r.dimension}}
        points = frozenset(
            p.fingerprint
            for p in _open(assessment)
            if p.rule_id in mine or (floor.dimension == TOTAL and isinstance(p, Finding))
        )
        yield Shortfall(floor.gate, "未计分" if value is None else f"得分 {value}", points=points)


def _gaps(word: str, assessment: Assessment) -> list[_Point]:
    """What stands in the way of one word."""
    if word == WRONG_KIND:
        return []
    if word in {o.value for o in _OBLIGATIONS}:
        strong = _OBLIGATIONS[: [o.value for o in _OBLIGATIONS].index(word) + 1]
        return [p for p in _open(assessment) if isinstance(p, Result) and p.obligation in strong]
    bad = _SEVERITIES[: [s.value for s in _SEVERITIES].index(Severity(word)) + 1]
    return [p for p in _open(assessment) if isinstance(p, Finding) and p.severity in bad]


def _open(assessment: Assessment) -> Iterator[_Point]:
    """Gaps and findings that nobody has set aside and no baseline knows."""
    points: Iterator[_Point] = chain(
        (r for r in assessment.results if r.verdict in _GAPS), iter(assessment.findings)
    )  # fmt: skip
    return (p for p in points if not p.set_aside and not p.known)


def _first(gate: str, points: Sequence[_Point]) -> Iterator[Shortfall]:
    if points:
        yield Shortfall(gate, points[0].rule_id, len(points), frozenset(p.fingerprint for p in points))


def told(missed: Sequence[tuple[str, Shortfall]]) -> str:
    """One sentence on why a run is short: each gate with how many documents, the first of them and what it lacks."""
    by_gate: dict[str, list[tuple[str, Shortfall]]] = {}
    for path, shortfall in missed:
        by_gate.setdefault(shortfall.gate, []).append((path, shortfall))
    parts = []
    for those in by_gate.values():
        path, first = those[0]
        which = path if len(those) == 1 else f"{len(those)} 份,如 {path}"
        parts.append(f"{first.option}({which}:{first.reason})")
    return f"未达要求:{';'.join(parts)}。"
