"""Untrusted XML, parsed within limits, and its elements by their names without a namespace.

Files in the strict and in the transitional variant of a format differ in nothing but namespaces that matters here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from checker.errors import ReadingError
from checker.files.limits import Limits

__all__ = ["attribute", "child", "children", "is_on", "parse_xml", "tag", "whole", "xml_events"]

_LONGEST = 12  # digits of a number that means something


def parse_xml(data: bytes, name: str, limits: Limits, where: str) -> Element:
    """Parse untrusted XML: no DTD, no entities, bounded depth.

    Raises:
        ReadingError: Any of these is violated, or the XML is not well-formed.
    """
    root: Element | None = None
    for _, element in xml_events(data, name, limits, where):
        root = element if root is None else root
    if root is None:
        msg = f"文件内部的“{name}”是空的,文件可能已损坏;请重新导出后再试"
        raise ReadingError(msg, where)
    return root


def xml_events(data: bytes, name: str, limits: Limits, where: str) -> Iterator[tuple[str, Element]]:
    """Starts and ends of the elements of untrusted XML, with the element.

    Raises:
        ReadingError: As for ``parse_xml``.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = count = 0
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if count > limits.elements:
                msg = f"文件内部的“{name}”有超过 {limits.elements} 个元素,不是正常的报告;请只保留报告正文后再试"
                raise ReadingError(msg, where)
            if depth > limits.depth:
                msg = f"文件内部的“{name}”嵌套超过 {limits.depth} 层,不是正常的文档;请另存为 docx 后再试"
                raise ReadingError(msg, where)
            yield event, element
    except DefusedXmlException as error:
        msg = f"文件内部的“{name}”含有 DTD 或实体声明,为安全起见未打开;请用 Word 或 WPS 另存为 docx 后再试"
        raise ReadingError(msg, where) from error
    except (ParseError, LookupError, ValueError) as error:
        msg = f"文件内部的“{name}”不是完整的 XML,文件可能已损坏;请重新导出后再试"
        raise ReadingError(msg, where) from error


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


def whole(text: str | None, default: int = 0) -> int:
    """A whole number as files write it, in plain digits; ``default`` where it is none or absurdly long.

    ``str.isdigit`` also says yes to signs such as ², of which ``int`` makes nothing.
    """
    return int(text) if text and len(text) < _LONGEST and text.isascii() and text.isdecimal() else default
