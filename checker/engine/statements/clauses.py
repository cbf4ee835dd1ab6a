"""Sentences cut into clauses, on normalised text.

A clause is what stands between commas, semicolons and colons; a parenthesis that says something of its own
(``(其中线上2件)``) is a clause with a host. Clauses are sorted and do not overlap. A table row is one clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Document, ParagraphKind, Role
from checker.text.normal import NormalText, normalise

_CUTS = ",;:，；：。!?"
_OPEN, _CLOSE = "(", ")"
_TELLING = re.compile(r"[0-9]|其中|[,;]|^含|^包括")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch ``[start, end)`` of normalised text and where it belongs.

    ``host`` is the index of the clause that a parenthesis interrupts (-1: none); ``heading`` marks headings and
    run-in leads: they give context, never acts. ``item``, ``paragraph``, ``section``, ``sentence`` index the document.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    section: int
    item: int
    role: Role
    heading: bool = False
    row: bool = False
    host: int = -1


@dataclass(frozen=True, slots=True)
class ClauseText:
    """Normalised text with its clauses, and the ranges of everything that contains them."""

    normal: NormalText
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    items: tuple[tuple[int, int, int, int], ...]
    headings: tuple[tuple[int, int], ...]

    def at(self, position: int) -> int:
        """Index of the clause that holds ``position`` (the last one that starts at or before it)."""
        return max(0, bisect_right(self.starts, position) - 1)

    def text(self, start: int, end: int) -> str:
        """Normalised characters."""
        return self.normal.text[start:end]


def read_clauses(document: Document) -> ClauseText:
    """Cut ``document`` into clauses."""
    rows = [p.span for p in document.paragraphs if p.kind is ParagraphKind.ROW]
    holes = [h for p in document.paragraphs for h in p.holes]
    normal = normalise(document.text, [p.span for p in document.paragraphs], rows=rows, holes=holes)
    clauses: list[Clause] = []
    sentences: list[tuple[int, int]] = []
    for index, sentence in enumerate(document.sentences):
        start, end = normal.locate(sentence.span.start), normal.locate(sentence.span.end)
        end = _trim(normal.text, start, end)
        sentences.append((start, max(start, end)))
        paragraph = document.paragraphs[sentence.paragraph]
        row = paragraph.kind is ParagraphKind.ROW
        lead_end = normal.locate(paragraph.lead.end) if paragraph.lead else -1
        for piece_start, piece_end, host in _pieces(normal.text, start, end, len(clauses), whole=row):
            heading = paragraph.kind is ParagraphKind.HEADING or piece_start < lead_end
            clauses.append(
                Clause(
                    piece_start,
                    piece_end,
                    index,
                    sentence.paragraph,
                    sentence.section,
                    sentence.item,
                    sentence.role,
                    heading,
                    row,
                    host,
                ),
            )
    paragraphs = tuple((normal.locate(p.span.start), normal.locate(p.span.end)) for p in document.paragraphs)
    items = tuple(
        (
            normal.locate(i.span.start),
            normal.locate(i.span.end),
            normal.locate(i.lead.start),
            normal.locate(i.lead.end),
        )
        for i in document.items
    )
    headings = tuple((normal.locate(s.heading.start), normal.locate(s.heading.end)) for s in document.sections)
    return ClauseText(
        normal,
        tuple(clauses),
        tuple(c.start for c in clauses),
        tuple(sentences),
        paragraphs,
        items,
        headings,
    )


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "\n ":
        end -= 1
    return end


def _pieces(text: str, start: int, end: int, first: int, *, whole: bool) -> Iterator[tuple[int, int, int]]:
    """Clauses of one sentence as ``(start, end, host)``; ``first`` is the index the first of them will get."""
    cuts = [] if whole else list(_cuts(text, start, end))
    at, host, index = start, -1, first
    for position, kind in [*cuts, (end, "end")]:
        if position > at:
            yield at, position, host
            index += 1
        if kind == "open":
            host = index - 1 if index > first else -1
        elif kind == "close":
            host = -1
        at = position + 1


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Places where a sentence is cut: ``stop`` at signs, ``open`` and ``close`` around a parenthesis that tells.

    Nothing is cut inside 《》, and nothing but its own end closes a parenthesis.
    """
    closing, titles = -1, 0
    for position in range(start, end):
        char = text[position]
        titles += (char == "《") - (char == "》" and titles > 0)
        if position == closing:
            closing = -1
            yield position, "close"
        elif char == _OPEN and closing < 0 and not titles:
            close = text.find(_CLOSE, position, end)
            if close > 0 and _TELLING.search(text[position + 1 : close]):
                closing = close
                yield position, "open"
        elif char in _CUTS and not titles and not _inside_number(text, position, end):
            yield position, "stop"


def _inside_number(text: str, position: int, end: int) -> bool:
    """Whether the sign is part of ``1,860`` or ``10:28``."""
    if text[position] not in ",:" or position == 0 or position + 1 >= end:
        return False
    if not (text[position - 1].isdigit() and text[position + 1].isdigit()):
        return False
    return text[position] == ":" or (
        text[position + 1 : position + 4].isdigit() and not text[position + 4 : position + 5].isdigit()
    )
