"""落款: the authority and the date at the end of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import BlockKind, Fact, Span
from checker.reading.understanding.metadata.dates import Dated, find_dates, only_date
from checker.reading.understanding.metadata.organs import Organ, OrganReader
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.words import Words

_MAX_NAME = 50
_BLANK = re.compile(r"(?:20\d\d年)?[0-9]{0,2}月日|20\d\d年(?:[_XxＸ×○*]+月[_XxＸ×○*]+日)")  # 2026年　月　日
_ASIDE = re.compile(r"^\s*\([^()]{2,20}\)\s*|\s*\([^()0-9]{2,20}\)\s*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands at the end; any part may be absent. ``organ`` is the authority taken apart."""

    issuer: Fact | None = None
    organ: Organ | None = None
    date: Fact | None = None


def find_signature(page: Page, organs: OrganReader, words: Words) -> Signature:
    """The last authority with a date below it, else a date or an authority alone after the body."""
    bans = re.compile(words.pattern("date_bans"))
    lines = [line for line in page.lines[page.body_start :] if _may_sign(line, bans)]
    alone = Signature()
    for line in reversed(lines):
        dated, name = _split(line)
        if dated is None:
            if _BLANK.fullmatch(line.tight) and (above := _names_above(page, line, organs)):
                return Signature(*above)  # the day is still to be filled in, the authority stands there
            continue
        date = Fact(dated.iso, line.part(dated.start, dated.end))
        above = _names_above(page, line, organs) if not name else _named_here(page, line, name, organs)
        if above:
            return Signature(above[0], above[1], date)
        if not name and alone.date is None and line.index >= page.body_end and line.kind is not BlockKind.BOILERPLATE:
            alone = Signature(date=date)
    if alone.date:
        return alone
    for line in lines:
        organ = organs.whole(line.tight) if page.body_end <= line.index <= page.body_end + 2 else None
        if organ and line.kind is not BlockKind.BOILERPLATE:
            return Signature(Fact(line.part(0, len(line.flat)).of(page.text), line.part(0, len(line.flat))), organ)
    return Signature()


def _may_sign(line: Line, bans: re.Pattern[str]) -> bool:
    return not (line.is_prose or line.is_link or line.kind is BlockKind.ROW or bans.search(line.tight))


def _split(line: Line) -> tuple[Dated | None, str]:
    """The date that a line ends with, and the text before it."""
    flat = line.flat
    aside = _ASIDE.search(flat.rstrip())
    text = flat[: aside.start()] if aside and aside.start() else flat
    dated = only_date(text)
    if dated:
        return dated, ""
    last = next((d for d in reversed(list(find_dates(text))) if not text[d.end :].strip()), None)
    return (last, text[: last.start]) if last else (None, "")


def _named_here(page: Page, line: Line, name: str, organs: OrganReader) -> tuple[Fact, Organ] | None:
    """清源市人民政府  2024年1月20日, on one line."""
    tight = "".join(name.split())
    organ = organs.whole(tight) if len(tight) <= _MAX_NAME else None
    if organ is None:
        return None
    span = line.part(0, len(name))
    return Fact(span.of(page.text), span), organ


def _names_above(page: Page, line: Line, organs: OrganReader) -> tuple[Fact, Organ] | None:
    """The one or two lines right above that name authorities."""
    names: list[Line] = []
    for above in _upwards(page, line.index):
        if len(above.tight) > _MAX_NAME or above.is_prose or organs.whole(above.tight) is None:
            break
        names.insert(0, above)
    if not names:
        return None
    spans = [name.part(0, len(name.flat)) for name in names]
    organ = organs.whole("".join(name.tight for name in names)) or organs.whole(names[-1].tight)
    value = "\u3000".join(span.of(page.text) for span in spans)
    return (Fact(value, Span(spans[0].start, spans[-1].end)), organ) if organ else None


def _upwards(page: Page, index: int) -> Iterator[Line]:
    for at in range(index - 1, max(page.body_start, index - 4), -1):
        line = page.lines[at]
        if line.kind is BlockKind.BOILERPLATE or (line.tight.startswith("(") and line.tight.endswith(")")):
            continue
        yield line
