"""What comparing two reports gives: a relation that holds, cannot be told, or does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from checker.engine.outcome import Status
from checker.engine.statements.matching import Hit
from checker.model import Severity

__all__ = ["Remark", "Status"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One comparison. Places are stretches of the normalised text of *this* year's report.

    ``severity`` overrides the rule's. Only ``Status.FAILED`` becomes a finding.
    """

    status: Status
    expression: str
    fault: Hit
    message: str = ""
    places: tuple[Hit, ...] = ()
    severity: Severity | None = None
    confidence: str = "high"
