"""Last year's year in this year's results: 印发《2023年任务清单》, word for word as in the report for 2023."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.compare.pair import Pair
from checker.engine.compare.remark import Remark, Status
from checker.engine.params import Params
from checker.model import Role

__all__ = ["check"]

_RESULTS = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP)


def check(pair: Pair, params: Params) -> Iterator[Remark]:
    """Clauses that name last year and stand in last year's report, year included.

    A sentence that one of the rules ``told_by`` has a finding in is left to it.
    """
    if pair.last_year is None:
        return
    year = f"{pair.last_year}年"
    theirs = {pair.last.text[c.start : c.end]: c.start for c in pair.last.page.clauses.clauses if not c.heading}
    told = [f for f in pair.this.assessment.findings if f.rule_id in params.texts("told_by")]
    for clause in pair.this.page.clauses.clauses:
        words = pair.this.text[clause.start : clause.end]
        if clause.heading or clause.role not in _RESULTS or year not in words or words not in theirs:
            continue
        sentence = pair.this.page.original(pair.this.page.sentence_range(clause.sentence))
        if params.words("history").search(words) or len(words) < params.number("chars", "8"):
            continue
        if any(f.start < sentence.end and sentence.start < f.end for f in told):
            continue
        line = pair.last.line(theirs[words])
        yield Remark(
            Status.FAILED,
            f"{year}:与上年报告第{line}行相同",
            (clause.start, clause.end),
            f"这里写的是{year},与上年报告第{line}行逐字相同。请核实是否为旧稿年份未改。",
            confidence="medium",
        )
