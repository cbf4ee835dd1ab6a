"""The page as the wording and citation checks read it: prose without navigation, and what the report says it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.engine.statements.view import Page
from checker.engine.verdicts.facts import Facts
from checker.lexicon import Lexicon
from checker.model import Fix, ParagraphKind, Role, Span
from checker.rules.model import RulePack
from checker.rules.register import Register

PUBLISHED_BY = "06-30"  # a report without a date was written before this day of the next year


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph in normalised coordinates; ``index`` counts the document's paragraphs."""

    index: int
    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Reader:
    """What every check is given. Offsets are normalised unless they are a :class:`Span`.

    ``latest`` is the last day (ISO) that the report can know of; empty when its year is unknown. ``as_of`` is the
    last report year that the rules know.
    """

    page: Page
    register: Register
    lexicon: Lexicon
    text: str
    prose: tuple[Stretch, ...]
    titles: tuple[tuple[int, int], ...]
    year: int | None
    latest: str
    as_of: int | None
    values: dict[str, Any]
    spans: dict[str, Span]

    @classmethod
    def read(cls, page: Page, pack: RulePack, facts: Facts, lexicon: Lexicon) -> Reader:
        """Prepare ``page``."""
        document = page.document
        prose = tuple(
            Stretch(index, *page.clauses.paragraphs[index], paragraph.kind)
            for index, paragraph in enumerate(document.paragraphs)
            if paragraph.kind is not ParagraphKind.BOILERPLATE
        )
        year = document.metadata.report_year
        known = [str(facts.values[k]) for k in ("signed", "published") if facts.values.get(k)]
        latest = max([*known, f"{year + 1}-03-31"]) if known and year else f"{year + 1}-{PUBLISHED_BY}" if year else ""
        return cls(
            page,
            pack.register,
            lexicon,
            page.clauses.normal.text,
            prose,
            titles_in(page.clauses.normal.text),
            year,
            latest,
            pack.as_of_year,
            dict(facts.values),
            dict(facts.spans),
        )

    @property
    def known_year(self) -> bool:
        """Whether the report's year is one that the rules can date things by."""
        return self.year is not None and (self.as_of is None or self.year <= self.as_of)

    def span(self, start: int, end: int) -> Span:
        """The original stretch behind a normalised one."""
        return self.page.clauses.normal.span(start, max(end, start + 1))

    def original(self, start: int, end: int) -> str:
        """The characters as written."""
        return self.span(start, end).of(self.page.document.text)

    def replacing(self, start: int, end: int, text: str) -> Fix:
        """A fix that puts ``text`` in place of a normalised stretch."""
        span = self.span(start, end)
        return Fix(span.start, span.end, text)

    def role(self, position: int) -> Role:
        """What the clause at ``position`` is for."""
        return self.page.clause_of(position).role

    def sentence(self, position: int) -> tuple[int, int]:
        """Normalised range of the sentence around ``position``, cut to its paragraph."""
        paragraph = self.paragraph(position)
        low = paragraph.start if paragraph else self.text.rfind("\n", 0, position) + 1
        high = paragraph.end if paragraph else len(self.text)
        start = max((self.text.rfind(c, low, position) + 1 for c in "。!?"), default=low)
        ends = [e for c in "。!?" if (e := self.text.find(c, position, high)) >= 0]
        return max(start, low), min(ends, default=high)

    def paragraph(self, position: int) -> Stretch | None:
        """The stretch of prose that holds ``position``; None inside navigation."""
        return next((p for p in self.prose if p.start <= position < p.end), None)

    def paragraphs(self, *kinds: ParagraphKind) -> Iterator[Stretch]:
        """Prose of the given kinds."""
        return (p for p in self.prose if p.kind in kinds)

    def in_title(self, position: int) -> bool:
        """Whether ``position`` lies inside 《》."""
        at = bisect_right(self.titles, (position, len(self.text))) - 1
        return at >= 0 and position < self.titles[at][1]

    def headings_over(self, position: int) -> str:
        """The words of all headings over ``position``, joined."""
        clause = self.page.clause_of(position)
        return " ".join(self.text[s:e] for s, e in self.page.headings_over(clause))


def titles_in(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of 《…》, brackets included; an inner title belongs to the outer one, an unclosed one is none."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for position, char in enumerate(text):
        if char == "《":
            opened.append(position)
        elif char == "》" and opened:
            start = opened.pop()
            if not opened:
                found.append((start, position + 1))
        elif char == "\n":
            opened.clear()
    return tuple(found)
