"""Numbers as a sheet shows them: 0.872 as 87.2%, 45291 as 2023年12月31日.

Only what changes a number's meaning is followed: percent, decimals, thousands, dates, units written into the format.
Colours, conditions and padding are not.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from checker.reading.formats.office.number_forms import written

__all__ = ["BUILT_IN", "shown"]

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d",
    15: "yyyy-m-d", 16: "m-d", 17: "yyyy-m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-m-d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "yyyy-m-d",
    31: 'yyyy"年"m"月"d"日"', 32: "h:mm", 33: "h:mm:ss", 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "h:mm", 46: "h:mm:ss", 47: "h:mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: "h:mm", 56: "h:mm:ss", 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file refers to by number alone, as a Chinese Excel understands them."""
_NOISE = re.compile(r"\[(?!h|m|s)[^\]]*\]|_.|\*.", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)\]")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_PARTED = re.compile(r"([#0?]*)[\\!](.)([0#?]+)(,*)")  # digits on both sides of a sign: 0!.0,"万"
_CHINESE = re.compile(r"\[DBNum([12])\]", re.IGNORECASE)
_PATTERN = re.compile(r"[#0?,.]*[#0?][#0?,.]*")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DAYS = 2_958_466  # the last day of the year 9999
_DIGITS = 15  # of a number in a sheet that can be relied on
_GENERAL = 10  # decimals that are shown without a format
_SAYS_MORE = re.compile(r"[@A-Za-z]")  # a format that is more than words
_COUNTED = 10_000  # numbers that are written out in Chinese
_MOST = 30  # decimals of a format


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """``value`` in number format ``code``; what a format cannot show is written as a plain number."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return ""
    section, signed = _chosen(code, value)
    if code and not section:
        return ""  # a section without anything hides what it holds for
    form = _prepared(section, signed=signed)
    try:
        if form.date:
            return _date(value, form.code, since_1904=since_1904)
        return _number(value, form)
    except (InvalidOperation, OverflowError, ValueError):
        return _general(value)


class _Form:
    """A format taken apart: ``pattern`` between ``before`` and ``after``."""

    __slots__ = ("after", "before", "chinese", "code", "date", "parted", "pattern", "signed")

    def __init__(self, code: str, *, signed: bool) -> None:
        self.code = _NOISE.sub("", code)
        chinese = _CHINESE.search(code)
        self.chinese = "" if chinese is None else "chineseCounting" if chinese[1] == "1" else "chineseLegalSimplified"
        self.parted = _PARTED.search(self.code)
        self.signed = signed  # a format of its own for negative numbers writes no minus
        bare = _LITERAL.sub("", self.code)
        self.date = bool(_DATE.search(bare)) and "general" not in bare.lower()
        match = _PATTERN.search(_blank_literals(self.code))
        self.pattern = match[0] if match else ""
        start, end = match.span() if match else (0, 0)
        self.before, self.after = _plain(self.code[:start]), _plain(self.code[end:])


@lru_cache(maxsize=512)
def _prepared(section: str, *, signed: bool) -> _Form:
    return _Form(section, signed=signed)


def _chosen(code: str, value: float) -> tuple[str, bool]:
    """The section of a format that holds for a value, and whether it is one for negative numbers."""
    sections = _sections(code)
    conditions = [_CONDITION.search(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _HOLDS[condition[1]](value, float(condition[2])):
                return section, False
        return sections[len(conditions)] if len(sections) > len(conditions) else "General", False
    numbers = [section for section in sections[:3] if "@" not in section] or sections[:1]
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:  # noqa: PLR2004 - positive, negative, zero
        return numbers[2], False
    return numbers[0], False


def _sections(code: str) -> list[str]:
    parts, literal = [""], False
    for char in code:
        literal ^= char == '"'
        if char == ";" and not literal:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _blank_literals(code: str) -> str:
    return _LITERAL.sub(lambda match: "\x00" * len(match[0]), code)


def _plain(text: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", text)


def _number(value: float, form: _Form) -> str:
    if form.parted is not None:
        return _in_parts(value, form.parted, form)
    if (
        not form.pattern
        and form.code.strip()
        and "@" not in form.code
        and not any(char.isalpha() for char in _LITERAL.sub("", form.code))
    ):
        return _plain(form.code).strip()  # nothing, or only words, stand for the number
    if form.chinese and float(value).is_integer() and 0 <= value < _COUNTED:
        return f"{form.before}{written(int(value), form.chinese)}{form.after}".replace("General", "").strip()
    if not form.pattern or "general" in form.code.lower() or "E" in form.code or "/" in form.code:
        return _general(value)
    number = Decimal(repr(value)) if not float(value).is_integer() else Decimal(int(value))
    if "%" in form.before + form.after:
        number *= 100
    scaled = len(form.pattern) - len(form.pattern.rstrip(","))
    number /= Decimal(1000) ** scaled
    whole, _, fraction = form.pattern.rstrip(",").partition(".")
    decimals = min(len(fraction), _MOST)
    number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(number):,f}" if "," in whole else f"{abs(number):f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    text = text.removesuffix(".")
    if number == 0 and "0" not in form.pattern:
        text = ""  # only places that are not filled in
    width = whole.count("0")
    text = text.zfill(width) if "," not in whole else text
    sign = "-" if number < 0 and not form.signed else ""
    return f"{sign}{form.before}{text}{form.after}".strip()


def _in_parts(value: float, match: re.Match[str], form: _Form) -> str:
    """A number whose digits are written around a sign, such as tens of thousands with one decimal."""
    digits = len(match[3])
    number = (Decimal(repr(value)) / Decimal(1000) ** len(match[4])).quantize(Decimal(1), ROUND_HALF_UP)
    text = f"{abs(number):f}".zfill(digits + 1)
    before, after = _plain(form.code[: match.start()]), _plain(form.code[match.end() :])
    sign = "-" if number < 0 and not form.signed else ""
    return f"{sign}{before}{text[:-digits]}{match[2]}{text[-digits:]}{after}".strip()


def _general(value: float) -> str:
    if float(value).is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    if abs(value) >= 10**_DIGITS:
        return repr(value)
    text = f"{value:.{_GENERAL}f}".rstrip("0").rstrip(".")
    return text if text.strip("-0.") else repr(value)


def _date(value: float, code: str, *, since_1904: bool) -> str:
    """Year, month, day and time as far as the format shows them."""
    days = value + (1462 if since_1904 else 0)
    if not 0 <= days < _DAYS:
        return _general(value)
    moment = datetime(1899, 12, 30) + timedelta(days=days if days >= 60 else days + 1, microseconds=500)  # noqa: DTZ001, PLR2004 - sheets know no zone; the 29th of February 1900
    bare = _LITERAL.sub("", code).lower()
    chinese = "年" in code or "月" in code
    year, day = "y" in bare, "d" in bare
    clock = "h" in bare or "s" in bare
    month = "m" in bare and (year or day or not clock)
    if chinese:
        parts = [
            f"{moment.year}年" if year else "",
            f"{moment.month}月" if month else "",
            f"{moment.day}日" if day else "",
        ]
        date = "".join(parts)
    else:
        shown_parts = [f"{moment.year}"] if year else []
        shown_parts += [f"{moment.month:02d}"] if month else []
        shown_parts += [f"{moment.day:02d}"] if day else []
        date = "-".join(shown_parts)
    time = f"{moment:%H:%M:%S}" if "s" in bare else f"{moment:%H:%M}"
    return f"{date} {time}".strip() if clock else date
