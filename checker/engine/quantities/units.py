"""Measure words (量词): which one stands at a place, and what class of thing it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from checker.errors import RuleError
from checker.lexicon import Lexicon

__all__ = ["Guard", "Unit", "UnitTable", "trailing"]

RATIOS = frozenset({"percent", "point", "multiple", "tenth"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word found in text; ``name`` as written, ``unit_class`` from the vocabulary, ``end`` where it ends."""

    name: str
    unit_class: str
    end: int


@dataclass(frozen=True, slots=True)
class Guard:
    """When a unit of time is a duration: below ``limit`` and beside one of these words."""

    limit: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def trailing(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Whether ``text[:end]`` ends with one of ``words``."""
    return any(text.endswith(w, 0, end) for w in words)


class UnitTable:
    """All measure words of the vocabulary, as one pattern that is compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Read the keys ``units``, ``not_before`` and ``guarded`` of the section ``quantity``.

        Raises:
            RuleError: A measure word stands in two classes.
        """
        self._classes: dict[str, str] = {}
        for unit_class, words in lexicon.table("quantity", "units").items():
            for word in words:
                if self._classes.setdefault(word, unit_class) != unit_class:
                    msg = f"量词“{word}”同时列在 {self._classes[word]} 和 {unit_class} 两类,请只保留一处"
                    raise RuleError(msg, "language/quantity.yaml")
        refused: dict[str, list[str]] = lexicon.table("quantity", "not_before")
        longest_first = sorted(self._classes, key=lambda w: (-len(w), w))
        self._pattern = re.compile("|".join(_guarded(w, refused.get(w, [])) for w in longest_first))
        self.guards = {k: _guard(v) for k, v in lexicon.table("quantity", "guarded").items()}

    def match(self, text: str, start: int) -> Unit | None:
        """The longest measure word at ``start``."""
        found = self._pattern.match(text, start)
        return Unit(found[0], self._classes[found[0]], found.end()) if found else None


def _guarded(word: str, refused: list[str]) -> str:
    ahead = "|".join(refused)
    latin = "(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.escape(word) + (f"(?!{ahead})" if ahead else "") + latin


def _guard(entry: dict[str, Any]) -> Guard:
    return Guard(int(entry["max"]), tuple(entry["before"]), tuple(entry["after"]))
