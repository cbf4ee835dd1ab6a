"""How Word says that characters look: the properties of a run, of the styles behind it and of what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, is_on, tag, whole
from checker.reading.formats.appearance import PAINTED, PAPER, Colour, Look

__all__ = ["changed", "colour", "ground", "look_changes"]

Changes = Mapping[str, Any]
_LIGHT = frozenset({"background1", "light1", "bg1", "lt1"})
_SWITCHES = {"vanish": "hidden", "strike": "struck", "dstrike": "struck"}
_PAINTS = frozenset({"shd", "highlight"})
_CLEAR = 95_000  # thousandths of a per cent of transparency
_RAISED_BY = 6  # half points from which a lifted, smaller sign is a raised one
_NARROWEST = 10  # per cent: a sign drawn narrower is a line


def look_changes(properties: Element | None) -> Changes:
    """What ``w:rPr`` says about the look."""
    found: dict[str, Any] = {}
    for item in properties if properties is not None else ():
        name = tag(item)
        if name in _SWITCHES:
            key = _SWITCHES[name]
            found[key] = is_on(item) or bool(found.get(key))
        elif name in _SAID:
            found.update(_SAID[name](item))
        elif name in _PAINTS and (under := ground(properties)) is not None:
            found["ground"] = under
    return found


def changed(look: Look, changes: Changes) -> Look:
    """``look`` with what was said closer to the characters."""
    if "lifted" in changes:
        lifted = changes["lifted"] and 0 < changes.get("size", 0.0) < look.size
        changes = {"raised": lifted, **{key: value for key, value in changes.items() if key != "lifted"}}
    return look.changed(changes)


def colour(item: Element) -> Colour | None:
    """The colour that an element names; None: automatic."""
    if (attribute(item, "themeColor") or "") in _LIGHT and not attribute(item, "themeShade"):
        return PAPER
    return _hex(attribute(item, "val") or "")


def ground(properties: Element | None) -> Colour | None:
    """What the properties of a run, a paragraph or a cell paint behind the characters; None: nothing."""
    marker = attribute(child(properties, "highlight"), "val")
    if marker and marker not in {"none", "white"}:
        return PAINTED
    shading = child(properties, "shd")
    if shading is None:
        return None
    if (attribute(shading, "val") or "clear") not in {"clear", "nil", "none"}:
        return PAINTED  # a pattern
    theme = attribute(shading, "themeFill")
    if theme and (theme not in _LIGHT or attribute(shading, "themeFillShade")):
        return _hex(attribute(shading, "fill") or "") or PAINTED
    return _hex(attribute(shading, "fill") or "")


def _filled(fill: Element) -> Changes:
    """Characters painted with something other than a plain colour."""
    for item in fill.iter():
        name = tag(item)
        if name == "noFill" or (name == "alpha" and _number(item) >= _CLEAR):
            return {"opacity": 0.0}
    return {}


def _hex(value: str) -> Colour | None:
    if len(value) != 6:  # noqa: PLR2004 - RRGGBB
        return None
    try:
        number = int(value, 16)
    except ValueError:
        return None
    return number >> 16, number >> 8 & 255, number & 255


def _number(item: Element) -> int:
    return whole((attribute(item, "val") or "").removesuffix("%"))


_SAID: Mapping[str, Callable[[Element], Changes]] = {
    "vertAlign": lambda item: {"raised": attribute(item, "val") == "superscript"},
    "position": lambda item: {"lifted": _number(item) >= _RAISED_BY},
    "sz": lambda item: {"size": _number(item) / 2},
    "w": lambda item: {"opacity": 0.0} if 0 < _number(item) < _NARROWEST else {},
    "color": lambda item: {"colour": colour(item)},
    "textFill": _filled,
}
