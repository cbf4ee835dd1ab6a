"""Numbers without a unit of their own: table cells, 23.07万、21.78万, and the first members of 3、5和8件."""

from __future__ import annotations

import re

from checker.engine.quantities.measure import BOUNDARY, Measure, MeasureReader
from checker.engine.quantities.not_counted import is_year, joined_after
from checker.engine.quantities.units import trailing
from checker.lexicon import Lexicon
from checker.text.numerals import Numeral

__all__ = ["BareNumbers"]

_MEMBERS = re.compile(r"(?:[、和与及][0-9,]*[0-9](?:\.[0-9]+)?)+")
_SCALE = frozenset("万亿")
_STOPS = frozenset(",。;!?\n")
_LABEL_AFTER = frozenset("\n。;:")
_LONGEST_IN_PROSE = 6  # longer ones are telephone and registration numbers


class BareNumbers:
    """Decides whether a number that no unit follows is a quantity nevertheless."""

    def __init__(self, lexicon: Lexicon, measures: MeasureReader) -> None:
        """Read the key ``zero_after`` of the section ``quantity``."""
        self._measures = measures
        self._zero_after = lexicon.words("quantity", "zero_after")

    def read(self, text: str, start: int, end: int, number: Numeral) -> Measure | None:
        """The measure of the number (its unit borrowed or empty); None when it is no quantity."""
        written = text[start:end]
        if not written[0].isascii():
            stated = written == "零" and trailing(text, start, self._zero_after)
            return Measure("", "", end) if stated and _ends(text, end, BOUNDARY) else None
        if joined_after(text, end):
            return None
        previous = text[start - 1] if start else "\n"
        if written[-1] in _SCALE:
            loose = end < len(text) and text[end] in "余多" and _ends(text, end + 1, BOUNDARY)
            return Measure("", "", end + 1, text[end]) if loose else Measure("", "", end)
        if previous not in _LABEL_AFTER and (borrowed := self._borrowed(text, end, number)):
            return borrowed
        if _is_cell(text, previous, end):
            return None if is_year(written) and _in_header(text, start) else Measure("", "", end)
        return Measure("", "", end) if _stands_alone(text, previous, written, end) else None

    def _borrowed(self, text: str, end: int, number: Numeral) -> Measure | None:
        """分别为3、5和8件: the unit that the last member carries."""
        members = _MEMBERS.match(text, end)
        last = self._measures.read(text, members.end(), number) if members else None
        if last is None or last.inside or last.unit in self._measures.units.guards:
            return None
        return Measure(last.unit, last.unit_class, end)


def _ends(text: str, at: int, marks: frozenset[str]) -> bool:
    return at >= len(text) or text[at] in marks


def _is_cell(text: str, previous: str, end: int) -> bool:
    following = text[end] if end < len(text) else "\n"
    return following in "\t\n" and previous in "\t\n" and "\t" in (previous, following)


def _in_header(text: str, start: int) -> bool:
    """Whether the row is the first of its table: no row stands on the line above."""
    line = text.rfind("\n", 0, start)
    return line < 0 or "\t" not in text[text.rfind("\n", 0, line) + 1 : line]


def _stands_alone(text: str, previous: str, written: str, end: int) -> bool:
    """得分96.5。 A number between a word and the end of its clause."""
    if is_year(written) or len(written) > _LONGEST_IN_PROSE or not _ends(text, end, _STOPS):
        return False
    return previous == ":" or "\u4e00" <= previous <= "\u9fff"
