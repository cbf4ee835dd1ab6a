"""The standing of mentions: which words tell a fact, and which only name what is studied, listed or somebody else's.

A word has one standing, decided once for all rules: ``fact`` unless it stands in a stretch that the language file
``standing`` describes. ``study``: the object of studying, publicising, explaining; ``listed``: a member of a list of
topics under 统筹、部署、推进…等工作; ``service``: done for somebody else; ``body``: the name of an office or its parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from checker.errors import RuleError
from checker.lexicon import Lexicon

__all__ = ["FACT", "StandingWords", "Standings"]

FACT = "fact"
_GROUP = "mention"


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Patterns by standing; each marks its stretch with the group ``mention``."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def read(cls, lexicon: Lexicon) -> StandingWords:
        """Compile the section ``standing``.

        Raises:
            RuleError: A pattern is broken or marks no stretch.
        """
        section: Mapping[str, object] = lexicon.sections.get("standing", {})
        found: list[tuple[str, re.Pattern[str]]] = []
        for name in section:
            for source in lexicon.words("standing", name):
                try:
                    pattern = re.compile(source)
                except re.error as error:
                    msg = f"{name}:正则写法有误({error}):{source}"
                    raise RuleError(msg, "language/standing.yaml") from None
                if _GROUP not in pattern.groupindex:
                    msg = f"{name}:正则里要有名为 {_GROUP} 的组:{source}"
                    raise RuleError(msg, "language/standing.yaml")
                found.append((name, pattern))
        return cls(tuple(found))


class Standings:
    """The stretches of one text that are no facts. Offsets are of the normalised text."""

    def __init__(self, text: str, words: StandingWords) -> None:
        spans = sorted(
            (*match.span(_GROUP), name) for name, pattern in words.patterns for match in pattern.finditer(text)
        )
        self.spans: tuple[tuple[int, int, str], ...] = tuple(spans)
        self._starts = [start for start, _, _ in spans]
        self._reach = max((end - start for start, end, _ in spans), default=0)

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The stretches that touch ``[start, end)``."""
        return [span for span in self.spans if span[0] < end and start < span[1]]

    def at(self, position: int) -> str:
        """The standing of the word at ``position``: that of the shortest stretch around it."""
        best, size = FACT, 0
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            start, end, name = self.spans[index]
            if position - start > self._reach:
                break
            if position < end and (best == FACT or end - start < size):
                best, size = name, end - start
        return best
