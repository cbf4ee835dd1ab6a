"""Styles and lists of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, children, is_on, tag, whole
from checker.reading.formats.docx.looks import ground, look_changes
from checker.reading.formats.office.numbering import Level, Numbering

__all__ = ["Style", "read_numbering", "read_styles"]

_MAX_BASED_ON = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its ancestors included.

    ``outline`` is 0..8; None without one. ``look`` is what it changes in the look of characters; ``painted``: as the
    style of a table, it paints cells.
    """

    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    look: Mapping[str, Any] = field(default_factory=dict)
    painted: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """Styles by id; the default paragraph style also under the empty id."""
    usual = look_changes(child(root, "docDefaults", "rPrDefault", "rPr"))
    nodes = {attribute(node, "styleId") or "": node for node in children(root, "style")}
    styles = {key: _style(node, nodes, 0, usual) for key, node in nodes.items()}
    for key, node in nodes.items():
        if attribute(node, "type") == "paragraph" and attribute(node, "default") in {"1", "true"}:
            styles[""] = styles[key]
    return styles


def _style(node: Element, nodes: Mapping[str, Element], depth: int, usual: Mapping[str, Any]) -> Style:
    base = nodes.get(attribute(child(node, "basedOn"), "val") or "")
    if base is not None and depth < _MAX_BASED_ON:
        parent = _style(base, nodes, depth + 1, usual)
    else:
        parent = Style(look=usual if attribute(node, "type") == "paragraph" else {})
    properties = child(node, "pPr")
    outline = attribute(child(properties, "outlineLvl"), "val")
    number = child(properties, "numPr")
    level = attribute(child(number, "ilvl"), "val")
    return Style(
        name=(attribute(child(node, "name"), "val") or "").lower(),
        outline=whole(outline) if outline else parent.outline,
        num_id=attribute(child(number, "numId"), "val") or parent.num_id,
        num_level=whole(level) if level else parent.num_level,
        look={**parent.look, **look_changes(child(node, "rPr"))},
        painted=parent.painted or (attribute(node, "type") == "table" and _paints(node)),
    )


def _paints(style: Element) -> bool:
    """Whether a style of tables paints cells, so that light characters in them may well be seen."""
    return any(tag(item) == "tcPr" and ground(item) is not None for item in style.iter())


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
            depth = whole(attribute(override, "ilvl"))
            levels.update(_levels(override))
            if start := attribute(child(override, "startOverride"), "val"):
                starts[depth] = whole(start, 1)
        numbering.define(num_id, levels, abstract, starts)
    return numbering


def _levels(node: Element | None) -> Iterator[tuple[int, Level]]:
    for item in children(node, "lvl"):
        yield (
            whole(attribute(item, "ilvl")),
            Level(
                start=whole(attribute(child(item, "start"), "val"), 1),
                form=attribute(child(item, "numFmt"), "val") or "decimal",
                text=attribute(child(item, "lvlText"), "val") or "",
                legal=is_on(child(item, "isLgl")),
                restart=whole(attribute(child(item, "lvlRestart"), "val"), -1),
                style=attribute(child(item, "pStyle"), "val"),
            ),
        )
