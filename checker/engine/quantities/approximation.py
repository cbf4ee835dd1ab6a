"""How far from the written number the true one may be: 余, 近, 约, 以上, and the digits that rounding dropped.

Bounds are generous on purpose: a sum is called wrong only when intervals cannot meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.lexicon import Lexicon
from checker.text.numerals import Numeral

__all__ = ["Approximator", "Approximators", "Interval", "interval"]

Interval = tuple[Decimal | None, Decimal | None]

_NEAR = Decimal("0.85")  # 近500: at least 425
_ABOUT = (Decimal("0.9"), Decimal("1.1"))
_SMALLEST_STEP = Decimal(10)  # 472余: 余 on an exact number still means something


@dataclass(frozen=True, slots=True)
class Approximator:
    """A word that loosens a number; ``bare`` ones stand only before 百, 千, 万 without a digit (上千)."""

    word: str
    effect: str
    bare: bool = False


class Approximators:
    """The vocabulary's approximating words, before, inside and after a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Read the key ``approximators`` of the section ``quantity``."""
        table = lexicon.table("quantity", "approximators")
        entries = sorted(table["before"], key=lambda e: -len(e["word"]))
        self._entries = {e["word"]: e for e in entries}
        self._last = frozenset(e["word"][-1] for e in entries)
        self._lengths = sorted({len(w) for w in self._entries}, reverse=True)
        self._inside: dict[str, str] = table["inside"]
        self.inside_chars = frozenset(self._inside)
        after = sorted(table["after"], key=lambda e: -len(e["word"]))
        self._after = re.compile("|".join(_after_pattern(e) for e in after))
        self._after_effects = {e["word"]: str(e["effect"]) for e in after}

    def before(self, text: str, end: int, *, bare: bool) -> Approximator | None:
        """The longest word that ends at ``end``."""
        if not end or text[end - 1] not in self._last:
            return None
        for length in self._lengths:
            word = text[max(0, end - length) : end]
            entry = self._entries.get(word)
            if entry is None or (entry.get("bare", False) and not bare):
                continue
            start = end - len(word)
            if start and text[start - 1] in entry.get("not_after", ()):
                continue
            return Approximator(word, str(entry["effect"]))
        return None

    def inside(self, char: str, *, part: bool = False) -> Approximator:
        """What 余 and 多 do; behind the unit (``part``) they add less than one more."""
        return Approximator(char, "part" if part else self._inside[char])

    def after(self, text: str, start: int) -> Approximator | None:
        """A word that begins at ``start``, behind the unit."""
        found = self._after.match(text, start)
        return Approximator(found[0], self._after_effects[found[0]]) if found else None


def _after_pattern(entry: dict[str, Any]) -> str:
    refused = "|".join(map(re.escape, entry.get("not_before", ())))
    return re.escape(str(entry["word"])) + (f"(?!{refused})" if refused else "")


def interval(number: Numeral, effects: Iterable[str], *, rounded: bool) -> Interval:
    """Bounds of the true value; None on an open side.

    Args:
        number: As written.
        effects: Of every approximator around it; together they only widen.
        rounded: Whether an unqualified number of this kind stands for half a last digit either way.
    """
    if number.top is not None:
        return number.value, number.top
    chosen = list(effects)
    if not chosen:
        half = number.place / 2
        return (number.value - half, number.value + half) if rounded else (number.value, number.value)
    bounds = [_bounds(number, effect) for effect in chosen]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    return (
        min(lows) if len(lows) == len(bounds) else None,
        max(highs) if len(highs) == len(bounds) else None,
    )


def _bounds(number: Numeral, effect: str) -> Interval:
    value = number.value
    if effect == "near":
        return value * _NEAR, value
    if effect == "about":
        return value * _ABOUT[0], value * _ABOUT[1]
    if effect == "over":
        return value, None
    if effect == "under":
        return None, value
    if effect == "part":
        return value, value + number.place
    return value, value + _step(number)


def _step(number: Numeral) -> Decimal:
    """How much 余 can hide: one unit of the last digit that is not 0 (4200余 → 100, 1.2万余 → 1000)."""
    if not number.value:
        return number.place
    digits = int(number.value / number.place)
    step = number.place
    while digits % 10 == 0:
        digits //= 10
        step *= 10
    return max(step, _SMALLEST_STEP) if number.place >= 1 else step
