"""The sentences that a page offers to the recogniser: prose and table rows, with what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.engine.statements.numbers import Modality, Relation
from checker.engine.statements.view import Page
from checker.model import ParagraphKind, Role

__all__ = ["DIGITS", "LONGEST", "Statement", "grams", "read_statements"]

LONGEST = 3
"""Strings of one to so many characters are what the recogniser knows."""
_SHORTEST = 8  # a shorter sentence is a label,
_TELLING = 12  # and one shorter than this too, unless it counts something
_PROSE = (ParagraphKind.TEXT, ParagraphKind.ROW)
DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as the recogniser sees it: numerals are ``#``; ``start``, ``end`` are places in normalised text."""

    text: str
    start: int
    end: int
    role: Role
    modalities: tuple[Modality, ...]
    numbers: int
    named: bool
    denied: bool


def read_statements(page: Page) -> tuple[Statement, ...]:
    """Every sentence that says something, in order; titles, headings, signatures and navigation say nothing."""
    members: dict[int, list[int]] = {}
    for index, clause in enumerate(page.clauses.clauses):
        if not clause.heading:
            members.setdefault(clause.sentence, []).append(index)
    return tuple(_read(page, members))


def _read(page: Page, members: dict[int, list[int]]) -> Iterator[Statement]:
    clauses = page.clauses.clauses
    for sentence, indexes in members.items():
        first = clauses[indexes[0]]
        start, end = first.start, page.clauses.sentences[sentence][1]
        prose = page.document.paragraphs[first.paragraph].kind in _PROSE
        if end - start < _SHORTEST or not prose or first.role is Role.BOILERPLATE:
            continue
        numbers = page.numbers_in(start, end)
        written = page.clauses.text(start, end)
        if written.endswith(":") or (end - start < _TELLING and not numbers):
            continue
        yield Statement(
            _masked(page, start, end),
            start,
            end,
            first.role,
            tuple(page.modality[i] for i in indexes),
            sum(n.relation is Relation.OWN for n in numbers),
            "《" in written,
            any(len(n) > 1 and n in written for n in page.words.negators),
        )


def _masked(page: Page, start: int, end: int) -> str:
    """The text with every numeral as ``#``: what was counted matters, not how much."""
    parts, at = [], start
    for number in page.numbers_in(start, end):
        quantity = number.quantity
        if at <= quantity.number_start and quantity.number_end <= end:
            parts += [page.clauses.text(at, quantity.number_start), "#"]
            at = quantity.number_end
    return DIGITS.sub("#", "".join([*parts, page.clauses.text(at, end)]))


def grams(text: str) -> set[str]:
    """All strings of one to ``LONGEST`` characters in ``text``."""
    found = set(text)
    for length in range(2, LONGEST + 1):
        found.update(text[i : i + length] for i in range(len(text) - length + 1))
    return found
