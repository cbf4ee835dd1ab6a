"""Styles and lists of an OpenDocument file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, children, tag, whole
from checker.reading.formats.appearance import Colour
from checker.reading.formats.office.numbering import Level

__all__ = ["OUTLINE", "Style", "Styles", "header_lines"]

OUTLINE = " outline"
"""The list by which headings are numbered, under a name that no other list can have."""
_MAX_PARENTS = 20
_DEEPEST = 10
_PLACE = re.compile(r"%([0-9]{1,2})%")
_CONTENTS = re.compile(r"contents(?:_20_| )([0-9]+)$")
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac",
    "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "(": "decimalEnclosedParen", "⑴": "decimalEnclosedParen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its parents included; ``name`` is that of the nearest named style, in lower case."""

    name: str = ""
    outline: int | None = None
    look: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by family and name, lists by name."""

    nodes: Mapping[tuple[str, str], Element]
    lists: Mapping[str, Mapping[int, Level]]
    _seen: dict[tuple[str, str | None], Style] = field(default_factory=dict)

    @classmethod
    def read(cls, roots: Sequence[Element]) -> Styles:
        """Take in styles, automatic styles and lists of all parts, the later ones first in line."""
        nodes: dict[tuple[str, str], Element] = {}
        lists: dict[str, Mapping[int, Level]] = {}
        for root in roots:
            for group in root:
                if tag(group) not in {"styles", "automatic-styles"}:
                    continue
                for node in group:
                    name = attribute(node, "name") or ""
                    if tag(node) == "style":
                        nodes[attribute(node, "family") or "", name] = node
                    elif tag(node) == "list-style":
                        lists[name] = dict(_levels(node))
                    elif tag(node) == "outline-style":
                        lists[OUTLINE] = dict(_levels(node))
        return cls(nodes, lists)

    def get(self, family: str, name: str | None) -> Style:
        """A style with what its parents say."""
        key = (family, name)
        if key not in self._seen:
            self._seen[key] = self._style(family, name)
        return self._seen[key]

    def _style(self, family: str, name: str | None) -> Style:
        found, outline = "", None
        look: dict[str, Any] = {}
        for _ in range(_MAX_PARENTS):
            node = self.nodes.get((family, name or ""))
            if node is None:
                break
            level = attribute(node, "default-outline-level")
            outline = whole(level) if outline is None and level else outline
            for group in ("text-properties", "paragraph-properties", f"{family}-properties"):
                look = {**look_changes(child(node, group), near=group), **look}
            found = _known(name or "", attribute(node, "display-name")) or found
            name = attribute(node, "parent-style-name")
        return Style(found or (name or "").lower(), outline, look)


def look_changes(properties: Element | None, *, near: str) -> Mapping[str, Any]:
    """What the properties of characters, or the paint of a paragraph or a cell, say about the look."""
    found: dict[str, Any] = {}
    for key, value in properties.attrib.items() if properties is not None else ():
        name = key.rpartition("}")[2]
        if name == "background-color" and (paint := _colour(value)) is not None:
            found["ground"] = paint
        elif near == "text-properties" and name in _SAID:
            found.update(_SAID[name](value))
    return found


def _colour(value: str) -> Colour | None:
    if not re.fullmatch("#[0-9a-fA-F]{6}", value):
        return None
    number = int(value[1:], 16)
    return number >> 16, number >> 8 & 255, number & 255


def _raised(value: str) -> bool:
    """``super 58%``, ``33% 58%``."""
    place = value.split(maxsplit=1)[0] if value.split() else ""
    return place == "super" or (place.endswith("%") and whole(place.removesuffix("%").partition(".")[0]) > 0)


def _size(value: str) -> float:
    match = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)pt", value)
    return float(match[1]) if match else 0.0


_SAID: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "display": lambda value: {"hidden": value == "none"},
    "text-line-through-style": lambda value: {"struck": value != "none"},
    "text-line-through-type": lambda value: {"struck": value != "none"},
    "text-position": lambda value: {"raised": _raised(value)},
    "color": lambda value: {"colour": _colour(value)},
    "use-window-font-color": lambda value: {"colour": None} if value == "true" else {},
    "opacity": lambda value: {"opacity": whole(value.removesuffix("%"), 100) / 100},
    "font-size": lambda value: {"size": _size(value)},
}


def _known(name: str, display: str | None) -> str:
    """The names that mean something here, as Word writes them."""
    lower = name.lower()
    if match := _CONTENTS.match(lower):
        return f"toc {match[1]}"
    return "title" if "title" in (lower, (display or "").lower()) else ""


def _levels(node: Element) -> Iterator[tuple[int, Level]]:
    for item in node:
        number = attribute(item, "level")
        if not 0 < whole(number) <= _DEEPEST:
            continue
        depth = whole(number) - 1
        if tag(item) in {"list-level-style-number", "outline-level-style"}:
            yield depth, _numbered(item, depth)
        else:
            yield depth, Level(form="bullet")


def _numbered(item: Element, depth: int) -> Level:
    form = attribute(item, "num-format") or ""
    pattern = attribute(item, "num-list-format")
    if pattern is not None:
        text = _PLACE.sub(r"%\1", pattern)
    else:
        first = max(depth + 2 - whole(attribute(item, "display-levels"), 1), 1)
        text = ".".join(f"%{number}" for number in range(first, depth + 2)) if form else ""
        text = (attribute(item, "num-prefix") or "") + text + (attribute(item, "num-suffix") or "")
    return Level(whole(attribute(item, "start-value"), 1), _FORMS.get(form[:1], "decimal") if form else "none", text)


def header_lines(roots: Sequence[Element]) -> Iterator[str]:
    """Lines of headers and footers."""
    for root in roots:
        for masters in children(root, "master-styles"):
            for item in masters.iter():
                if tag(item).startswith(("header", "footer")):
                    for line in item.iter():
                        if tag(line) in {"p", "h"} and (text := " ".join("".join(line.itertext()).split())):
                            yield text
