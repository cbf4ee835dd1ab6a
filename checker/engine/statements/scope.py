"""Whose number it is, and of which period, where the text says so (本级、一审、截至11月底)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.errors import RuleError
from checker.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """Patterns over normalised text, from ``rules/language/figures.yaml``."""

    scopes: re.Pattern[str]
    periods: re.Pattern[str]

    @classmethod
    def read(cls, lexicon: Lexicon) -> ScopeWords:
        """Compile the lexicon's patterns.

        Raises:
            RuleError: One of them is broken.
        """
        return cls(_compiled(lexicon, "scopes"), _compiled(lexicon, "periods"))

    def scope(self, text: str) -> str | None:
        """The scope named last in the words up to a number."""
        return _last(self.scopes, text)

    def period(self, text: str) -> str | None:
        """The period named last in the sentence up to a number."""
        return _last(self.periods, text)


def _compiled(lexicon: Lexicon, key: str) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{p})" for p in lexicon.words("figures", key)))
    except re.error as error:
        msg = f"{key} 的正则写法有误:{error}"
        raise RuleError(msg, "language/figures.yaml") from None


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = None
    for match in pattern.finditer(text):
        found = match.group()
    return found
