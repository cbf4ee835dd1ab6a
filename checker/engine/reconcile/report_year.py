"""Years that do not fit the report.

现将2020年…情况报告如下              in the report for 2021
2023年,公共法律服务热线解答…        left over in the report for 2024
2022年,我们将重点抓好以下工作        the plan of the report for 2022
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Line, Sheet
from checker.engine.statements.numbers import Modality
from checker.model import Role

__all__ = ["check"]

_LEADING = re.compile(
    r"[,、;\s]*(20[0-9]{2})年度?(?:全年|1月?-12月(?:份|底)?|1月1日[至-]12月31日|,|(?=是|共|累计|我[省市县区镇乡局]|全[省市县区镇乡局]))"
)
_ANY_YEAR = re.compile(r"20[0-9]{2}年")


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every year that should be the report's (or the next, in the plan)."""
    year = sheet.year
    if year is None:
        return
    lines = list(sheet.lines((Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP)))
    for line in lines:
        yield from _announced(sheet, rule, line, year)
    if lines:
        yield from _opening(sheet, lines[0], year)
    for line in lines[1:]:
        yield from _left_over(sheet, rule, line, year)
    for line in lines:
        yield from _cut_off(sheet, rule, line, year)
    yield from _plan(sheet, rule, year)
    for line in sheet.lines((Role.PLAN,)):
        yield from _due(sheet, rule, line, year)


def _announced(sheet: Sheet, rule: Params, line: Line, year: int) -> Iterator[Outcome]:
    """现将N年…情况报告如下."""
    for match in rule.words("announced").finditer(sheet.text, line.start, line.end):
        named = int(match["year"])
        status = Status.OK if named == year else Status.FAILED
        yield _outcome(sheet, match.span(), named, year, status, "此处写明的报告年度")


def _opening(sheet: Sheet, line: Line, year: int) -> Iterator[Outcome]:
    """The first sentence of the body names its year."""
    match = _LEADING.match(sheet.text, line.start, line.end)
    if match:
        named = int(match[1])
        status = Status.OK if named == year else Status.FAILED
        yield _outcome(sheet, (match.start(1), match.end()), named, year, status, "正文开头的年度")


def _left_over(sheet: Sheet, rule: Params, line: Line, year: int) -> Iterator[Outcome]:
    """A sentence about results that begins with last year, and is not set against this one."""
    match = _LEADING.match(sheet.text, line.start, line.end)
    if match is None or int(match[1]) != year - 1:
        return
    rest = sheet.text[match.end() : line.end]
    after = sheet.line_after(line)
    following = sheet.text[after.start : after.start + _HEAD] if after else ""
    if _ANY_YEAR.search(rest) or rule.words("history").search(rest) or f"{year}年" in following:
        return
    counted = any(
        c.is_count() and sheet.page.modality[c.number.clause] is Modality.DONE
        for c in sheet.within(match.end(), line.end)
    )
    if counted:
        end = sheet.page.clause_of(match.end()).end if match.end() < line.end else match.end()
        yield _outcome(
            sheet, (match.start(1), end), int(match[1]), year, Status.FAILED, "本句开头的年度", confidence="medium"
        )


def _cut_off(sheet: Sheet, rule: Params, line: Line, year: int) -> Iterator[Outcome]:
    """截至2020年底,全县共有公职律师19名, in the report for 2021 that gives no later number with it."""
    for match in rule.words("cut_off").finditer(sheet.text, line.start, line.end):
        if _year_in(match) != year - 1 or rule.words("compared").search(sheet.text, line.start, match.start()):
            continue
        if f"{year}年" in sheet.text[line.start : line.end] or rule.words("told").match(sheet.text, match.end()):
            continue
        if rule.words("moved_on").search(sheet.text, match.end(), line.end):
            continue
        after = sheet.line_after(line)
        if after and f"{year}年" in sheet.text[after.start : after.start + _HEAD]:
            continue
        if any(c.is_count() for c in sheet.within(match.end(), line.end)):
            end = min(sheet.page.clause_of(match.end()).end, line.end)
            hit = (match.start(), max(end, match.end()))
            yield _outcome(sheet, hit, year - 1, year, Status.FAILED, "数据的截止年度", confidence="medium")


def _due(sheet: Sheet, rule: Params, line: Line, year: int) -> Iterator[Outcome]:
    """2021年12月底前建成…, 制定2021年度普法计划: what the plan of the report for 2021 sets for a year that is over."""
    for match in rule.words("due").finditer(sheet.text, line.start, line.end):
        named = _year_in(match)
        if named > year or rule.words("done").search(sheet.text[match.end() : min(line.end, match.end() + _DONE)]):
            continue
        yield _outcome(sheet, match.span(), named, year + 1, Status.FAILED, "计划完成的年度", confidence="medium")


def _year_in(match: re.Match[str]) -> int:
    found = _ANY_YEAR.search(match[0])
    return int(found[0][:_YEAR_DIGITS]) if found else 0


_HEAD, _DONE = 16, 24
_YEAR_DIGITS = 4


def _plan(sheet: Sheet, rule: Params, year: int) -> Iterator[Outcome]:
    named = sheet.facts.values.get("plan_year")
    span = sheet.facts.spans.get("plan_year")
    if not isinstance(named, int) or span is None:
        return
    locate = sheet.page.clauses.normal.locate
    hit = (locate(span.start), locate(span.end))
    start, end = hit
    found = sheet.text.find(str(named), start, end)
    if found >= 0:
        stop = re.compile(r"[。:;\n]").search(sheet.text, found, end)
        hit = (found, stop.start() if stop else end)
    status = Status.OK
    if named != year + 1:  # 针对2023年存在的不足 speaks of the year that is over, and rightly
        said = found >= 0 and rule.words("planned").match(sheet.text, found + _YEAR_DIGITS)
        status = Status.FAILED if said else Status.AMBIGUOUS
    yield _outcome(sheet, hit, named, year + 1, status, "下一年度安排的年度")


def _outcome(  # noqa: PLR0913, PLR0917 - a place, two years, and what is said about them
    sheet: Sheet, hit: tuple[int, int], named: int, wanted: int, status: Status, what: str, confidence: str = "high"
) -> Outcome:
    sign = "=" if status is Status.OK else "≠"
    return Outcome(
        status,
        f"{what} {named} {sign} {wanted}",
        (hit,),
        hit,
        hit[0],
        "year",
        f"{what}为 {named} 年,报告年度为 {sheet.year} 年{'' if wanted == sheet.year else f',应为 {wanted} 年'}。",
        confidence=confidence,
    )
