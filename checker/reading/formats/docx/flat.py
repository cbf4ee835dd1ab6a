"""Word files that are one XML: the flat package of Word 2007 and later, and the XML of Word 2003.

The first is a package whose parts stand in one file and is put back into one. The second has the same paragraphs, runs
and tables under older wrappers; these are renamed, and what it writes in place (list numbers, footnotes) is moved to
where the reader of Word files looks for it.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from xml.etree.ElementTree import Element, SubElement, tostring

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.xml import attribute, child, children, parse_xml, tag
from checker.model import RawText
from checker.reading.formats.docx.reader import read_docx

__all__ = ["read_flat_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REVISIONS = {"Word.Deletion": "del", "Word.Insertion": "ins", "Word.Comment": "commentReference"}


def read_flat_word(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a flat Word file into blocks.

    Raises:
        ReadingError: Damaged, hostile, or without any text.
    """
    root = parse_xml(data, "word.xml", limits, where)
    parts = _package(root, where) if tag(root) == "package" else _older(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return read_docx(buffer.getvalue(), limits, where)


def _package(root: Element, where: str) -> dict[str, bytes]:
    """Parts of a flat package by name."""
    parts: dict[str, bytes] = {}
    for part in children(root, "part"):
        name = (attribute(part, "name") or "").lstrip("/")
        if not name:
            continue
        xml, binary = child(part, "xmlData"), child(part, "binaryData")
        if xml is not None and len(xml):
            parts[name] = tostring(xml[0])
        elif binary is not None:
            try:
                parts[name] = base64.b64decode(binary.text or "")
            except binascii.Error as error:
                msg = "文件内部的数据不完整,文件可能已损坏;请用 Word 或 WPS 另存为 docx 后再试"
                raise ReadingError(msg, where) from error
    return parts


def _older(root: Element) -> dict[str, bytes]:
    """A document of Word 2003 as parts of a package."""
    body = child(root, "body")
    notes: dict[str, list[Element]] = {"footnote": [], "endnote": []}
    if body is not None:
        _modernise(body, notes)
    document = Element(f"{_W}document")
    document.extend([body] if body is not None else [])
    styles = child(root, "styles")
    parts = {
        "word/document.xml": tostring(document),
        "word/styles.xml": tostring(styles if styles is not None else Element(f"{_W}styles")),
    }
    for kind, found in notes.items():
        holder = Element(f"{_W}{kind}s")
        holder.extend(found)
        parts[f"word/{kind}s.xml"] = tostring(holder)
    kinds = ("styles", "footnotes", "endnotes")
    links = "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="{k}.xml"/>' for k in kinds)
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{links}</Relationships>".encode()
    return parts


def _modernise(element: Element, notes: dict[str, list[Element]]) -> None:
    """Rename and move, from the inside out."""
    for item in list(element):
        name = tag(item)
        _modernise(item, notes)
        if name in {"sect", "sub-section", "pBdrGroup", "content"}:
            item.tag = f"{_W}sdtContent"
        elif name == "annotation":
            item.tag = _W + _REVISIONS.get(attribute(item, "type") or "", "bookmarkStart")
        elif name in notes and tag(element) == "r":
            item.set("id", str(len(notes[name])))
            notes[name].append(item)
            element[list(element).index(item)] = Element(f"{_W}{name}Reference", {"id": item.attrib["id"]})
        elif name == "p":
            _number(item)


def _number(paragraph: Element) -> None:
    """Put the number of a list paragraph, which Word 2003 writes down, in front of its words."""
    label = attribute(child(paragraph, "pPr", "listPr", "t"), "val") or ""
    if any(char.isalnum() for char in label):
        run = Element(f"{_W}r")
        SubElement(run, f"{_W}t").text = label
        place = next((n + 1 for n, item in enumerate(paragraph) if tag(item) == "pPr"), 0)
        paragraph.insert(place, run)
