"""What is printed on a page: ruling lines, and rows of print that no strip covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from checker.reading.formats.ocr.recogniser import Corners, Pixels

    Labels = NDArray[np.int32]

__all__ = ["ends_of", "find_rules", "find_unread", "ink_of"]

_RULE = 2.5  # times the height of print: a level or upright stroke longer than that is a ruling line
_THICK = 0.35  # of the height of print, at most
_SPECK = 0.22  # of the height of print: smaller is dust
_LARGE = 1.7  # times the height of print: larger is a picture
_WIDE = 1.6  # times its height: a shorter row may be a stain
_MARGIN = 0.25  # of the height of print that a strip's ink may reach beyond it
_FILL = (0.07, 0.75)  # of its box that the ink of a row covers
_MOST = 60  # rows: more than that is a picture, not print


def ink_of(pixels: Pixels) -> Pixels:
    """What is darker than the paper around it: 1, else 0."""
    import cv2
    import numpy as np

    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (3, 3), 0)
    block = max(31, min(grey.shape) // 30) | 1
    mask = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 22)
    return np.asarray(mask, dtype=np.uint8)


def find_rules(ink: Pixels, height: float) -> tuple[list[tuple[int, int, int, int]], Pixels]:
    """Ruling lines as (left, top, right, bottom) in pixels, and the ink without them.

    ``height`` is the usual height of print.
    """
    import cv2
    import numpy as np

    length, thick = max(10, int(_RULE * height)), max(3, int(_THICK * height))
    found: list[tuple[int, int, int, int]] = []
    rest = ink.copy()
    for shape in ((1, length), (length, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        lines = cv2.morphologyEx(
            lines, cv2.MORPH_CLOSE, np.ones((max(1, shape[0] // 4), max(1, shape[1] // 4)), np.uint8)
        )
        count, labels, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for label in range(1, count):
            x, y, width, tall, _ = (int(v) for v in boxes[label])
            if min(width, tall) > thick + max(width, tall) // 40:  # thick: a bar, or print that runs together
                continue
            found.append((x, y, x + width, y + tall))
            rest[y : y + tall, x : x + width][labels[y : y + tall, x : x + width] == label] = 0
    return sorted(found, key=lambda r: (r[1], r[0])), rest


def find_unread(ink: Pixels, strips: Sequence[Corners], height: float) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) around rows of print that ``strips`` leave out, from the top down."""
    import cv2
    import numpy as np

    rest = ink.copy()
    margin = _MARGIN * height
    for corners in strips:
        centre = corners.mean(axis=0)
        away = np.sign(corners - centre) * margin
        cv2.fillPoly(rest, [np.round(corners + away).astype(np.int32)], 0)
    count, labels, boxes, areas = _components(rest)
    keep = np.zeros(count, dtype=np.uint8)
    for label in range(1, count):
        width, tall = boxes[label]
        print_like = _SPECK * height <= max(width, tall) <= _LARGE * height
        keep[label] = print_like and areas[label] > (_SPECK * height) ** 2 / 2
    signs = keep[labels]
    join = np.ones((max(1, int(height * 0.2)), max(3, int(height * 0.9))), np.uint8)
    joined = cv2.morphologyEx(signs, cv2.MORPH_CLOSE, join)
    rows: list[tuple[int, int, int, int]] = []
    number, _, found, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for label in range(1, number):
        x, y, width, tall, _ = (int(v) for v in found[label])
        fill = float(signs[y : y + tall, x : x + width].mean())
        if 0.5 * height <= tall <= _LARGE * height and width >= _WIDE * tall and _FILL[0] <= fill <= _FILL[1]:
            rows.append((x, y, x + width, y + tall))
    rows.sort(key=lambda r: (r[1], r[0]))
    return rows if len(rows) <= _MOST else []


def ends_of(ink: Pixels, corners: Corners) -> tuple[float, float] | None:
    """Where the ink of a level strip begins and ends; None where there is none."""
    import numpy as np

    low, high = corners.min(axis=0), corners.max(axis=0)
    left, right = max(0, int(low[0])), int(high[0]) + 1
    top, bottom = max(0, int(low[1])), int(high[1]) + 1
    rows = bottom - top
    columns = ink[top + rows // 6 : bottom - rows // 6, left:right].sum(axis=0)
    inked = np.flatnonzero(columns >= 2)  # noqa: PLR2004 - one pixel is dust
    return (float(left + inked[0]), float(left + inked[-1] + 1)) if inked.size else None


def _components(ink: Pixels) -> tuple[int, Labels, list[tuple[int, int]], list[int]]:
    """Pieces of ink that hang together: their number, which pixel belongs to which, their boxes and areas."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return count, np.asarray(labels), [(int(s[2]), int(s[3])) for s in stats], [int(s[4]) for s in stats]
