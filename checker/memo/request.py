"""How a memo is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from checker.memo.letterhead import Letterhead
from checker.memo.words import MemoWords
from checker.results.decisions import Undecided

__all__ = ["LETTER", "OPINION", "RETURN", "Wanted"]

OPINION, LETTER, RETURN = "opinion", "letter", "return"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the memo is wanted. ``due`` is the day of correction, ``as_of`` the day of signing (ISO); None: blank.

    ``annex``: all requirements are listed in a table behind the letter.
    """

    words: MemoWords
    kind: str = OPINION
    letterhead: Letterhead = field(default_factory=Letterhead)
    due: str | None = None
    due_days: int | None = None
    as_of: str | None = None
    undecided: Undecided = Undecided.OMIT
    annex: bool = False

    @property
    def due_day(self) -> str | None:
        """The day of correction: as given, or counted from the day of signing."""
        if self.due is not None or self.due_days is None or self.as_of is None:
            return self.due
        return (date.fromisoformat(self.as_of) + timedelta(days=self.due_days)).isoformat()
