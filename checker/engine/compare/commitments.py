"""What last year's plan undertook, clause by clause: 全年评查案卷不少于200卷, 6月底前建成执法监督平台.

Only what can be looked up counts: a target number, a day, a named document, a thing to be made. Slogans do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker.engine.compare.pair import Side
from checker.engine.compare.runs import plain_words
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count
from checker.engine.statements.clauses import Clause
from checker.engine.statements.numbers import Relation
from checker.model import Role

__all__ = ["Commitment", "Direction", "commitments"]


class Direction(StrEnum):
    """How a target binds; ``PLAIN``: a number without a word of measure (开展培训2期)."""

    LEAST = "least"
    MOST = "most"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clause of the plan. ``target`` is the number to reach (None: none); ``dated``: a day within the year."""

    clause: Clause
    words: str
    target: Count | None
    direction: Direction
    dated: bool


def commitments(side: Side, params: Params) -> Iterator[Commitment]:
    """What the plan of ``side`` undertook, in order."""
    for clause in side.page.clauses.clauses:
        if clause.role is not Role.PLAN or clause.heading or clause.row:
            continue
        words = plain_words(side.text[clause.start : clause.end], None)
        dated = params.words("dated").search(words) is not None
        firm = dated or not (params.words("vague").search(words) or params.words("cites").search(words))
        targets = [c for c in side.sheet.within(clause.start, clause.end) if _is_target(side, params, c)]
        for target in targets:
            direction = _direction(side, params, target)
            if firm or direction is not Direction.PLAIN:
                yield Commitment(clause, words, target, direction, dated)
        if not targets and firm and (dated or params.words("concrete").search(words)):
            yield Commitment(clause, words, None, Direction.PLAIN, dated)


def _is_target(side: Side, params: Params, count: Count) -> bool:
    """Not a number of townships, nor one that only says how far something reaches."""
    clause = side.sheet.clause(count)
    behind = side.text[count.end : clause.end]
    counted = count.quantity.kind in ("number", "percent") and count.number.relation is not Relation.CHANGE
    return counted and not params.words("standing").match(behind)


def _direction(side: Side, params: Params, count: Count) -> Direction:
    clause = side.sheet.clause(count)
    lead = side.text[max(clause.start, count.number.before[0]) : count.quantity.number_start]
    around = lead + side.text[count.quantity.number_end : min(clause.end, count.end + _BEHIND)]
    if _search(params.words("at_most"), around):
        return Direction.MOST
    if _search(params.words("at_least"), around):
        return Direction.LEAST
    return Direction.PLAIN


_BEHIND = 3


def _search(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None
