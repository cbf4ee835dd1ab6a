"""From verdicts and findings to the proposed conclusion. The thresholds are data (``rules/language/memo.yaml``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Assessment, Obligation, Severity, Verdict

__all__ = ["COUNTERS", "Conclusion", "MemoWords", "counted"]

_GAPS = {Verdict.MISSING: "missing", Verdict.PARTIAL: "partial"}
COUNTERS = (
    *(f"{o.value}_{g}" for o in Obligation for g in _GAPS.values()),
    "review",
    "errors",
    *(s.value for s in Severity),
)
"""What thresholds can count."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion, its sentence, and the counts that lead to it: any group, all of whose numbers are reached."""

    name: str
    text: str
    when: tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class MemoWords:
    """The fixed words of memos."""

    conclusions: tuple[Conclusion, ...]
    wrong_document: str
    pending: str
    never_returned: tuple[str, ...]
    basis: str
    title_breaks: tuple[str, ...]

    @classmethod
    def from_lexicon(cls, lexicon: Lexicon) -> MemoWords:
        """Read them from the pack's language files.

        Raises:
            RuleError: A key is absent, a counter does not exist, or no conclusion holds for a report without gaps.
        """
        words = cls(
            tuple(_conclusion(data) for data in lexicon.value("memo", "conclusions")),
            str(lexicon.value("memo", "wrong_document")),
            str(lexicon.value("memo", "pending")),
            lexicon.words("memo", "never_returned"),
            str(lexicon.value("memo", "basis")),
            lexicon.words("memo", "title_breaks"),
        )
        words.conclude(Counter())
        return words

    def conclude(self, counts: Mapping[str, int]) -> Conclusion:
        """The first conclusion that holds."""
        for conclusion in self.conclusions:
            if any(all(counts.get(k, 0) >= n for k, n in group.items()) for group in conclusion.when):
                return conclusion
        msg = "conclusions 里没有一项适用于没有问题的报告,请在最后写一项 when: [{}]。"
        raise RuleError(msg, "language/memo.yaml")


def _conclusion(data: Mapping[str, object]) -> Conclusion:
    groups = data.get("when")
    if not isinstance(groups, list) or not all(isinstance(g, dict) for g in groups):
        msg = "结论的 when 应为一组或几组条件。"
        raise RuleError(msg, "language/memo.yaml")
    for key in {k for group in groups for k in group} - set(COUNTERS):
        msg = f"结论的条件不认识“{key}”,可用:{'、'.join(COUNTERS)}。"
        raise RuleError(msg, "language/memo.yaml")
    return Conclusion(str(data["name"]), str(data["text"]), tuple(groups))


def counted(assessment: Assessment) -> Counter[str]:
    """How many of each counter; waived ones do not count."""
    counts: Counter[str] = Counter()
    for result in assessment.results:
        if result.verdict is Verdict.ERROR:
            counts["errors"] += 1
        elif result.set_aside:
            continue
        elif result.verdict is Verdict.REVIEW:
            counts["review"] += 1
        elif result.verdict in _GAPS:
            counts[f"{result.obligation.value}_{_GAPS[result.verdict]}"] += 1
    counts.update(f.severity.value for f in assessment.findings if not f.set_aside)
    return counts
