"""Whether a report shows any follow-up to an undertaking: two-character words shared with one of its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checker.engine.compare.pair import Side
from checker.engine.compare.runs import plain_words
from checker.engine.params import Params
from checker.engine.statements.matching import Hit
from checker.model import ParagraphKind, Role

__all__ = ["Traces"]

_HAN = re.compile(r"[一-龥]{2,}")
_TITLE = re.compile(r"《([^》]+)》")
_RESULTS = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP, Role.PROBLEMS, Role.CLOSING)


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of the report with its two-character words."""

    hit: Hit
    section: int
    words: str
    pairs: frozenset[str]


class Traces:
    """The sentences of a report's results and the clauses of its plan, ready to be searched."""

    def __init__(self, side: Side, params: Params) -> None:
        self._params = params
        self._side = side
        page = side.page
        sentences: dict[int, tuple[Hit, int]] = {}
        self._plans: list[Text] = []
        for clause in page.clauses.clauses:
            if clause.heading or page.document.paragraphs[clause.paragraph].kind is ParagraphKind.TITLE:
                continue
            if clause.role in _RESULTS:
                sentences.setdefault(clause.sentence, (page.sentence_range(clause.sentence), clause.section))
            elif clause.role is Role.PLAN:
                self._plans.append(self._text((clause.start, clause.end), clause.section))
        self._sentences = [self._text(hit, section) for hit, section in sentences.values()]

    def _text(self, hit: Hit, section: int) -> Text:
        words = plain_words(self._side.text[slice(*hit)], None)
        return Text(hit, section, words, self.pairs(words))

    def pairs(self, words: str) -> frozenset[str]:
        """Two-character words that tell something."""
        return frozenset(s[i : i + 2] for s in _HAN.findall(self._telling(words)) for i in range(len(s) - 1))

    def told(self, words: str) -> bool | None:
        """Whether some sentence takes up ``words``; None when they say too little to tell."""
        title = _TITLE.search(words)
        if title:
            needed = Decimal(len(title[1])) * self._params.number("title", "0.7")
            return any(_common_run(title[1], t.words) >= needed for t in self._sentences)
        pairs = self.pairs(words)
        if len(pairs) < self._params.number("least", "3"):
            return None
        needed = len(pairs) * self._params.number("covered", "0.6")
        if any(len(pairs & t.pairs) >= needed for t in self._sentences):
            return True
        long = int(self._params.number("long_run", "5"))
        stretches = [s for s in _HAN.findall(self._telling(words)) if len(s) >= long]
        return any(_common_run(s, t.words) >= long for s in stretches for t in self._sentences)

    def _telling(self, words: str) -> str:
        """The words without days and without what every report says."""
        return self._params.words("generic").sub(" ", self._params.words("dated").sub(" ", words))

    def planned_again(self, words: str) -> tuple[Hit, bool] | None:
        """A clause of this plan that says the same (True) or nearly the same (False)."""
        pairs = self.pairs(words)
        nearest: tuple[Decimal, Text] | None = None
        for text in self._plans:
            if text.words == words:
                return text.hit, True
            union = len(pairs | text.pairs)
            alike = Decimal(len(pairs & text.pairs)) / union if union else Decimal(0)
            if alike >= self._params.number("nearly", "0.6") and (nearest is None or alike > nearest[0]):
                nearest = (alike, text)
        return None if nearest is None else (nearest[1].hit, False)

    def expected_at(self, words: str) -> Hit | None:
        """The heading under which the report speaks of the nearest matter, else its first sentence."""
        pairs = {words[i : i + 2] for i in range(len(words) - 1)}
        nearest = max(self._sentences, key=lambda t: (sum(p in t.words for p in pairs), -t.hit[0]), default=None)
        if nearest is None:
            return None
        return nearest.hit if nearest.section < 0 else self._side.page.clauses.headings[nearest.section]


def _common_run(one: str, other: str) -> int:
    """Length of the longest stretch that stands in both."""
    length = 0
    for start in range(len(one)):
        while start + length < len(one) and one[start : start + length + 1] in other:
            length += 1
    return length
