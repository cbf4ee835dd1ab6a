"""Styles and automatic numbering of a Word file.

A drafter sees ``一、`` in front of a heading; the file only says "level 1 of list 3". A report whose numbers are lost
cannot be cut into sections, so they are counted here the way Word counts them. Names are compared without their
namespace: files in the strict and in the transitional variant differ in nothing else that matters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.reading.docx_numbers import written

__all__ = ["Numbering", "Style", "attribute", "child", "children", "is_on", "read_styles", "tag"]

_PLACE = re.compile(r"%([1-9])")
_MAX_BASED_ON = 20


def tag(element: Element) -> str:
    """Name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """First child with this name; several names go down the tree."""
    for name in path:
        if element is None:
            return None
        element = next((item for item in element if tag(item) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """All children with this name."""
    return (item for item in (element if element is not None else ()) if tag(item) == name)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (attribute(element, "val") or "1") not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its ancestors included. ``outline`` is 0..8; None without one."""

    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    hidden: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """Styles by id; the default paragraph style also under the empty id."""
    nodes = {attribute(node, "styleId") or "": node for node in children(root, "style")}
    styles = {key: _style(node, nodes, 0) for key, node in nodes.items()}
    for key, node in nodes.items():
        if attribute(node, "type") == "paragraph" and attribute(node, "default") in {"1", "true"}:
            styles[""] = styles[key]
    return styles


def _style(node: Element, nodes: Mapping[str, Element], depth: int) -> Style:
    base = nodes.get(attribute(child(node, "basedOn"), "val") or "")
    parent = _style(base, nodes, depth + 1) if base is not None and depth < _MAX_BASED_ON else Style()
    properties = child(node, "pPr")
    outline = attribute(child(properties, "outlineLvl"), "val")
    number = child(properties, "numPr")
    level = attribute(child(number, "ilvl"), "val")
    vanish = child(node, "rPr", "vanish")
    return Style(
        name=(attribute(child(node, "name"), "val") or "").lower(),
        outline=int(outline) if outline and outline.isdigit() else parent.outline,
        num_id=attribute(child(number, "numId"), "val") or parent.num_id,
        num_level=int(level) if level and level.isdigit() else parent.num_level,
        hidden=is_on(vanish) if vanish is not None else parent.hidden,
    )


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool
    restarts: bool
    style: str | None


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in document order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # num id → level → what it looks like
    _abstract: dict[str, str] = field(default_factory=dict)  # num id → the list whose counters it shares
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None, styles: Mapping[str, Style]) -> Numbering:
        """Take in ``numbering.xml``."""
        lists = {attribute(node, "abstractNumId") or "": node for node in children(root, "abstractNum")}
        target = {
            attribute(node, "numId") or "": attribute(child(node, "abstractNumId"), "val") or ""
            for node in children(root, "num")
        }
        numbering = cls()
        for node in children(root, "num"):
            num_id = attribute(node, "numId") or ""
            abstract = target[num_id]
            link = attribute(child(lists.get(abstract), "numStyleLink"), "val")
            if link and (linked := styles.get(link)) and linked.num_id in target:
                abstract = target[linked.num_id or ""]
            levels = dict(_levels(lists.get(abstract)))
            for override in children(node, "lvlOverride"):
                depth = int(attribute(override, "ilvl") or 0)
                levels.update(_levels(override))
                if start := attribute(child(override, "startOverride"), "val"):
                    numbering._overrides.setdefault(num_id, {})[depth] = int(start)
            numbering._levels[num_id] = levels
            numbering._abstract[num_id] = abstract
        return numbering

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """The level that is tied to a paragraph style."""
        levels = self._levels.get(num_id, {})
        return next((depth for depth, level in levels.items() if level.style == style_id), None)

    def label(self, num_id: str, depth: int) -> str:
        """Count one paragraph and return its number as Word draws it; empty for bullets and unknown lists."""
        level = self._levels.get(num_id, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[num_id], {})
        if num_id not in self._seen:
            self._seen.add(num_id)
            for number, start in self._overrides.get(num_id, {}).items():
                counts[number] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [number for number in counts if number > depth]:
            lower = self._levels[num_id].get(deeper)
            if lower is None or lower.restarts:
                del counts[deeper]
        if level.form in {"bullet", "none"} and "%" not in level.text:
            return level.text if level.form == "none" else ""
        return _PLACE.sub(lambda match: self._part(num_id, int(match[1]) - 1, counts, level), level.text)

    def _part(self, num_id: str, depth: int, counts: Mapping[int, int], own: _Level) -> str:
        level = self._levels[num_id].get(depth, own)
        form = "decimal" if own.legal else level.form
        return written(counts.get(depth, level.start), form)


def _levels(node: Element | None) -> Iterator[tuple[int, _Level]]:
    for item in children(node, "lvl"):
        start = attribute(child(item, "start"), "val") or "1"
        yield (
            int(attribute(item, "ilvl") or 0),
            _Level(
                start=int(start) if start.isdigit() else 1,
                form=attribute(child(item, "numFmt"), "val") or "decimal",
                text=attribute(child(item, "lvlText"), "val") or "",
                legal=is_on(child(item, "isLgl")),
                restarts=attribute(child(item, "lvlRestart"), "val") != "0",
                style=attribute(child(item, "pStyle"), "val"),
            ),
        )
