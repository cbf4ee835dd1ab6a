"""The year that the report is about: from the title, else from the first sentences; never from another date."""

from __future__ import annotations

import re

from checker.model import Span
from checker.reading.understanding.metadata.dates import chinese_year, year_pattern
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.title import Title
from checker.reading.understanding.metadata.title_parts import TitleReader
from checker.reading.understanding.metadata.words import Words

_LINES = 8  # lines of the body that may introduce the year
_BOOK = re.compile(r"《[^》]*》|“[^”]*”")


def find_year(page: Page, title: Title | None, reader: TitleReader, words: Words) -> tuple[int | None, Span | None]:
    """The report year and where it is said."""
    if title and title.parts.year:
        return title.parts.year, title.year
    if title and reader.plans.search(title.parts.text) and not reader.reports.search(title.parts.text):
        return None, None
    year = rf"{year_pattern()}年(?!\s*(?:[0-9]{{1,2}}|[一二三四五六七八九十]+)月)"
    announced = re.compile(
        rf"(?:{words.pattern('year_announce')})[^。;]{{0,40}}?{year}[^。;]{{0,40}}(?:报告|汇报|总结|情况)"
    )
    opening = re.compile(rf"(?:^|[。\n])(?:{words.pattern('year_openers')})?{year}")
    anywhere = re.compile(rf"(?<![0-9\-]){year}")
    lines = page.lines[page.body_start : page.body_start + _LINES]
    for pattern, reach in ((announced, 3), (opening, 1), (anywhere, 1), (opening, _LINES)):
        for line in lines[:reach]:
            if match := pattern.search(_masked(line)):
                origins = line.origins()
                start, end = match.start("year"), match.end("year")
                return chinese_year(match["year"]), Span(origins[start], origins[end] + 1)
    return None, None


def _masked(line: Line) -> str:
    """The line with names of documents and slogans blanked out: their years are not the report's."""
    return _BOOK.sub(lambda match: "□" * len(match.group()), line.tight)
