"""How the parts of an Office package (docx, xlsx) refer to one another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from checker.files.package import Package
from checker.files.xml import attribute

__all__ = ["linked", "part_of", "relations"]


def relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Parts that ``part`` refers to, as (last word of the type, name inside the package)."""
    return ((kind, name) for _, kind, name in linked(package, part))


def linked(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The same with the id by which ``part`` names each of them in front."""
    folder, name = posixpath.split(part.replace("\\", "/"))
    path = package.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if path is None:
        return
    for node in package.xml(path):
        target = (attribute(node, "Target") or "").replace("\\", "/")
        if attribute(node, "TargetMode") != "External":
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield (
                attribute(node, "Id") or "",
                (attribute(node, "Type") or "").rpartition("/")[2],
                package.find(full) or full,
            )


def part_of(package: Package, name: str | None) -> Element | None:
    """A part as XML; None when the package has none of this name."""
    return package.xml(name) if name is not None and name in package.names() else None
