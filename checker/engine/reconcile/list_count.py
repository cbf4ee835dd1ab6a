"""Names that are counted: 电台、电视台、APP、公众号共4个平台; 《…》《…》2部规章; “四减”(减时限、减材料…).

A list that ends in 等 is open: it may name fewer, never more. 和、与、及 may join two names or stand inside one,
so that a list has a smallest and a largest count. Numbers that count things rather than names are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Sheet
from checker.engine.statements.matching import Hit
from checker.text.numerals import NUMERAL, read_numeral

__all__ = ["check"]

_TITLES = r"(?P<names>《[^《》]{2,60}》(?:(?:[、和与及]|以及)?《[^《》]{2,60}》)+)"
_LAST = r"(?P<open>等)?(?:共计|共|这)?"
_QUOTED = re.compile(r"[“(][^“”()]*[”)]")
_JOIN = re.compile(r"(?<=[^、])(?:以及|和|与|及)(?=[^、])")
_SLOGAN = "[^“”一二两三四五六七八九十0-9]{1,6}"
_SLOGANS = re.compile("“[二两三四五六七八九十]")  # “四个意识”、“四个自信”、“两个维护”: each counts something else
_STOPS = ",。;:!?\n"
_MOST_NAMES, _LONGEST = 20, 16
_WORD = 2  # 决定、送达、执行: a bare verb is a name here; 落实责任 is a statement


@dataclass(frozen=True, slots=True)
class Names:
    """How many names a list has at least and at most, and its stretch."""

    least: int
    most: int
    hit: Hit


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Counted lists of every form."""
    nouns = "|".join(rule.texts("nouns"))
    counted = re.compile(rf"{_LAST}(?<![0-9])(?P<n>{NUMERAL})(?P<noun>{nouns})")
    titled = re.compile(rf"{_TITLES}{_LAST}(?<![0-9])(?P<n>{NUMERAL})(?:{'|'.join(rule.texts('title_nouns'))})")
    slogan = re.compile(rf"(?P<open>等)?“(?P<n>[二两三四五六七八九十])(?:位一体|{_SLOGAN})”")
    behind = re.compile(rf"“(?P<n>[二两三四五六七八九十]){_SLOGAN}”[^,。;:()“”]{{0,6}}[(](?P<names>[^()]{{3,120}})[)]")
    for line in sheet.lines(rule.roles()):
        for found in titled.finditer(sheet.text, line.start, line.end):
            size = found["names"].count("《")
            yield from _outcome(rule, found, Names(size, size, found.span()))
        for pattern in (counted, slogan):
            for found in pattern.finditer(sheet.text, line.start, line.end):
                names = _names_before(sheet, rule, found.start(), line.start)
                if names is not None and not (pattern is slogan and _SLOGANS.search(sheet.text, *names.hit)):
                    yield from _outcome(rule, found, names, quoted=pattern is slogan)
        for found in behind.finditer(sheet.text, line.start, line.end):
            least, most = _sizes(found["names"])
            if least > 1:
                yield from _outcome(rule, found, Names(least, most, found.span()), quoted=True)


def _names_before(sheet: Sheet, rule: Params, end: int, floor: int) -> Names | None:
    """The list that ends at ``end``, back to the last sign that is not part of it."""
    start, depth = end, 0
    while start > floor:
        char = sheet.text[start - 1]
        depth += (char in "”)》") - (char in "“(《")
        if depth < 0 or (depth == 0 and char in _STOPS):
            break
        start -= 1
    text = sheet.text[start:end]
    lead = rule.words("lead_ends")
    at = max((m.end() for m in lead.finditer(text)), default=0)
    text, start = text[at:], start + at
    least, most = _sizes(text)
    last = re.split(r"[、+]", text)[-1]
    if least < rule.number("names", "2") or rule.words("not_names").search(text) or not last:
        return None
    if any(len(piece) > _LONGEST for piece in re.split(r"[、+]", _QUOTED.sub("", text))[1:]):
        return None  # sentences set side by side, not names
    if any(rule.words("verbs").match(p) for p in re.split(r"[、+]", text)[1:] if len(p) > _WORD):
        return None
    return Names(least, most, (start, end))


def _sizes(text: str) -> tuple[int, int]:
    """Names separated by 、 or +; joined ones count once at least, separately at most."""
    bare = _QUOTED.sub("#", text)
    bare = re.sub(r"#(?=#)", "#、", re.sub(r"《[^《》]*》", "#", bare))
    pieces = [p for p in re.split(r"[、+]", bare) if p]
    return len(pieces), len(pieces) + sum(len(_JOIN.findall(p)) for p in pieces)


def _outcome(rule: Params, found: re.Match[str], names: Names, *, quoted: bool = False) -> Iterator[Outcome]:
    numeral = read_numeral(found["n"])
    if numeral is None or numeral.inside or not 1 < numeral.value <= _MOST_NAMES:
        return
    count = int(numeral.value)
    is_open = "open" in found.re.groupindex and bool(found["open"])
    stated = f"报告称 {found['n']} 个"
    if names.least <= count <= names.most:
        status, expression = Status.OK, f"列举 {count} 个 = {found['n']}"
    elif is_open and names.least < count:
        status, expression = Status.OK, f"列举 {names.least} 个(以“等”结尾)≤ {found['n']}"
    else:
        near = min(abs(count - names.least), abs(count - names.most)) <= rule.number("most_off", "2")
        pair = not quoted and rule.words("sure_nouns").search(found["noun"] if "noun" in found.groupdict() else "部")
        sure = near and names.least >= (rule.number("names", "2") if pair else rule.number("sure_names", "3"))
        status = Status.FAILED if sure else Status.AMBIGUOUS
        expression = f"列举 {names.least} 个,{stated}"
    start, end = min(names.hit[0], found.start()), found.end()
    yield Outcome(
        status,
        expression,
        ((start, end),),
        (start, end),
        found.start("n"),
        "list",
        f"列举了 {names.least} 个,{stated}。",
        confidence="medium",
    )
