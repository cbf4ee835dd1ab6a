"""What one relation gave: holds, holds within rounding, cannot be told, or does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.engine.statements.matching import Hit

__all__ = ["Outcome", "Status"]


class Status(StrEnum):
    """Outcome of a relation; only ``FAILED`` becomes a finding."""

    OK = "ok"
    ROUNDING = "rounding"
    AMBIGUOUS = "ambiguous"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A relation that was tried. All places are stretches of normalised text.

    ``expression`` is the sum worked out; ``places`` the numbers that took part; ``fault`` the smallest stretch that
    shows it. ``about`` is the place of the number that was judged (a total, a rate) and ``question`` what was asked
    about it: of several answers to one question only the best is kept. ``distance`` is how far the two sides are apart.
    """

    status: Status
    expression: str
    places: tuple[Hit, ...]
    fault: Hit
    about: int
    question: str
    message: str = ""
    advice: str = ""
    confidence: str = "high"
    distance: Decimal = Decimal(0)
