"""Changes against an earlier number, worked out again: 312.5万件,比2019年的250万件增长20%.

The base is the number that is tied to the earlier period (较上年的58件, 由126项增至171项); the current number is the
nearest count before it, or one of those before that. Without a base nothing can be said (ambiguous).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.agreement import agreement
from checker.engine.reconcile.arithmetic import HUNDRED, Amount, plain, ratio, step_of
from checker.engine.reconcile.counts import Count, Line, Sheet
from checker.engine.statements.numbers import Relation

__all__ = ["check"]

_CURRENT_TRIED = 3


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every stated change."""
    for line in sheet.lines(rule.roles()):
        counts = sheet.within(line.start, line.end)
        for place, change in enumerate(counts):
            direction = _direction(sheet, rule, change)
            if direction == 0:
                continue
            outcome = _recompute(sheet, rule, line, counts, place, direction)
            if outcome is not None:
                yield outcome


def _direction(sheet: Sheet, rule: Params, change: Count) -> int:
    """1 for more, -1 for less, 0 when the number is no change (382名核减为360名 states what is left)."""
    lead = sheet.text[max(change.number.before[0], change.start - _LEAD) : change.quantity.number_start]
    if rule.words("reached").search(lead) and change.quantity.kind == "number":
        return 0
    if rule.words("up").search(lead):
        return 1
    return -1 if rule.words("down").search(lead) else 0


_LEAD = 8


def _recompute(  # noqa: PLR0913, PLR0917 - one change and the sentence around it
    sheet: Sheet, rule: Params, line: Line, counts: Sequence[Count], at: int, direction: int
) -> Outcome | None:
    change, earlier = counts[at], counts[:at]
    kind = change.quantity.kind
    base, place = _base(sheet, rule, earlier, change)
    if base is None and (base := _base_behind(sheet, rule, counts, at)) is not None:
        place = at
    if base is None and (pair := _both_behind(sheet, rule, counts, at)) is not None:
        base, now = pair
        status = _agrees(now, base, change, direction)
        return _outcome(now, base, change, direction, status or Status.FAILED)
    if base is None:
        compared = rule.words("compared").search(sheet.text[line.start : change.start])
        return _unknown(sheet, change) if kind == "percent" and compared else None
    if kind == "number" and not sheet.same_unit(base, change):
        return None
    current = [c for c in earlier[:place] if _is_current(c, base, kind) and not _direction(sheet, rule, c)]
    current = [c for c in current if sheet.same_unit(c, base)] or current
    if not current and (before := sheet.line_before(line)):
        known = [c for c in sheet.within(before.start, before.end) if _is_current(c, base, kind)]
        current = [c for c in known if c.quantity.unit == base.quantity.unit][-1:]
    target = _target(sheet, rule, counts, at, place, base)
    tried = [target] if target is not None else current[: -_CURRENT_TRIED - 1 : -1]
    for now in tried:
        status = _agrees(now, base, change, direction)
        if status is not None:
            return _outcome(now, base, change, direction, status)
    if not tried:
        return None
    flows = _is_flow(tried[0], base, change, counts)
    return _outcome(tried[0], base, change, direction, Status.AMBIGUOUS if flows else Status.FAILED)


def _is_flow(now: Count, base: Count, change: Count, counts: Sequence[Count]) -> bool:
    """新进14人、减少3人: one of several flows that together make the difference."""
    if change.quantity.kind != "number":
        return False
    difference, own = abs(now.amount.value - base.amount.value), change.amount.value
    others = [c.amount.value for c in counts if c not in (now, base, change) and c.quantity.kind == "number"]
    return any(difference in (abs(own - other), own + other) for other in others)


def _base(sheet: Sheet, rule: Params, earlier: Sequence[Count], change: Count) -> tuple[Count | None, int]:
    """The number of the earlier period, the nearest before the change in its sentence."""
    tied, parted = rule.words("tied"), rule.words("from")
    for place in range(len(earlier) - 1, -1, -1):
        count = earlier[place]
        if count.quantity.kind not in ("number", "percent") or _direction(sheet, rule, count):
            continue
        if any(_direction(sheet, rule, c) for c in earlier[place + 1 :]):
            return None, -1  # the base of an earlier change
        lead = sheet.text[max(sheet.clause(count).start, count.start - _TIED) : count.start]
        host = sheet.clause(count).host
        if host >= 0:
            outer = sheet.page.clauses.clauses[host]
            lead = sheet.text[max(outer.start, outer.end - _TIED) : outer.end] + lead
        if count.number.relation is Relation.PREVIOUS or tied.search(lead) or _of_last_year(sheet, count):
            return count, place
        if parted.search(lead) and rule.words("to").search(sheet.text[count.end : change.start]):
            return count, place
    return None, -1


_TIED = 24


def _of_last_year(sheet: Sheet, count: Count) -> bool:
    """2023年受理86件,2022年受理70件: a clause that opens with the year before."""
    found = _YEAR.match(sheet.text, sheet.clause(count).start, count.start)
    return bool(found) and sheet.year is not None and int(found[1] if found else 0) == sheet.year - 1


_YEAR = re.compile(r"[,、;]?而?(20[0-9]{2})年")


def _base_behind(sheet: Sheet, rule: Params, counts: Sequence[Count], at: int) -> Count | None:
    """增长39.7%(上年58件): the base in a parenthesis right behind the change."""
    for count in counts[at + 1 : at + 2]:
        if sheet.in_parentheses(count) and rule.words("base_behind").search(count.before):
            return count
    return None


def _both_behind(sheet: Sheet, rule: Params, counts: Sequence[Count], at: int) -> tuple[Count, Count] | None:
    """同比下降12%,由550件次降为495件次: both numbers right behind the change."""
    following = counts[at + 1 : at + 3]
    if len(following) < _PAIR or not sheet.same_unit(*following):
        return None
    base, now = following
    lead = sheet.text[counts[at].end : base.start]
    told = rule.words("from").search(lead) and rule.words("to").search(sheet.text[base.end : now.start])
    return (base, now) if told and len(lead) <= _LEAD else None


_PAIR = 2


def _target(  # noqa: PLR0913, PLR0917 - where to look for it
    sheet: Sheet, rule: Params, counts: Sequence[Count], at: int, place: int, base: Count
) -> Count | None:
    """由126项增至171项, 较58件增长39.7%,达到81件: the current number behind the base or the change."""
    for start, following in ((base.end, counts[place + 1 : place + 2]), (counts[at].end, counts[at + 1 : at + 2])):
        for count in following:
            lead = sheet.text[start : count.start]
            if count is not base and rule.words("to").search(lead) and sheet.same_unit(count, base):
                return count
    return None


def _is_current(count: Count, base: Count, kind: str) -> bool:
    if count.number.relation is not Relation.OWN or count.quantity.kind != base.quantity.kind:
        return False
    return kind != "point" or count.quantity.kind == "percent"


def _agrees(now: Count, base: Count, change: Count, direction: int) -> Status | None:
    difference = now.amount.minus(base.amount)
    if direction < 0:
        difference = base.amount.minus(now.amount)
    if change.quantity.kind == "percent":
        found = ratio(difference, base.amount)
        off = abs(found.value - change.amount.value) if found else None
        if off is not None and off > step_of(change.quantity) / 2 and _are_points(now, base, change):
            return None  # 85%提高到92%,提升7%: told in points, written in percent
        found = _exact(found, now, base, direction) if found else None
        return agreement(found, change) if found is not None else Status.AMBIGUOUS
    if change.quantity.kind in ("number", "point"):
        if difference.meets(change.amount):
            return Status.OK if difference.value == change.amount.value else Status.ROUNDING
        step = step_of(change.quantity)
        near = abs(difference.value - change.amount.value) <= step and change.quantity.kind == "point"
        return Status.ROUNDING if near else None
    return Status.AMBIGUOUS


def _exact(found: Amount, now: Count, base: Count, direction: int) -> Amount:
    """Tighter bounds: the ratio of two intervals, less one, rather than a difference over a base."""
    whole = ratio(now.amount, base.amount)
    if whole is None:
        return found
    low, high = whole.low, whole.high
    if direction > 0:
        bounds = (None if low is None else low - HUNDRED, None if high is None else high - HUNDRED)
    else:
        bounds = (None if high is None else HUNDRED - high, None if low is None else HUNDRED - low)
    return Amount(found.value, *bounds)


def _outcome(now: Count, base: Count, change: Count, direction: int, status: Status) -> Outcome:
    if change.quantity.kind == "percent" and base.amount.value:
        found = (now.amount.value - base.amount.value) / base.amount.value * HUNDRED
        digits = max(1, -int(step_of(change.quantity).as_tuple().exponent))
        worked = f"({now.written} − {base.written}) ÷ {base.written} = {plain(found, digits=digits)} %"
        stated = f"{'' if direction > 0 else '−'}{change.written} %"
    else:
        found = now.amount.value - base.amount.value
        unit = change.quantity.unit
        worked = f"{now.written} − {base.written} = {plain(found, now.written)}"
        stated = f"{'' if direction > 0 else '−'}{change.written}{unit}"
    message = f"{worked},报告称{'增加' if direction > 0 else '减少'} {stated.lstrip('−')}。"
    if _are_points(now, base, change):
        message = f"{now.written}% 与 {base.written}% 相差 {change.written} 个百分点,报告写作 {change.written} %。"
    start = min(base.number.before[0], change.number.before[0])
    return Outcome(
        status,
        worked if status in (Status.OK, Status.ROUNDING) else f"{worked},报告称 {stated}",
        tuple(sorted((now.hit, base.hit, change.hit))),
        (start, change.end),
        change.start,
        "change",
        message,
    )


def _are_points(now: Count, base: Count, change: Count) -> bool:
    """满意率由91.0%升至95.5%,上升4.5%: the difference of two rates is told in points, not in percent."""
    rates = now.quantity.kind == base.quantity.kind == change.quantity.kind == "percent"
    return rates and abs(now.amount.value - base.amount.value) == change.amount.value


def _unknown(sheet: Sheet, change: Count) -> Outcome:
    text = sheet.text[change.number.before[0] : change.end].strip(",、;:")
    return Outcome(
        Status.AMBIGUOUS,
        f"{text}:未给出比较期的数字,无法复算",
        (change.hit,),
        change.hit,
        change.start,
        "change",
    )
