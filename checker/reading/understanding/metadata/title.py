"""Where the title of the document stands, and the title as written.

A title stands before the body, on one line or split over up to four, and ends with the name of a kind of document.
Pages repeat it; navigation and links to other years look like it. The fullest candidate wins, then the one nearest
to the body. A heading, an addressee or a first sentence is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.model import BlockKind, Fact, Span
from checker.reading.understanding.metadata.fields import Field
from checker.reading.understanding.metadata.organs import Sort
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.title_parts import TitleParts, TitleReader
from checker.reading.understanding.metadata.words import Words, alternatives
from checker.text.normal import fold_text

_MAX_LINES = 4
_MAX_LENGTH = 100
_MIN_LENGTH = 5
_FRAGMENT = 8  # 的报告, 情况报告
_ABOUT = "关于"
_SCAN = 400  # lines before the body that are looked at
_PUNCTUATION = re.compile(r"[。;!?:>»›|→]|\.{3}")
_ASIDE = re.compile(r"《[^》]*》|\([^)]*\)")
_NUMBER = re.compile(r"[^\s]{1,12}[〔\[(【]\s*(?:19|20)[0-9]{2}\s*[〕\])】]\s*第?\s*[0-9]+\s*号$")
_SUBTITLE = re.compile(r"\((?:19|20)[0-9]{2}(?:年度?)?\)|\([^()]{2,6}\)")
_SITE = re.compile(r"\s*[-_|—–]+\s*")
_NAMED = {Sort.PLACE: 1, Sort.JOINT: 3}
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|[0-9]{1,2}[、.])"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title found; ``issuer`` is the place in the text of the authority that it names."""

    fact: Fact
    parts: TitleParts
    issuer: Span | None
    year: Span | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    span: Span | None
    origins: tuple[int, ...]
    order: int


def find_title(page: Page, fields: tuple[Field, ...], reader: TitleReader, words: Words) -> Title | None:
    """The title of the document, or None when none stands before the body."""
    written = [*_from_lines(page, reader, words), *_from_fields(page, fields)]
    if any(field.line.index < page.body_start for field in fields):  # a page with 来源, 发布日期 … has columns, too
        columns = words.listed("column_names")
        written = [c for c in written if "".join(fold_text(c.text).split()) not in columns]
    found = _best(written, reader, words)
    found = found or _best(list(_from_hints(page, words)), reader, words)
    if found is None:
        return None
    candidate, parts = found
    return Title(
        Fact(candidate.text, candidate.span),
        parts,
        _stretch(candidate, parts.issuer_at),
        _stretch(candidate, parts.year_at),
    )


def _best(candidates: list[_Candidate], reader: TitleReader, words: Words) -> tuple[_Candidate, TitleParts] | None:
    best, found = (0, 0), None
    for candidate in candidates:
        parts = reader.read(candidate.text)
        rank = (_score(parts, words), candidate.order)
        if rank[0] and rank > best:
            best, found = rank, (candidate, parts)
    return found


def _stretch(candidate: _Candidate, at: tuple[int, int] | None) -> Span | None:
    if at is None or len(candidate.origins) < at[1]:
        return None
    return Span(candidate.origins[at[0]], candidate.origins[at[1] - 1] + 1)


def _score(parts: TitleParts, words: Words) -> int:
    """How much of a title a text is; 0 when it is none."""
    text = parts.text
    bans = words.listed("title_bans")
    if parts.genre is None or not _MIN_LENGTH <= len(text) <= _MAX_LENGTH or any(ban in text for ban in bans):
        return 0
    bare = _ASIDE.sub("", text)
    if _PUNCTUATION.search(bare) or ("," in bare and _ABOUT not in bare) or _HEADING.match(text) or text == parts.genre:
        return 0
    named = _NAMED.get(parts.organ.sort, 2) if parts.organ else 0
    about = 4 if parts.subject else 0
    if not about and not named and parts.year is None and len(text) < 2 * _MIN_LENGTH:
        return 0  # 情况说明, 信息公开目录: navigation
    return 1 + about + named + (2 if parts.year else 0) + (1 if parts.kind in {"report", "summary", "briefing"} else 0)


def _from_lines(page: Page, reader: TitleReader, words: Words) -> Iterator[_Candidate]:
    head = [line for line in page.lines[: min(page.body_start, _SCAN)] if not line.is_link]
    labelled = re.compile(rf"(?:{alternatives(words.grouped('fields')['title'])})(?::|\s)")
    head = [line for line in head if not _NUMBER.match(line.tight) and not labelled.match(line.flat)]
    cut = re.compile(
        rf"(?<!\s)\s+(?:[\[【(]\s*)?(?:{words.pattern('title_cuts')}|{words.pattern('date_neighbours')})|(?<!\s)\s*【|\t"
        r"|(?<!\s)\s+(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}"
    )
    for first, line in enumerate(head):
        for count in range(1, _MAX_LINES + 1):
            group = head[first : first + count]
            if len(group) < count or group[-1].index - line.index > count:
                break
            if count > 1 and not _may_join(group, reader):
                continue
            yield _joined(page, group, cut, reader)


def _joined(page: Page, group: list[Line], cut: re.Pattern[str], reader: TitleReader) -> _Candidate:
    """The lines as one title: joined without a blank, except between two authorities."""
    texts, origins = [], []
    last = group[-1]
    found = cut.search(last.flat, len(last.flat) - len(last.flat.lstrip()) + 1)
    ends = [*[len(line.flat) for line in group[:-1]], found.start() if found else len(last.flat)]
    for line, end in zip(group, ends, strict=True):
        span = line.part(0, end)
        texts.append(span.of(page.text))
        origins += [at for at in line.origins() if span.covers(at)]
    value = texts[0]
    for (before, after), text in zip(pairwise(group), texts[1:], strict=True):
        both = reader.organs.whole(before.tight) and reader.organs.read(after.tight)
        value += ("\u3000" if both else "") + text
    if len(group) == 1:
        value = " ".join(value.split("\n"))
    whole = Span(origins[0], origins[-1] + 1) if origins else group[0].part(0, ends[0])
    return _Candidate(value, whole, tuple(origins), group[0].index * 2 + 1)


def _may_join(group: list[Line], reader: TitleReader) -> bool:
    """Whether lines are pieces of one title rather than neighbours that happen to be short."""
    *before, last = [line.tight for line in group]
    if any(line.kind is BlockKind.ROW for line in group) or any(_PUNCTUATION.search(text) for text in [*before, last]):
        return False
    if any(_HEADING.match(text) for text in [*before, last]):
        return False
    if _SUBTITLE.fullmatch(last):
        return reader.read("".join(before)).genre is not None
    return all(_may_precede(text, "".join([*before, last][index + 1 :]), reader) for index, text in enumerate(before))


def _may_precede(text: str, rest: str, reader: TitleReader) -> bool:
    """Whether ``text`` can be the line of a title that goes on with ``rest``."""
    head, tail = reader.read(text), reader.read(rest)
    is_fragment = not (tail.subject or tail.organ or tail.year) and len(rest) <= _FRAGMENT
    if head.genre and (head.subject or head.year) and not is_fragment:
        return False  # a title by itself
    if not (tail.genre and tail.subject):
        return bool(head.organ or head.subject or head.year or text.startswith(_ABOUT))
    organ = reader.organs.whole(text)
    if tail.organ is None:
        return organ is not None or (head.organ is not None and head.organ.end == len(text))
    # the rest already says who: only a party committee may stand before it
    return tail.organ.sort is Sort.GOVERNMENT and organ is not None and organ.sort is Sort.PARTY


def _from_fields(page: Page, fields: tuple[Field, ...]) -> Iterator[_Candidate]:
    for field in fields:
        if field.group == "title" and field.line.index < page.body_start:
            span = field.span
            shift = span.start - field.line.span.start
            piece = field.line.flat[shift : shift + span.end - span.start]
            origins = tuple(span.start + i for i, char in enumerate(piece) if not char.isspace())
            yield _Candidate(span.of(page.text), span, origins, field.line.index * 2)


def _from_hints(page: Page, words: Words) -> Iterator[_Candidate]:
    """Titles that only the page's metadata knows, perhaps with the name of the site behind."""
    for order, name in enumerate(words.listed("hint_titles")):
        for hint in page.hints:
            if hint.name == name:
                value = hint.value.strip()
                ends = [match.start() for match in _SITE.finditer(value)]
                for end in [len(value), *ends]:
                    yield _Candidate(value[:end], None, (), -order)
