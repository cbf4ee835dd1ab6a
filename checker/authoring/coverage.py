"""How a pack fares over many reports: verdicts of each rule, elements that never matched, and what an edit changes.

A rule author sees here what no single report shows: a rule that is full everywhere (or nowhere) asks for little; an
element that never matched is misspelt or asks for what nobody writes; and an edit to one word list moves verdicts in
reports that its author never opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.model import Assessment, Verdict

__all__ = ["Coverage", "Moved", "Read", "RuleCoverage", "cover", "moved", "read"]


@dataclass(frozen=True, slots=True)
class Read:
    """What coverage keeps of one assessment; small, so that thousands fit.

    ``verdicts`` by rule id, ``matched`` and ``tried`` the elements as ``(rule id, element)``, ``total`` the score,
    ``faults`` how many findings each rule has.
    """

    path: str
    verdicts: Mapping[str, Verdict]
    matched: frozenset[tuple[str, str]]
    tried: frozenset[tuple[str, str]]
    total: Decimal | None
    faults: Mapping[str, int]


def read(assessment: Assessment) -> Read:
    """What counts of one assessment."""
    return Read(
        assessment.document.path,
        {r.rule_id: r.verdict for r in assessment.results},
        frozenset((r.rule_id, t.name) for r in assessment.results for t in r.trace if t.matched),
        frozenset((r.rule_id, t.name) for r in assessment.results for t in r.trace),
        assessment.score.total,
        Counter(f.rule_id for f in assessment.findings),
    )


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule over all reports. ``silent`` are its elements that were tried and matched in none."""

    rule_id: str
    title: str
    verdicts: Mapping[Verdict, int]
    silent: tuple[str, ...]
    findings: int

    @property
    def asked(self) -> int:
        """In how many reports the rule applied."""
        return sum(n for verdict, n in self.verdicts.items() if verdict is not Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A pack over many reports. ``passed_over`` are those that gave no verdicts (another kind of document)."""

    pack: str
    documents: int
    passed_over: tuple[str, ...]
    rules: tuple[RuleCoverage, ...]

    @property
    def silent(self) -> tuple[tuple[str, str], ...]:
        """Elements that matched nowhere, with their rules."""
        return tuple((r.rule_id, name) for r in self.rules for name in r.silent)


def cover(pack: str, titles: Mapping[str, str], reads: Sequence[Read]) -> Coverage:
    """Count; ``titles`` names every rule of the pack, in the order in which they are listed."""
    judged = [r for r in reads if r.verdicts]
    matched = frozenset[tuple[str, str]]().union(*(r.matched for r in judged))
    tried = frozenset[tuple[str, str]]().union(*(r.tried for r in judged))
    silent: dict[str, list[str]] = {}
    for rule_id, element in sorted(tried - matched):
        silent.setdefault(rule_id, []).append(element)
    return Coverage(
        pack,
        len(judged),
        tuple(r.path for r in reads if not r.verdicts),
        tuple(
            RuleCoverage(
                rule_id,
                title,
                Counter(r.verdicts[rule_id] for r in judged if rule_id in r.verdicts),
                tuple(silent.get(rule_id, ())),
                sum(r.faults.get(rule_id, 0) for r in judged),
            )
            for rule_id, title in titles.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that an edit changed: a verdict, a count of findings (``kind`` ``finding``) or a total (``score``).

    ``before`` and ``after`` are None where the rule (or the verdict) was not there.
    """

    path: str
    kind: str
    rule_id: str
    before: str | None
    after: str | None


def moved(before: Sequence[Read], after: Sequence[Read]) -> tuple[Moved, ...]:
    """What differs between two runs over the same reports, by report and rule."""
    earlier = {r.path: r for r in before}
    return tuple(change for later in after if later.path in earlier for change in _moved(earlier[later.path], later))


def _moved(before: Read, after: Read) -> Iterator[Moved]:
    for rule_id in _both(before.verdicts, after.verdicts):
        old, new = before.verdicts.get(rule_id), after.verdicts.get(rule_id)
        if old != new:
            yield Moved(after.path, "verdict", rule_id, old and old.value, new and new.value)
    for rule_id in _both(before.faults, after.faults):
        was, now = before.faults.get(rule_id, 0), after.faults.get(rule_id, 0)
        if was != now:
            yield Moved(after.path, "finding", rule_id, str(was), str(now))
    if before.total != after.total:
        yield Moved(after.path, "score", "", _shown(before.total), _shown(after.total))


def _both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    return sorted({*one, *other})


def _shown(total: Decimal | None) -> str | None:
    return None if total is None else str(total)
