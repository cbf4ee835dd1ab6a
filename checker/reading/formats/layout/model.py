"""What stands on a page before it is text.

All measures are points (1/72 inch); x grows to the right, y grows downwards, the page's upper left corner is (0, 0).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.reading.formats.appearance import PLAIN, Look

__all__ = ["Cell", "Glyph", "Piece", "Sheet", "Stroke", "Table"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign, or a few that are drawn as one.

    The box is the em box: ``size`` high around the baseline, as wide as the sign moves the pen. ``gap`` tells that
    the file has a blank before it, ``doubtful`` that a recognition was unsure, ``raised`` that it is a superscript;
    ``look`` is how it is painted.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    gap: bool = False
    doubtful: bool = False
    raised: bool = False
    look: Look = PLAIN

    @property
    def middle(self) -> float:
        """Height of the sign's centre."""
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        """Where its centre stands from left to right."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruling line, level or upright: ``x0 <= x1`` and ``y0 <= y1``, one of them nearly equal."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``number`` counts from 1; ``recognised`` tells that its signs were read from a picture."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph] = ()
    strokes: Sequence[Stroke] = ()
    recognised: bool = False


@dataclass(slots=True)
class Piece:
    """Words of one line.

    ``lead`` is the width of what cannot be parted at its start: a line broke before it because it did not fit.
    ``doubtful`` are stretches of ``text``. ``left`` and ``right`` are the edges of the column that it stands in.
    """

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    lead: float = 0.0
    doubtful: tuple[tuple[int, int], ...] = ()
    left: float = 0.0
    right: float = 0.0

    @property
    def middle(self) -> float:
        """Height of the line's centre."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Cell:
    """Words of a table's cell."""

    text: str = ""
    doubtful: bool = False


@dataclass(slots=True)
class Table:
    """Rows of cells on one page. ``edges`` are the x of the column borders, one more than a row has cells."""

    page: int
    y0: float
    y1: float
    edges: list[float]
    rows: list[list[Cell]]
