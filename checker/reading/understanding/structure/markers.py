"""Marks of enumerations inside prose: 一是 / 一要 / 首先 / 第一, / (一) / (1) / ① / 1.

They are found without punctuation before them too, as scraped text drops it; a sequence check keeps 统一是 out, and
1.2万.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.reading.understanding.structure.numbering import ARABIC, ARABIC_PAREN, CHINESE_PAREN, CIRCLED, mark_number
from checker.reading.understanding.structure.words import Words

_MAX_SKIP = 3
_CN = "[一二三四五六七八九十]{1,3}"
IS, MUST, ADVERB, NTH = "是", "要", "首先", "第一"
_ALONE = frozenset({IS, MUST})  # believed even when only one of the series is left
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (IS, re.compile(rf"(?P<n>{_CN})是")),
    (MUST, re.compile(rf"(?P<n>{_CN})要")),
    (NTH, re.compile(rf"第(?P<n>{_CN})(?=[,、:是])")),
    (CHINESE_PAREN, re.compile(rf"(?P<n>\({_CN}\)|[㈠-㈩])")),
    (ARABIC_PAREN, re.compile(r"(?P<n>\(\d{1,2}\)|[⑴-⒇])")),
    (CIRCLED, re.compile(r"(?P<n>[①-⑳❶-❿])")),
    (ARABIC, re.compile(r"(?P<n>\d{1,2})(?:[.、](?!\d)|\.(?=\d{1,2}月))")),
)
_BREAK = "。;:!?,、”)"
_HARD_BREAK = "。;:!?"


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a member of an enumeration begins; offsets count in the paragraph's normalised text."""

    start: int
    end: int
    series: str
    number: int
    opens: bool  # first of its run


def find_markers(text: str, words: Words) -> list[Marker]:
    """All enumeration marks of one paragraph, in order."""
    found: list[Marker] = []
    for series, pattern in _MARKS:
        marks = [(m.start(), m.end(), _number(m)) for m in pattern.finditer(text)]
        found += _runs(series, [m for m in marks if _allowed(text, series, m, words)], text)
    found += _adverbs(text, words)
    return sorted(found, key=lambda marker: marker.start)


def _number(match: re.Match[str]) -> int:
    return mark_number(match["n"].strip("()"))


def _allowed(text: str, series: str, mark: tuple[int, int, int], words: Words) -> bool:
    start, end, _ = mark
    if start == 0:
        return True
    before, after = text[start - 1], text[end:]
    if series == IS:
        return before in _BREAK or not words.pattern("never_after").search(before)
    if series == MUST:
        return before in _BREAK and not words.pattern("not_ordinal_have_to").match(after)
    if series == CIRCLED:
        return True
    return before in _HARD_BREAK or (series in (NTH, CHINESE_PAREN, ARABIC_PAREN) and before == ",")


def _runs(series: str, marks: list[tuple[int, int, int]], text: str) -> list[Marker]:
    out: list[Marker] = []
    run: list[Marker] = []

    def close() -> None:
        if len(run) > 1 or (run and (series in _ALONE or run[0].series == CIRCLED)):
            out.extend(run)
        run.clear()

    for start, end, number in marks:
        last = run[-1].number if run else 0
        free = start == 0 or text[start - 1] in _BREAK
        if run and last < number <= last + _MAX_SKIP and (free or number <= last + 2):
            run.append(Marker(start, end, series, number, opens=False))
        elif number == 1 or (start == 0 and number > 0) or (free and not run and 1 < number <= _MAX_SKIP):
            close()
            run.append(Marker(start, end, series, number, opens=True))
    close()
    return out


def _adverbs(text: str, words: Words) -> list[Marker]:
    pattern = re.compile("|".join(map(re.escape, words.ordinals)))
    run: list[Marker] = []
    for match in pattern.finditer(text):
        if match.start() and text[match.start() - 1] not in _HARD_BREAK:
            continue
        number = words.ordinals[match[0]] or (run[-1].number + 1 if run else 0)
        if number == 1 or (run and number > run[-1].number) or match.start() == 0 < number:
            run.append(Marker(match.start(), match.end(), ADVERB, number, opens=not run))
    return run if len(run) > 1 or (run and run[0].number > 1) else []
