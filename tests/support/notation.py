"""One number in every notation that reports use: the way back from a value to what a clerk may have typed.

A reading must not depend on the notation; tests use this to try them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

__all__ = ["Notation"]

_DIGITS = "零一二三四五六七八九"
_GROUPS = ((10**8, "亿"), (10**4, "万"))
_TENS = ((1000, "千"), (100, "百"), (10, "十"))
_TEN, _TWENTY = 10, 20


class Notation:
    """Ways to write a non-negative number. Every method gives text that reads back as exactly the same value."""

    @staticmethod
    def arabic(value: Decimal) -> str:
        """Digits only: 12000, 87.2."""
        return f"{value:f}"

    @staticmethod
    def grouped(value: Decimal) -> str:
        """With thousands separators: 12,000."""
        return f"{value:,f}"

    @staticmethod
    def full_width(value: Decimal) -> str:
        """Full-width digits, as before normalisation: １２０００."""
        return f"{value:f}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})

    @staticmethod
    def chinese(value: Decimal) -> str | None:
        """Chinese numerals: 一万二千; None below 1 and for more than 16 digits or decimals with a trailing zero."""
        whole, _, fraction = f"{value:f}".partition(".")
        number = int(whole)
        if number >= 10**16 or fraction.endswith("0"):
            return None
        text = _chinese(number)
        return f"{text}点{''.join(_DIGITS[int(c)] for c in fraction)}" if fraction else text

    @staticmethod
    def scaled(value: Decimal, scale: str) -> str | None:
        """In 万 or 亿 with as many decimals as it takes: 1.2万; None when that takes more than four."""
        weight = {"万": 10**4, "亿": 10**8}[scale]
        digits = f"{value / weight:f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        exact = Decimal(digits) * weight == value
        return f"{digits}{scale}" if exact and len(digits.partition(".")[2]) <= 4 and value else None

    @classmethod
    def all(cls, value: Decimal) -> Iterator[str]:
        """Every notation that can express the value exactly."""
        yield cls.arabic(value)
        yield cls.grouped(value)
        yield from filter(None, (cls.chinese(value), cls.scaled(value, "万"), cls.scaled(value, "亿")))


def _chinese(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    for weight, name in _GROUPS:
        if number >= weight:
            high, low = divmod(number, weight)
            gap = "零" if 0 < low < weight // 10 else ""
            return _chinese(high) + name + (gap + _chinese(low) if low else "")
    if _TEN <= number < _TWENTY:
        return "十" + (_DIGITS[number - _TEN] if number > _TEN else "")
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    parts: list[str] = []
    gap = False
    for weight, name in _TENS:
        digit, number = divmod(number, weight)
        if digit:
            parts.append(("零" if gap else "") + _DIGITS[digit] + name)
            gap = False
        else:
            gap = bool(parts)
    if number:
        parts.append(("零" if gap else "") + _DIGITS[number])
    return "".join(parts)
