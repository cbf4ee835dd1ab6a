"""What to do next, in three piles: what a reviewer sends back, what is worth adding, what a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.model import Finding, Obligation, Result, Severity, Verdict

TOP = 5  # how many matters the first screen names in a pile


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of a pile; ``verdict`` is None for a finding."""

    title: str
    target: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Pile:
    """A heading, what belongs there, the first few matters and how many there are."""

    name: str
    hint: str
    matters: tuple[Matter, ...]
    size: int

    @property
    def rest(self) -> int:
        """How many are not named."""
        return self.size - len(self.matters)


def build_piles(results: Iterable[tuple[str, Result]], findings: Iterable[tuple[str, Finding]]) -> tuple[Pile, ...]:
    """Sort results and findings, each given with its anchor, into piles; the weightiest first."""
    results, findings = tuple(results), tuple(findings)
    gaps = [(a, r) for a, r in results if r.verdict in (Verdict.MISSING, Verdict.PARTIAL) and r.waiver is None]
    severe = [(a, f) for a, f in findings if f.severity is Severity.HIGH]
    milder = [(a, f) for a, f in findings if f.severity is not Severity.HIGH]
    doubtful = [(a, r) for a, r in results if r.verdict in (Verdict.REVIEW, Verdict.ERROR)]
    statutory = [(a, r) for a, r in gaps if r.obligation is Obligation.STATUTORY]
    other = [(a, r) for a, r in gaps if r.obligation is not Obligation.STATUTORY]
    return (
        _pile("请先补正", "法定事项缺失或不全,或数字、日期明显需要更正", severe, statutory),
        _pile("建议补充", "规范和建议事项缺失或不全", [], other),
        _pile("请人工核实", "写法、口径存疑,须由人判断", milder, doubtful),
    )


def _pile(name: str, hint: str, findings: Sequence[tuple[str, Finding]], results: Sequence[tuple[str, Result]]) -> Pile:
    matters = [*_findings(findings), *_results(results)]
    return Pile(name, hint, tuple(matters[:TOP]), len(matters))


def _findings(findings: Sequence[tuple[str, Finding]]) -> Iterator[Matter]:
    for target, finding in findings:
        yield Matter(finding.message, target, None)


def _results(results: Sequence[tuple[str, Result]]) -> Iterator[Matter]:
    order = sorted(results, key=lambda e: (e[1].verdict is not Verdict.MISSING, -e[1].weight, e[1].rule_id))
    for target, result in order:
        yield Matter(result.title, target, result.verdict)
