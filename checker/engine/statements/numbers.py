"""What a reader carries into each clause: modality, numbers with their owners, and how they relate to other periods.

Everything here works on normalised text and indexes of :mod:`checker.engine.statements.clauses`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.engine.quantities.quantity import Quantity
from checker.engine.statements.clauses import ClauseText
from checker.engine.statements.matching import Matcher
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
    empty_owner: re.Pattern[str]
    from_before: tuple[str, ...]
    from_after: tuple[str, ...]
    previous_columns: tuple[str, ...]
    change_columns: tuple[str, ...]

    @classmethod
    def read(cls, lexicon: Lexicon) -> Words:
        """Take the sections ``modality`` and ``relations`` of the lexicon."""

        def phrases(section: str, key: str) -> tuple[Phrase, ...]:
            return tuple(parse_phrase(w) for w in lexicon.words(section, key))

        order = (Modality.PLANNED, Modality.REQUIRED, Modality.DONE, Modality.STANDING, Modality.CLAIMED)
        return cls(
            tuple((m, phrases("modality", m.value)) for m in order),
            phrases("relations", "change_before"),
            tuple(sorted(lexicon.words("relations", "change_fillers"), key=len, reverse=True)),
            lexicon.words("relations", "change_context"),
            tuple(re.compile(w.removeprefix("re:")) for w in lexicon.words("relations", "previous_before")),
            lexicon.words("relations", "limit_before"),
            lexicon.words("relations", "target_context"),
            lexicon.words("modality", "negators"),
            phrases("modality", "negator_exceptions"),
            re.compile(f"(?:{'|'.join(map(re.escape, lexicon.words('relations', 'empty_owner')))})*"),
            lexicon.words("relations", "from_before"),
            lexicon.words("relations", "from_after"),
            lexicon.words("relations", "previous_columns"),
            lexicon.words("relations", "change_columns"),
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


def read_numbers(
    clauses: ClauseText, quantities: tuple[Quantity, ...], words: Words, matcher: Matcher
) -> tuple[Number, ...]:
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
        number = Number(quantity, at, before, (min(quantity.end, right), right), Relation.OWN, shared)
        result.append(replace(number, relation=_relation(clauses, number, words, change_ends)))
    return tuple(result)


def _relation(clauses: ClauseText, number: Number, words: Words, change_ends: list[int]) -> Relation:
    text = clauses.normal.text
    start, end = number.before[0], number.quantity.number_start  # approximators (不少于 …) belong to the quantity
    lead = text[start:end]
    if lead.endswith(words.limits) or any(target in lead for target in words.targets):
        return Relation.LIMIT
    if any(pattern.search(lead) for pattern in words.previous):
        return Relation.PREVIOUS
    if any(word in lead[-_FROM:] for word in words.from_before) and text.startswith(words.from_after, number.after[0]):
        return Relation.PREVIOUS
    filler = next((f for f in words.fillers if lead.endswith(f)), "")
    verb_end = end - len(filler)
    at = bisect_left(change_ends, verb_end)
    if verb_end <= start or at >= len(change_ends) or change_ends[at] != verb_end:
        return Relation.OWN
    if number.quantity.kind in _RATIOS:
        return Relation.CHANGE
    sentence_start = clauses.sentences[clauses.clauses[number.clause].sentence][0]
    compared = text[max(sentence_start, verb_end - _COMPARED) : verb_end]
    return Relation.CHANGE if any(word in compared for word in words.context) else Relation.OWN


_RATIOS = ("percent", "point", "multiple", "tenth")
_FROM = 8  # how far before a number 由 may stand
_COMPARED = 24  # how far back a comparison (较上年 …) may stand from the verb of change
