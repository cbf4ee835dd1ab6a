"""Where the report was published: column path, site name, source line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import BlockKind, Fact
from checker.reading.understanding.metadata.fields import Field
from checker.reading.understanding.metadata.page import Page
from checker.reading.understanding.metadata.words import Words

_MIN_LEVELS = 2  # separators that make a line a column path
_MAX_COLUMN = 40


def find_channel(page: Page, fields: tuple[Field, ...], words: Words) -> Fact | None:
    """The most telling mark of a channel: one that shows a government site or a disclosure column goes first."""
    strong = re.compile(words.pattern("channel_strong"))
    found = [*_paths(page, fields, words), *_sites(page, words), *_weak(page, fields, words)]
    return next((fact for fact in found if strong.search("".join(fact.value.split()))), next(iter(found), None))


def find_source(page: Page, fields: tuple[Field, ...], words: Words) -> Fact | None:
    """Who supplied the text (来源), as written."""
    for field in fields:
        if field.group == "source" and field.value:
            return field.fact(page.text)
    for name in words.listed("hint_sources"):
        for hint in page.hints:
            if hint.name == name and hint.value.strip():
                return Fact(hint.value.strip(), None)
    return None


def _paths(page: Page, fields: tuple[Field, ...], words: Words) -> Iterator[Fact]:
    yield from (field.fact(page.text) for field in fields if field.group == "nav" and field.value)
    yield from (field.fact(page.text) for field in fields if field.group == "column" and field.value)
    separator = re.compile(words.pattern("nav_separators"))
    for line in page.lines:
        if len(separator.findall(line.flat)) >= _MIN_LEVELS and not line.is_prose:
            span = line.part(0, len(line.flat))
            yield Fact(span.of(page.text), span)


def _sites(page: Page, words: Words) -> Iterator[Fact]:
    """XX人民政府门户网站, with what is glued to it."""
    site = re.compile(rf"[^\s:()《》]{{2,40}}?(?:{words.pattern('site_words')})[^\s()]{{0,40}}")
    bans = re.compile(f"{words.pattern('date_bans')}|{words.pattern('site_bans')}")
    for line in page.outside():
        match = site.search(line.flat)
        if match and not bans.search(match.group()):
            span = line.part(match.start(), match.end())
            yield Fact(span.of(page.text), span)
    for name in words.listed("hint_sites"):
        yield from (Fact(hint.value.strip(), None) for hint in page.hints if hint.name == name and hint.value.strip())


def _weak(page: Page, fields: tuple[Field, ...], words: Words) -> Iterator[Fact]:
    columns = words.listed("channel_columns")
    home = words.listed("nav_home")
    for line in page.lines[: page.body_start]:
        named = line.tight in columns or (line.tight.startswith(home) and any(c in line.tight for c in columns))
        if named and (line.kind is not BlockKind.ROW) and len(line.tight) <= _MAX_COLUMN * 2:
            span = line.part(0, len(line.flat))
            yield Fact(span.of(page.text), span)
    for name in words.listed("hint_columns"):
        yield from (Fact(hint.value.strip(), None) for hint in page.hints if hint.name == name and hint.value.strip())
    yield from (field.fact(page.text) for field in fields if field.group == "sponsor" and field.value)
