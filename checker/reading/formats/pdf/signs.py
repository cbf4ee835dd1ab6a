"""The signs of a PDF page with their places, upright as a reader holds the page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.reading.formats.appearance import PLAIN, Look
from checker.reading.formats.layout.model import Glyph
from checker.reading.formats.layout.text import is_noise, plain, unreadable
from checker.reading.formats.pdf.layer import Layer

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["Signs", "View", "read_signs"]

_QUARTER = math.pi / 2
_STRAIGHT = 0.03  # radians by which an upright sign may lean
_BELOW = 0.12  # of the size: how far the em box reaches below the baseline
_WIDE = 2.5  # of the size: a sign's box is never larger
_TWO = 1.5  # of the size: a wider sign is two in one
_HYPHEN = 0x2  # the library's sign for a hyphen at the end of a line
_FIRST_HALF, _SECOND_HALF = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # of a pair that makes one sign
_SIZES = (1.0, 2_000.0)  # points: smaller and larger signs are not meant to be read


@dataclass(frozen=True, slots=True)
class View:
    """How a page is held: its box in the file's coordinates, and quarter turns clockwise that make it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as it is seen, from the upper left corner."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:  # noqa: PLR2004 - upside down
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


@dataclass(frozen=True, slots=True)
class Signs:
    """What was read: ``turned`` counts signs that lean or lie, ``unreadable`` those that stand for nothing."""

    glyphs: list[Glyph]
    view: View
    turned: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Box, start of the baseline, size and quarter turns (None: it leans), in the file's coordinates."""

    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    turns: int | None


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    place: _Place
    gap: bool
    look: Look = PLAIN


def read_signs(page: pypdfium2.PdfPage, limits: Limits, number: int, where: str, layer: Layer) -> Signs:
    """All signs of a page. Most of them decide which way up the page is.

    Raises:
        ReadingError: There are too many.
    """
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > limits.page_signs:
            msg = f"第{number}页有 {count} 个字,超过每页上限 {limits.page_signs} 个,不是正常的页面;请重新导出后再试"
            raise ReadingError(msg, where)
        signs, leaning, bad = _walk(text, count, layer)
    finally:
        text.close()
    left, bottom, right, top = _box(page)
    counts = Counter(sign.place.turns for sign in signs).most_common(1)
    turns = counts[0][0] if counts else page.get_rotation() // 90 % 4
    view = View(left, bottom, right, top, turns or 0)
    glyphs = [_glyph(sign, view) for sign in signs if sign.place.turns == turns]
    return Signs(glyphs, view, leaning + len(signs) - len(glyphs), bad)


def _box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The visible box; a page without a sensible one is A4."""
    left, bottom, right, top = page.get_cropbox()
    if not all(map(math.isfinite, (left, bottom, right, top))) or right - left < 1 or top - bottom < 1:
        return 0.0, 0.0, 595.0, 842.0
    return left, bottom, right, top


def _walk(text: pypdfium2.PdfTextPage, count: int, layer: Layer) -> tuple[list[_Sign], int, int]:
    """Signs, how many lean, and how many stand for nothing."""
    from pypdfium2 import raw

    handle = text.raw
    places = _Places(handle)
    signs: list[_Sign] = []
    leaning = bad = 0
    gap = False
    for index, char in _characters(handle, count):
        if char.isspace():
            gap = True
        elif unreadable(char) or raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
            bad += 1
        elif (place := places.of(index)) is not None:
            if place.turns is None:
                leaning += 1
            elif signs and signs[-1].place == place and _is_ligature(signs[-1], char):
                signs[-1] = replace(signs[-1], text=signs[-1].text + plain(char))
            else:
                signs.append(_Sign(plain(char), place, gap, _look(handle, index, place, layer)))
            gap = False
    return signs, leaning, bad


def _look(handle: object, index: int, place: _Place, layer: Layer) -> Look:
    from pypdfium2 import raw

    if not layer.doubted:
        return PLAIN
    left, bottom, right, top = place.box
    return layer.look(raw.FPDFText_GetTextObject(handle, index), (left + right) / 2, (bottom + top) / 2)


def _characters(handle: object, count: int) -> Iterator[tuple[int, str]]:
    """Characters that stand in the file, with their indexes; halves of a pair are put together."""
    from pypdfium2 import raw

    half = 0
    for index in range(count):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _FIRST_HALF:
            half = code
            continue
        if code in _SECOND_HALF and half:
            code = 0x10000 + ((half - _FIRST_HALF.start) << 10) + (code - _SECOND_HALF.start)
        half = 0
        char = "-" if code == _HYPHEN else chr(code)
        if not is_noise(char):
            yield index, char


class _Places:
    """Asks the library where signs stand; keeps what it writes its answers into."""

    def __init__(self, handle: object) -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, handle
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def of(self, index: int) -> _Place | None:
        """The place of a sign; None where it has none, or none that a reader could see."""
        raw, handle, box, matrix, x, y = self._raw, self._handle, self._box, self._matrix, self._x, self._y
        if not (
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            and raw.FPDFText_GetCharOrigin(handle, index, x, y)
            and raw.FPDFText_GetMatrix(handle, index, matrix)
        ):
            return None
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        edges, origin = (box.left, box.bottom, box.right, box.top), (x.value, y.value)
        if max(box.right - box.left, box.top - box.bottom) > _WIDE * size:
            edges, origin = _drawn(handle, index, size)
        if not _SIZES[0] <= size <= _SIZES[1] or not all(map(math.isfinite, (*edges, *origin))):
            return None
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / _QUARTER)
        return _Place(edges, origin, size, quarter % 4 if abs(angle - quarter * _QUARTER) <= _STRAIGHT else None)


def _is_ligature(sign: _Sign, char: str) -> bool:
    """Whether two signs at the very same place are drawn as one, like —— in many Chinese fonts."""
    box = sign.place.box
    wide = max(box[2] - box[0], box[3] - box[1])
    return sign.text[-1] != char or wide > _TWO * sign.place.size


def _drawn(handle: object, index: int, size: float) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Box and origin of a sign from its ink: fonts for upright writing state boxes that cannot be."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    half = size / 2
    return (x - half, y - half, x + half, y + half), (x - half, y - half + _BELOW * size)


def _glyph(sign: _Sign, view: View) -> Glyph:
    box, size = sign.place.box, sign.place.size
    one, other = view.at(box[0], box[1])[0], view.at(box[2], box[3])[0]
    low = view.at(*sign.place.origin)[1] + _BELOW * size
    return Glyph(sign.text, min(one, other), low - size, max(one, other), low, size, sign.gap, look=sign.look)
