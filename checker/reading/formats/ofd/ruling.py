"""The ruling lines among the drawings of an OFD page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child
from checker.reading.formats.layout import Stroke
from checker.reading.formats.ofd.parts import Matrix, number

__all__ = ["ruling"]

_THIN = 3.0  # points: a filled box that is thinner is a line
_STRAIGHT = 1.0  # points by which a level or upright line may lean
_LONGEST = 400_000  # characters of drawing that are looked at
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_TOKEN = re.compile(r"[A-Za-z]|[-+.\dEe]+")

_Point = tuple[float, float]


def ruling(item: Element, own: Matrix) -> Iterator[Stroke]:
    """Level and upright lines of a path object."""
    data = child(item, "AbbreviatedData")
    stroked = (attribute(item, "Stroke") or "true").lower() != "false"
    filled = (attribute(item, "Fill") or "false").lower() == "true"
    if data is None or not (stroked or filled):
        return
    for points in _outlines((data.text or "")[:_LONGEST], own):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = Stroke(min(xs), min(ys), max(xs), max(ys))
        if min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN:
            yield box
        elif stroked:
            for one, other in pairwise(points):
                if abs(one[0] - other[0]) <= _STRAIGHT or abs(one[1] - other[1]) <= _STRAIGHT:
                    yield Stroke(*map(min, one, other), *map(max, one, other))


def _outlines(data: str, own: Matrix) -> Iterator[list[_Point]]:
    """The points of each part of a drawing; parts with curves are left out."""
    a, b, c, d, e, f = own
    points: list[_Point] = []
    curved = False
    tokens = iter(_TOKEN.findall(data))
    for step in tokens:
        count = _NUMBERS.get(step)
        if count is None:
            continue
        values = [number(next(tokens, ""), 0.0) for _ in range(count)]
        if step in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or step in "QBA"
        if step == "C" and points:
            points.append(points[0])
        elif count:
            x, y = values[-2:]
            points.append((a * x + c * y + e, b * x + d * y + f))
    if len(points) > 1 and not curved:
        yield points
