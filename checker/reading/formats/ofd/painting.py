"""How the things on an OFD page are painted: which signs can be seen, and on what they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child
from checker.reading.formats.appearance import PAINTED, PAPER, PLAIN, Colour, Look
from checker.reading.formats.ofd.parts import number, numbers
from checker.reading.formats.ofd.upright import Sign

__all__ = ["CLEAR", "Frame", "look_of", "opacity", "paint_of", "settled"]

Frame = tuple[float, float, float, float]
CLEAR = 13.0
"""Of 255: what is painted more thinly is not seen."""


def look_of(item: Element) -> Look:
    """How the signs of an object are painted."""
    if (attribute(item, "Fill") or "true").lower() == "false" and (attribute(item, "Stroke") or "false") == "false":
        return Look(opacity=0.0)
    if opacity(item) < CLEAR:
        return Look(opacity=0.0)
    colour = _fill_colour(item)
    return Look(colour=colour) if colour is not None and min(colour) > PAPER[0] - 16 else PLAIN


def opacity(item: Element) -> float:
    """Opacity of an object and of its colour together, 0 to 255."""
    own = number(attribute(item, "Alpha"), 255.0)
    fill = child(item, "FillColor")
    return own * (number(attribute(fill, "Alpha"), 255.0) / 255.0 if fill is not None else 1.0)


def _fill_colour(item: Element) -> Colour | None:
    fill = child(item, "FillColor")
    parts = numbers(attribute(fill, "Value")) if fill is not None else []
    if len(parts) == 1:  # grey
        parts = parts * 3
    if len(parts) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black; 0 to 255 or to 1
        most = 255.0 if max(parts) > 1 else 1.0
        parts = [255 * (1 - min(c / most + parts[3] / most, 1.0)) for c in parts[:3]]
    return (int(parts[0]), int(parts[1]), int(parts[2])) if len(parts) == 3 else None  # noqa: PLR2004 - red, green, blue


def paint_of(item: Element) -> Iterator[Colour]:
    """What a drawing fills its box with."""
    if (attribute(item, "Fill") or "false").lower() != "true" or opacity(item) < CLEAR:
        return
    yield _fill_colour(item) or (0, 0, 0)


def settled(
    signs: Sequence[Sign], orders: Sequence[int], paints: Sequence[tuple[int, Frame, Colour]]
) -> Sequence[Sign]:
    """The signs with what they stand on, and what was laid over them afterwards."""
    if not paints or not signs:
        return signs
    doubted = any(s.look is not PLAIN for s in signs) or any(c == PAINTED and at > orders[0] for at, _, c in paints)
    return [_on(sign, order, paints) for sign, order in zip(signs, orders, strict=True)] if doubted else signs


def _on(sign: Sign, order: int, paints: Sequence[tuple[int, Frame, Colour]]) -> Sign:
    x, y = sign.at[0] + sign.width / 2, sign.at[1] - sign.size / 3
    near = [(at, colour) for at, box, colour in paints if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
    if any(at > order and colour == PAINTED for at, colour in near):
        return replace(sign, look=Look(opacity=0.0))
    under = [one for one in near if one[0] < order]
    if under and sign.look.colour is not None:
        return replace(sign, look=sign.look.changed({"ground": max(under)[1]}))
    return sign
