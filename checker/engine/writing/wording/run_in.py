"""Marks that no punctuation separates from the sentence before: 办结率100%二是提升…"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.writing.fault import Fault, Spec, make_fault
from checker.engine.writing.prose import Reader
from checker.engine.writing.wording.numbering import PROSE, read_marks

_BEFORE = 6


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Marks of prose series (一是 …) right after a word; ``after`` lists the words that may stand there."""
    marks = [m for m in read_marks(reader) if m.scheme in PROSE]
    allowed = tuple(spec.get("after", ()))
    for mark in marks:
        paragraph = reader.paragraph(mark.start)
        if paragraph is None or mark.start == paragraph.start:
            continue
        char = reader.text[mark.start - 1]
        if not (char.isalnum() or char in "%》”)") or reader.text[: mark.start].endswith(allowed):
            continue
        if sum(m.scheme == mark.scheme and m.paragraph == mark.paragraph for m in marks) < 2:  # noqa: PLR2004
            continue
        start = max(paragraph.start, mark.start - _BEFORE)
        yield make_fault(
            reader.span(start, mark.end),
            spec,
            reader.replacing(mark.start - 1, mark.start, reader.original(mark.start - 1, mark.start) + "。"),
            text=reader.text[start : mark.end],
            mark=reader.text[mark.start : mark.end],
        )
