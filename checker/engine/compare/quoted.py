"""Last year's numbers as this report quotes them, against last year's report.

较2023年的58件增长39.7%              last year's report: 62件
败诉率11.9%,较上年下降0.6个百分点     last year's report: 9.5%
办件29.8万件,网办率84.1%,分别比2023年增长13.3%、提高2.5个百分点
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.engine.compare.names import Match, best, counterparts, stripped
from checker.engine.compare.pair import Pair
from checker.engine.compare.remark import Remark, Status
from checker.engine.params import Params
from checker.engine.reconcile.agreement import agreement
from checker.engine.reconcile.arithmetic import HUNDRED, Amount, plain, ratio, step_of
from checker.engine.reconcile.counts import Count
from checker.engine.statements.numbers import Relation

__all__ = ["check"]

_TRIED = 3  # numbers before a change that it may be the change of


def check(pair: Pair, params: Params) -> Iterator[Remark]:
    """Every quoted value and every change against last year."""
    sheet = pair.this.sheet
    groups = [sheet.within(line.start, line.end) for line in sheet.lines(params.roles())]
    groups += [row for table in sheet.tables(params.roles()) for row in table.rows]
    for counts in groups:
        for place, count in enumerate(counts):
            remark = None
            if _is_last_years(pair, params, count):
                remark = _stated(pair, params, counts, place)
            elif count.number.relation is Relation.CHANGE and count.column < 0:
                remark = _changed(pair, params, counts, place)
            if remark is not None:
                yield remark


def _lead(pair: Pair, count: Count) -> str:
    return pair.this.text[count.number.before[0] : count.start]


def _is_last_years(pair: Pair, params: Params, count: Count) -> bool:
    """较2023年的58件, 上年为58件, 2023年收到58件, a cell under 上年."""
    if count.number.relation is Relation.PREVIOUS:
        return count.column >= 0 or bool(params.words("upon").search(_lead(pair, count)))
    if count.number.relation is not Relation.OWN or count.column >= 0:
        return False
    clause = pair.this.sheet.clause(count)
    lead = pair.this.text[clause.start : count.start]
    return bool(params.words("said").match(lead)) and not params.words("not_said").search(lead)


def _stated(pair: Pair, params: Params, counts: Sequence[Count], place: int) -> Remark | None:
    quoted = counts[place]
    name = ""
    if quoted.column < 0:
        name = stripped(_lead(pair, quoted), params.words("upon"), params.words("drop"))
    own = quoted.number.relation is Relation.OWN
    subject = quoted if own or len(name) > 1 else _current(pair, counts, place)
    if subject is None:
        return None
    kept = name if subject is quoted else ""
    matches = counterparts(pair.this, subject, pair.last, params, name=kept, named=own or subject is not quoted)
    for match in matches:
        if quoted.amount.meets(match.count.amount):
            same = quoted.amount.value == match.count.amount.value
            return _held(pair, quoted, match, Status.OK if same else Status.ROUNDING)
    match_ = best(matches)
    if match_ is None:
        return None
    mine, theirs = _shown(quoted), _shown(match_.count)
    start = quoted.start if quoted.column >= 0 else quoted.number.before[0]
    return Remark(
        Status.FAILED,
        f"所引上年数 {mine} ≠ 上年报告 {theirs}",
        (start, quoted.end),
        f"此处所引上年数为{mine},上年报告写的是{theirs}({pair.last.cite(match_.count)})。",
        tuple(sorted({subject.hit, quoted.hit})),
    )


def _current(pair: Pair, counts: Sequence[Count], place: int) -> Count | None:
    """This year's number that a quoted one is set against: before it, else behind it."""
    quoted = counts[place]
    for other in (*reversed(counts[:place]), *counts[place + 1 :]):
        fits = other.number.relation is Relation.OWN and other.quantity.kind == quoted.quantity.kind
        if fits and pair.this.sheet.same_unit(other, quoted):
            return other
    return None


def _changed(pair: Pair, params: Params, counts: Sequence[Count], place: int) -> Remark | None:
    change = counts[place]
    direction = _direction(pair, params, change)
    if not direction:
        return None
    currents = _currents(pair, params, counts, place)
    failed: Remark | None = None
    for number, now in enumerate(currents):
        matches = counterparts(pair.this, now, pair.last, params)
        for match in matches:
            status = _agrees(now.amount, match.count.amount, change, direction)
            if status is not None:
                return _held(pair, change, match, status)
        match_ = best(matches)
        if number == 0 and match_ is not None:
            failed = _contradiction(pair, now, change, direction, match_)
    return failed


def _direction(pair: Pair, params: Params, change: Count) -> int:
    lead = _lead(pair, change)
    if params.words("up").search(lead):
        return 1
    return -1 if params.words("down").search(lead) else 0


def _currents(pair: Pair, params: Params, counts: Sequence[Count], place: int) -> list[Count]:
    """Numbers that the change may be the change of, the likeliest first; none when it gives its base itself."""
    sheet, change = pair.this.sheet, counts[place]
    first = place
    while first > 0 and counts[first - 1].number.relation is Relation.CHANGE:
        first -= 1
    since = counts[first - 1].end if first else sheet.page.sentence_range(sheet.clause(change).sentence)[0]
    between = sheet.text[since : change.start]
    if not params.words("compared").search(between) or (
        first and counts[first - 1].number.relation is not Relation.OWN
    ):
        return []
    stop = first - 1
    while stop >= 0 and counts[stop].number.relation is Relation.OWN:
        stop -= 1
    own = [c for c in counts[stop + 1 : first] if c.quantity.kind in ("number", "percent")]
    if params.words("respectively").search(between):
        changes = [c for c in counts[first:] if c.number.relation is Relation.CHANGE]
        paired = own[-len(changes) :]
        return [paired[place - first]] if len(paired) == len(changes) and place - first < len(paired) else []
    wanted = "percent" if change.quantity.kind == "point" else "number"
    fitting = [c for c in own if c.quantity.kind == wanted]
    if change.quantity.kind == "number":
        fitting = [c for c in fitting if sheet.same_unit(c, change)]
    return fitting[: -_TRIED - 1 : -1]


def _agrees(now: Amount, before: Amount, change: Count, direction: int) -> Status | None:
    """Whether going from ``before`` to ``now`` is the stated change."""
    if change.quantity.kind == "percent":
        whole = ratio(now, before)
        return None if whole is None else agreement(_less_one(whole, direction), change)
    difference = now.minus(before) if direction > 0 else before.minus(now)
    if difference.meets(change.amount):
        return Status.OK if difference.value == change.amount.value else Status.ROUNDING
    near = abs(difference.value - change.amount.value) <= step_of(change.quantity)
    return Status.ROUNDING if near and change.quantity.kind == "point" else None


def _less_one(whole: Amount, direction: int) -> Amount:
    low = None if whole.low is None else whole.low - HUNDRED
    high = None if whole.high is None else whole.high - HUNDRED
    value = whole.value - HUNDRED
    if direction > 0:
        return Amount(value, low, high)
    return Amount(-value, None if high is None else -high, None if low is None else -low)


def _contradiction(pair: Pair, now: Count, change: Count, direction: int, match: Match) -> Remark:
    before, kind = match.count, change.quantity.kind
    difference = now.amount.value - before.amount.value
    if kind == "percent" and before.amount.value:
        digits = max(1, -int(step_of(change.quantity).as_tuple().exponent))
        real = f"{plain(abs(difference) / before.amount.value * HUNDRED, digits=digits)}%"
    else:
        real = f"{plain(abs(difference), now.written)}{change.quantity.unit}"
    stated = f"{'增加' if direction > 0 else '减少'}{_shown(change)}"
    worked = f"由{_shown(before)}到{_shown(now)}应为{'增加' if difference >= 0 else '减少'}{real}"
    return Remark(
        Status.FAILED,
        f"上年报告{_shown(before)},{worked},本年报告称{stated}",
        (change.number.before[0], change.end),
        f"上年报告写的是{_shown(before)}({pair.last.cite(before)}),{worked};本年报告称{stated}。",
        tuple(sorted((now.hit, change.hit))),
    )


def _held(pair: Pair, count: Count, match: Match, status: Status) -> Remark:
    return Remark(status, f"上年报告 {_shown(match.count)}:{pair.this.cite(count)}", count.hit, places=(count.hit,))


def _shown(count: Count) -> str:
    """A number with its unit."""
    quantity = count.quantity
    return quantity.written.replace(",", "") if quantity.kind != "number" else f"{count.written}{quantity.unit}"
