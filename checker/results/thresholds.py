"""When a finished run counts as short (exit code 1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.errors import UsageError
from checker.model import Assessment, DocumentKind, Finding, Obligation, Result, Severity, Verdict

_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
_OBLIGATIONS = (Obligation.STATUTORY, Obligation.NORMATIVE)
WORDS = (*(o.value for o in _OBLIGATIONS), *(s.value for s in _SEVERITIES))
"""What ``--fail-on`` takes."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a document must reach.

    ``under``: least total; the total with waivers counted, where there are waivers. ``on``: an obligation (gaps of it
    or stronger) or a severity (findings, or worse). What is waived or stands in the baseline makes no run short; a
    rule that failed always does, because nobody knows what it would have said.
    """

    under: float | None = None
    on: str | None = None

    @classmethod
    def parse(cls, under: float | None, on: str | None) -> Thresholds:
        """Check the values of the options.

        Raises:
            UsageError: ``on`` is not a known word.
        """
        if on is not None and on not in WORDS:
            msg = f"--fail-on 不认识“{on}”,可用:{'、'.join(WORDS)}。"
            raise UsageError(msg)
        return cls(under, on)

    def missed(self, assessment: Assessment) -> bool:
        """Whether the assessment falls short. A wrong kind of document does when any threshold is given.

        What is waived or known does not count; the total is the one with the waivers where there is one.
        """
        if self.under is None and self.on is None:
            return False
        if assessment.document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
            return True
        if any(r.verdict is Verdict.ERROR for r in assessment.results):
            return True
        return self._below(assessment) or (self.on is not None and self._gap(assessment))

    def _below(self, assessment: Assessment) -> bool:
        total = (assessment.waived_score or assessment.score).total
        return self.under is not None and (total is None or total < Decimal(str(self.under)))

    def _gap(self, assessment: Assessment) -> bool:
        if self.on in {o.value for o in _OBLIGATIONS}:
            strong = _OBLIGATIONS[: [o.value for o in _OBLIGATIONS].index(str(self.on)) + 1]
            weak = (Verdict.MISSING, Verdict.PARTIAL)
            return any(r.obligation in strong and r.verdict in weak and _counts(r) for r in assessment.results)
        bad = _SEVERITIES[: [s.value for s in _SEVERITIES].index(Severity(str(self.on))) + 1]
        return any(f.severity in bad and _counts(f) for f in assessment.findings)


def _counts(point: Result | Finding) -> bool:
    return not point.set_aside and not point.known
