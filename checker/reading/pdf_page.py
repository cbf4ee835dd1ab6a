"""The signs of a PDF page with their places, upright as a reader holds the page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.reading.guard import Limits
from checker.reading.layout.model import Glyph
from checker.reading.layout.text import is_noise, plain, unreadable

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["Signs", "View", "read_signs"]

_QUARTER = math.pi / 2
_STRAIGHT = 0.03  # radians by which an upright sign may lean
_BELOW = 0.12  # of the size: how far the em box reaches below the baseline
_WIDE = 2.5  # of the size: a sign's box is never larger
_TWO = 1.5  # of the size: a wider sign is two in one
_HYPHEN = 0x2  # the library's sign for a hyphen at the end of a line
_SIZES = (0.5, 2_000.0)  # points: smaller and larger signs are not meant to be read


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
class _Sign:
    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    turns: int
    gap: bool


def read_signs(page: pypdfium2.PdfPage, limits: Limits, number: int, where: str) -> Signs:
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
        signs, leaning, bad = _walk(text, count)
    finally:
        text.close()
    left, bottom, right, top = _box(page)
    turns = Counter(sign.turns for sign in signs).most_common(1)[0][0] if signs else page.get_rotation() // 90 % 4
    view = View(left, bottom, right, top, turns)
    glyphs = [_glyph(sign, view) for sign in signs if sign.turns == turns]
    return Signs(glyphs, view, leaning + len(signs) - len(glyphs), bad)


def _box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The visible box; a page without a sensible one is A4."""
    left, bottom, right, top = page.get_cropbox()
    if not all(map(math.isfinite, (left, bottom, right, top))) or right - left < 1 or top - bottom < 1:
        return 0.0, 0.0, 595.0, 842.0
    return left, bottom, right, top


def _walk(text: pypdfium2.PdfTextPage, count: int) -> tuple[list[_Sign], int, int]:
    """Signs, how many lean, and how many stand for nothing."""
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    handle = text.raw
    signs: list[_Sign] = []
    leaning = bad = 0
    gap = False
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a sign outside of the basic plane
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = "-" if code == _HYPHEN else chr(code)
        if char.isspace():
            gap = True
            continue
        if is_noise(char):
            continue
        if unreadable(char) or raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
            bad += 1
            continue
        known = (
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            and raw.FPDFText_GetCharOrigin(handle, index, x, y)
            and raw.FPDFText_GetMatrix(handle, index, matrix)
        )
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d) if known else 0.0
        edges = (box.left, box.bottom, box.right, box.top)
        origin = (x.value, y.value)
        if known and max(box.right - box.left, box.top - box.bottom) > _WIDE * size:
            edges, origin = _drawn(handle, index, size)
        if not _SIZES[0] <= size <= _SIZES[1] or not all(map(math.isfinite, (*edges, *origin))):
            continue
        angle = math.atan2(matrix.b, matrix.a)
        if abs(angle - round(angle / _QUARTER) * _QUARTER) > _STRAIGHT:
            leaning += 1
            continue
        turns = round(angle / _QUARTER) % 4
        if signs and (last := signs[-1]).origin == origin and last.box == edges and _is_ligature(last, char):
            signs[-1] = replace(last, text=last.text + plain(char))
            continue
        signs.append(_Sign(plain(char), edges, origin, size, turns, gap))
        gap = False
    return signs, leaning, bad


def _is_ligature(sign: _Sign, char: str) -> bool:
    """Whether two signs at the very same place are drawn as one, like —— in many Chinese fonts."""
    wide = max(sign.box[2] - sign.box[0], sign.box[3] - sign.box[1])
    return sign.text[-1] != char or wide > _TWO * sign.size


def _drawn(handle: object, index: int, size: float) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Box and origin of a sign from its ink: fonts for upright writing state boxes that cannot be."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    half = size / 2
    return (x - half, y - half, x + half, y + half), (x - half, y - half + _BELOW * size)


def _glyph(sign: _Sign, view: View) -> Glyph:
    ax, _ = view.at(sign.box[0], sign.box[1])
    bx, _ = view.at(sign.box[2], sign.box[3])
    _, base = view.at(*sign.origin)
    low = base + _BELOW * sign.size
    return Glyph(sign.text, min(ax, bx), low - sign.size, max(ax, bx), low, sign.size, sign.gap)
