"""Labelled values on a page: 发布机构: …  成文日期 …  【发布时间】…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.model import Fact, Span
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.words import Words

_NEEDS_COLON = frozenset({"published_weak", "nav", "sponsor", "title"})
_TO_LINE_END = frozenset({"nav"})
_TO_BLANK = frozenset({"sponsor"})
_LEFT = re.compile(r"[\s:\])】>]*")
_GAP = re.compile(r"\s{2,}|\t|[|【]")
_BLANK = re.compile(r"\s")
_GLUED = 4  # a label at least this long, with its colon, may stand right behind other text


@dataclass(frozen=True, slots=True)
class Field:
    """A label's value (may be empty); ``group`` names the list of labels that it belongs to."""

    group: str
    label: str
    value: str
    span: Span
    line: Line

    def fact(self, text: str) -> Fact:
        """The value as written."""
        return Fact(self.span.of(text), self.span)


def read_fields(page: Page, words: Words) -> tuple[Field, ...]:
    """Every labelled value outside the prose, in order."""
    groups = words.grouped("fields")
    owner = {label: group for group, labels in groups.items() for label in labels}
    by_length = sorted(owner, key=lambda label: (-len(label), label))
    pattern = re.compile("|".join(r"\s*".join(map(re.escape, label)) for label in by_length))
    return tuple(field for line in page.outside() for field in _line_fields(page, line, pattern, owner))


def _line_fields(page: Page, line: Line, pattern: re.Pattern[str], owner: dict[str, str]) -> Iterator[Field]:
    marks = []
    for match in pattern.finditer(line.flat):
        label = "".join(match.group().split())
        if _is_label(line.flat, match, owner[label]):
            marks.append((match, label))
    for number, (match, label) in enumerate(marks):
        after = marks[number + 1] if number + 1 < len(marks) else None
        group = owner[label]
        start = _after_label(line.flat, match.end())
        end = after[0].start() if after and group not in _TO_LINE_END else len(line.flat)
        end = max(start, end)
        gap = (_BLANK if group in _TO_BLANK else _GAP).search(line.flat, start, end)
        if gap and group not in _TO_LINE_END:
            end = gap.start()
        end = start + len(line.flat[start:end].rstrip(" )、,;[("))
        if end == start and after is None:
            yield from _next_line(page, line, group, label, pattern)
            continue
        field = Field(group, label, line.flat[start:end], line.part(start, end), line)
        yield (_date_completed(page, field) if end == len(line.flat.rstrip()) else None) or field


def _date_completed(page: Page, field: Field) -> Field | None:
    """A date that a line end cut (2023⏎-02-24), with the rest of it from the next line."""
    after = page.lines[field.line.index + 1] if field.line.index + 1 < len(page.lines) else None
    rest = _REST.match(after.flat) if after else None
    if not field.group.startswith(_DATED) or after is None or rest is None or not _CUT_DATE.search(field.value):
        return None
    if not field.span.end < after.span.start <= field.span.end + 2:
        return None
    span = Span(field.span.start, after.span.start + rest.end())
    return replace(field, value=field.value + " " * (after.span.start - field.span.end) + rest[0], span=span)


_DATED = ("published", "signed")
_CUT_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:[-/.年](?:[0-9]{1,2}[-/.月]?)?)?$")
_REST = re.compile(r"[-/.年]?[0-9]{1,2}(?:[-/.月][0-9]{1,2})?日?(?![0-9])")


def _is_label(flat: str, match: re.Match[str], group: str) -> bool:
    rest = flat[match.end() :]
    colon = rest.lstrip(" ])】").startswith(":")
    before = flat[match.start() - 1] if match.start() else " "
    size = len("".join(match.group().split()))
    if before.isalnum() and not (colon and size >= _GLUED):
        return False
    if group in _NEEDS_COLON:
        return colon or (group == "title" and rest[:1].isspace() and match.start() == 0)
    return colon or not rest or rest[0] in " \t\n]】"


def _after_label(flat: str, at: int) -> int:
    match = _LEFT.match(flat, at)
    return match.end() if match else at


def _next_line(page: Page, line: Line, group: str, label: str, pattern: re.Pattern[str]) -> Iterator[Field]:
    """A label alone at the end of its line has its value on the next one (cells of a table laid out as lines)."""
    if line.index + 1 >= len(page.lines):
        return
    following = page.lines[line.index + 1]
    first = pattern.match(following.tight)
    if following.is_prose or following.is_link or (first and first.end() < len(following.tight)):
        return
    value = following.flat
    gap = _GAP.search(value, len(value) - len(value.lstrip()))
    end = gap.start() if gap else len(value)
    yield Field(group, label, value[:end].strip(), following.part(0, end), following)
