"""Which number of one report is the same indicator as a number of the other.

Two numbers are the same indicator when they report the same figure and are called alike, or are called very much
alike; never when they report different figures, count in different units or speak of competing topics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.engine.compare.pair import Side
from checker.engine.figures import owner_range
from checker.engine.reconcile.params import Params
from checker.engine.reconcile.sheet import Count
from checker.engine.statements import Relation
from checker.model import Role

__all__ = ["Match", "best", "common_chars", "counterparts", "name_of", "stripped"]

_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A number of the other report. ``sure``: alike enough to say that two values contradict each other."""

    count: Count
    alike: Decimal
    sure: bool


def name_of(side: Side, count: Count, *drop: re.Pattern[str]) -> str:
    """The words that own a count, without those that say nothing (``drop``, one after the other)."""
    if count.column >= 0:
        words = count.before
    else:
        start, end = owner_range(count.number, side.page)
        words = side.text[start : count.start] + " " + side.text[count.end : end]
    return stripped(words, *drop)


def stripped(words: str, *drop: re.Pattern[str]) -> str:
    """Only the letters of ``words``, without what the patterns match, one after the other."""
    for pattern in drop:
        words = pattern.sub("", words)
    return _WORD.sub("", words)


def counterparts(  # noqa: PLR0913 - two reports, a number and how it is called
    here: Side, count: Count, there: Side, params: Params, *, name: str = "", named: bool = True
) -> list[Match]:
    """Numbers of ``there`` that may be the same indicator as ``count``, the likeliest first.

    Args:
        here: The report that ``count`` stands in.
        count: The number to look for.
        there: The other report.
        params: ``alike`` (how much of the shorter and of the longer name must agree) and ``drop``.
        name: What it is called, when not by the words that own it.
        named: Whether the figures that ``count`` is may be used.
    """
    drop = params.words("drop")
    name = name or name_of(here, count, drop)
    labels = here.labels(count) if named else frozenset()
    topics = here.topics(count)
    table = Params(params.table("alike"))
    found: list[Match] = []
    for other in _candidates(here, count, there):
        theirs = there.labels(other)
        if labels and theirs and not labels & theirs:
            continue
        match = _compare(name, name_of(there, other, drop), other, table, same_figure=bool(labels & theirs))
        if match is not None and (len(name) >= table.number("telling", "6") or _agree(topics, there.topics(other))):
            found.append(match)
    return sorted(found, key=lambda m: (not m.sure, -m.alike, m.count.start))


def best(matches: list[Match]) -> Match | None:
    """The likeliest, when it is sure."""
    return matches[0] if matches and matches[0].sure else None


def _candidates(here: Side, count: Count, there: Side) -> Iterator[Count]:
    for other in there.sheet.counts:
        if other.number.relation is not Relation.OWN or other.quantity.kind != count.quantity.kind:
            continue
        if there.sheet.clause(other).role is not Role.PLAN and here.sheet.same_unit(count, other):
            yield other


def _compare(name: str, other_name: str, other: Count, table: Params, *, same_figure: bool) -> Match | None:
    if not name or not other_name:
        return None
    common = common_chars(name, other_name)
    shorter = Decimal(common) / min(len(name), len(other_name))
    longer = Decimal(common) / max(len(name), len(other_name))
    close = shorter >= table.number("shorter", "0.75") and common > 1
    if not close:
        return None
    whole_rate = other.quantity.kind == "percent" and shorter == 1 and common >= table.number("rate", "3")
    sure = same_figure or longer >= table.number("longer", "0.6") or whole_rate
    return Match(other, longer, sure)


def _agree(topics: dict[str, list[str]], others: dict[str, list[str]]) -> bool:
    """No class of topics in which both have one and none in common."""
    return all(set(found) & set(others[name]) for name, found in topics.items() if name in others)


def common_chars(one: str, other: str) -> int:
    """How many characters both have in the same order."""
    row = [0] * (len(other) + 1)
    for char in one:
        diagonal = 0
        for at, theirs in enumerate(other, start=1):
            above = row[at]
            row[at] = diagonal + 1 if char == theirs else max(above, row[at - 1])
            diagonal = above
    return row[-1]
