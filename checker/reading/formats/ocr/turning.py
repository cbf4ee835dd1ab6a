"""How a page lies: on its side, upside down, a little askew.

Strips tell: of a page on its side most are higher than wide; read upside down, characters make the recognition unsure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reading.formats.ocr.recogniser import Corners, Pixels, Reading, Recogniser

__all__ = ["cut", "on_its_side", "skew", "turned", "upside_down", "width_height"]

_SAMPLE = 6  # strips that are read both ways
_SURE = 0.8  # a sample read more surely than that lies right
_BETTER = 0.1
_TALL = 1.5


def width_height(corners: Corners) -> tuple[float, float]:
    """Lengths of a strip's sides, in pixels."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners.tolist()
    width = max(math.hypot(bx - ax, by - ay), math.hypot(cx - dx, cy - dy))
    height = max(math.hypot(dx - ax, dy - ay), math.hypot(cx - bx, cy - by))
    return width, height


def cut(pixels: Pixels, corners: Corners) -> Pixels:
    """The strip between four corners, upright."""
    import cv2
    import numpy as np

    width, height = (max(1, round(v)) for v in width_height(corners))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    strip = cv2.warpPerspective(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)
    return np.asarray(strip, dtype=np.uint8)


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """The page turned by so many quarters, anticlockwise."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, quarters)) if quarters % 4 else pixels


def on_its_side(strips: Sequence[Corners]) -> bool:
    """Whether most of the text runs up or down."""
    upright = lying = 0.0
    for corners in strips:
        width, height = width_height(corners)
        if height > _TALL * width:
            lying += height
        elif width > _TALL * height:
            upright += width
    return lying > upright


def upside_down(pixels: Pixels, strips: Sequence[Corners], readings: Sequence[Reading], recogniser: Recogniser) -> bool:
    """Whether the longest strips, read as ``readings``, read better the other way up."""
    longest = sorted(zip(strips, readings, strict=True), key=lambda s: -width_height(s[0])[0])[:_SAMPLE]
    upright = _sure([reading for _, reading in longest])
    if upright >= _SURE:
        return False
    return _sure(recogniser.read([turned(cut(pixels, c), 2) for c, _ in longest])) > upright + _BETTER


def _sure(readings: Sequence[Reading]) -> float:
    signs = [s.sure for r in readings for s in r.signs]
    return sum(signs) / len(signs) if signs else 0.0


def skew(strips: Sequence[Corners]) -> float:
    """The angle (radians, clockwise) by which long lines run down to the right; 0 where there are too few."""
    angles = []
    for corners in strips:
        width, height = width_height(corners)
        if width > 4 * height:  # shorter ones are measured too coarsely
            (ax, ay), (bx, by) = corners[:2].tolist()
            angles.append(math.atan2(by - ay, bx - ax))
    return median(angles) if len(angles) > 2 else 0.0  # noqa: PLR2004 - one line alone proves little
