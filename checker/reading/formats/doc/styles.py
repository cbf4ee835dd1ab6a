"""The style sheet of a binary Word file."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checker.reading.formats.doc.fib import Streams
from checker.reading.formats.doc.properties import Characters, Lines

__all__ = ["Style", "read_styles"]

_STYLES = 1
_NONE = 0xFFF
_PARAGRAPH, _CHARACTER = 1, 2
_MAX_BASED_ON = 20
_HEADINGS = range(1, 10)
_CONTENTS = range(19, 28)
_TITLE = 62


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its ancestors included. ``outline`` is 0..8, 9 for body text; None: nothing."""

    name: str = ""
    outline: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    hidden: bool = False
    look: Mapping[str, Any] = field(default_factory=dict)


def read_styles(streams: Streams) -> dict[int, Style]:
    """Styles by their number."""
    sheet = streams.part(_STYLES)
    if len(sheet) < 6:  # noqa: PLR2004 - too short for its own head
        return {}
    head, count, fixed = struct.unpack_from("<HHH", sheet)
    own: dict[int, tuple[int, Style]] = {}
    at = 2 + head
    for number in range(count):
        if at + 2 > len(sheet):
            break
        (size,) = struct.unpack_from("<H", sheet, at)
        body = sheet[at + 2 : at + 2 + size]
        if size and len(body) >= max(fixed, 10):
            own[number] = _style(body, fixed, streams.data)
        at += 2 + size + size % 2
    return {number: _resolved(number, own, 0) for number in own}


def _style(body: bytes, fixed: int, data: bytes) -> tuple[int, Style]:
    """Number of the style that this one is based on, and what it says by itself."""
    first, second, third = struct.unpack_from("<HHH", body)
    known, kind, base, lists = first & 0xFFF, second & 0xF, second >> 4, third & 0xF
    length = int.from_bytes(body[fixed : fixed + 2], "little")
    name = body[fixed + 2 : fixed + 2 + 2 * length].decode("utf-16-le", "replace").lower()
    at = fixed + 2 + 2 * length + 2
    lines, characters = Lines(), Characters()
    for number in range(lists if kind in (_PARAGRAPH, _CHARACTER) else 0):
        at += at % 2
        size = int.from_bytes(body[at : at + 2], "little")
        changes = body[at + 2 : at + 2 + size]
        if kind == _PARAGRAPH and number == 0:
            lines.apply(changes[2:], data)
        elif number == (1 if kind == _PARAGRAPH else 0):
            characters.apply(changes)
        at += 2 + size
    outline = lines.outline
    if known in _HEADINGS:
        name, outline = f"heading {known}", known - 1 if outline is None else outline
    elif known in _CONTENTS:
        name = f"toc {known - _CONTENTS.start + 1}"
    elif known == _TITLE:
        name = "title"
    return base, Style(name, outline, lines.list_id, lines.list_level, characters.hidden == 1, characters.look)


def _resolved(number: int, own: dict[int, tuple[int, Style]], depth: int) -> Style:
    base, style = own[number]
    if base == _NONE or base not in own or depth > _MAX_BASED_ON:
        return style
    parent = _resolved(base, own, depth + 1)
    return replace(
        style,
        outline=parent.outline if style.outline is None else style.outline,
        list_id=parent.list_id if style.list_id is None else style.list_id,
        list_level=parent.list_level if style.list_level is None else style.list_level,
        hidden=parent.hidden or style.hidden,
        look={**parent.look, **style.look},
    )
