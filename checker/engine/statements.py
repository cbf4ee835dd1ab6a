"""What a reader carries into each clause: modality, numbers with their owners, and how they relate to other periods.

Everything here works on normalised text and indexes of :mod:`checker.engine.clauses`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from checker.engine.clauses import Clause, ClauseText
from checker.engine.match import Matcher
from checker.engine.quantity import Quantity
from checker.lexicon import Lexicon
from checker.rules.phrase import Phrase, parse_phrase


class Modality(StrEnum):
    """How a clause puts what it says."""

    DONE = "done"
    STANDING = "standing"
    CLAIMED = "claimed"
    PLANNED = "planned"
    REQUIRED = "required"
    PLAIN = "plain"


class Relation(StrEnum):
    """What a number is measured against; only ``OWN`` numbers are the year's figures."""

    OWN = "own"
    CHANGE = "change"
    PREVIOUS = "previous"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity with the clause it stands in and the words that own it.

    ``before`` and ``after`` are stretches of normalised text: from the number before (or the clause's start) up to
    this number, and from its unit up to the next number (or the clause's end). ``shared`` is set when nothing but a
    connective stands between this number and the one before: then the owner is that one's.
    """

    quantity: Quantity
    clause: int
    before: tuple[int, int]
    after: tuple[int, int]
    relation: Relation
    shared: int = -1


@dataclass(frozen=True, slots=True)
class Words:
    """The modality and relation words of the lexicon, parsed."""

    modality: tuple[tuple[Modality, tuple[Phrase, ...]], ...]
    change: tuple[Phrase, ...]
    fillers: tuple[str, ...]
    context: tuple[str, ...]
    previous: tuple[re.Pattern[str], ...]
    limits: tuple[str, ...]
    targets: tuple[str, ...]
    negators: tuple[str, ...]
    negator_exceptions: tuple[Phrase, ...]

    @classmethod
    def read(cls, lexicon: Lexicon) -> Words:
        """Take the sections ``modality`` and ``relations`` of the lexicon."""

        def phrases(section: str, key: str) -> tuple[Phrase, ...]:
            return tuple(parse_phrase(w) for w in lexicon.words(section, key))

        order = (Modality.PLANNED, Modality.REQUIRED, Modality.DONE, Modality.STANDING, Modality.CLAIMED)
        return cls(
            tuple((m, phrases("modality", m.value)) for m in order),
            phrases("relations", "change_before"),
            lexicon.words("relations", "change_fillers"),
            lexicon.words("relations", "change_context"),
            tuple(re.compile(w.removeprefix("re:")) for w in lexicon.words("relations", "previous_before")),
            lexicon.words("relations", "limit_before"),
            lexicon.words("relations", "target_context"),
            lexicon.words("modality", "negators"),
            phrases("modality", "negator_exceptions"),
        )

    def phrases(self) -> list[Phrase]:
        """Everything that the automaton must know."""
        return [p for _, group in self.modality for p in group] + [*self.change, *self.negator_exceptions]


def read_modalities(clauses: ClauseText, matcher: Matcher, words: Words, numbers: tuple[Number, ...]) -> list[Modality]:
    """The modality of every clause: planned and required words first, then results and numbers, then claims."""
    result = [Modality.PLAIN] * len(clauses.clauses)
    counted = {n.clause for n in numbers if n.relation is not Relation.LIMIT}
    for modality, phrases in reversed(words.modality):
        if modality is Modality.DONE:
            for index in counted:
                result[index] = Modality.DONE
        for start, _ in matcher.all_hits(phrases):
            result[clauses.at(start)] = modality
    return result


def negated(clauses: ClauseText, matcher: Matcher, words: Words, start: int) -> bool:
    """Whether a negator stands right before ``start`` (at most two characters between) in the same clause."""
    clause = clauses.clauses[clauses.at(start)]
    window = clauses.normal.text[max(clause.start, start - 5) : start]
    for negator in words.negators:
        at = window.rfind(negator)
        if at >= 0 and len(window) - at - len(negator) <= _NEGATION_REACH:
            place = start - len(window) + at
            return not any(s <= place < e for s, e in matcher.all_hits(words.negator_exceptions))
    return False


_NEGATION_REACH = 2
_CONNECTIVE = re.compile(r"^[、和及与,或/]?(?:分别)?(?:为|达|达到|是|计)?[、和及与]?$")


def read_numbers(clauses: ClauseText, quantities: tuple[Quantity, ...], words: Words, matcher: Matcher) -> tuple[Number, ...]:
    """Attach every quantity to its clause and to the words that own it."""
    result: list[Number] = []
    change_ends = sorted({e for _, e in matcher.all_hits(words.change)})
    for index, quantity in enumerate(quantities):
        at = clauses.at(quantity.start)
        clause = clauses.clauses[at]
        previous = quantities[index - 1] if index else None
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        left = clause.start
        if previous is not None and previous.end > left:
            left = previous.end
        right = clause.end
        if following is not None and following.start < right:
            right = following.start
        before = (left, quantity.start)
        text = clauses.normal.text
        linked = previous is not None and previous.end == left and clause.start < left
        shared = index - 1 if linked and _CONNECTIVE.match(text[left : quantity.start]) else -1
        relation = _relation(clauses, clause, quantity, before, words, change_ends)
        result.append(Number(quantity, at, before, (min(quantity.end, right), right), relation, shared))
    return tuple(result)


def _relation(  # noqa: PLR0913 - all of it is the place of one number
    clauses: ClauseText,
    clause: Clause,
    quantity: Quantity,
    before: tuple[int, int],
    words: Words,
    change_ends: list[int],
) -> Relation:
    text = clauses.normal.text
    lead = text[before[0] : before[1]]
    for limit in words.limits:
        if lead.endswith(limit):
            return Relation.LIMIT
    if any(target in lead for target in words.targets):
        return Relation.LIMIT
    if any(pattern.search(lead) for pattern in words.previous):
        return Relation.PREVIOUS
    end = before[1]
    for filler in sorted(words.fillers, key=len, reverse=True):
        if text[before[0] : end].endswith(filler):
            end -= len(filler)
            break
    at = bisect_left(change_ends, end)
    direct = at < len(change_ends) and change_ends[at] == end and end > before[0]
    if direct:
        if quantity.kind in ("percent", "point", "multiple", "tenth"):
            return Relation.CHANGE
        sentence_start = clauses.sentences[clause.sentence][0]
        if any(word in text[max(sentence_start, end - 24) : end] for word in words.context):
            return Relation.CHANGE
    return Relation.OWN
