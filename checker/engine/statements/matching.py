"""One pass over the text finds every literal of every rule; chains are joined from its hits.

No phrase is ever run on its own over the text: the automaton reports where each literal stands, and a phrase with
gaps is a join over those places. Only raw ``re:`` patterns run by themselves, on the whole text, under a timeout.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.errors import RuleError
from checker.rules.phrase import NUMBER, Link, Phrase

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_HARD = re.compile(r"[。!?;\n]")
_LONG = re.compile(r"[。!?\n]")
_NUMBERS = re.compile(r"[0-9]+(?:[,.][0-9]+)*|[零〇一二两三四五六七八九十百千万]+")
_NEAREST = 4
PATTERN_TIMEOUT = 2.0  # seconds; a fuse against runaway patterns, not a tuning knob

Hit = tuple[int, int]


class Automaton:
    """All literals of a pack, compiled once."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        literals = sorted({literal for phrase in phrases for literal in phrase.literals()})
        self.literals = literals
        self._machine: AhoCorasick | None = None
        self._pairs: frozenset[str] | None = None

    def pairs(self) -> frozenset[str]:
        """Every two characters that stand together in a literal; worked out when it is first asked for."""
        if self._pairs is None:
            self._pairs = frozenset(w[i : i + 2] for w in self.literals for i in range(len(w) - 1))
        return self._pairs

    def scan(self, text: str) -> dict[str, list[Hit]]:
        """Places of every literal in ``text``, overlapping ones included, in order."""
        import ahocorasick_rs  # heavy, and --help does not need it

        if self._machine is None:
            self._machine = ahocorasick_rs.AhoCorasick(self.literals) if self.literals else None
        found: dict[str, list[Hit]] = {}
        if self._machine is None:
            return found
        for index, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(self.literals[index], []).append((start, end))
        return found


class Matcher:
    """Where phrases stand in one text. Results are cached by phrase."""

    def __init__(self, automaton: Automaton, text: str) -> None:
        self.text = text
        self._literal = automaton.scan(text)
        self._literal[NUMBER] = [m.span() for m in _NUMBERS.finditer(text)]
        self._hard = [m.start() for m in _HARD.finditer(text)]
        self._long = [m.start() for m in _LONG.finditer(text)]
        self._cache: dict[str, tuple[Hit, ...]] = {}
        self._groups: dict[tuple[str, ...], list[Hit]] = {}

    def hits(self, phrase: Phrase) -> tuple[Hit, ...]:
        """Places where ``phrase`` matches, sorted, without duplicates; the shortest match from each start.

        Raises:
            RuleError: A raw pattern is broken or ran into its timeout.
        """
        cached = self._cache.get(phrase.source)
        if cached is None:
            cached = tuple(sorted(self._find(phrase)))
            self._cache[phrase.source] = cached
        return cached

    def all_hits(self, phrases: Iterable[Phrase]) -> list[Hit]:
        """Places of any of ``phrases``, sorted."""
        phrases = tuple(phrases)
        key = tuple(phrase.source for phrase in phrases)
        if key not in self._groups:
            self._groups[key] = sorted({hit for phrase in phrases for hit in self.hits(phrase)})
        return self._groups[key]

    def _find(self, phrase: Phrase) -> set[Hit]:
        if phrase.pattern:
            return self._search(phrase.pattern)
        found: set[Hit] = set()
        for variant in phrase.variants:
            found.update(self._chain(variant))
        return found

    def _search(self, pattern: str) -> set[Hit]:
        import regex  # only packs with raw patterns need it

        try:
            found = regex.compile(pattern).finditer(self.text, timeout=PATTERN_TIMEOUT)
            return {m.span() for m in found if m.end() > m.start()}
        except TimeoutError:
            msg = f"正则用时超过{PATTERN_TIMEOUT:g}秒,已停止:{pattern}"
        except regex.error as error:
            msg = f"正则写法有误({error}):{pattern}"
        raise RuleError(msg)

    def _chain(self, variant: tuple[Link, ...]) -> list[Hit]:
        current = self._link(variant[0])
        for link in variant[1:]:
            if not current:
                return []
            following = self._link(link)
            starts = [h[0] for h in following]
            current = [hit for h in current for hit in self._extend(h, link, following, starts)]
        return current

    def _link(self, link: Link) -> list[Hit]:
        if len(link.choices) == 1:
            return self._literal.get(link.choices[0], [])
        return sorted(hit for choice in link.choices for hit in self._literal.get(choice, ()))

    def _extend(self, hit: Hit, link: Link, following: list[Hit], starts: list[int]) -> list[Hit]:
        """``hit`` joined with the next places of ``link`` that its gap allows (at most four: nearest first)."""
        start, end = hit
        at = bisect_left(starts, end)
        limit = end + link.gap
        if link.gap:
            breaks = self._long if link.long else self._hard
            stop = bisect_left(breaks, end)
            if stop < len(breaks):
                limit = min(limit, breaks[stop])
        joined: list[Hit] = []
        while at < len(starts) and starts[at] <= limit and len(joined) < _NEAREST:
            joined.append((start, following[at][1]))
            at += 1
        return joined


def begins_between(hits: list[Hit], low: int, high: int) -> bool:
    """Whether one of sorted ``hits`` begins in ``[low, high)``."""
    at = bisect_left(hits, (low,))
    return at < len(hits) and hits[at][0] < high


def lies_between(hits: list[Hit], low: int, high: int) -> bool:
    """Whether one of sorted ``hits`` lies wholly in ``[low, high)``."""
    for at in range(bisect_left(hits, (low,)), len(hits)):
        if hits[at][0] >= high:
            return False
        if hits[at][1] <= high:
            return True
    return False
