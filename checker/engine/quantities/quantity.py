"""Every quantity of a text: the number, its unit, and the interval in which the true value lies.

    办理事项20.56万件 → 205600 件, 205550..205650
    近500名、472余份、结案率为87.2% → a little less, a little more, rounded to one decimal

Numbers that count nothing (years, ordinals, document numbers, 三项制度, 12345热线) are not quantities. Which words are
units, approximators and blockers stands in ``rules/language/quantity.yaml``; how they combine stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.engine.quantities.approximation import Approximator, Approximators, interval
from checker.engine.quantities.measure import Measure, MeasureReader
from checker.engine.quantities.not_counted import blocker_pattern, joined_before
from checker.engine.quantities.unitless import BareNumbers
from checker.engine.quantities.units import RATIOS
from checker.lexicon import Lexicon
from checker.text.numerals import DIGITS, FIRST, NUMERAL, Numeral, read_numeral

__all__ = ["Quantity", "QuantityReader"]

_OPENING = frozenset("“‘")
_LARGE = frozenset("百千万亿")
_RANGE = re.compile(rf"(--?|[至到~])({NUMERAL})")
_MINUS = re.compile(r"(?:^|[^-])-$")
_ONE = Decimal(1)
_TENTHS = re.compile(r"[一二三四五六七八九半](?=[,。;:、!?)》”以左的是\n]|$)")  # 七成五
_NOT_UNDERSTOOD = re.compile(r"[¼½¾⅐-⅟²³¹⁰-₉'′仟佰拾贰叁肆捌玖](?!\))")
_PARTS = {"百分之": "%", "千分之": "‰"}
_SHIFT = {"‰": Decimal("0.1"), "成": Decimal(10)}  # rates are kept in percent
_POWERS = {"万": 4, "亿": 8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as offsets into the text that was read.

    ``start``..``end`` covers approximators, number and unit, ``number_start``..``number_end`` the number alone.
    ``value`` is in base units (4,382万元 → 43820000, 四成 → 40); ``low``/``high`` bound the true value, None when that
    side is open. ``unit_class`` groups units (``case``, ``person``, ``doc`` … ``""`` without unit); ``kind`` is
    ``number``, ``percent``, ``point`` (个百分点), ``multiple`` (倍) or ``tenth`` (成). ``approx`` holds the words that
    loosen the number (近, 余, 以上), ``written`` the covered text.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    unit_class: str
    approx: str
    kind: str
    written: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and its bounds before they are tied to a place."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    approx: str = ""


class QuantityReader:
    """Reads the quantities of normalised text. Build it once; reading is pure."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the section ``quantity`` of ``lexicon``.

        Raises:
            RuleError: The section is incomplete, or one of its patterns is broken.
        """
        self._approximators = Approximators(lexicon)
        self._measures = MeasureReader(lexicon, self._approximators)
        self._bare = BareNumbers(lexicon, self._measures)
        self._several = {k: tuple(v) for k, v in lexicon.table("quantity", "several").items()}
        self._recent = lexicon.table("quantity", "recent")
        self._canonical: dict[str, str] = lexicon.table("quantity", "canonical")
        self._pattern = re.compile(
            f"{blocker_pattern(lexicon)}|(?=[{FIRST}])(?P<parts>[百千]分之)?(?P<number>{NUMERAL})"
        )

    def read(self, text: str) -> tuple[Quantity, ...]:
        """All quantities of ``text``, in order, none overlapping another."""
        result: list[Quantity] = []
        done = 0
        for found in self._pattern.finditer(text):
            # a blocker, or a numeral inside a unit that was read already (个百分点)
            if found.lastgroup != "number" or found.start() < done:
                continue
            quantity = self._quantity(text, found, done)
            if quantity is not None:
                result.append(quantity)
                done = quantity.end
        return tuple(result)

    def _quantity(self, text: str, found: re.Match[str], done: int) -> Quantity | None:
        span = found.start(), found.end()
        number = read_numeral(found["number"])
        if _NOT_UNDERSTOOD.match(text, span[1]) or (span[0] and _NOT_UNDERSTOOD.match(text, span[0] - 1)):
            return None  # 3½件, 12′345件: what cannot be read as a whole is not read in part
        if number is None or joined_before(text, span[0]) or self._belongs_to_word(text, span[0], number):
            return None
        if found["parts"]:
            measure: Measure | None = Measure(_PARTS[found["parts"]], "percent", span[1])
        elif ranged := self._range(text, span, number):
            return ranged
        else:
            measure = self._measures.read(text, span[1], number) or self._bare.read(text, *span, number)
        if measure is None or _names_something(text, span[0], measure):
            return None
        return self._build(text, span, number, measure, done)

    def _belongs_to_word(self, text: str, start: int, number: Numeral) -> bool:
        """人数百余: 数 belongs to the word before it."""
        return bool(number.several and start and text[start - 1] in self._several[number.several])

    def _build(self, text: str, span: tuple[int, int], number: Numeral, measure: Measure, done: int) -> Quantity | None:
        before = self._before(text, span[0], measure, done)
        after = self._approximators.after(text, measure.end)
        inside = number.inside or measure.inside
        words = [
            w for w in (before, self._approximators.inside(inside, part=measure.part) if inside else None, after) if w
        ]
        if not self._measures.counts(text, span, number, measure, loosened=bool(words)):
            return None
        number = _scaled(number, _SHIFT.get(measure.unit, _ONE))
        if measure.unit == "成" and (more := _TENTHS.match(text, measure.end)):
            tenths = 5 if more[0] == "半" else DIGITS[more[0]]
            number = replace(number, value=number.value + tenths, place=_ONE)
            measure = replace(measure, end=measure.end + 1)
        if measure.half:
            number = replace(number, value=number.value + Decimal("0.5"))
        rounded = number.rounded or measure.unit_class in RATIOS
        low, high = interval(number, [w.effect for w in words], rounded=rounded)
        return self._quote(
            text,
            (span[0] - len(before.word) if before else span[0], measure.end + (len(after.word) if after else 0)),
            span,
            measure,
            Reading(number.value, low, high, number.several + "".join(w.word for w in words)),
        )

    def _quote(
        self, text: str, whole: tuple[int, int], span: tuple[int, int], measure: Measure, reading: Reading
    ) -> Quantity:
        return Quantity(
            *whole,
            *span,
            _plain(reading.value),
            None if reading.low is None else _plain(reading.low),
            None if reading.high is None else _plain(reading.high),
            self._canonical.get(measure.unit, measure.unit),
            measure.unit_class,
            reading.approx,
            measure.unit_class if measure.unit_class in RATIOS else "number",
            text[slice(*whole)],
        )

    def _before(self, text: str, start: int, measure: Measure, done: int) -> Approximator | None:
        word = self._approximators.before(text, start, bare=text[start] in _LARGE)
        if word is None or start - len(word.word) < done:
            return None
        if word.word in self._recent["words"] and measure.unit in self._recent["units"]:
            return None
        return word

    def _range(self, text: str, span: tuple[int, int], first: Numeral) -> Quantity | None:
        """3-5件, 三至五次, 10%-20%, 3-5万件: from the first number to the second."""
        unit = self._measures.read(text, span[1], first)
        to = _RANGE.match(text, unit.end if unit else span[1])
        if to is None or (unit and (unit.inside or to[1] == "到")):
            return None
        second = read_numeral(to[2])
        measure = self._measures.read(text, to.end(), second) if second else None
        if second is None or measure is None or (unit and unit.unit != measure.unit):
            return None
        low, span = _shared_scale(first, second, to[2]), (span[0], to.end())
        if low >= second.value or not self._measures.counts(text, span, second, measure, loosened=False):
            return None
        shift = _SHIFT.get(measure.unit, _ONE)
        reading = Reading(low * shift, low * shift, second.value * shift)
        return self._quote(text, (span[0], measure.end), span, measure, reading)


def _names_something(text: str, start: int, measure: Measure) -> bool:
    """A number that opens a quotation is a name (“四项清单”); a rate behind a minus sign is left alone."""
    if measure.unit_class in RATIOS:
        return _MINUS.search(text, max(0, start - 2), start) is not None
    return start > 0 and text[start - 1] in _OPENING


def _shared_scale(first: Numeral, second: Numeral, written: str) -> Decimal:
    """In 3-5万 the scale belongs to both."""
    scaled = first.value * Decimal(10) ** sum(_POWERS.get(c, 0) for c in written)
    return scaled if not first.rounded and scaled < second.value else first.value


def _scaled(number: Numeral, by: Decimal) -> Numeral:
    if by == _ONE:
        return number
    top = None if number.top is None else number.top * by
    return replace(number, value=number.value * by, place=number.place * by, top=top)


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent, so that equal values look equal."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
