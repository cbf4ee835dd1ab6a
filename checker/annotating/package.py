"""The parts around the body: comments, the relation that leads to them, and their content type.

A part that exists is extended just before its last tag; only what is missing is made anew. Both variants of the format
(transitional and strict) are written in their own namespaces.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.package import Package
from checker.files.xml import attribute, tag

__all__ = ["Comments", "main_part"]

_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LAST = re.compile(rb"(</[^<>]+>|/>)\s*(?:<!--(?:(?!-->).)*-->\s*)*\Z", re.DOTALL)
_DIGITS = 10  # of the largest id that programs take, 2147483647; nobody counts that far


def main_part(package: Package) -> str:
    """Name of the part that holds the body, found as the reader finds it."""
    names = package.names()
    if "_rels/.rels" in names:
        for node in package.xml("_rels/.rels"):
            if (attribute(node, "Type") or "").endswith("/officeDocument"):
                target = (attribute(node, "Target") or "").lstrip("/")
                if target in names:
                    return target
    return "word/document.xml"


class Comments:
    """The comments of a file: which ids are taken, and the parts with new ones."""

    def __init__(self, package: Package, main: str, namespace: str, where: str) -> None:
        """Look for comments that are there.

        Raises:
            ReadingError: A part is damaged, or not UTF-8.
        """
        self.package = package
        self.main = main
        self.namespace = namespace
        self.strict = namespace.startswith(_STRICT)
        self.where = where
        folder, name = posixpath.split(main)
        self.folder = folder
        self.relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self.part, self.exists = self._find()
        self.taken = self._ids()

    def _find(self) -> tuple[str, bool]:
        """Name of the part with comments, and whether it exists."""
        names = self.package.names()
        for node in self._relation_nodes():
            if (attribute(node, "Type") or "").endswith("/comments"):
                target = attribute(node, "Target") or ""
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
                full = posixpath.normpath(full)
                if full in names:
                    return full, True
        number, name = 1, posixpath.join(self.folder, "comments.xml")
        while name in names:
            number += 1
            name = posixpath.join(self.folder, f"comments{number}.xml")
        return name, False

    def _relation_nodes(self) -> list[Element]:
        return list(self.package.xml(self.relations)) if self.relations in self.package.names() else []

    def _ids(self) -> set[int]:
        nodes = list(self.package.xml(self.part)) if self.exists else []
        nodes += [n for n in self.package.xml(self.main).iter() if tag(n).startswith("comment")]
        written = (attribute(n, "id") or "" for n in nodes)
        return {int(v) for v in written if v.isascii() and v.isdigit() and len(v) < _DIGITS}

    def new_ids(self, count: int) -> list[int]:
        """Ids that no comment has: after the largest one."""
        first = max(self.taken, default=-1) + 1
        return list(range(first, first + count))

    def parts(self, comments: str) -> Mapping[str, bytes]:
        """The parts with ``comments``, XML in the prefix ``w``: those that change and those that are new.

        Raises:
            ReadingError: A part cannot be extended.
        """
        declared = f' xmlns:w="{self.namespace}"'
        if self.exists:
            own = self._own_prefix()
            body = comments if own else comments.replace("<w:comment ", f"<w:comment{declared} ")
            return {self.part: self._extended(self.part, body)}
        new = f"{_HEAD}<w:comments{declared}>{comments}</w:comments>".encode()
        return {self.part: new, self.relations: self._related(), _TYPES: self._typed()}

    def _own_prefix(self) -> bool:
        """Whether the part's root already gives ``w`` the meaning that new comments need."""
        xml = self.package.read(self.part)
        declared = f'xmlns:w="{self.namespace}"'.encode()
        return xml.count(b"xmlns:w=") == 1 and declared in xml[: xml.index(b">", xml.index(b"xmlns:w="))]

    def _related(self) -> bytes:
        target = posixpath.relpath(self.part, self.folder) if self.folder else self.part
        taken = {attribute(n, "Id") for n in self._relation_nodes()}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
        relation = (
            f'<Relationship xmlns="{_RELATIONS}" Id="rIdComments{number}" Type="{_KIND[self.strict]}" '
            f'Target="{html.escape(target)}"/>'
        )
        if self.relations not in self.package.names():
            return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'.encode()
        return self._extended(self.relations, relation)

    def _typed(self) -> bytes:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        name = f"/{self.part}"
        if any(attribute(n, "PartName") == name for n in self.package.xml(_TYPES)):
            return self.package.read(_TYPES)
        entry = f'<Override xmlns="{types}" PartName="{html.escape(name)}" ContentType="{_CONTENT}"/>'
        return self._extended(_TYPES, entry)

    def _extended(self, name: str, new: str) -> bytes:
        """A part with something more before its last tag.

        Raises:
            ReadingError: It is not UTF-8, or does not end like XML.
        """
        xml = self.package.read(name)
        last = _LAST.search(xml)
        try:
            xml.decode()
        except UnicodeDecodeError:
            last = None
        if last is None:
            msg = f"文件内部的“{name}”不能原样扩充;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, self.where)
        if last[1] != b"/>":
            return xml[: last.start()] + new.encode() + xml[last.start() :]
        opening = xml.rindex(b"<", 0, last.start())
        root = xml[opening + 1 : last.start()].split(None, 1)[0]
        return xml[: last.start()] + b">" + new.encode() + b"</" + root + b">" + xml[last.end() :]
