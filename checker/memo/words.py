"""The fixed words of memos (``rules/language/memo.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.results.conclusion import ConclusionRules

__all__ = ["MemoWords"]


@dataclass(frozen=True, slots=True)
class MemoWords:
    """The fixed words of memos, and the rules that conclusions come from."""

    conclusions: ConclusionRules
    never_returned: tuple[str, ...]
    corrected: tuple[str, ...]
    ranks: Mapping[str, Sequence[str]]
    basis: str
    title_breaks: tuple[str, ...]

    @classmethod
    def from_lexicon(cls, lexicon: Lexicon) -> MemoWords:
        """Read them from the pack's language files.

        Raises:
            RuleError: A key is absent.
        """
        return cls(
            ConclusionRules.from_lexicon(lexicon),
            lexicon.words("memo", "never_returned"),
            lexicon.words("memo", "corrected"),
            lexicon.table("memo", "ranks"),
            str(lexicon.value("memo", "basis")),
            lexicon.words("memo", "title_breaks"),
        )
