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
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count
from checker.engine.statements.numbers import Relation
from checker.engine.verdicts.figures import owner_range
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
        params: ``alike`` (how much of the names must agree; what sets them ``apart``) and ``drop``.
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
        shared = [label for _, label in labels & theirs]
        match = _compare(name, name_of(there, other, drop), other, table, shared)
        clear = bool(shared) or len(name) >= table.number("telling", "6")
        rate = count.quantity.kind == "percent"
        if match is not None and (clear or _same_topics(topics, there.topics(other), both=rate)):
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


def _compare(name: str, other_name: str, other: Count, table: Params, shared: list[str]) -> Match | None:
    """How much alike two names are; ``shared`` are the labels of figures that both numbers are."""
    if not name or not other_name:
        return None
    apart = table.words("apart")
    if {m[0] for m in apart.finditer(name)} != {m[0] for m in apart.finditer(other_name)}:
        return None
    common = common_chars(name, other_name)
    shorter = Decimal(common) / min(len(name), len(other_name))
    longer = Decimal(common) / max(len(name), len(other_name))
    if shorter < table.number("shorter", "0.75") or common < _LEAST:
        return None
    sure = any(label in name and label in other_name for label in shared)
    rate = other.quantity.kind == "percent"
    sure = sure or (shorter == 1 and common >= table.number("rate_within" if rate else "within", "99"))
    sure = sure or longer >= table.number("rate" if rate else "same_figure" if shared else "longer", "0.6")
    return Match(other, longer, sure)


_LEAST = 2  # characters that two names must share


def _same_topics(topics: dict[str, list[str]], others: dict[str, list[str]], *, both: bool) -> bool:
    """One in common in every class that both have; ``both``: and not a topic on one side only."""
    shared = [set(found) & set(others[name]) for name, found in topics.items() if name in others]
    return all(shared) and (not both or bool(shared) or not (topics or others))


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
