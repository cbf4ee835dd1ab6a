"""What to do next, in three piles: what must be mended, what is worth adding, what a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.model import Check, Finding, Result, Verdict
from checker.results.triage import ADD, MEND, VERIFY, Triage, sums_of

__all__ = ["Matter", "Pile", "build_piles"]

TOP = 5  # how many matters the first screen names in a pile

HINTS = {
    MEND: "法定内容未见或不全,或有明显要更正的数字、日期、漏填",
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
        _pile(MEND, (*said(sorted_out.severe), *asked(sorted_out.statutory)), send_back),
        _pile(ADD, tuple(asked(sorted_out.other)), add),
        _pile(VERIFY, (*said(sorted_out.milder), *asked(sorted_out.doubtful)), verify),
    )


def _pile(name: str, matters: tuple[Matter, ...], size: int) -> Pile:
    return Pile(name, HINTS[name], matters[:TOP], size)
