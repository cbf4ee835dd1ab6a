"""Dates in any of the ways officials write them, as ISO texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_ZEROS = "〇○◯零Oo0"
_DIGITS = {**dict.fromkeys(_ZEROS, 0), **{char: i for i, char in enumerate("一二三四五六七八九", start=1)}}
_YEAR = rf"(?P<year>(?:1\s?9|2\s?0)\s?[0-9]\s?[0-9]|[一二][{_ZEROS}九][{_ZEROS}一二三四五六七八九]{{2}})"
_SMALL = r"[0-9](?:\s?[0-9](?!\s?[0-9:时]))?|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"

_CHINESE = re.compile(
    rf"(?<![0-9]){_YEAR}\s*年\s*(?P<month>{_SMALL})\s*月(?:\s*(?P<day>{_SMALL})\s*[日号])?(?!\s*[0-9]+\s*日)"
)
_DASHED = re.compile(
    rf"(?<![0-9\-.]){_YEAR}\s?(?P<mark>[-./])\s?(?P<month>[0-9](?:\s?[0-9])?)\s?(?P=mark)\s?(?P<day>[0-9](?:\s?[0-9](?!\s?[:时]))?)(?![0-9])"
)
_MIXED = re.compile(rf"(?<![0-9]){_YEAR}年(?P<month>[0-9]{{1,2}})[-./](?P<day>[0-9]{{1,2}})(?![0-9])")
_COMPACT = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])")
_TIME = r"(?:\s*[0-9]{1,2}\s*[:时]\s*[0-9]{1,2}(?:\s*[:分]\s*[0-9]{1,2})?\s*[分秒]?)?"
_TIME_AFTER = re.compile(_TIME)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and where it stands in the text that was searched; ``iso`` is ``YYYY-MM`` when the day is not said."""

    start: int
    end: int
    iso: str

    @property
    def year(self) -> int:
        """The year as a number."""
        return int(self.iso[:4])

    @property
    def is_full(self) -> bool:
        """Whether the day is said."""
        return len(self.iso) > len("2024-01")


def find_dates(flat: str, *, compact: bool = False) -> Iterator[Dated]:
    """Every date of a folded text, in order.

    Args:
        flat: Folded text; blanks are allowed inside dates.
        compact: Also read ``20240120`` (page metadata only: elsewhere such numbers are something else).
    """
    patterns = (_CHINESE, _DASHED, _MIXED, _COMPACT) if compact else (_CHINESE, _DASHED, _MIXED)
    found = [dated for pattern in patterns for match in pattern.finditer(flat) if (dated := _dated(match))]
    yield from sorted(found, key=lambda dated: (dated.start, -dated.end))


def only_date(flat: str) -> Dated | None:
    """The date of a text that holds a date, perhaps with the time of day, and nothing else."""
    text = flat.rstrip()
    dated = next(find_dates(text), None)
    if dated is None or text[: dated.start].strip():
        return None
    after = _TIME_AFTER.match(text, dated.end)
    return dated if text[after.end() if after else dated.end :].strip() == "" else None


def chinese_year(digits: str) -> int:
    """A year in digits or Chinese numerals (二〇二一) as a number."""
    return int("".join(str(_DIGITS.get(char, char)) for char in digits if not char.isspace()))


def year_pattern() -> str:
    """Pattern of a four-digit year with the group ``year``."""
    return _YEAR


def _dated(match: re.Match[str]) -> Dated | None:
    year, month = chinese_year(match["year"]), _small(match["month"])
    day = _small(match["day"]) if match["day"] else None
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return None
    iso = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return Dated(match.start(), match.end(), iso)


def _small(digits: str) -> int:
    """Numbers up to 39, in digits or Chinese numerals."""
    if digits.isascii():
        return int("".join(digits.split()))
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _DIGITS[digits]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
