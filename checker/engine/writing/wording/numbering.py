"""Numbering of a document in reading order: heads (一、 (一) 1.), members of lists ((一)) and of prose (一是 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.engine.writing.prose import Reader

_SCHEMES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("是", re.compile(r"[一二三四五六七八九十]+是"), "{}是"),
    ("要", re.compile(r"[一二三四五六七八九十]+要"), "{}要"),
    ("章", re.compile(r"第[一二三四五六七八九十]+[章节编篇]|第[一二三四五六七八九十]+部分"), ""),
    ("(一)", re.compile(r"\([一二三四五六七八九十]+\)"), "({})"),
    ("一、", re.compile(r"[一二三四五六七八九十]+[、.:]?"), "{}、"),
    ("(1)", re.compile(r"\(\d+\)"), "({})"),
    ("1.", re.compile(r"\d+[.、](?!\d)"), "{}."),
    ("①", re.compile(r"[①-⑳]"), ""),
)
PROSE = ("是", "要")
_AFTER_STOP = re.compile(r"(?<=[。;])(?P<mark>(?P<number>[一二三四五六七八九十]{1,3})[是要])(?![点求件素义])")
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a numbering. ``start`` and ``end`` are normalised and span the label."""

    start: int
    end: int
    scheme: str
    number: int
    paragraph: int
    heading: bool


def read_marks(reader: Reader) -> list[Mark]:
    """All marks of the document that belong to a known scheme, in order."""
    marks = {m.start: m for m in _marks(reader)}
    for mark in _again(reader, {m.paragraph for m in marks.values() if m.scheme in PROSE}):
        marks.setdefault(mark.start, mark)
    return [marks[start] for start in sorted(marks)]


def _marks(reader: Reader) -> Iterator[Mark]:
    document, clauses = reader.page.document, reader.page.clauses
    for item in document.items:
        start = clauses.normal.locate(item.span.start)
        if found := _scheme(reader.text, start):
            scheme, end = found
            yield Mark(start, end, scheme, item.number, item.paragraph, heading=False)
    for index, section in enumerate(document.sections):
        start = clauses.headings[index][0]
        number = _number(section.label)
        if number and (found := _scheme(reader.text, start)):
            scheme, end = found
            paragraph = reader.paragraph(start)
            yield Mark(start, end, scheme, number, paragraph.index if paragraph else -1, heading=True)


def _again(reader: Reader, paragraphs: set[int]) -> Iterator[Mark]:
    """Prose marks after a full stop that do not fit their series, which the structure therefore leaves out."""
    for stretch in reader.prose:
        if stretch.index in paragraphs:
            for match in _AFTER_STOP.finditer(reader.text, stretch.start, stretch.end):
                number = _number(match["number"])
                if number:
                    yield Mark(*match.span("mark"), match["mark"][-1], number, stretch.index, heading=False)


def _scheme(text: str, start: int) -> tuple[str, int] | None:
    for scheme, pattern, _ in _SCHEMES:
        if match := pattern.match(text, start):
            return scheme + match[0][-1:] if scheme == "章" else scheme, match.end()
    return None


def _number(label: str) -> int:
    """Value of a label with one component; 0 for 1.2 and for none."""
    digits = re.findall(r"\d+", label)
    if digits:
        return int(digits[0]) if len(digits) == 1 else 0
    chinese = "".join(c for c in label if c in _DIGITS)
    tens, ten, ones = chinese.rpartition("十")
    if not ten:
        return _DIGITS.index(chinese) if len(chinese) == 1 else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def label(scheme: str, number: int) -> str:
    """How ``number`` is written in ``scheme``: 三是, (三), 3."""
    template = next((t for s, _, t in _SCHEMES if s == scheme), "") or "第{}"
    return template.format(number if scheme in ("1.", "(1)", "①") else chinese(number))


def chinese(number: int) -> str:
    """1..99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")
