"""When a ratio that was worked out is the one that was stated."""

from __future__ import annotations

from checker.engine.outcome import Status
from checker.engine.reconcile.arithmetic import Amount, step_of
from checker.engine.reconcile.counts import Count

__all__ = ["agreement"]


def agreement(found: Amount, stated: Count) -> Status | None:
    """Whether the ratio is what was stated: exactly as rounded, or within one step of the last digit."""
    given = stated.amount
    if found.meets(given):
        return Status.OK
    step = step_of(stated.quantity)
    too_low = found.high is not None and found.high <= given.value - step
    too_high = found.low is not None and found.low >= given.value + step
    return None if too_low or too_high or stated.quantity.approx else Status.ROUNDING
