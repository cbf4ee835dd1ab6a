"""Signs of an OFD page as a reader holds it: most of them decide which way up it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checker.reading.formats.appearance import PLAIN, Look
from checker.reading.formats.layout import Glyph, Stroke

__all__ = ["Sign", "Upright", "upright"]

_BELOW = 0.12  # of the size: how far the em box reaches below the baseline


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with the place of its baseline's start; ``turns`` are quarter turns clockwise. Points."""

    text: str
    at: tuple[float, float]
    width: float
    size: float
    turns: int
    gap: bool
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Upright:
    """A page held so that most of its signs stand upright; others are left out."""

    glyphs: list[Glyph]
    strokes: list[Stroke]
    width: float
    height: float


def upright(signs: Sequence[Sign], strokes: Sequence[Stroke], width: float, height: float) -> Upright:
    """Turn a page of ``width`` and ``height``."""
    signs = [s for s in signs if all(map(math.isfinite, (*s.at, s.width, s.size)))]
    turns = Counter(sign.turns for sign in signs).most_common(1)[0][0] if signs else 0

    def seen(x: float, y: float) -> tuple[float, float]:
        if turns == 1:
            return y, width - x
        if turns == 2:  # noqa: PLR2004 - upside down
            return width - x, height - y
        return (height - y, x) if turns else (x, y)

    glyphs = []
    for sign in signs:
        if sign.turns == turns:
            x, base = seen(*sign.at)
            low = base + _BELOW * sign.size
            glyphs.append(
                Glyph(sign.text, x, low - sign.size, x + sign.width, low, sign.size, sign.gap, look=sign.look)
            )
    lines = []
    for stroke in strokes:
        if all(map(math.isfinite, (stroke.x0, stroke.y0, stroke.x1, stroke.y1))):
            one, other = seen(stroke.x0, stroke.y0), seen(stroke.x1, stroke.y1)
            lines.append(Stroke(*map(min, one, other), *map(max, one, other)))
    return Upright(glyphs, lines, *((height, width) if turns % 2 else (width, height)))
