"""Characters that recognition takes for each other, put right where their neighbours leave no choice.

- ``○ O o 0`` between Chinese numerals of a year is ``〇``: 二O二四年 → 二〇二四年;
- ``O o l I |`` inside a number of which most characters are digits is a digit: 2O24 → 2024. Such a number counts as
  doubtful all the same;
- ``一`` between two digits is a dash: 2021一2025 → 2021—2025;
- ``·`` behind the number that a line begins with is a full stop: 1·优化审批 → 1.优化审批;
- a line of nothing but a page number between dashes or the signs that dashes are taken for: 一 3 一 → — 3 —.

Everything else stays as it was read: a guess that makes sense is more dangerous than one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.reading.formats.ocr.recogniser import Sign

__all__ = ["settle"]

_NUMERAL = "一二三四五六七八九"
_YEAR = re.compile(rf"[{_NUMERAL}][{_NUMERAL}〇○OoＯ0]{{3}}(?=年)|[{_NUMERAL}][{_NUMERAL}〇○OoＯ0]{{3}}(?=[—\-至到])")
_NUMBER = re.compile(r"(?<![A-Za-z0-9.])[0-9OolI|]{2,}(?![A-Za-z])")
_ZEROS = str.maketrans("○OoＯ0", "〇" * 5)
_DIGITS = str.maketrans("OolI|", "00111")
_RANGE = re.compile(r"(?<=\d)一(?=\d)")
_LABEL = re.compile(r"\d{1,2}([·•])(?=[\u4e00-\u9fff])")
_PAGE = re.compile(r"([一—\-–~·.])(\d{1,4})([一—\-–~·.])")


def settle(signs: Sequence[Sign]) -> tuple[list[Sign], list[bool]]:
    """The signs of a strip with safe corrections, and which of them are doubtful because of one."""
    text = "".join(s.text for s in signs)
    if len(text) != len(signs):
        return list(signs), [False] * len(signs)
    settled, doubts = list(text), [False] * len(text)
    for year in _YEAR.finditer(text):
        settled[slice(*year.span())] = year[0].translate(_ZEROS)
    for number in _NUMBER.finditer(text):
        word = number[0]
        digits = sum(c.isdigit() for c in word)
        if digits < len(word):
            doubts[slice(*number.span())] = [True] * len(word)
        if 2 * digits > len(word):
            settled[slice(*number.span())] = word.translate(_DIGITS)
    for dash in _RANGE.finditer(text):
        settled[dash.start()] = "—"
    if match := _LABEL.match(text):
        settled[match.start(1)] = "."
    if _PAGE.fullmatch(text):
        settled[0] = settled[-1] = "—"
    return [replace(s, text=c) for s, c in zip(signs, settled, strict=True)], doubts
