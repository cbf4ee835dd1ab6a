"""The words of metadata, in matching form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from checker.lexicon import Lexicon
from checker.text.normal import fold_text

SECTION = "metadata"

_folded = lru_cache(maxsize=4096)(fold_text)


@dataclass(frozen=True, slots=True)
class Words:
    """Section ``metadata`` of the language files; every word comes folded (see :mod:`checker.text.normal`)."""

    lexicon: Lexicon

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(_folded(word) for word in self.lexicon.words(SECTION, key))

    def grouped(self, key: str) -> dict[str, tuple[str, ...]]:
        """Named lists of words, in the order of the file."""
        table = self.lexicon.table(SECTION, key)
        return {name: tuple(_folded(word) for word in words) for name, words in table.items()}

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping from word to word."""
        return {_folded(word): str(value) for word, value in self.lexicon.table(SECTION, key).items()}

    def one(self, key: str) -> str:
        """A single word."""
        return _folded(str(self.lexicon.value(SECTION, key)))

    def pattern(self, key: str) -> str:
        """The words of a list as alternatives of a pattern, longest first."""
        return alternatives(self.listed(key))


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, longest first so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
