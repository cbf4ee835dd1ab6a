"""What is drawn on an OFD page: text, ruling lines and pictures, with everything nested in blocks and graphics."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.xml import attribute, child, children, tag
from checker.reading.formats.appearance import PAINTED, Colour
from checker.reading.formats.layout import Stroke
from checker.reading.formats.layout.text import is_noise, plain, unreadable
from checker.reading.formats.ofd.painting import CLEAR, Frame, look_of, opacity, paint_of, settled
from checker.reading.formats.ofd.parts import POINTS, Matrix, Parts, Place, deltas, matrix, number, numbers
from checker.reading.formats.ofd.ruling import ruling
from checker.reading.formats.ofd.upright import Sign

__all__ = ["PageReader", "PageWords", "PlacedPicture"]

_HEAD = 4_096  # bytes of a picture in which its palette is
_DEEP = 12  # graphics within graphics
_OBJECTS = 200_000  # on one page
_QUARTER = math.pi / 2
_STRAIGHT = 0.03  # radians by which an upright sign may lean
_SIZES = (1.0, 2_000.0)  # points
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"II*\x00", b"MM\x00*")
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page: its resource, and left, top, width, height in points."""

    resource: str
    box: tuple[float, float, float, float]

    @property
    def area(self) -> float:
        """In square points."""
        return self.box[2] * self.box[3]


@dataclass(slots=True)
class PageWords:
    """What a page has been found to hold. While ``silent``, signs are only counted (``hushed``)."""

    page: int
    limits: Limits
    where: str
    origin: tuple[float, float] = (0.0, 0.0)
    signs: list[Sign] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    leaning: int = 0
    unreadable: int = 0
    objects: int = 0
    hushed: int = 0
    hidden: int = 0
    silent: bool = False
    paints: list[tuple[int, Frame, Colour]] = field(default_factory=list)  # what is painted, in the order of drawing
    orders: list[int] = field(default_factory=list)  # for each sign, its place in that order
    skipped_template: bool = False

    def seen(self) -> Sequence[Sign]:
        """The signs with what they stand on, and what was laid over them afterwards."""
        return settled(self.signs, self.orders, self.paints)

    def count(self) -> None:
        """Count one object.

        Raises:
            ReadingError: The page has too many objects, or signs.
        """
        self.objects += 1
        if self.objects > _OBJECTS:
            msg = f"第{self.page}页的图文对象超过 {_OBJECTS} 个,不是正常的页面;请重新导出后再试"
            raise ReadingError(msg, self.where)
        if len(self.signs) > self.limits.page_signs:
            msg = f"第{self.page}页的字超过每页上限 {self.limits.page_signs} 个,不是正常的页面;请重新导出后再试"
            raise ReadingError(msg, self.where)


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads pages of one document; ``graphics`` and ``media`` are its shared resources by id."""

    parts: Parts
    graphics: dict[str, Element]
    media: dict[str, Place]
    hiding: dict[str, bool] = field(default_factory=dict)  # pictures that let nothing through

    @classmethod
    def open(cls, parts: Parts, resources: Sequence[Place]) -> PageReader:
        """Take in the resources of a document; one that is missing is no reason to stop."""
        reader = cls(parts, {}, {})
        for place in resources:
            if parts.has(place):
                reader.take(parts.xml(place), place)
        return reader

    def take(self, root: Element, place: Place) -> None:
        """Take in one list of resources."""
        base = attribute(root, "BaseLoc")
        folder = self.parts.place(place, f"{base}/x") if base else place
        for node in root.iter():
            name = attribute(node, "ID") or ""
            if tag(node) == "CompositeGraphicUnit":
                self.graphics[name] = node
            elif tag(node) == "MultiMedia":
                file = child(node, "MediaFile")
                found = self.parts.place(folder or place, file.text if file is not None else None)
                if found is not None:
                    self.media[name] = found

    def picture(self, resource: str) -> bytes | None:
        """The picture with this id, where it is one that others can open."""
        place = self.media.get(resource)
        if place is None or not self.parts.has(place):
            return None
        data = self.parts.read(place)
        return data if data.startswith(_PICTURES) else None

    def read(self, root: Element, place: Place, words: PageWords) -> None:
        """Add what the page or template ``root`` draws.

        Raises:
            ReadingError: It draws too much.
        """
        for node in children(root, "PageRes"):
            found = self.parts.place(place, node.text)
            if found is not None and self.parts.has(found):
                self.take(self.parts.xml(found), found)
        start = (1.0, 0.0, 0.0, 1.0, -words.origin[0], -words.origin[1])
        for content in children(root, "Content"):
            for layer in content:
                self._all(layer, _scaled(start), words, ())

    def _all(self, container: Element, outer: Matrix, words: PageWords, inside: tuple[str, ...]) -> None:
        for item in container:
            name = tag(item)
            words.count()
            if (attribute(item, "Visible") or "true").lower() == "false":
                words.hidden += sum(
                    len("".join((code.text or "").split())) for code in item.iter() if tag(code) == "TextCode"
                )
                continue
            if name == "PageBlock":
                self._all(item, outer, words, inside)
            elif name == "TextObject":
                _text(item, _own(item, outer), words)
            elif name == "PathObject":
                words.strokes.extend(ruling(item, _own(item, outer)))
                words.paints.extend((words.objects, _frame(item, outer), colour) for colour in paint_of(item))
            elif name == "ImageObject":
                self._image(item, outer, words)
            elif name == "CompositeObject":
                key = attribute(item, "ResourceID") or ""
                unit = self.graphics.get(key)
                if unit is not None and key not in inside and len(inside) < _DEEP:
                    for content in children(unit, "Content"):
                        self._all(content, _own(item, outer), words, (*inside, key))

    def _image(self, item: Element, outer: Matrix, words: PageWords) -> None:
        picture = _picture(item, outer)
        words.pictures.append(picture)
        if opacity(item) >= CLEAR and self.hides(picture.resource):
            words.paints.append((words.objects, _frame(item, outer), PAINTED))

    def hides(self, resource: str) -> bool:
        """Whether a picture hides what lies under it; seals have a transparent ground."""
        if resource not in self.hiding:
            data = self.picture(resource) or b""
            clear = data.startswith((b"GIF8",)) or (
                data.startswith(b"\x89PNG") and (data[25:26] in {b"\x04", b"\x06"} or b"tRNS" in data[:_HEAD])
            )
            self.hiding[resource] = not clear
        return self.hiding[resource]


def _scaled(start: Matrix) -> Matrix:
    """From millimetres to points, then moved."""
    a, b, c, d, e, f = start
    return a * POINTS, b, c, d * POINTS, e, f


def _own(item: Element, outer: Matrix) -> Matrix:
    """The transformation inside an object: its own, moved to its boundary, then that around it."""
    x, y, _, _ = _boundary(item)
    return _times(matrix(attribute(item, "CTM"), x, y), outer)


def _boundary(item: Element) -> tuple[float, float, float, float]:
    values = numbers(attribute(item, "Boundary"))
    x, y, width, height = values if len(values) == 4 else (0.0, 0.0, 0.0, 0.0)  # noqa: PLR2004
    return x, y, width, height


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _picture(item: Element, outer: Matrix) -> PlacedPicture:
    x, y, width, height = _boundary(item)
    a, _, _, d, e, f = outer
    place = (a * x + e, d * y + f, abs(a * width), abs(d * height))
    return PlacedPicture(attribute(item, "ResourceID") or "", place)


def _text(item: Element, own: Matrix, words: PageWords) -> None:
    """Add the signs of a text object."""
    size = number(attribute(item, "Size"), 0.0)
    stretch = number(attribute(item, "HScale"), 1.0)
    turned = math.radians(number(attribute(item, "CharDirection"), 0.0))
    a, b, c, d, e, f = own
    high = size * math.hypot(c, d)
    if not _SIZES[0] <= high <= _SIZES[1]:
        return
    angle = math.atan2(b, a) + turned
    quarter = round(angle / _QUARTER)
    upright = abs(angle - quarter * _QUARTER) <= _STRAIGHT
    wide = math.hypot(a, b)
    look = look_of(item)
    for char, x, y, width in _codes(item, size * stretch, words):
        if not upright:
            words.leaning += 1
        elif words.silent:
            words.hushed += 1
        else:
            at = (a * x + c * y + e, b * x + d * y + f)
            text = plain(char[-1])
            words.signs.append(Sign(text, at, width * wide, high, quarter % 4, gap=len(char) > 1, look=look))
            words.orders.append(words.objects)


def _frame(item: Element, outer: Matrix) -> Frame:
    left, top, width, height = _picture(item, outer).box
    return left, top, left + width, top + height


def _codes(item: Element, size: float, words: PageWords) -> Iterator[tuple[str, float, float, float]]:
    """Signs with their places inside the object and their widths; a blank before a sign is kept with it."""
    x = y = 0.0
    for code in children(item, "TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = number(attribute(code, "X"), x), number(attribute(code, "Y"), y)
        steps = list(deltas(attribute(code, "DeltaX"), len(text)))
        falls = list(deltas(attribute(code, "DeltaY"), len(text)))
        gap = ""
        for index, char in enumerate(text):
            width = size / 2 if char.isascii() else size
            step = steps[index] if index < len(steps) else 0.0 if falls else width
            if char.isspace():
                gap = " "
            elif not is_noise(char):
                words.count()
                if unreadable(char):
                    words.unreadable += 1
                else:
                    yield gap + char, x, y, (min(width, step) if step > 0 else width)
                gap = ""
            x += step
            y += falls[index] if index < len(falls) else 0.0
