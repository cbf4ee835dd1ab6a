"""When a finished run counts as short (exit code 1)."""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import UsageError
from checker.model import Assessment, DocumentKind, Obligation, Severity, Verdict

_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
_OBLIGATIONS = (Obligation.STATUTORY, Obligation.NORMATIVE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``under``: least total. ``on``: an obligation (gaps of it or stronger) or a severity (findings, or worse)."""

    under: float | None = None
    on: str | None = None

    @classmethod
    def parse(cls, under: float | None, on: str | None) -> Thresholds:
        """Check the values of the options.

        Raises:
            UsageError: ``on`` is not a known word.
        """
        known = [*(o.value for o in _OBLIGATIONS), *(s.value for s in _SEVERITIES)]
        if on is not None and on not in known:
            msg = f"--fail-on 不认识“{on}”,可用:{'、'.join(known)}。"
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
        total = (assessment.waived_score or assessment.score).total
        if self.under is not None and (total is None or float(total) < self.under):
            return True
        return self.on is not None and self._gap(assessment)

    def _gap(self, assessment: Assessment) -> bool:
        if self.on in {o.value for o in _OBLIGATIONS}:
            strong = _OBLIGATIONS[: [o.value for o in _OBLIGATIONS].index(str(self.on)) + 1]
            weak = (Verdict.MISSING, Verdict.PARTIAL, Verdict.ERROR)
            gaps = [r for r in assessment.results if r.verdict in weak and not (r.waiver or r.known)]
            return any(r.obligation in strong for r in gaps)
        bad = _SEVERITIES[: [s.value for s in _SEVERITIES].index(Severity(str(self.on))) + 1]
        return any(f.severity in bad and not (f.waiver or f.known) for f in assessment.findings)
