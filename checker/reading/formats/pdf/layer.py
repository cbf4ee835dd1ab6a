"""What a PDF page draws in which order: which of its words are painted so that they can be seen.

Words may be white, transparent, drawn without ink (as a recogniser does over the picture of a scan), or lie under a
picture. The objects of a page are looked at once; only where one of them is suspicious is it asked sign by sign.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.reading.formats.appearance import PAINTED, PAPER, PLAIN, Colour, Look

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["Layer"]

_OBJECTS = 30_000
_DEEP = 8
_NEAR = 16  # of 255: so near to white a colour may not be seen
_THIN = 13  # of 255: what is painted more thinly is not seen
_COMMON = 2  # the last of the text render modes that all paint
_NO_INK = frozenset({3, 7})  # text render modes: invisible, clip only
_FILLED = frozenset({0, 4})  # modes whose colour is that of the fill alone
_PICTURE = 0.5  # share of a page that its pictures cover
_EVERY = 13  # pixels: one in so many is looked at
_THROUGH, _HOLES = 128, 0.05  # opacity of a pixel that lets through, and share of such pixels in a picture that hides
_UNPAINTED = Look(opacity=0.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Painted:
    """A box that was painted at a place in the order of drawing."""

    order: int
    box: Box
    colour: Colour
    item: object = None

    def holds(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


@dataclass(slots=True)
class Layer:
    """The words of a page by how they are drawn.

    ``covered``: pictures take up most of the page; ``doubted``: some words may not be seen.
    """

    page: pypdfium2.PdfPage
    looks: dict[int, tuple[int, Look]] = field(default_factory=dict)
    pictures: list[_Painted] = field(default_factory=list)
    paints: list[_Painted] = field(default_factory=list)
    area: float = 0.0
    objects: int = 0
    doubted: bool = False
    _opaque: dict[int, bool] = field(default_factory=dict)  # pictures by their order

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Layer:
        """Look over a page."""
        from pypdfium2 import raw

        layer = cls(page)
        if not layer.is_plain():
            for index in range(min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS)):
                layer._object(raw.FPDFPage_GetObject(page.raw, index), 0)
        words = [order for order, _ in layer.looks.values()]
        layer.doubted = any(look.unseen for _, look in layer.looks.values()) or (
            bool(words) and any(picture.order > min(words) for picture in layer.pictures)
        )
        return layer

    def is_plain(self) -> bool:
        """Whether the page holds nothing but drawings and words in common ink: the usual case, told quickly."""
        from pypdfium2 import raw

        text, path, white = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, PAPER[0] - _NEAR
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        for index in range(min(raw.FPDFPage_CountObjects(self.page.raw), _OBJECTS)):
            item = raw.FPDFPage_GetObject(self.page.raw, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind not in {text, path}:
                return False
            if kind == text and (
                raw.FPDFTextObj_GetTextRenderMode(item) > _COMMON
                or not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
                or alpha.value < _THIN
                or (red.value > white and green.value > white and blue.value > white)
            ):
                return False
        return True

    def covers(self, width: float, height: float) -> bool:
        """Whether pictures take up most of a page of this size."""
        return self.area > _PICTURE * width * height

    def look(self, item: object, x: float, y: float) -> Look:
        """How a sign is seen whose centre is (x, y) and that belongs to a text object."""
        order, look = self.looks.get(_address(item), (0, PLAIN))
        if any(picture.order > order and picture.holds(x, y) and self._hides(picture) for picture in self.pictures):
            return _UNPAINTED
        if look.colour is not None and look.unseen:
            under = [paint for paint in (*self.paints, *self.pictures) if paint.order < order and paint.holds(x, y)]
            if under:
                return look.changed({"ground": max(under, key=lambda paint: paint.order).colour})
        return look

    def _hides(self, picture: _Painted) -> bool:
        """Whether a picture hides what lies under it; seals and watermarks let it through."""
        if picture.order not in self._opaque:
            self._opaque[picture.order] = _is_opaque(self.page, picture.item)
        return self._opaque[picture.order]

    def _object(self, item: object, depth: int) -> None:
        from pypdfium2 import raw

        self.objects += 1
        if self.objects > _OBJECTS:
            return
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.looks[_address(item)] = self.objects, _text_look(item)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and depth == 0:
            box = _bounds(item)
            if box is not None:
                self.area += (box[2] - box[0]) * (box[3] - box[1])
                self.pictures.append(_Painted(self.objects, box, PAINTED, item))
        elif kind == raw.FPDF_PAGEOBJ_PATH and depth == 0:
            self.paints.extend(_fill(item, self.objects))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            if depth == 0 and (box := _bounds(item)) is not None:
                self.area += (box[2] - box[0]) * (box[3] - box[1]) if _is_picture_form(item) else 0.0
            for index in range(min(raw.FPDFFormObj_CountObjects(item), _OBJECTS)):
                self._object(raw.FPDFFormObj_GetObject(item, index), depth + 1)


def _address(item: object) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # pointers of the library have no types


def _text_look(item: object) -> Look:
    from pypdfium2 import raw

    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    if mode in _NO_INK:
        return _UNPAINTED
    found = _fill_colour(item)
    if found is None or mode not in _FILLED:
        return PLAIN
    colour, alpha = found
    if alpha < _THIN:
        return _UNPAINTED
    return Look(colour=colour) if min(colour) > PAPER[0] - _NEAR else PLAIN


def _fill_colour(item: object) -> tuple[Colour, int] | None:
    from pypdfium2 import raw

    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha


def _bounds(item: object) -> Box | None:
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _fill(item: object, order: int) -> Iterator[_Painted]:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value:
        return
    found, box = _fill_colour(item), _bounds(item)
    if found is not None and box is not None and found[1]:
        yield _Painted(order, box, found[0])


def _is_opaque(page: pypdfium2.PdfPage, picture: object) -> bool:
    from pypdfium2 import raw

    if raw.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, picture)
    if not bitmap:
        return True
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        size = raw.FPDFBitmap_GetStride(bitmap) * raw.FPDFBitmap_GetHeight(bitmap)
        alphas = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size)[3 :: 4 * _EVERY]
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return sum(alpha < _THROUGH for alpha in alphas) <= _HOLES * len(alphas)


def _is_picture_form(form: object) -> bool:
    from pypdfium2 import raw

    kinds = {
        raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, index))
        for index in range(min(raw.FPDFFormObj_CountObjects(form), 50))
    }
    return raw.FPDF_PAGEOBJ_IMAGE in kinds
