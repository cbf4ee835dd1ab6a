"""Styles and lists of an OpenDocument file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, children, tag
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
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by family and name, lists by name."""

    nodes: Mapping[tuple[str, str], Element]
    lists: Mapping[str, Mapping[int, Level]]

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
        found, hidden, outline = "", False, None
        for _ in range(_MAX_PARENTS):
            node = self.nodes.get((family, name or ""))
            if node is None:
                break
            level = attribute(node, "default-outline-level")
            outline = int(level) if outline is None and level and level.isdigit() else outline
            hidden = hidden or attribute(child(node, "text-properties"), "display") == "none"
            found = _known(name or "", attribute(node, "display-name")) or found
            name = attribute(node, "parent-style-name")
        return Style(found or (name or "").lower(), outline, hidden)


def _known(name: str, display: str | None) -> str:
    """The names that mean something here, as Word writes them."""
    lower = name.lower()
    if match := _CONTENTS.match(lower):
        return f"toc {match[1]}"
    return "title" if "title" in (lower, (display or "").lower()) else ""


def _levels(node: Element) -> Iterator[tuple[int, Level]]:
    for item in node:
        number = attribute(item, "level")
        if number is None or not number.isdigit() or not 0 < int(number) <= _DEEPEST:
            continue
        depth = int(number) - 1
        if tag(item) in {"list-level-style-number", "outline-level-style"}:
            yield depth, _numbered(item, depth)
        else:
            yield depth, Level(form="bullet")


def _numbered(item: Element, depth: int) -> Level:
    start = attribute(item, "start-value") or "1"
    form = attribute(item, "num-format") or ""
    pattern = attribute(item, "num-list-format")
    if pattern is not None:
        text = _PLACE.sub(r"%\1", pattern)
    else:
        shown = attribute(item, "display-levels") or "1"
        first = max(depth + 2 - (int(shown) if shown.isdigit() else 1), 1)
        text = ".".join(f"%{number}" for number in range(first, depth + 2)) if form else ""
        text = (attribute(item, "num-prefix") or "") + text + (attribute(item, "num-suffix") or "")
    return Level(int(start) if start.isdigit() else 1, _FORMS.get(form[:1], "decimal") if form else "none", text)


def header_lines(roots: Sequence[Element]) -> Iterator[str]:
    """Lines of headers and footers."""
    for root in roots:
        for masters in children(root, "master-styles"):
            for item in masters.iter():
                if tag(item).startswith(("header", "footer")):
                    for line in item.iter():
                        if tag(line) in {"p", "h"} and (text := " ".join("".join(line.itertext()).split())):
                            yield text
