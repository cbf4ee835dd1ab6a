"""Where the parts of an OFD file lie, and the numbers in them.

Locations are relative to the part that names them, or absolute within the file. One that leads out of the file leads
nowhere.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.package import Package

__all__ = ["A4", "POINTS", "Matrix", "Parts", "Place", "box", "deltas", "matrix", "number", "numbers"]

POINTS = 72 / 25.4  # points a millimetre
A4 = (0.0, 0.0, 210 * POINTS, 297 * POINTS)
_LARGEST = 1e6  # millimetres: no page is larger
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MOST_NUMBERS = 200_000

Place = str
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a package by name, whatever their case and slashes; ``root`` is its OFD.xml."""

    package: Package
    by_name: Mapping[str, str]
    root: Place

    @classmethod
    def of(cls, package: Package) -> Parts:
        """Find the root part.

        Raises:
            ReadingError: There is none.
        """
        names = {_key(name): name for name in sorted(package.names())}
        roots = [name for name in names if posixpath.basename(name) == "ofd.xml"]
        if not roots:
            msg = "文件里没有 OFD.xml,不是完整的 OFD;请用 OFD 阅读器打开确认后重新导出再试"
            raise ReadingError(msg, package.where)
        return cls(package, names, min(roots, key=lambda name: (name.count("/"), name)))

    def place(self, base: Place, location: str | None) -> Place | None:
        """The part that ``location`` means in the part ``base``; None when it lies outside."""
        text = (location or "").strip().replace("\\", "/")
        if not text:
            return None
        folder = posixpath.dirname(self.root if text.startswith("/") else base)
        found = posixpath.normpath(posixpath.join(folder, text.lstrip("/")))
        return None if found.startswith("..") else _key(found)

    def has(self, place: Place) -> bool:
        """Whether the part is there."""
        return place in self.by_name

    def xml(self, place: Place) -> Element:
        """Parse a part.

        Raises:
            ReadingError: Missing, broken, or hostile.
        """
        return self.package.xml(self.by_name.get(place, place))

    def read(self, place: Place) -> bytes:
        """The bytes of a part.

        Raises:
            ReadingError: Missing or broken.
        """
        return self.package.read(self.by_name.get(place, place))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def number(text: str | None, default: float) -> float:
    """A number as written; ``default`` where there is none, or none that can be."""
    match = _NUMBER.fullmatch((text or "").strip())
    value = float(match[0]) if match else math.nan
    return value if abs(value) <= _LARGEST else default


def numbers(text: str | None) -> list[float]:
    """Numbers apart by blanks; empty when one of them cannot be."""
    words = (text or "").split(maxsplit=_MOST_NUMBERS)[:_MOST_NUMBERS]
    values = [number(word, math.nan) for word in words]
    return [] if any(map(math.isnan, values)) else values


def box(element: Element | None) -> tuple[float, float, float, float] | None:
    """Left, top, width, height in points; None when it is no box."""
    values = numbers(element.text if element is not None else None)
    if len(values) != 4 or values[2] <= 0 or values[3] <= 0:  # noqa: PLR2004
        return None
    x, y, width, height = (value * POINTS for value in values)
    return x, y, width, height


def matrix(text: str | None, dx: float = 0.0, dy: float = 0.0) -> Matrix:
    """A transformation as written, then moved by (dx, dy)."""
    values = numbers(text)
    a, b, c, d, e, f = values if len(values) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # noqa: PLR2004
    return a, b, c, d, e + dx, f + dy


def deltas(text: str | None, most: int) -> Iterator[float]:
    """Distances from sign to sign; ``g 3 7.5`` stands for three times 7.5. At most ``most`` of them."""
    words = iter((text or "").split(maxsplit=3 * most + 3)[: 3 * most + 3])
    left = most
    for word in words:
        count, value = 1, word
        if word == "g":
            repeats = next(words, "")
            count, value = (int(repeats) if repeats.isdecimal() and len(repeats) <= 9 else left), next(words, "")  # noqa: PLR2004
        for _ in range(min(count, left)):
            yield number(value, 0.0)
        left -= min(count, left)
        if left <= 0:
            return
