"""When a finished run counts as short (exit code 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.errors import UsageError
from checker.model import Assessment, DocumentKind, Finding, Obligation, Result, Severity, Verdict

_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
_OBLIGATIONS = (Obligation.STATUTORY, Obligation.NORMATIVE)
WRONG_KIND = "wrong-kind"
UNDER, BROKEN = "fail-under", "规则出错"
WORDS = (*(o.value for o in _OBLIGATIONS), *(s.value for s in _SEVERITIES), WRONG_KIND)
"""What ``--fail-on`` takes."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One gate that a document does not pass: which, and what stands in the way (a rule, a score), with how many."""

    gate: str
    told: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a document must reach.

    ``under``: least total; the total with waivers counted, where there are waivers. ``on``: obligations (gaps of it
    or stronger), severities (findings, or worse), ``wrong-kind``; every one of them is a gate. What is waived or
    stands in the baseline makes no run short; a rule that failed always does, because nobody knows what it would have
    said.
    """

    under: float | None = None
    on: tuple[str, ...] = ()

    @classmethod
    def parse(cls, under: float | None, on: str | Sequence[str] | None) -> Thresholds:
        """Check the values of the options; ``on`` may name several, also with commas between them.

        Raises:
            UsageError: One of ``on`` is not a known word.
        """
        given = [on] if isinstance(on, str) else list(on or ())
        words = tuple(dict.fromkeys(w.strip() for text in given for w in text.split(",") if w.strip()))
        for word in words:
            if word not in WORDS:
                msg = f"--fail-on 不认识“{word}”,可用:{'、'.join(WORDS)}。"
                raise UsageError(msg)
        return cls(under, words)

    def missed(self, assessment: Assessment, *, named: bool = True) -> bool:
        """Whether the assessment falls short (see :meth:`why`)."""
        return bool(self.why(assessment, named=named))

    def why(self, assessment: Assessment, *, named: bool = True) -> tuple[Shortfall, ...]:
        """Every gate that the assessment does not pass; empty: it reaches what was asked.

        What is waived or known does not count; the total is the one with the waivers where there is one. A document of
        another kind misses every threshold when it was ``named``; one that was met in a folder only ``wrong-kind``.
        """
        if self.under is None and not self.on:
            return ()
        if assessment.document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
            return (Shortfall(WRONG_KIND, "不是法治政府建设年度报告"),) if named or WRONG_KIND in self.on else ()
        broken = [r.rule_id for r in assessment.results if r.verdict is Verdict.ERROR]
        found = [Shortfall(BROKEN, broken[0], len(broken))] if broken else []
        found += self._below(assessment)
        for word in self.on:
            found += _first(word, self._gaps(word, assessment))
        return tuple(found)

    def _below(self, assessment: Assessment) -> list[Shortfall]:
        total = (assessment.waived_score or assessment.score).total
        if self.under is None or (total is not None and total >= Decimal(str(self.under))):
            return []
        return [Shortfall(UNDER, "未计分" if total is None else f"得分 {total}")]

    @staticmethod
    def _gaps(word: str, assessment: Assessment) -> Iterator[str]:
        """Ids of the rules that stand in the way of one word."""
        if word in {o.value for o in _OBLIGATIONS}:
            strong = _OBLIGATIONS[: [o.value for o in _OBLIGATIONS].index(word) + 1]
            weak = (Verdict.MISSING, Verdict.PARTIAL)
            yield from (
                r.rule_id for r in assessment.results if r.obligation in strong and r.verdict in weak and _counts(r)
            )
        elif word != WRONG_KIND:
            bad = _SEVERITIES[: [s.value for s in _SEVERITIES].index(Severity(word)) + 1]
            yield from (f.rule_id for f in assessment.findings if f.severity in bad and _counts(f))


def _first(gate: str, rules: Iterable[str]) -> list[Shortfall]:
    told = list(rules)
    return [Shortfall(gate, told[0], len(told))] if told else []


def _counts(point: Result | Finding) -> bool:
    return not point.set_aside and not point.known


def told(missed: Sequence[tuple[str, Shortfall]]) -> str:
    """One sentence on why a run is short: each gate with how many documents, the first of them and what it lacks."""
    by_gate: dict[str, list[tuple[str, Shortfall]]] = {}
    for path, shortfall in missed:
        by_gate.setdefault(shortfall.gate, []).append((path, shortfall))
    parts = []
    for gate, those in by_gate.items():
        path, first = those[0]
        more = f" 等{first.count}项" if first.count > 1 else ""
        option = gate if gate == BROKEN else f"--{gate}" if gate == UNDER else f"--fail-on {gate}"
        which = path if len(those) == 1 else f"{len(those)} 份,如 {path}"
        parts.append(f"{option}({which}:{first.told}{more})")
    return f"未达要求:{';'.join(parts)}。"
