"""What follows a number: 余, the unit, 半 or 多 behind it, and whether the whole counts something.

三年来 is a duration, 2021年 a year, 三年行动 a name; 一场 at the end of a clause is 1, 一支队伍管执法 is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.engine.quantities.approximation import Approximators
from checker.engine.quantities.units import Unit, UnitTable, trailing
from checker.lexicon import Lexicon
from checker.text.numerals import Numeral

__all__ = ["BOUNDARY", "Measure", "MeasureReader"]

BOUNDARY = frozenset(",。;:、!?)》”’\n\t")
_ORDINAL = frozenset("一二")
_HALF = "半"


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit behind a number.

    ``inside`` is an approximator between both (30多场) or, with ``part``, behind the unit, where it adds less than one
    more (三年多); ``half`` says whether 半 follows (一天半).
    """

    unit: str
    unit_class: str
    end: int
    inside: str = ""
    half: bool = False
    part: bool = False


class MeasureReader:
    """Finds the unit of a number and judges whether number and unit count something."""

    def __init__(self, lexicon: Lexicon, approximators: Approximators) -> None:
        """Read units and the keys ``ones`` and ``zero_after`` of the section ``quantity``."""
        self.units = UnitTable(lexicon)
        ones = lexicon.table("quantity", "ones")
        self._ones_after = tuple(ones["after"])
        self._ones_never = frozenset(ones["never"])
        self._ones_never_inside = frozenset(ones["never_inside"])
        self._inside = approximators.inside_chars

    def read(self, text: str, end: int, number: Numeral) -> Measure | None:
        """The unit behind the number that ends at ``end``; None without one."""
        unit = self.units.match(text, end)
        inside = ""
        following = text[end : end + 1]
        if not number.inside and following in self._inside and following:
            inner = self.units.match(text, end + 1)
            if inner is not None:
                unit, inside = inner, following
        if unit is None:
            return None
        if unit.name == "个" and (split := self._split(text, unit.end)):
            return split
        if unit.unit_class in {"time", "length"}:
            tail = text[unit.end : unit.end + 1]
            if tail == _HALF:
                return Measure(unit.name, unit.unit_class, unit.end + 1, inside, half=True)
            if tail == "多" and not inside and not number.inside:
                return Measure(unit.name, unit.unit_class, unit.end + 1, tail, part=True)
        return Measure(unit.name, unit.unit_class, unit.end, inside)

    def _split(self, text: str, end: int) -> Measure | None:
        """两个多月, 一个半小时: the unit is 个月, 个小时."""
        middle = text[end : end + 1]
        if middle != _HALF and middle not in self._inside:
            return None
        unit: Unit | None = self.units.match("个" + text[end + 1 : end + 6], 0)
        if unit is None or unit.unit_class != "time":
            return None
        half = middle == _HALF
        return Measure(unit.name, unit.unit_class, end + unit.end, "" if half else middle, half=half, part=not half)

    def counts(self, text: str, span: tuple[int, int], number: Numeral, measure: Measure, *, loosened: bool) -> bool:
        """Whether the number counts its unit rather than naming or dating something.

        Args:
            span: Of the number.
            loosened: Whether an approximator stands by it (近百场 counts, 百场 is a manner of speaking).
        """
        start, end = span
        guard = self.units.guards.get(measure.unit)
        if guard is not None:
            near = trailing(text, start, guard.before) or any(text.startswith(w, measure.end) for w in guard.after)
            recent = start > 0 and text[start - 1] == "近"
            return number.value < guard.limit and (near or loosened or recent or measure.half)
        if number.bare and measure.unit_class != "percent":
            return loosened
        written = text[start:end]
        if written in _ORDINAL and measure.unit:
            return loosened or measure.half or self._counts_one(text, start, measure)
        return written != "零" or not measure.unit

    def _counts_one(self, text: str, start: int, measure: Measure) -> bool:
        if measure.unit in self._ones_never:
            return False
        if measure.end >= len(text) or text[measure.end] in BOUNDARY:
            return True
        return measure.unit not in self._ones_never_inside and trailing(text, start, self._ones_after)
