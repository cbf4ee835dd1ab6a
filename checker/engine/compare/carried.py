"""Cases carried over: what this report took over must be what last year's left behind.

上年转入12件        last year's report: 结转下年8件
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.compare.pair import Pair, Side
from checker.engine.compare.remark import Remark, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import total
from checker.engine.reconcile.counts import Count

__all__ = ["check"]


def check(pair: Pair, params: Params) -> Iterator[Remark]:
    """Every number taken over."""
    left = list(_counts(pair.last, params, "out"))
    for taken in _counts(pair.this, params, "in"):
        same = [c for c in left if _same_matter(pair, taken, c)]
        if not same:
            continue
        left_behind = [*(c.amount for c in same), total(c.amount for c in same)]
        meets = any(taken.amount.meets(a) for a in left_behind)
        if params.words("part").search(pair.this.text[pair.this.sheet.clause(taken).start : taken.start]):
            meets = not all(taken.amount.above(a) for a in left_behind)
        unit = taken.quantity.unit
        sign = "=" if meets else "≠"
        expression = f"上年转入 {taken.written}{unit} {sign} 上年报告结转 {same[0].written}{same[0].quantity.unit}"
        message = (
            f"本年报告上年转入{taken.written}{unit},上年报告结转{same[0].written}{same[0].quantity.unit}"
            f"({pair.last.cite(same[0])}),前后不衔接。"
        )
        fault = (taken.number.before[0], taken.end)
        status = Status.OK if meets else Status.FAILED
        yield Remark(status, expression, fault, message, (taken.hit,))


def _counts(side: Side, params: Params, which: str) -> Iterator[Count]:
    for count in side.sheet.counts:
        fits = count.is_count() and count.says(params.words(which)) and not count.says(params.words(f"not_{which}"))
        if fits and side.sheet.clause(count).role in params.roles():
            yield count


def _same_matter(pair: Pair, taken: Count, left: Count) -> bool:
    """The same topics, in every class that either has, and the same unit."""
    mine, theirs = pair.this.topics(taken), pair.last.topics(left)
    shared = [set(found) & set(theirs[name]) for name, found in mine.items() if name in theirs]
    agree = all(shared) and (bool(shared) or not (mine or theirs))
    return agree and pair.this.sheet.same_unit(taken, left)
