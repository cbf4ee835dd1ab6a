"""What to do next, sorted: what must be mended, what is worth adding, what a person must look at.

This is an order for reading; what becomes of the document as a whole is for ``conclusion`` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Assessment, Check, Finding, Obligation, Result, Severity, Span, Verdict

__all__ = ["ADD", "MEND", "VERIFY", "Triage", "sums_of", "triage"]

MEND, ADD, VERIFY = "须补正", "建议补充", "请人工核实"


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


def triage(assessment: Assessment) -> Triage:
    """Sort results and findings into piles."""
    results = sorted(
        (r for r in assessment.results if not r.set_aside),
        key=lambda r: (r.verdict is not Verdict.MISSING, -r.weight, r.rule_id),
    )
    findings = sorted(
        (f for f in assessment.findings if not f.set_aside),
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


def sums_of(finding: Finding, checks: Sequence[Check]) -> tuple[str, ...]:
    """The failed relations behind a finding."""
    here = Span(finding.start, max(finding.end, finding.start + 1))
    failed = (
        c.expression
        for c in checks
        if c.status == "failed" and c.rule_id == finding.rule_id and any(here.overlaps(s) for s in c.spans)
    )
    return tuple(dict.fromkeys(e for e in failed if e))
