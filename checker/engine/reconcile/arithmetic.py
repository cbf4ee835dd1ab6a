"""Sums, differences and ratios of numbers that are intervals, and how they are written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checker.engine.quantities.quantity import Quantity

__all__ = ["HUNDRED", "Amount", "amount", "plain", "ratio", "step_of", "total"]

HUNDRED = Decimal(100)
_TEN_THOUSAND, _HUNDRED_MILLION = Decimal(10**4), Decimal(10**8)


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and the bounds of the true one; None on an open side."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Amount) -> bool:
        """Whether both may be the same number."""
        return not self.above(other) and not other.above(self)

    def above(self, other: Amount) -> bool:
        """Whether this is larger for certain."""
        return self.low is not None and other.high is not None and self.low > other.high

    def plus(self, other: Amount) -> Amount:
        """The sum."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Amount(self.value + other.value, low, high)

    def minus(self, other: Amount) -> Amount:
        """The difference."""
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Amount(self.value - other.value, low, high)


def amount(quantity: Quantity) -> Amount:
    """The amount that a quantity states."""
    return Amount(quantity.value, quantity.low, quantity.high)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of several."""
    result = Amount(Decimal(0), Decimal(0), Decimal(0))
    for each in amounts:
        result = result.plus(each)
    return result


def ratio(part: Amount, whole: Amount) -> Amount | None:
    """``part`` in percent of ``whole``; None when the whole may be nothing."""
    if whole.value <= 0:
        return None
    low = None if part.low is None or whole.high is None else part.low / whole.high * HUNDRED
    high = None if part.high is None or not whole.low or whole.low < 0 else part.high / whole.low * HUNDRED
    return Amount(part.value / whole.value * HUNDRED, low, high)


def step_of(quantity: Quantity) -> Decimal:
    """The weight of the last digit that was written: 87.2% → 0.1, 98% → 1."""
    digits = quantity.written.rpartition(".")[2] if "." in quantity.written else ""
    decimals = len([c for c in digits if c.isdigit()])
    return Decimal(1).scaleb(-decimals)


def plain(value: Decimal, like: str = "", digits: int | None = None) -> str:
    """A number as a reader writes it; in 万 or 亿 when ``like`` (a written number) is."""
    if digits is not None:
        value = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return f"{value:f}"
    for scale, weight in (("亿", _HUNDRED_MILLION), ("万", _TEN_THOUSAND)):
        if scale in like:
            return plain(value / weight) + scale
    whole = value.to_integral_value()
    if whole == value:
        return f"{whole:f}"
    return f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP).normalize():f}"
