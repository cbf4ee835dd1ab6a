"""Numbers as Chinese reports write them: 1,860, 20.56万, 三十五, 一万二千, 1万2千, 20余万, 数百, 七八十.

``NUMERAL`` finds the longest stretch that may be a number; ``read_numeral`` says what it is worth, or that it is not
a number after all (三百五, 十四五, 百千万 are left alone rather than guessed at).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

__all__ = ["DIGITS", "FIRST", "NUMERAL", "Numeral", "read_numeral"]

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_THOUSAND = "千(?![克米瓦])"  # 千克, 千米 are units
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_HAN = "零〇一二两三四五六七八九十廿卅"
FIRST = f"0-9{_HAN}百千万亿数几"  # what a numeral may begin with, as the inside of a character class
_HUNDRED = "百(?!分[之点])"  # 百分之, 个百分点 are no hundreds
_LARGE = f"{_HUNDRED}|{_THOUSAND}|[万亿]"
NUMERAL = (
    rf"{_ARABIC}(?:[余多来几]?(?:{_LARGE}){{1,2}}(?:{_ARABIC}(?:{_LARGE}){{1,2}}){{0,3}}(?:[余多来][万亿]{{1,2}})?)?"
    rf"|[数几](?:十|{_LARGE})+(?![一二两三四五六七八九])"
    rf"|(?:[{_HAN}]|{_LARGE}){{1,40}}(?:点[{_HAN}]{{1,40}}[万亿]?)?(?:[余多来][万亿]{{1,2}})?"
)

_MIXED = re.compile(rf"({_ARABIC})([余多来几]?)([百千万亿]*)")
_PARTS = re.compile(rf"({_ARABIC})([百千万亿]+)")
_PARTED = re.compile(rf"(?:{_ARABIC}[百千万亿]+){{2,}}")
_PAIR = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)")
_POSITIONAL = re.compile(r"[零〇一二三四五六七八九]*[零〇][零〇一二三四五六七八九]*")
_SECTION = re.compile(
    r"(?:([一二两三四五六七八九])千)?(?:[零〇]?([一二两三四五六七八九])百)?"
    r"(?:([零〇])?([一二三四五六七八九])?(十)([一二三四五六七八九])?|([零〇])?([一二两三四五六七八九]))?"
)
_DECIMAL = re.compile(rf"([{_HAN}百千]+)点([零〇一二三四五六七八九]+)([万亿]?)")
_INSIDE = re.compile(r"(.+)([余多来])([万亿]+)")
_WORDS = {"百": 100, "千": 1000, "零": 0, "〇": 0}
_LONGEST = 32  # characters; nobody writes more, and hostile input may
_POSITIONAL_LENGTH = 3  # 二〇, 零五 are no numbers; 一〇五 is


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a written number is worth.

    ``place`` is the weight of its last written digit (20.56万 → 100), ``rounded`` whether the digits after that were
    dropped (20.56万 yes, 2056 no). ``inside`` is an approximator between digits and scale (20余万), ``top`` the upper
    end of 数百 and 七八十, ``bare`` a scale without a digit (百, 千).
    """

    value: Decimal
    place: Decimal
    rounded: bool = False
    inside: str = ""
    top: Decimal | None = None
    several: str = ""
    bare: bool = False


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Numeral | None:
    """Read what ``NUMERAL`` found; None when it is no well-formed number."""
    if len(text) > _LONGEST:
        return None
    if text[0].isascii():
        return _read_arabic(text)
    if text[0] in "数几":
        weight = _weight(text[1:])
        return Numeral(weight * 2, weight, top=weight * 10, several=text[0])
    return _read_han(text)


def _weight(scales: str) -> Decimal:
    product = 1
    for scale in scales:
        product *= _SCALE[scale]
    return Decimal(product)


def _read_arabic(text: str) -> Numeral | None:
    if match := _INSIDE.fullmatch(text):
        head = _read_arabic(match[1])
        if head is not None and not head.inside and head.value < _SCALE["万"] and match[1][-1] in _SCALE:
            weight = _weight(match[3])
            return Numeral(head.value * weight, head.place * weight, rounded=True, inside=match[2])
    if _PARTED.fullmatch(text):
        return _read_parted(text)
    match = _MIXED.fullmatch(text)
    if match is None:
        return None
    digits, inside, scales = match.groups()
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        return None
    weight = _weight(scales)
    value, place = _decimal(digits, weight)
    return Numeral(value, place, rounded=bool(scales) or place < 1, inside=inside)


def _read_parted(text: str) -> Numeral | None:
    """1万2千, 2千5百万: parts of falling weight; 万 and 亿 count for all parts before them."""
    total = section = place = Decimal(0)
    last = last_large = Decimal("Infinity")
    for digits, scales in _PARTS.findall(text):
        small, large = (_weight("".join(c for c in scales if c in group)) for group in ("百千", "万亿"))
        value, place = _decimal(digits, small)
        if small >= last or value >= last:
            return None
        section, last, place = section + value, small, place * large
        if large > 1:
            if large >= last_large or section * large >= last_large:
                return None
            total, section, last, last_large = total + section * large, Decimal(0), large, large
    return Numeral(total + section, place, rounded=True)


def _decimal(digits: str, weight: Decimal) -> tuple[Decimal, Decimal]:
    plain = digits.replace(",", "")
    fraction = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Decimal(plain) * weight, weight.scaleb(-fraction)


def _read_han(text: str) -> Numeral | None:
    text = text.replace("廿", "二十").replace("卅", "三十")
    if (match := _PAIR.fullmatch(text)) and (pair := _read_pair(*match.groups())):
        return pair
    if match := _INSIDE.fullmatch(text):
        return _read_inside(*match.groups())
    if match := _DECIMAL.fullmatch(text):
        return _read_han_decimal(*match.groups())
    if len(text) >= _POSITIONAL_LENGTH and _POSITIONAL.fullmatch(text) and text[0] not in "零〇":
        return Numeral(Decimal("".join(str(DIGITS[c]) for c in text)), Decimal(1))
    value = _whole(text)
    return None if value is None else Numeral(Decimal(value), *_last_place(text), bare=text in _SCALE and text != "十")


def _read_pair(first: str, second: str, scales: str) -> Numeral | None:
    """两三, 七八十, 三五百: neighbours, from the one to the other."""
    low, high = DIGITS[first], DIGITS[second]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    weight = _weight(scales)
    return Numeral(low * weight, weight, top=high * weight)


def _read_inside(head: str, inside: str, scales: str) -> Numeral | None:
    number, weight = _read_han(head), _weight(scales)
    if number is None or number.inside or number.value >= _SCALE["万"]:
        return None
    return Numeral(number.value * weight, number.place * weight, rounded=True, inside=inside)


def _read_han_decimal(whole: str, fraction: str, scale: str) -> Numeral | None:
    value = _whole(whole)
    if value is None:
        return None
    weight = _weight(scale)
    digits = "".join(str(DIGITS[c]) for c in fraction)
    return Numeral(Decimal(f"{value}.{digits}") * weight, weight.scaleb(-len(digits)), rounded=True)


def _last_place(text: str) -> tuple[Decimal, bool]:
    """Weight of the last written place, and whether smaller places were dropped (only once 万 or 亿 are used)."""
    large = max(text.rfind("万"), text.rfind("亿"))
    if large < 0:
        return Decimal(1), False
    if large == len(text) - 1:
        return _weight(text[len(text.rstrip("万亿")) :]), True
    last = _SCALE.get(text[-1], 1)
    return (Decimal(last), True) if last > _SCALE["十"] else (Decimal(1), False)


def _whole(text: str) -> int | None:
    """Value of a well-formed Chinese integer."""
    for scale in "亿万":
        head, found, tail = text.rpartition(scale)
        if found:
            high = _whole(head) if head else 1
            low = _whole(tail.lstrip("零〇")) if tail else 0
            if high is None or low is None or low >= _SCALE[scale]:
                return None
            return high * _SCALE[scale] + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    if text in _WORDS:
        return _WORDS[text]
    match = _SECTION.fullmatch(text) if text else None
    if match is None:
        return None
    thousands, hundreds, _, tens, ten, ones_after_ten, zero, ones = match.groups()
    large = bool(thousands or hundreds)
    if (ones and large and not zero) or (zero and not large):
        return None  # 三百五 may be 350 or 305; 零五 is no number
    total = 1000 * DIGITS.get(thousands, 0) + 100 * DIGITS.get(hundreds, 0) + DIGITS.get(ones_after_ten or ones, 0)
    return total + (10 * DIGITS.get(tens, 1) if ten else 0)
