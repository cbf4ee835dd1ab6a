"""The report year, and what says so.

The title knows best; then the announcement (现将2023年…报告如下) and the first sentence. Without them the year is
gathered from signs: the periods that the text gives its figures for, the year before the one that is planned, a yearly
catalogue, the year before publication, the name of the file. Signs that disagree are told, not hidden.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from checker.model import Fact, Span
from checker.reading.understanding.metadata.dates import chinese_year, year_pattern
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.title import Title
from checker.reading.understanding.metadata.title_parts import TitleReader
from checker.reading.understanding.metadata.words import Words

__all__ = ["SOURCES", "ReportYear", "find_year"]

SOURCES = {
    "title": "标题",
    "announced": "“现将……报告如下”",
    "opening": "正文开头",
    "period": "数据所写的期间",
    "plan": "下一年度安排的年份",
    "directory": "所引年度目录",
    "published": "公开日期",
    "file": "文件名",
    "override": "使用者指定",
}
_LINES = 8  # lines of the body that may introduce the year
_BOOK = re.compile(r"《[^》]*》|“[^”]*”")
_YEAR = re.compile(r"20[0-9]{2}")
_FILE_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9]{2})")
_OF_THE_TEXT = ("period", "plan")  # signs that may gainsay the first sentences
_SPRING = 6  # reports of a year are published in the first half of the next


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The year with its place and source; ``others`` are the years that other signs give, by source."""

    value: int | None = None
    span: Span | None = None
    source: str = "none"
    others: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    source: str
    value: int
    span: Span | None = None


def find_year(  # noqa: PLR0913, PLR0917 - everything that may name a year
    page: Page, title: Title | None, reader: TitleReader, words: Words, published: Fact | None, name: str
) -> ReportYear:
    """The report year and where it is said."""
    if title and title.parts.year:
        return ReportYear(title.parts.year, title.year, "title")
    if title and reader.plans.search(title.parts.text) and not reader.reports.search(title.parts.text):
        return ReportYear()
    said = _said(page, words)
    if said and said.source == "announced":
        return ReportYear(said.value, said.span, said.source)
    signs = [*([said] if said else []), *_signs(page, words, published, name)]
    if not signs:
        return ReportYear()
    chosen = signs[0]
    weighed = [sign for sign in signs[1:] if chosen.source != "opening" or sign.source in _OF_THE_TEXT]
    others = {sign.source: sign.value for sign in weighed if sign.value != chosen.value}
    return ReportYear(chosen.value, chosen.span, chosen.source, tuple(others.items()))


def _said(page: Page, words: Words) -> _Sign | None:
    """The year of the announcement, or of one of the first sentences that is about what was done."""
    year = rf"{year_pattern()}年(?!\s*(?:[0-9]{{1,2}}|[一二三四五六七八九十]+)月)"
    announced = re.compile(
        rf"(?:{words.pattern('year_announce')})[^。;]{{0,40}}?{year}[^。;]{{0,40}}(?:报告|汇报|总结|情况)"
    )
    opening = re.compile(rf"(?:^|[。\n])(?:{words.pattern('year_openers')})?{year}")
    anywhere = re.compile(rf"(?<![0-9\-]){year}")
    planned = re.compile(rf"[^。;]{{0,40}}(?:{'|'.join(words.listed('year_plans'))})")
    lines = page.lines[page.body_start : page.body_start + _LINES]
    forms = ((announced, 3), (opening, 1), (anywhere, 1), (opening, _LINES))
    for pattern, reach in forms:
        source = "announced" if pattern is announced else "opening"
        for line in lines[:reach]:
            text = _masked(line)
            for match in pattern.finditer(text):
                long_ago = text[: match.start("year")].endswith("自") and text.startswith("以来", match.end())
                if source == "announced" or not (long_ago or planned.match(text, match.end())):
                    return _sign(source, line, match)
    return None


def _signs(page: Page, words: Words, published: Fact | None, name: str) -> Iterator[_Sign]:
    """Years that the text, the page and the file suggest, the surest kind first."""
    around = {line.index for line in page.outside() if line.index < page.body_end}
    lines = [line for line in page.lines[page.body_start :] if line.index not in around and not line.is_link]
    for source, key, shift in (("period", "year_periods", 0), ("plan", "year_next", 1), ("directory", "year_books", 0)):
        forms = "|".join(f"(?:{form})" for form in words.listed(key))
        pattern = re.compile(forms.replace("{year}", r"(?:19|20)[0-9]{2}"))
        found = [
            _Sign(source, int(year[0]) - shift, _place(line, match.start() + year.start(), match.start() + year.end()))
            for line in lines
            for match in pattern.finditer(line.tight if source == "directory" else _masked(line))
            if (year := _YEAR.search(match[0]))
        ]
        counts = Counter(sign.value for sign in found)
        if counts:
            best = max(counts, key=lambda value: (counts[value], value))
            yield next(sign for sign in found if sign.value == best)
    if published and int(published.value[5:7] or 0) <= _SPRING:
        yield _Sign("published", int(published.value[:4]) - 1, published.span)
    stem = PurePath(name).stem
    if (match := _FILE_YEAR.search(stem)) and not stem[match.end() :].startswith(("-", "_")):
        yield _Sign("file", int(match[1]))


def _sign(source: str, line: Line, match: re.Match[str]) -> _Sign:
    return _Sign(source, chinese_year(match["year"]), _place(line, match.start("year"), match.end("year") + 1))


def _place(line: Line, start: int, end: int) -> Span:
    origins = line.origins()
    return Span(origins[start], origins[end - 1] + 1)


def _masked(line: Line) -> str:
    """The line with names of documents and slogans blanked out: their years are not the report's."""
    return _BOOK.sub(lambda match: "□" * len(match.group()), line.tight)
