"""What is part of something cannot be larger than it.

一般程序案件19件,其中已结案21件          behind 其中: every single part against its total
负责人应出庭44件,出庭41件                pairs of words: the smaller behind the larger, in one sentence
全县50个村中已有48个村建成…              a number of those that the number before counts
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count, Line, Sheet
from checker.engine.reconcile.sum_of_parts import parts_from

__all__ = ["check"]


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Parts behind 其中 (when ``among`` is set), and the pairs of the rule."""
    for line in sheet.lines(rule.roles()):
        counts = sheet.within(line.start, line.end)
        if rule.flag("among"):
            yield from _among(sheet, line, counts)
            yield from _inside(sheet, line, counts)
        for pair in rule.each("pairs"):
            yield from _pairs(sheet, line, pair, counts)
    for table in sheet.tables(rule.roles()):
        for pair in rule.each("pairs"):
            columns = {c.column for row in table.rows for c in row}
            for column in sorted(columns):
                cells = [c for row in table.rows for c in row if c.column == column]
                yield from _pairs(sheet, None, pair, cells)


def _among(sheet: Sheet, line: Line, counts: Sequence[Count]) -> Iterator[Outcome]:
    text = sheet.text[line.start : line.end]
    for match in sheet.words.words("among").finditer(text):
        start, end = line.start + match.start(), line.start + match.end()
        inside = sheet.page.clause_of(end if end < line.end else start).host
        parts = parts_from(sheet, counts, end, inside)
        earlier = [c for c in counts if c.end <= start and c.is_count() and parts and sheet.same_unit(c, parts[0])]
        if not earlier:
            continue
        total = earlier[-1]
        for part in parts:
            wrong = part.amount.above(total.amount)
            if wrong and any(not part.amount.above(c.amount) for c in earlier[:-1]):
                continue  # a total a little farther away may be meant
            if wrong or len(parts) == 1:
                yield _compare(sheet, line, part, total, wrong=wrong)
            if wrong:
                break


def _inside(sheet: Sheet, line: Line, counts: Sequence[Count]) -> Iterator[Outcome]:
    """A count right behind 中 that counts the same things as the one before it."""
    inside = sheet.words.words("inside")
    for total, part in pairwise(counts):
        between = inside.match(sheet.text, total.end, part.start)
        if between and total.is_count() and part.is_count() and sheet.same_unit(total, part):
            yield _compare(sheet, line, part, total, wrong=part.amount.above(total.amount))


def _pairs(sheet: Sheet, line: Line | None, pair: Params, counts: Sequence[Count]) -> Iterator[Outcome]:
    small, big = pair.words("small"), pair.words("big")
    not_small, not_big = pair.words("not_small"), pair.words("not_big")
    wholes: list[Count] = []
    for count in counts:
        if not count.is_count() or not sheet.about(pair.text("topic"), count):
            continue
        is_small = count.says(small) and not count.says(not_small)
        fitting = [w for w in wholes if sheet.same_unit(count, w)]
        if is_small and fitting:
            wrong = all(count.amount.above(w.amount) for w in fitting)
            yield _compare(sheet, line, count, fitting[-1], wrong=wrong)
        elif count.says(big) and not count.says(not_big):
            wholes.append(count)


def _compare(sheet: Sheet, line: Line | None, part: Count, total: Count, *, wrong: bool) -> Outcome:
    status = Status.FAILED if wrong else Status.OK
    around = sheet.text[line.start : line.end] if line else sheet.text[total.start : part.end]
    if wrong and (sheet.words.words("carried").search(around) or _of_another_kind(sheet, part, total)):
        status = Status.AMBIGUOUS
    sign = ">" if wrong else "≤"
    return Outcome(
        status,
        f"{part.written} {sign} {total.written}",
        (total.hit, part.hit),
        (min(total.number.before[0], part.start), part.end),
        total.start if wrong else part.start,
        "sum" if wrong else "subset",
        f"部分({_label(part)} {part.written})大于总数({_label(total)} {total.written})。",
    )


def _of_another_kind(sheet: Sheet, part: Count, total: Count) -> bool:
    """6个村 … 其中发放手册3000个: a measure word alone makes nothing a part.

    A slip exceeds its total by little; what is handed out, held or reached is counted for itself; and where both
    numbers have their noun right behind them, the nouns must share a character.
    """
    if part.amount.value > total.amount.value * _MOST or sheet.words.words("other_acts").search(part.before):
        return True
    if part.quantity.unit not in sheet.words.texts("any_thing") or part.column >= 0:
        return False
    one, other = (_noun(sheet, c) for c in (part, total))
    return len(one) > 1 and len(other) > 1 and not set(one) & set(other) and not sheet.words.words("done").match(one)


_MOST = 3
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,4}")


def _noun(sheet: Sheet, count: Count) -> str:
    found = _NOUN.match(sheet.text, count.end)
    return found[0] if found else ""


def _label(count: Count) -> str:
    return count.before.strip("、,;:()和及") or count.after.strip("、,;:()和及")
