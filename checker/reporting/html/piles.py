"""What to do next, in three piles: what a reviewer sends back, what is worth adding, what a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.model import Assessment, Check, Finding, Obligation, Result, Severity, Span, Verdict

__all__ = ["Matter", "Pile", "Triage", "build_piles", "sums_of", "triage"]

TOP = 5  # how many matters the first screen names in a pile

SEND_BACK, ADD, VERIFY = "退回补正", "建议补充", "请人工核实"
NOTHING, OTHER_KIND = "未见需补正", "文种请核实"
HINTS = {
    SEND_BACK: "法定内容未见或不全,或有明显要更正的数字、日期、漏填",
    ADD: "规范和建议事项未见或不全",
    VERIFY: "写法、口径存疑,须由人判断",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of a pile; ``verdict`` is None for a finding. ``sums`` are the failed relations, worked out."""

    title: str
    target: str
    verdict: Verdict | None
    place: str = ""
    sums: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Triage:
    """The members of the three piles, the weightiest first; what is waived is in none of them."""

    severe: tuple[Finding, ...]
    statutory: tuple[Result, ...]
    other: tuple[Result, ...]
    milder: tuple[Finding, ...]
    doubtful: tuple[Result, ...]

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many matters each pile has."""
        return len(self.severe) + len(self.statutory), len(self.other), len(self.milder) + len(self.doubtful)

    @property
    def name(self) -> str:
        """The first pile that has something in it: what the document as a whole is waiting for."""
        return next((n for n, size in zip((SEND_BACK, ADD, VERIFY), self.sizes, strict=True) if size), NOTHING)


def triage(assessment: Assessment) -> Triage:
    """Sort results and findings into piles."""
    results = sorted(
        (r for r in assessment.results if r.waiver is None),
        key=lambda r: (r.verdict is not Verdict.MISSING, -r.weight, r.rule_id),
    )
    findings = sorted(
        (f for f in assessment.findings if f.waiver is None),
        key=lambda f: (list(Severity).index(f.severity), f.start, f.rule_id),
    )
    gaps = [r for r in results if r.verdict in (Verdict.MISSING, Verdict.PARTIAL)]
    return Triage(
        tuple(f for f in findings if f.severity is Severity.HIGH),
        tuple(r for r in gaps if r.obligation is Obligation.STATUTORY),
        tuple(r for r in gaps if r.obligation is not Obligation.STATUTORY),
        tuple(f for f in findings if f.severity is not Severity.HIGH),
        tuple(r for r in results if r.verdict in (Verdict.REVIEW, Verdict.ERROR)),
    )


def build_piles(
    sorted_out: Triage,
    results: dict[str, str],
    findings: dict[Finding, tuple[str, str]],
    checks: Sequence[Check],
) -> tuple[Pile, ...]:
    """The piles of the page.

    Args:
        sorted_out: Who belongs where.
        results: Rule id → anchor.
        findings: Finding → its anchor and its place in words.
        checks: All relations that were tried.
    """
    names = {c.rule_id: c.title for c in checks if c.title}

    def said(some: Iterable[Finding]) -> Iterator[Matter]:
        for finding in some:
            target, place = findings[finding]
            sums = sums_of(finding, checks)
            name = names.get(finding.rule_id) if sums else None
            title = f"{name}:不符,请核实" if name else finding.message
            yield Matter(title, target, None, place, sums)

    def asked(some: Iterable[Result]) -> Iterator[Matter]:
        for result in some:
            yield Matter(result.title, results[result.rule_id], result.verdict)

    send_back, add, verify = sorted_out.sizes
    return (
        _pile(SEND_BACK, (*said(sorted_out.severe), *asked(sorted_out.statutory)), send_back),
        _pile(ADD, tuple(asked(sorted_out.other)), add),
        _pile(VERIFY, (*said(sorted_out.milder), *asked(sorted_out.doubtful)), verify),
    )


def _pile(name: str, matters: tuple[Matter, ...], size: int) -> Pile:
    return Pile(name, HINTS[name], matters[:TOP], size)


def sums_of(finding: Finding, checks: Sequence[Check]) -> tuple[str, ...]:
    """The failed relations behind a finding."""
    here = Span(finding.start, max(finding.end, finding.start + 1))
    failed = (
        c.expression
        for c in checks
        if c.status == "failed" and c.rule_id == finding.rule_id and any(here.overlaps(s) for s in c.spans)
    )
    return tuple(dict.fromkeys(e for e in failed if e))
