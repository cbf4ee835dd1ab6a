"""Cut-off dates of the figures: 截至11月底, 截至12月8日, 截至目前.

One is fine, two are told, three or an early one are a finding.
The end of the report year counts like any other date; dates of other years are not cut-offs of the year's figures.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Sheet
from checker.engine.statements.matching import Hit
from checker.text.numerals import read_numeral

__all__ = ["check"]

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?:截至|截止到?|截止至)(?:目前|今|(?:(?P<year>20[0-9]{{2}})年|今年|本年)?(?P<end>年?底|年末)?"
    rf"(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日|底|末|份)?)?)"
)
_NOW = (0, 0)
_YEAR_END = (12, 31)


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """All cut-off dates of the report, taken together."""
    found: dict[tuple[int, int], Hit] = {}
    for line in sheet.lines(rule.roles()):
        for match in _DATE.finditer(sheet.text, line.start, line.end):
            date = _read(match, sheet.year)
            if date is not None:
                found.setdefault(date, match.span())
    if not found:
        return
    early = [d for d in found if d != _NOW and d < _first_good(rule)]
    status = Status.OK
    if len(found) >= rule.number("most", "3") or early:
        status = Status.FAILED
    elif len(found) > 1:
        status = Status.AMBIGUOUS
    listed = "、".join(sheet.text[slice(*hit)] for hit in found.values())
    doubtful = early or [d for d in found if d not in (_YEAR_END, _NOW)] or list(found)
    place = found[doubtful[0]]
    why = f"早于{rule.text('first_good').split('-')[0].lstrip('0')}月" if early else f"共{len(found)}种"
    yield Outcome(
        status,
        f"截止日:{listed}",
        tuple(sorted(found.values())),
        (place[0], sheet.page.clause_of(place[0]).end),
        place[0],
        "cutoff",
        f"数据截止日不统一({why}):{listed}。" if not early else f"数据截止日偏早({why}):{listed}。",
    )


def _first_good(rule: Params) -> tuple[int, int]:
    month, _, day = rule.text("first_good", "11-01").partition("-")
    return int(month), int(day)


def _read(match: re.Match[str], year: int | None) -> tuple[int, int] | None:
    """Month and day; ``(0, 0)`` for 目前; None when another year is meant or no date is given."""
    if match["year"] and year is not None and int(match["year"]) != year:
        return None
    if match["month"]:
        month = _number(match["month"])
        if not 1 <= month <= _YEAR_END[0]:
            return None
        last = calendar.monthrange(2024, month)[1]
        return month, _number(match["day"]) if match["day"] else last
    if match["end"]:
        return _YEAR_END
    return _NOW if match[0][-1] in "前今" else None


def _number(text: str) -> int:
    numeral = read_numeral(text)
    return int(numeral.value) if numeral else 0
