"""The words of ``language/structure.yaml`` as compiled patterns.

The file holds lists of regular expressions over normalised text; an entry of several is one alternation here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from checker.errors import RuleError
from checker.lexicon import Lexicon

_SECTION = "structure"
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True)
class Words:
    """Patterns by the name they have in the file, compiled when first asked for.

    Not slotted: ``cached_property`` keeps its values in the instance.
    """

    lexicon: Lexicon

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """All expressions under ``name`` as one pattern.

        Raises:
            RuleError: The entry is absent, or an expression is broken.
        """
        known = self._compiled.get(name)
        if known is not None:
            return known
        sources = [source.replace("{year}", _YEAR) for source in self.lexicon.words(_SECTION, name)]
        try:
            compiled = re.compile("|".join(f"(?:{source})" for source in sources))
        except re.error as error:
            msg = f"词表项 {name} 的正则表达式有误:{error}"
            raise RuleError(msg, f"language/{_SECTION}.yaml") from error
        self._compiled[name] = compiled
        return compiled

    def found(self, name: str, text: str, unless: str = "") -> bool:
        """Whether ``name`` occurs in ``text`` and ``unless`` does not."""
        return bool(self.pattern(name).search(text)) and not (unless and self.pattern(unless).search(text))

    def end_of(self, name: str, text: str, start: int) -> int:
        """Where an expression of ``name`` that begins at ``start`` ends; ``start`` when none does."""
        match = self.pattern(name).match(text, start)
        return match.end() if match else start

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """Ordinal adverbs and their number (0: follows the one before)."""
        return {word: int(number) for word, number in self.lexicon.table(_SECTION, "ordinal_words").items()}
