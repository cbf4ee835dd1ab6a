"""One picture to one sheet of signs with places."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from checker.reading.formats.layout import Glyph, Sheet, Stroke
from checker.reading.formats.ocr.confusions import settle
from checker.reading.formats.ocr.ink import ends_of, find_rules, find_unread, ink_of
from checker.reading.formats.ocr.recogniser import Reading, Sign
from checker.reading.formats.ocr.seals import wash_seals
from checker.reading.formats.ocr.turning import cut, on_its_side, skew, turned, upside_down, width_height

if TYPE_CHECKING:
    from PIL.Image import Image

    from checker.reading.formats.ocr.recogniser import Corners, Pixels, Recogniser

__all__ = ["PageReading", "read_page"]

_LONG_SIDE = 2400  # pixels; a larger picture costs time and reads no better (docs/formats-ocr.md)
_A4 = 595.3  # points of the short side, where a picture does not tell its size
_LEGIBLE = 0.5  # a strip read less surely is no text: a stamp, a drawing, a stain
_SURE = 0.8  # a sign read less surely is doubtful
_SURE_DIGIT = 0.9  # a wrong digit does more harm
_NEAR = (0.85, 1.17)  # a size that close to the page's usual one is that one, measured badly
_OPENING, _CLOSING = "（“‘《〈【", "）”’》〉】，。、；："
_BARE = 0.5  # of its width that such a sign leaves empty on its outer side
_DAY = re.compile(r"\d{4}[-/.]\d{2}[-/.]\d{2}(?=\d{2}:\d{2})")  # a day runs into an hour
_TORN = 1.5  # times the usual step between the signs of a word or a number
_EM = 0.8  # of a strip's height: the size of its print, where its signs do not tell
_HALF_ANGLE = 0.0015  # radians: a page that lies straighter is straight
_LEAST = 20  # pixels of the short side: a smaller picture holds no text
_BLANK = 0.002  # share of ink up to which an empty page may have stains


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read from a picture.

    ``unread`` counts rows of print without legible text, ``rescued`` those that were found by their ink alone,
    ``quarters`` by how many right angles the page was turned (anticlockwise), ``seals`` the seals washed out.
    ``blank``: nothing is printed on it.
    """

    sheet: Sheet
    unread: int = 0
    rescued: int = 0
    quarters: int = 0
    seals: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _Strip:
    """A strip on the straightened page. ``ends`` are where its ink begins and ends, in pixels."""

    corners: Corners
    reading: Reading
    ends: tuple[float, float] | None = None


def read_page(
    picture: Image, recogniser: Recogniser, *, number: int = 1, size: tuple[float, float] | None = None
) -> PageReading:
    """Read one page.

    Args:
        picture: The page in RGB.
        recogniser: What reads strips of text.
        number: The page's number, from 1.
        size: Width and height in points; None where the file does not tell them.
    """
    pixels = _pixels(picture)
    if min(pixels.shape[:2]) < _LEAST:
        return PageReading(_sheet(number, pixels, size, [], []), blank=True)
    pixels, seals = wash_seals(pixels)
    found = recogniser.find(pixels)
    quarters = 0
    if found and on_its_side(found):
        quarters, pixels = 1, turned(pixels, 1)
        found = recogniser.find(pixels)
    readings = recogniser.read([cut(pixels, c) for c in found])
    if upside_down(pixels, found, readings, recogniser):
        quarters, pixels = quarters + 2, turned(pixels, 2)
        found = recogniser.find(pixels)
        readings = recogniser.read([cut(pixels, c) for c in found])
    if quarters % 2 and size is not None:
        size = size[::-1]
    strips = [_Strip(c, r) for c, r in zip(found, readings, strict=True)]
    legible = [s for s in strips if s.reading.sure >= _LEGIBLE]
    straight, matrix = _straightened(pixels, skew(found))
    legible = [_Strip(_moved(s.corners, matrix), s.reading) for s in legible]
    illegible = [_moved(s.corners, matrix) for s in strips if s.reading.sure < _LEGIBLE and len(s.reading.signs) > 1]
    height = _height([s.corners for s in legible] or [_moved(c, matrix) for c in found])
    rules, ink = find_rules(ink_of(straight), height)
    rows = find_unread(ink, [s.corners for s in legible] + illegible, height)
    rescued = _rescue(straight, rows, recogniser)
    unread = len(rows) - len(rescued) + len(illegible)
    legible = [replace(s, ends=ends_of(ink, s.corners)) for s in [*legible, *rescued]]
    sheet = _sheet(number, straight, size, legible, rules)
    blank = not sheet.glyphs and not unread and float(ink.mean()) < _BLANK
    return PageReading(sheet, unread, len(rescued), quarters % 4, seals, blank)


def _pixels(picture: Image) -> Pixels:
    import cv2
    import numpy as np

    pixels = np.asarray(picture.convert("RGB"), dtype=np.uint8)
    scale = _LONG_SIDE / max(pixels.shape[:2])
    if scale < 1:
        tall, wide = (max(1, round(side * scale)) for side in pixels.shape[:2])
        pixels = np.asarray(cv2.resize(pixels, (wide, tall), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return pixels


def _straightened(pixels: Pixels, angle: float) -> tuple[Pixels, Corners]:
    """The page turned so that its lines are level, and the matrix that moves points to there."""
    import cv2
    import numpy as np

    tall, wide = pixels.shape[:2]
    if abs(angle) < _HALF_ANGLE:
        return pixels, np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
    matrix = cv2.getRotationMatrix2D((wide / 2, tall / 2), math.degrees(angle), 1.0)
    turned_page = cv2.warpAffine(
        pixels, matrix, (wide, tall), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3
    )
    return np.asarray(turned_page, dtype=np.uint8), np.asarray(matrix, dtype=np.float32)


def _moved(corners: Corners, matrix: Corners) -> Corners:
    moved: Corners = (corners @ matrix[:, :2].T + matrix[:, 2]).astype("float32")
    return moved


def _height(found: Sequence[Corners]) -> float:
    """The usual height of print in pixels."""
    heights = [min(width_height(c)) for c in found]
    return max(8.0, median(heights)) if heights else 40.0


def _rescue(pixels: Pixels, rows: Sequence[tuple[int, int, int, int]], recogniser: Recogniser) -> list[_Strip]:
    """Rows that the search for strips left out, as far as they can be read."""
    import numpy as np

    places = []
    for left, top, right, bottom in rows:
        around = max(2, (bottom - top) // 6)
        box = (max(0, left - around), max(0, top - around), right + around, bottom + around)
        places.append(box)
    readings = recogniser.read([pixels[top:bottom, left:right] for left, top, right, bottom in places])
    strips = []
    for (left, top, right, bottom), reading in zip(places, readings, strict=True):
        if len(reading.signs) > 1 and reading.sure >= _SURE:
            corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)
            strips.append(_Strip(corners, reading))
    return strips


def _sheet(
    number: int,
    pixels: Pixels,
    size: tuple[float, float] | None,
    strips: Sequence[_Strip],
    rules: Sequence[tuple[int, int, int, int]],
) -> Sheet:
    """Signs and ruling lines in points."""
    tall, wide = pixels.shape[:2]
    scale = size[0] / wide if size else _A4 / min(tall, wide)
    strips = [s for s in strips if s.reading.signs]
    sizes = _even([(_size(s, scale), len(s.reading.signs)) for s in strips])
    glyphs = [g for strip, em in zip(strips, sizes, strict=True) for g in _glyphs(strip, scale, em)]
    strokes = []
    for left, top, right, bottom in rules:
        if right - left >= bottom - top:
            middle = (top + bottom) / 2 * scale
            strokes.append(Stroke(left * scale, middle, right * scale, middle))
        else:
            middle = (left + right) / 2 * scale
            strokes.append(Stroke(middle, top * scale, middle, bottom * scale))
    return Sheet(number, wide * scale, tall * scale, glyphs, strokes, recognised=True)


def _glyphs(strip: _Strip, scale: float, size: float) -> list[Glyph]:
    """A strip's signs, each in its em box.

    Recognition tells the centre of a sign to a third of its width; where the strip's ink begins and ends is exact.
    """
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (strip.corners * scale).tolist()
    left, right = ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)
    signs, doubts = settle(strip.reading.signs)
    centres = [left[0] + (right[0] - left[0]) * s.at for s in signs]
    halves = [size / 4 if s.text.isascii() else size / 2 for s in signs]
    starts = [c - h for c, h in zip(centres, halves, strict=True)]
    ends = [c + h for c, h in zip(centres, halves, strict=True)]
    blanks = _blanks(signs, centres)
    for n in range(1, len(signs)):  # neighbours without a blank between them touch
        if n not in blanks and signs[n].text.isascii() and signs[n - 1].text.isascii():
            starts[n] = ends[n - 1] = (centres[n - 1] + centres[n]) / 2
        if signs[n].text in _CLOSING and abs(centres[n] - ends[n - 1]) < size:  # its ink is at its left
            starts[n] = ends[n - 1]
            ends[n] = min([starts[n] + size, *starts[n + 1 : n + 2]])
    if strip.ends is not None:
        bare = size * _BARE
        starts[0] = strip.ends[0] * scale - (bare if signs[0].text in _OPENING else 0)
        ends[-1] = strip.ends[1] * scale + (bare if signs[-1].text in _CLOSING else 0)
    glyphs = []
    for index, (sign, doubt, start, end) in enumerate(zip(signs, doubts, starts, ends, strict=True)):
        y = left[1] + (right[1] - left[1]) * sign.at
        least = _SURE_DIGIT if sign.text.isdigit() else _SURE
        unsure = doubt or (sign.sure < least and sign.text.isalnum())
        box = (min(start, end), y - size / 2, max(start, end), y + size / 2)
        glyphs.append(Glyph(sign.text, *box, size, gap=index in blanks, doubtful=unsure))
    return glyphs


def _blanks(signs: Sequence[Sign], centres: Sequence[float]) -> set[int]:
    """Which signs have a blank before them: as read, between day and hour, where a run is torn apart."""
    blanks = {n for n, sign in enumerate(signs) if sign.gap}
    blanks.update(match.end() for match in _DAY.finditer("".join(s.text for s in signs)))
    start = 0
    for end in range(1, len(signs) + 1):
        if end < len(signs) and signs[end].text.isascii() and end not in blanks:
            continue
        run = range(start + (not signs[start].text.isascii()), end)
        steps = [centres[n] - centres[n - 1] for n in run[1:]]
        if len(steps) > 3:  # noqa: PLR2004 - in a shorter run nothing is usual
            usual = median(steps)
            blanks.update(n for n, step in zip(run[1:], steps, strict=True) if step > _TORN * usual)
        start = end
    return blanks


def _size(strip: _Strip, scale: float) -> float:
    """The size of a strip's print in points: how far its ideographs stand apart."""
    signs = strip.reading.signs
    width, height = (v * scale for v in width_height(strip.corners))
    usual = height * _EM
    steps = [
        (b.at - a.at) * width
        for a, b in pairwise(signs)
        if "\u4e00" <= a.text <= "\u9fff" and "\u4e00" <= b.text <= "\u9fff"
    ]
    steps = [s for s in steps if 0.6 * usual <= s <= 1.6 * usual]  # others are blanks or slips
    return sum(steps) / len(steps) if steps else usual


def _even(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """Sizes of strips (with the number of their signs), small differences to the page's usual size left out."""
    if not sizes:
        return []
    usual = median([size for size, signs in sizes for _ in range(signs)] or [size for size, _ in sizes])
    return [usual if _NEAR[0] <= size / usual <= _NEAR[1] else size for size, _ in sizes]
