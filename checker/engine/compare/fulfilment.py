"""Last year's plan against this year's report.

全年评查案卷不少于200卷              this report: 142卷
公职律师增至20名                     this report: 12名
6月底前建成县级行政执法监督平台      not a word of it, and planned again
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.compare.commitments import Commitment, Direction, commitments
from checker.engine.compare.names import Match, best, counterparts, name_of
from checker.engine.compare.pair import Pair
from checker.engine.compare.remark import Remark, Status
from checker.engine.compare.traces import Traces
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count
from checker.model import Severity

__all__ = ["check"]


def check(pair: Pair, params: Params) -> Iterator[Remark]:
    """Every undertaking of last year's plan that can be looked up."""
    traces = Traces(pair.this, params)
    all_done = params.words("all_done").search(pair.this.text) is not None
    for commitment in commitments(pair.last, params):
        remark = _measured(pair, params, commitment) if commitment.target is not None else None
        yield from _traced(pair, traces, commitment, all_done=all_done) if remark is None else [remark]


def _measured(pair: Pair, params: Params, commitment: Commitment) -> Remark | None:
    """The target against the number that this report gives; None when it gives none."""
    target = commitment.target
    if target is None:
        return None
    name = name_of(pair.last, target, params.words("aim"), params.words("drop"))
    alike = counterparts(pair.last, target, pair.this, params, name=name, named=False)
    matches = [m for m in alike if m.sure]
    found = best(matches)
    if found is None:
        near = alike[0].count if alike else None  # not called quite alike: a reader has to tell
        return None if near is None else Remark(Status.AMBIGUOUS, _expression(commitment, near), near.hit)
    reached = next((m for m in matches if _reaches(m.count, target, commitment.direction)), None)
    if reached is not None:
        return Remark(Status.OK, _expression(commitment, reached.count), reached.count.hit, places=(reached.count.hit,))
    return _short(pair, params, commitment, found)


def _reaches(count: Count, target: Count, direction: Direction) -> bool:
    """Whether the number may reach the target, given how it is rounded."""
    low, high = count.amount.low, count.amount.high
    if direction is Direction.MOST:
        return low is None or low <= target.quantity.value
    return high is None or high >= target.quantity.value


def _short(pair: Pair, params: Params, commitment: Commitment, found: Match) -> Remark:
    sheet, count = pair.this.sheet, found.count
    start, end = pair.this.page.sentence_range(sheet.clause(count).sentence)
    explained = params.words("explained").search(pair.this.text[start:end]) is not None
    said = f"上年计划(上年报告第{pair.last.line(commitment.clause.start)}行)“{commitment.words}”"
    place = sheet.clause(count).start if count.column >= 0 else count.number.before[0]
    return Remark(
        Status.AMBIGUOUS if explained else Status.FAILED,
        _expression(commitment, count),
        (place, count.end),
        f"{said},本年报告为{_shown(count)},未见说明。请核实完成情况,未完成的建议说明原因。",
        (count.hit,),
        Severity.LOW if commitment.direction is Direction.PLAIN else None,
        "high" if commitment.direction is not Direction.PLAIN else "medium",
    )


def _expression(commitment: Commitment, count: Count) -> str:
    return f"上年计划“{commitment.words}”:本年 {_shown(count)}"


def _traced(pair: Pair, traces: Traces, commitment: Commitment, *, all_done: bool) -> Iterator[Remark]:
    """Whether this report speaks of the matter at all."""
    told = traces.told(commitment.words)
    again = traces.planned_again(commitment.words)
    said = f"上年计划(上年报告第{pair.last.line(commitment.clause.start)}行)“{commitment.words}”"
    if told is None:
        return
    if told or all_done:
        hit = again[0] if again and again[1] else traces.expected_at(commitment.words)
        repeated = ",又逐字列入下一年度计划" if again and again[1] else ""
        status = Status.AMBIGUOUS if repeated or not told else Status.OK
        if hit is not None:
            yield Remark(status, f"上年计划“{commitment.words}”:本年报告有相关内容{repeated}", hit)
        return
    hit = again[0] if again else traces.expected_at(commitment.words)
    if hit is None:
        return
    tail = ""
    if again:
        tail = ",并逐字列入下一年度计划" if again[1] else ",下一年度计划又列了相近事项"
    weighty = commitment.dated or commitment.target is not None
    yield Remark(
        Status.FAILED,
        f"上年计划“{commitment.words}”:本年报告未见落实情况",
        hit,
        f"{said},本年报告未见落实情况{tail}。请核实进展,建议补充说明。",
        severity=None if weighty else Severity.LOW,
        confidence="medium",
    )


def _shown(count: Count) -> str:
    return count.quantity.written if count.quantity.kind != "number" else f"{count.written}{count.quantity.unit}"
