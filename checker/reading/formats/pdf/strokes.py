"""The ruling lines of a PDF page: stroked lines and frames, and the thin boxes that many programs fill instead."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.reading.formats.layout.model import Stroke
from checker.reading.formats.pdf.signs import View

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["read_strokes"]

_THIN = 3.0  # points: a filled box that is thinner is a line
_STRAIGHT = 1.0  # points by which a level or upright line may lean
_OBJECTS = 30_000
_SEGMENTS = 60_000
_DEEP = 8

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_strokes(page: pypdfium2.PdfPage, view: View) -> tuple[list[Stroke], bool]:
    """Ruling lines as seen, and whether all of the page could be looked at."""
    walk = _Walk(view)
    strokes = list(walk.page(page))
    return (strokes, True) if not walk.full else ([], False)


@dataclass(slots=True)
class _Walk:
    view: View
    objects: int = 0
    segments: int = 0

    @property
    def full(self) -> bool:
        return self.objects > _OBJECTS or self.segments > _SEGMENTS

    def page(self, page: pypdfium2.PdfPage) -> Iterator[Stroke]:
        from pypdfium2 import raw

        for index in range(raw.FPDFPage_CountObjects(page.raw)):
            yield from self._object(raw.FPDFPage_GetObject(page.raw, index), _PLAIN, 0)
            if self.full:
                return

    def _object(self, item: object, outer: _Matrix, depth: int) -> Iterator[Stroke]:
        from pypdfium2 import raw

        self.objects += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM} or self.full:
            return
        own = raw.FS_MATRIX()
        matrix = outer
        if raw.FPDFPageObj_GetMatrix(item, own):
            matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from self._path(item, matrix)
        elif depth < _DEEP:
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                yield from self._object(raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1)

    def _path(self, item: object, matrix: _Matrix) -> Iterator[Stroke]:
        from pypdfium2 import raw

        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for points in self._outlines(item, matrix):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = Stroke(min(xs), min(ys), max(xs), max(ys))
            if min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN:
                yield box
            elif stroke.value:
                for one, other in pairwise(points):
                    if abs(one[0] - other[0]) <= _STRAIGHT or abs(one[1] - other[1]) <= _STRAIGHT:
                        yield Stroke(*map(min, one, other), *map(max, one, other))

    def _outlines(self, item: object, matrix: _Matrix) -> Iterator[list[_Point]]:
        """The points of each part of a path; parts with curves are left out."""
        from pypdfium2 import raw

        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[_Point] = []
        curved = False
        for index in range(raw.FPDFPath_CountSegments(item)):
            self.segments += 1
            if self.full:
                return
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1 and not curved:
                    yield points
                points, curved = [], False
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, c, d, e, f = matrix
            at = self.view.at(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if not all(map(math.isfinite, at)):
                return
            points.append(at)
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if len(points) > 1 and not curved:
            yield points


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
