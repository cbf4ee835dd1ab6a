"""Red seals are washed out of a page, so that their words do not enter the text and the words under them can be read.

A seal is red and about as wide as high; red headings are wide. Black print under the seal is dark in the red channel
as well and stays. On grey and black-and-white scans a seal cannot be told from print and stays where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reading.formats.ocr.recogniser import Pixels

__all__ = ["wash_seals"]

_SIZE = (0.09, 0.36)  # of the page's short side: 19 to 75 mm on A4
_ASPECT = 1.5  # at most, width to height or the other way round
_STRONGER = 40  # by which red exceeds the other colours
_JOIN = 0.02  # of the short side: the strokes of a seal stand closer than that
_PAPER = 170  # in the red channel: lighter than that is paper or seal
_FILL = 0.04  # of its box that a seal's strokes cover at least


def wash_seals(pixels: Pixels) -> tuple[Pixels, int]:
    """The page without its seals, and how many there were."""
    import cv2
    import numpy as np

    red, green, blue = (pixels[:, :, channel].astype(np.int16) for channel in range(3))
    mask = (red - np.maximum(green, blue) > _STRONGER).astype(np.uint8)
    side = min(mask.shape)
    if int(mask.sum()) < (_SIZE[0] * side) ** 2 * _FILL:
        return pixels, 0
    join = max(3, int(_JOIN * side)) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    washed = pixels.copy()
    seals = 0
    for label in range(1, count):
        left, top, width, height, _ = (int(v) for v in boxes[label])
        fits = all(_SIZE[0] * side <= length <= _SIZE[1] * side for length in (width, height))
        if not fits or max(width, height) > _ASPECT * min(width, height):
            continue
        place = np.s_[top : top + height, left : left + width]
        if mask[place].sum() < _FILL * width * height:
            continue
        seals += 1
        part = washed[place]
        strokes = cv2.dilate(mask[place] * (labels[place] == label).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        light = strokes & (part[:, :, 0] > _PAPER)
        grey = np.repeat(part[:, :, :1], 3, axis=2)  # the red channel alone: print stays dark
        part[strokes] = grey[strokes]
        part[light] = 255
    return washed, seals
