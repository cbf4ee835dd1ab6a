"""Rates worked out again: numerator ÷ denominator against the percentage that the report states.

Which words make a numerator and a denominator stands with every kind of rate in YAML (结案率: 审结 ÷ 受理). Before
anything is said, every plausible denominator is tried: the named one, with what was carried over, sums of neighbours,
any other count of the same unit nearby. Rounding and cutting off are no faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.agreement import agreement
from checker.engine.reconcile.arithmetic import HUNDRED, Amount, plain, ratio, step_of
from checker.engine.reconcile.arithmetic import total as add
from checker.engine.reconcile.counts import Count, Line, Sheet
from checker.engine.statements.numbers import Relation

__all__ = ["check"]


@dataclass(frozen=True, slots=True)
class Sum:
    """One count, or several taken together."""

    counts: tuple[Count, ...]

    @property
    def amount(self) -> Amount:
        """What they add up to."""
        return add(c.amount for c in self.counts)

    @property
    def shown(self) -> str:
        """As it stands in a sum."""
        text = "+".join(c.written for c in self.counts)
        return f"({text})" if len(self.counts) > 1 else text


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every rate of a known kind whose numerator is given nearby."""
    used: set[tuple[str, int]] = set()
    for count in sheet.counts:
        if not _is_rate(count) or sheet.clause(count).role not in rule.roles():
            continue
        kind = next((k for k in rule.each("rates") if _names(k, count)), None)
        if kind is None:
            continue
        outcome = _recompute(sheet, kind, count, used)
        if outcome is not None:
            yield outcome


def _named(kind: Params, numerator: Sum, others: Sequence[Count]) -> list[Count]:
    """Counts whose words make them the denominator: large enough ones first, then the nearest before."""
    at, part = numerator.counts[0].start, numerator.amount
    found = [c for c in others if c.says(kind.words("of")) and not c.says(kind.words("not_of"))]
    return sorted(found, key=lambda c: (part.above(c.amount), c.start > at, abs(c.start - at)))


def _is_rate(count: Count) -> bool:
    return count.quantity.kind == "percent" and count.number.relation is Relation.OWN


def _names(kind: Params, count: Count) -> bool:
    return bool(kind.words("name").search(count.before)) and not kind.words("not_name").search(count.before)


def _recompute(sheet: Sheet, kind: Params, rate: Count, used: set[tuple[str, int]]) -> Outcome | None:
    nearby = _nearby(sheet, rate)
    numerators = _numerators(sheet, kind, rate, nearby)
    if kind.flag("subject"):
        numerators = [n for n in numerators if _is_subject(rate, n)]
        if not numerators:
            return None
    for part in numerators:
        others, named = _others(sheet, kind, part, nearby)
        for whole in _denominators(sheet, named, others):
            found = ratio(part.amount, whole.amount)
            status = None if found is None else agreement(found, rate)
            if status is not None:
                used.add((kind.text("id"), part.counts[0].start))
                return _outcome(part, whole, rate, status if whole.counts[0] in named else Status.AMBIGUOUS, sheet)
    if not numerators:
        return _unknown(kind, rate, nearby)
    part = numerators[0]
    _, named = _others(sheet, kind, part, nearby)
    if not named:
        return None
    first = _first(part, named)
    found = ratio(part.amount, first.amount)
    if found is None:
        return None
    key = (kind.text("id"), part.counts[0].start)
    possible = found.value <= HUNDRED or not kind.flag("carries")
    belongs = _belongs(sheet, part, rate, () if kind.flag("inline") else named)
    clear = key not in used and possible and belongs
    used.add(key)
    return _outcome(part, first, rate, Status.FAILED if clear else Status.AMBIGUOUS, sheet)


def _is_subject(rate: Count, part: Sum) -> bool:
    """Whether the numerator is what the rate's own words speak of: 直接纠错占审结数的… is none of 终止20件."""
    subject = _SUBJECT.search(rate.before)
    if subject is None or len(subject[1]) < _WORD:
        return True
    pieces = {subject[1][i : i + _WORD] for i in range(len(subject[1]) - 1)}
    return all(any(p in c.before or p in c.after for p in pieces) for c in part.counts)


_SUBJECT = re.compile(r"([\u4e00-\u9fff]*?)(?:的|案件|数)?占[^占]*$")
_WORD = 2


def _first(part: Sum, named: Sequence[Count]) -> Sum:
    """The denominator to speak of: the nearest, or neighbours together when it is too small (建议87件、提案112件)."""
    in_order = sorted(named, key=lambda c: c.start)
    pairs = [Sum(pair) for pair in pairwise(in_order)]
    if part.amount.above(named[0].amount) and pairs:
        return max(pairs, key=lambda s: s.amount.value)
    return Sum((named[0],))


def _belongs(sheet: Sheet, part: Sum, rate: Count, named: Sequence[Count]) -> bool:
    """Whether the rate speaks of this numerator: in its sentence, with no other denominator in between."""
    at = part.counts[-1].start
    if rate.column >= 0:
        return True
    if any(at < c.start < rate.start for c in named):
        return False
    return sheet.clause(rate).sentence == sheet.clause(part.counts[0]).sentence or len(rate.before) <= _BARE


_BARE = 8  # a rate with no other words than its name


def _others(sheet: Sheet, kind: Params, part: Sum, nearby: Sequence[Count]) -> tuple[list[Count], list[Count]]:
    """Counts that may be denominators, and those of them that the rate's kind names."""
    others = [c for c in nearby if c not in part.counts and sheet.same_unit(c, part.counts[0])]
    return others, _named(kind, part, others)


def _nearby(sheet: Sheet, rate: Count) -> list[Count]:
    """Counts that the rate may be made of: the table's column, or the sentence and the one before."""
    if rate.column >= 0:
        table = next(t for t in sheet.tables((sheet.clause(rate).role,)) if t.start <= rate.start < t.end)
        return [c for row in table.rows for c in row if c.column == rate.column and c.is_count()]
    line = next(x for x in sheet.lines((sheet.clause(rate).role,)) if x.start <= rate.start < x.end)
    return [c for c in sheet.within(_reach(sheet, line), line.end) if c.is_count()]


def _reach(sheet: Sheet, line: Line) -> int:
    """Where counts that a rate may refer to begin: one sentence back in the same item."""
    before = sheet.line_before(line)
    if before is None:
        return line.start
    same_item = sheet.page.clause_of(before.start).item == sheet.page.clause_of(line.start).item
    return before.start if same_item else line.start


def _numerators(sheet: Sheet, kind: Params, rate: Count, nearby: Sequence[Count]) -> list[Sum]:
    """Counts that the rate's kind names as numerator, the nearest before it first."""
    words, outside = kind.words("part"), kind.words("not_part")
    same_line = [c for c in nearby if sheet.clause(c).sentence == sheet.clause(rate).sentence or c.column >= 0]
    for group in (same_line, nearby):
        fitting = [c for c in group if c.says(words) and not c.says(outside)]
        earlier = [c for c in fitting if c.start < rate.start]
        later = [c for c in fitting if c.start > rate.start and not _breaks_down(sheet, rate, c)]
        if kind.flag("added"):
            if alike := [c for c in earlier if sheet.same_unit(c, earlier[-1])]:
                return [_added_up(alike)]
        elif fitting:
            found = [Sum((c,)) for c in (earlier[: -_TRIED - 1 : -1] or later[:1])]
            if not found:
                return []
            return found + _together(sheet, kind, found[0].counts[0], group)
        if any(c.says(kind.words("of")) and not c.says(kind.words("not_of")) for c in same_line):
            return []  # the sentence has a denominator of its own: the sentence before speaks of something else
    return []


def _breaks_down(sheet: Sheet, rate: Count, later: Count) -> bool:
    """出庭率100%,其中正职出庭23件: what follows all of them is a part, not what the rate was made of."""
    return rate.quantity.value == HUNDRED and bool(sheet.words.words("among").search(sheet.text, rate.end, later.start))


def _added_up(counts: Sequence[Count]) -> Sum:
    """All of them together; the last alone where it is their subtotal (撤销38件、变更6件,共纠错44件)."""
    *parts, last = counts
    if len(parts) > 1 and Sum(tuple(parts)).amount.value == last.amount.value:
        return Sum((last,))
    return Sum(tuple(counts))


def _together(sheet: Sheet, kind: Params, part: Count, group: Sequence[Count]) -> list[Sum]:
    """The numerator with what some count into it (合格 and 优秀, 满意 and 基本满意)."""
    more = [c for c in group if c is not part and c.says(kind.words("plus")) and sheet.same_unit(c, part)]
    return [Sum((*more, part))] if more else []


_TRIED = 3


def _denominators(sheet: Sheet, named: Sequence[Count], others: Sequence[Count]) -> Iterator[Sum]:
    carried = [c for c in others if c.says(sheet.words.words("carried"))]
    for one in named:
        yield Sum((one,))
        for more in carried:
            if more is not one:
                yield Sum((one, more))
    for a, b in pairwise(named):
        yield Sum((a, b))
    for one in others:
        if one not in named:
            yield Sum((one,))
    in_order = sorted(others, key=lambda c: c.start)
    for a, b in pairwise(in_order):
        if sheet.text.startswith(_JOINS, a.end):
            yield Sum((a, b))


_JOINS = ("、", "和", "及", "与")


def _unknown(kind: Params, rate: Count, nearby: Sequence[Count]) -> Outcome | None:
    """A rate beside its denominator, without the count that was reached."""
    whole = [c for c in nearby if c.start < rate.start and c.says(kind.words("of"))]
    if not kind.flag("ask") or not whole or rate.quantity.value in (0, HUNDRED):
        return None
    expression = f"{rate.before.strip(',、;:')} {rate.written} %:未给出分子件数,无法复算"
    return Outcome(Status.AMBIGUOUS, expression, (rate.hit,), rate.hit, rate.start, "rate")


def _outcome(part: Sum, whole: Sum, rate: Count, status: Status, sheet: Sheet) -> Outcome:
    digits = max(1, -int(step_of(rate.quantity).as_tuple().exponent))
    found = part.amount.value / whole.amount.value * HUNDRED
    worked = f"{part.shown} ÷ {whole.shown} = {plain(found, digits=digits)} %"
    hint = _fitting(part, rate)
    message = f"{worked},报告称 {rate.written} %{hint}。"
    places = tuple(sorted(c.hit for c in (*part.counts, *whole.counts, rate)))
    clause = sheet.clause(rate)
    fault = (clause.start, rate.end) if rate.column >= 0 else (rate.number.before[0], rate.end)
    return Outcome(
        status,
        worked if status in (Status.OK, Status.ROUNDING) else f"{worked},报告称 {rate.written} %",
        places,
        fault,
        rate.start,
        "rate",
        message,
    )


def _fitting(part: Sum, rate: Count) -> str:
    """The whole denominators that would give the stated rate, when few would."""
    given = rate.amount
    if not given.low or given.high is None or given.low <= 0 or part.amount.value <= 0:
        return ""
    first = int(part.amount.value * HUNDRED / given.high)
    last = int(part.amount.value * HUNDRED / given.low) + 1
    if last - first > _WIDEST:
        return ""
    fitting = [d for d in range(max(1, first), last + 1) if _within(part.amount.value * HUNDRED / d, given)]
    if not 1 <= len(fitting) <= _MOST_FITTING:
        return ""
    return f";若分母为 {'或 '.join(map(str, fitting))} 则相符"


def _within(value: Decimal, given: Amount) -> bool:
    return given.low is not None and given.high is not None and given.low <= value <= given.high


_MOST_FITTING, _WIDEST = 3, 1000
