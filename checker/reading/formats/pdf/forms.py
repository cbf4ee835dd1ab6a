"""What has been filled into the form fields of a PDF, as signs on the page, and what a reviewer struck out there."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.reading.formats.layout.model import Glyph, Stroke
from checker.reading.formats.pdf.signs import View

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["filled_in", "struck_out"]

_MOST = 5_000  # notes and fields of one page
_LONGEST = 8_000  # bytes of a value
_SHOWN = 0.8  # of a field's height: the size of its signs
_LARGEST = 14.0  # points
_BELOW = 0.12  # of the size: how far the em box reaches below the baseline
_NOT_SHOWN = 1 | 2  # flags: invisible, hidden


def _annotations(page: pypdfium2.PdfPage, kind: int) -> Iterator[tuple[object, tuple[float, float, float, float]]]:
    """Those of one kind that are shown, with their boxes as (left, bottom, right, top)."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            hidden = raw.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN
            if raw.FPDFAnnot_GetSubtype(annotation) == kind and not hidden and raw.FPDFAnnot_GetRect(annotation, box):
                yield annotation, (box.left, box.bottom, box.right, box.top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def filled_in(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, view: View) -> Iterator[Glyph]:
    """The values of text fields and lists, set into their boxes."""
    from pypdfium2 import raw

    if document.formenv is None:
        return
    buffer = ctypes.create_string_buffer(_LONGEST)
    texts = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
    form = document.formenv.raw
    for annotation, box in _annotations(page, raw.FPDF_ANNOT_WIDGET):
        if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in texts:
            continue
        size = raw.FPDFAnnot_GetFormFieldValue(
            form, annotation, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _LONGEST
        )
        value = buffer.raw[: max(min(size, _LONGEST) - 2, 0)].decode("utf-16-le", "replace")
        yield from _set(" ".join(value.split()), box, view)


def _set(text: str, box: tuple[float, float, float, float], view: View) -> Iterator[Glyph]:
    one, other = view.at(box[0], box[1]), view.at(box[2], box[3])
    left, top, right, bottom = (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )
    size = min(_SHOWN * (bottom - top), _LARGEST)
    wide = sum(0.5 if char.isascii() else 1.0 for char in text) * size
    if size <= 1 or not text:
        return
    step = min(1.0, (right - left) / wide)
    low = (top + bottom) / 2 + size / 2
    gap = False
    for char in text:
        width = (0.5 if char.isascii() else 1.0) * size * step
        if not char.isspace():
            yield Glyph(char, left, low - size, left + width, low, size, gap)
        gap = char.isspace()
        left += width


def struck_out(page: pypdfium2.PdfPage, view: View) -> Iterator[Stroke]:
    """Lines through words that a reader's strike-out marks draw."""
    from pypdfium2 import raw

    quad = raw.FS_QUADPOINTSF()
    for annotation, _ in _annotations(page, raw.FPDF_ANNOT_STRIKEOUT):
        for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST)):
            if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                middle = (min(ys) + max(ys)) / 2
                one, other = view.at(min(xs), middle), view.at(max(xs), middle)
                yield Stroke(min(one[0], other[0]), one[1], max(one[0], other[0]), one[1])
