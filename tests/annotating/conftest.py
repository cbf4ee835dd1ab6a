"""Annotated files, and what stands in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from checker.annotating import Annotated, Signature, annotate
from checker.api import Checker, Options

SKIPPED = {"del", "moveFrom", "Fallback"}


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def local(node: ET.Element, name: str = "") -> str:
    """A tag without its namespace, or the value of an attribute."""
    if not name:
        return node.tag.rpartition("}")[2]
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == name), "")


def comments(data: bytes) -> dict[int, list[str]]:
    """The paragraphs of every comment by its id."""
    found = parts(data)
    name = next(n for n in found if n.endswith("comments.xml"))
    return {
        int(local(c, "id")): ["".join(t.text or "" for t in p.iter() if local(t) == "t") for p in c]
        for c in ET.fromstring(found[name])  # noqa: S314 - our own bytes
    }


def anchored(data: bytes, main: str = "word/document.xml") -> dict[int, str]:
    """The words that every comment is hung on, as they read with all revisions accepted."""
    words: dict[int, list[str]] = {}
    active: set[int] = set()

    def walk(node: ET.Element) -> None:
        for child in node:
            name = local(child)
            if name in SKIPPED:
                continue
            if name == "commentRangeStart":
                active.add(int(local(child, "id")))
                words[int(local(child, "id"))] = []
            elif name == "commentRangeEnd":
                active.discard(int(local(child, "id")))
            elif name == "t":
                for number in active:
                    words[number].append(child.text or "")
            walk(child)

    walk(ET.fromstring(parts(data)[main]))  # noqa: S314 - our own bytes
    assert not active
    return {number: "".join(some) for number, some in words.items()}


@pytest.fixture(scope="session")
def checker() -> Checker:
    """Return the national pack, prepared once."""
    return Checker()


@pytest.fixture(scope="session")
def hang(checker) -> Callable[..., Annotated]:
    """Return a function that judges a Word file and annotates it."""

    def call(data: bytes, name: str = "草案.docx", date: str | None = None, **options: object) -> Annotated:
        fulfilled = bool(options.pop("fulfilled", False))
        assessment = checker.check_bytes(name, data, Options(**options))
        page = checker.page(assessment.document)
        signature = Signature("审核", date)
        return annotate(assessment, data, page, checker.loaded.pack, signature, fulfilled=fulfilled)

    return call


@pytest.fixture(scope="session")
def reading() -> dict[str, Callable[..., object]]:
    """Return the functions that read an annotated file back."""
    return {"parts": parts, "comments": comments, "anchored": anchored}
