"""The lists of a binary Word file, for automatic numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

from checker.reading.formats.doc.fib import Streams
from checker.reading.formats.office.numbering import Level, Numbering

__all__ = ["FORMS", "read_lists"]

_LISTS, _USES = 73, 74
_LIST, _LEVEL, _USE = 28, 28, 16
_LEVELS = 9
_NO_STYLE = 0xFFF
FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "decimal",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimal",
    16: "chineseLegalSimplified", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "decimalEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "chineseLegalSimplified", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
"""Names of Word's number formats by the numbers that doc and rtf use."""


def read_lists(streams: Streams) -> Numbering:
    """Lists by the number (from 1) that paragraphs use."""
    numbering = Numbering()
    try:
        lists = dict(_lists(streams))
        for number, (list_id, starts, own) in enumerate(_uses(streams), start=1):
            if list_id in lists:
                numbering.define(str(number), {**lists[list_id], **own}, str(list_id), starts)
    except (struct.error, IndexError):
        pass  # the lists that were read are known; paragraphs of the others are noted as unnumbered
    return numbering


def _lists(streams: Streams) -> Iterator[tuple[int, dict[int, Level]]]:
    table = streams.part(_LISTS)
    if not table:
        return
    levels = streams.after(_LISTS)
    at = 0
    for number in range(struct.unpack_from("<H", table)[0]):
        place = 2 + _LIST * number
        list_id, *styles, flags = struct.unpack_from("<i4x9HB", table, place)
        found: dict[int, Level] = {}
        for depth in range(1 if flags & 1 else _LEVELS):
            level, at = _level(levels, at)
            style = styles[depth]
            found[depth] = replace(level, style=None if style == _NO_STYLE else str(style))
        yield list_id, found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next one begins."""
    start, form, flags = struct.unpack_from("<iBB", data, at)
    limit = data[at + 26]
    characters, lines = data[at + 24], data[at + 25]
    at += _LEVEL + characters + lines
    (length,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(char) + 1}" if ord(char) < _LEVELS else char for char in text)
    level = Level(start, FORMS.get(form, "decimal"), shown, bool(flags & 4), limit if flags & 8 else -1)
    return level, at + 2 + 2 * length


def _uses(streams: Streams) -> Iterator[tuple[int, dict[int, int], dict[int, Level]]]:
    """For each use of a list: the list, the numbers it starts at, and levels that look different."""
    table = streams.part(_USES)
    if not table:
        return
    (count,) = struct.unpack_from("<I", table)
    count = min(count, len(table) // _USE)
    at = 4 + _USE * count
    for number in range(count):
        list_id, overrides = struct.unpack_from("<i8xB", table, 4 + _USE * number)
        starts: dict[int, int] = {}
        own: dict[int, Level] = {}
        at += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:
                level, at = _level(table, at)
                own[flags & 0xF] = level
                start = level.start
            if flags & 0x10:
                starts[flags & 0xF] = start
        yield list_id, starts, own
