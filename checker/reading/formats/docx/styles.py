"""Styles and lists of a Word file.

Names are compared without their namespace: files in the strict and in the transitional variant differ in nothing else
that matters here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, children, is_on
from checker.reading.formats.office.numbering import Level, Numbering

__all__ = ["Style", "read_numbering", "read_styles"]

_MAX_BASED_ON = 20


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


def read_numbering(root: Element | None, styles: Mapping[str, Style]) -> Numbering:
    """Take in ``numbering.xml``."""
    lists = {attribute(node, "abstractNumId") or "": node for node in children(root, "abstractNum")}
    target = {
        attribute(node, "numId") or "": attribute(child(node, "abstractNumId"), "val") or ""
        for node in children(root, "num")
    }
    numbering = Numbering()
    for node in children(root, "num"):
        num_id = attribute(node, "numId") or ""
        abstract = target[num_id]
        link = attribute(child(lists.get(abstract), "numStyleLink"), "val")
        if link and (linked := styles.get(link)) and linked.num_id in target:
            abstract = target[linked.num_id or ""]
        levels = dict(_levels(lists.get(abstract)))
        starts: dict[int, int] = {}
        for override in children(node, "lvlOverride"):
            depth = int(attribute(override, "ilvl") or 0)
            levels.update(_levels(override))
            if start := attribute(child(override, "startOverride"), "val"):
                starts[depth] = int(start)
        numbering.define(num_id, levels, abstract, starts)
    return numbering


def _levels(node: Element | None) -> Iterator[tuple[int, Level]]:
    for item in children(node, "lvl"):
        start = attribute(child(item, "start"), "val") or "1"
        yield (
            int(attribute(item, "ilvl") or 0),
            Level(
                start=int(start) if start.isdigit() else 1,
                form=attribute(child(item, "numFmt"), "val") or "decimal",
                text=attribute(child(item, "lvlText"), "val") or "",
                legal=is_on(child(item, "isLgl")),
                restarts=attribute(child(item, "lvlRestart"), "val") != "0",
                style=attribute(child(item, "pStyle"), "val"),
            ),
        )
