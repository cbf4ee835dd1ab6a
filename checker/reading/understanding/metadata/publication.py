"""When the page was published, as far as the page or its metadata says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from checker.model import Fact, Span
from checker.reading.understanding.metadata.dates import Dated, find_dates, only_date
from checker.reading.understanding.metadata.fields import Field
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.words import Words

_MAX_NOTE = 90


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date that may be the one; the lowest ``rank`` wins."""

    rank: int
    iso: str
    span: Span | None


def find_publication(page: Page, fields: tuple[Field, ...], year: int | None, words: Words) -> Fact | None:
    """The date of publication: labelled, else in the page's metadata, else bare beside 来源 or in a note at the end.

    A date before the end of the report year is taken only when there is no other.
    """
    found = [*_labelled(page, fields), *_hinted(page, words), *_bare(page, words), *_noted(page, words)]
    late = [candidate for candidate in found if year is None or candidate.iso[:4] > str(year)]
    best = min(late or found, key=lambda candidate: candidate.rank, default=None)
    return Fact(best.iso, best.span) if best else None


def find_dated_field(fields: tuple[Field, ...]) -> Fact | None:
    """The date of signing that a page states in a field (成文日期)."""
    for field in fields:
        if field.group == "signed" and (dated := _first(field)):
            return Fact(dated.iso, _place(field, dated))
    return None


def _first(field: Field) -> Dated | None:
    dated = next(find_dates(field.value), None)
    return dated if dated and not field.value[: dated.start].strip("([ ") else None


def _place(field: Field, dated: Dated) -> Span:
    return Span(field.span.start + dated.start, field.span.start + dated.end)


def _labelled(page: Page, fields: tuple[Field, ...]) -> Iterator[_Candidate]:
    for field in fields:
        dated = _first(field) if field.group in {"published", "published_weak"} else None
        if dated is None:
            continue
        weak = 2 if field.group == "published_weak" else 0
        after = 1 if field.line.index >= page.body_end else 0
        short = 0 if dated.is_full else 8
        yield _Candidate(weak + after + short, dated.iso, _place(field, dated))


def _hinted(page: Page, words: Words) -> Iterator[_Candidate]:
    for order, name in enumerate(words.listed("hint_published")):
        for hint in page.hints:
            dated = next(find_dates(hint.value, compact=True), None) if hint.name == name else None
            if dated:
                yield _Candidate(10 + order, dated.iso, None)


def _bare(page: Page, words: Words) -> Iterator[_Candidate]:
    """A date in front of 来源/作者/浏览 on one line, or alone on a line beside such a line or with a time of day."""
    near = re.compile(words.pattern("date_neighbours"))
    bans = re.compile(words.pattern("date_bans"))
    for line in page.lines[: page.body_start]:
        if line.is_link or bans.search(line.tight):
            continue
        dated = next(find_dates(line.flat), None)
        if dated is None or line.flat[: dated.start].strip(" [(|"):
            continue
        alone = only_date(line.flat)
        has_time = alone is not None and bool(line.flat[alone.end :].strip())
        if (not alone and near.search(line.flat, dated.end)) or has_time or (alone and _beside(page, line, near)):
            yield _Candidate(30, dated.iso, line.part(dated.start, dated.end))


def _beside(page: Page, line: Line, near: re.Pattern[str]) -> bool:
    around = page.lines[max(0, line.index - 2) : min(line.index + 3, page.body_start)]
    return any(near.search(other.tight) and not other.is_prose for other in around if other is not line)


def _noted(page: Page, words: Words) -> Iterator[_Candidate]:
    """A note after the body: (2024年3月5日在县政府门户网站公开); before it, one that names the report."""
    verbs = re.compile(rf"[^。;]{{0,30}}?(?:{words.pattern('published_verbs')})")
    yield from _said(page, words)
    bans = re.compile(words.pattern("date_bans"))
    for line in page.lines[page.body_end :]:
        if line.is_link or len(line.tight) > _MAX_NOTE or bans.search(line.tight):
            continue
        for dated in find_dates(line.flat):
            if verbs.match(line.flat, dated.end):
                yield _Candidate(40, dated.iso, line.part(dated.start, dated.end))


def _said(page: Page, words: Words) -> Iterator[_Candidate]:
    """(本报告于2024年3月18日在市政府门户网站公开) under the title; it may go on in the next line."""
    head = page.lines[: page.body_start]
    verbs = re.compile(rf"[^。;]{{0,50}}?(?:{words.pattern('published_verbs')})")
    intended = re.compile(words.pattern("intended"))
    for line, after in zip_longest(head, head[1:]):
        if line.is_link or not re.search(words.pattern("report_itself"), line.tight):
            continue
        for dated in find_dates(line.flat):
            if intended.search(line.flat, 0, dated.start):
                continue
            if verbs.match(line.flat[dated.end :].rstrip() + (after.flat.lstrip() if after else "")):
                yield _Candidate(40, dated.iso, line.part(dated.start, dated.end))
