"""The document as the rules see it: one object with clauses, matches, numbers, modalities and topics."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from checker.engine.quantities.quantity import QuantityReader
from checker.engine.statements.clauses import Clause, ClauseText, read_clauses
from checker.engine.statements.matching import Automaton, Hit, Matcher
from checker.engine.statements.numbers import Modality, Number, Words, negated, read_modalities, read_numbers
from checker.engine.statements.scope import ScopeWords
from checker.engine.statements.tables import give_units, relate_columns
from checker.engine.statements.topics import TopicReader
from checker.lexicon import Lexicon
from checker.model import Document, Evidence, Role, Span
from checker.rules.model import RulePack
from checker.rules.phrase import Phrase

EVIDENCE_CHARS = 160  # a longer sentence is quoted by the clauses that matched


@dataclass(frozen=True, slots=True)
class Engine:
    """What can be prepared once for many documents: lexicon words, automaton, quantity reader."""

    pack: RulePack
    words: Words
    automaton: Automaton
    quantities: QuantityReader
    scopes: ScopeWords
    lacking: re.Pattern[str]

    @classmethod
    def prepare(cls, pack: RulePack, lexicon: Lexicon) -> Engine:
        """Compile ``pack`` for matching."""
        words = Words.read(lexicon)
        return cls(
            pack,
            words,
            Automaton([*pack_phrases(pack), *words.phrases()]),
            QuantityReader(lexicon),
            ScopeWords.read(lexicon),
            re.compile("|".join(lexicon.words("modality", "lacking"))),
        )


def pack_phrases(pack: RulePack) -> Iterable[Phrase]:
    """Every phrase of a pack."""
    for members in pack.topics.values():
        for phrases in members.values():
            yield from phrases
    elements = [*pack.shared, *(e for rule in pack.rules for e in rule.elements)]
    for element in elements:
        for condition in element.conditions:
            for group in condition.says:
                yield from group
            yield from condition.about
            yield from condition.without
            yield from condition.under
    for rule in pack.rules:
        yield from rule.lookalikes
        for spec in rule.figures:
            yield from (*spec.says, *spec.about, *spec.without, *spec.zero, *spec.under, *spec.sentence)


class Page:
    """One document, read for rules. Everything is computed once, on normalised text."""

    def __init__(self, document: Document, engine: Engine) -> None:
        self.document = document
        self.words = engine.words
        self.scopes = engine.scopes
        self.lacking = engine.lacking
        self.clauses: ClauseText = read_clauses(document)
        self.matcher = Matcher(engine.automaton, self.clauses.normal.text)
        quantities = engine.quantities.read(self.clauses.normal.text)
        numbers = read_numbers(self.clauses, quantities, engine.words, self.matcher)
        numbers = give_units(document, self.clauses, numbers, engine.quantities)
        self.numbers: tuple[Number, ...] = relate_columns(document, self.clauses, numbers, engine.words)
        self.modality: list[Modality] = read_modalities(self.clauses, self.matcher, engine.words, self.numbers)
        self.topics = TopicReader(document, self.clauses, self.matcher, engine.pack.topics)
        self._number_starts = [n.quantity.start for n in self.numbers]
        self._newlines = [i for i, c in enumerate(document.text) if c == "\n"]

    def clause_of(self, position: int) -> Clause:
        """The clause that holds ``position``."""
        return self.clauses.clauses[self.clauses.at(position)]

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        """Numbers that begin inside ``[start, end)``."""
        low, high = bisect_left(self._number_starts, start), bisect_left(self._number_starts, end)
        return self.numbers[low:high]

    def is_negated(self, start: int) -> bool:
        """Whether what begins at ``start`` is denied."""
        return negated(self.clauses, self.matcher, self.words, start)

    def sentence_range(self, index: int) -> tuple[int, int]:
        """Normalised range of a sentence of the document."""
        return self.clauses.sentences[index]

    def context(self, clause: Clause) -> list[tuple[int, int]]:
        """Normalised ranges of what stands over a clause: lead of its item, lead of its paragraph, headings."""
        ranges: list[tuple[int, int]] = []
        if clause.item >= 0:
            ranges.append(self.clauses.items[clause.item][2:])
        lead = self.document.paragraphs[clause.paragraph].lead
        if lead is not None:
            ranges.append((self.clauses.paragraphs[clause.paragraph][0], self.clauses.normal.locate(lead.end)))
        return ranges + self.headings_over(clause)

    def headings_over(self, clause: Clause) -> list[tuple[int, int]]:
        """Normalised ranges of the headings over a clause, innermost first."""
        ranges: list[tuple[int, int]] = []
        section = clause.section
        while section >= 0:
            ranges.append(self.clauses.headings[section])
            section = self.document.sections[section].parent
        return ranges

    def heading_path(self, section: int) -> str:
        """Titles from the outermost heading inwards."""
        titles: list[str] = []
        while section >= 0:
            titles.append(self.document.sections[section].title)
            section = self.document.sections[section].parent
        return " › ".join(reversed(titles))

    def line(self, offset: int) -> int:
        """Line number of an original offset, from 1."""
        return bisect_left(self._newlines, offset) + 1

    def original(self, hit: Hit) -> Span:
        """The original stretch behind a normalised one."""
        return self.clauses.normal.span(*hit)

    def quote(self, start: int, end: int) -> Evidence:
        """Evidence for a normalised stretch: its sentence when short, else the clauses that it touches."""
        clause = self.clause_of(start)
        sentence_start, sentence_end = self.sentence_range(clause.sentence)
        end = max(end, start + 1)
        low, high = min(sentence_start, start), max(sentence_end, end)
        if high - low > EVIDENCE_CHARS:
            low = clause.start
            high = max(self.clause_of(end - 1).end, end)
            if high - low > EVIDENCE_CHARS:
                low, high = start, end
        span = self.clauses.normal.span(low, high)
        if span.end - span.start > _HARD_LIMIT:
            span = Span(span.start, span.start + _HARD_LIMIT)
        return self.evidence(span, clause.section, clause.role)

    def evidence(self, span: Span, section: int, role: Role) -> Evidence:
        """Evidence for an original span."""
        return Evidence(
            span.of(self.document.text),
            span.start,
            span.end,
            self.line(span.start),
            self.heading_path(section),
            role,
        )


_HARD_LIMIT = 300
