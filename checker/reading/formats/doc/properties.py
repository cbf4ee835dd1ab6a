"""Properties of paragraphs, characters and styles: lists of changes (sprm), kept on pages of 512 bytes."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from checker.reading.formats.appearance import PAPER, Colour
from checker.reading.formats.doc.fib import Damaged, Streams

__all__ = ["Characters", "Lines", "Pages", "changes"]

_PAGE = 512
_TABLE_DEFINITION, _TABS, _VERTICAL_MERGE = 0xD608, 0xC615, 0xD62B
_NUMBERS = {
    0x4600: "style", 0x6649: "depth", 0x2640: "outline", 0x260A: "list_level", 0x460B: "list_id",
}  # fmt: skip
_SWITCHES = {0x2416: "in_table", 0x2417: "row_end", 0x244B: "inner_cell", 0x244C: "inner_row"}
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_HUGE = frozenset({0x6645, 0x6646})
_MAX_CELLS = 64


_COLOURS: tuple[Colour | None, ...] = (
    None, (0, 0, 0), (0, 0, 255), (0, 255, 255), (0, 255, 0), (255, 0, 255), (255, 0, 0), (255, 255, 0), PAPER,
    (0, 0, 128), (0, 128, 128), (0, 128, 0), (128, 0, 128), (128, 0, 0), (128, 128, 0), (128, 128, 128),
    (192, 192, 192),
)  # fmt: skip


def _listed(operand: bytes) -> Colour | None:
    """A colour of Word's oldest palette."""
    number = _number(operand)
    return _COLOURS[number] if number < len(_COLOURS) else None


def _rgb(operand: bytes) -> Colour | None:
    """A colour as red, green, blue; 255 in the fourth byte: automatic."""
    return None if len(operand) < 4 or operand[3] == 0xFF else (operand[0], operand[1], operand[2])  # noqa: PLR2004


def _painted(operand: bytes) -> dict[str, Any]:
    """Shading: the colour behind the characters, where there is one."""
    behind = _rgb(operand[4:8])
    return {} if behind is None else {"ground": behind}


_LOOKS: Mapping[int, Callable[[bytes], Mapping[str, Any]]] = {
    0x2A48: lambda operand: {"raised": _number(operand) == 1},
    0x4A43: lambda operand: {"size": _number(operand) / 2},
    0x2A42: lambda operand: {"colour": _listed(operand)},
    0x6870: lambda operand: {"colour": _rgb(operand)},
    0x2A0C: lambda operand: {"ground": _listed(operand) or PAPER},
    0xCA71: _painted,
}
"""What a change says about the look: raised, size in half points, colours, marker, shading."""


@dataclass(slots=True)
class Lines:
    """What a list of changes says about a paragraph; None and empty: nothing."""

    style: int | None = None
    in_table: bool | None = None
    row_end: bool = False
    depth: int | None = None
    inner_cell: bool = False
    inner_row: bool = False
    outline: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    edges: tuple[int, ...] = ()
    covered: set[int] = field(default_factory=set)

    def apply(self, grpprl: bytes, data: bytes) -> None:
        """Take in a list of changes; ``data`` is the stream that holds lists too long for a page."""
        for code, operand in changes(grpprl):
            if code in _HUGE:
                place = _number(operand)
                size = int.from_bytes(data[place : place + 2], "little")
                for inner, value in changes(data[place + 2 : place + 2 + size]):
                    self._change(inner, value)
            else:
                self._change(code, operand)

    def _change(self, code: int, operand: bytes) -> None:
        if code in _NUMBERS:
            setattr(self, _NUMBERS[code], _number(operand))
        elif code in _SWITCHES:
            setattr(self, _SWITCHES[code], bool(_number(operand)))
        elif code == _TABLE_DEFINITION:
            self._cells(operand)
        elif code == _VERTICAL_MERGE and len(operand) >= 2:  # noqa: PLR2004 - cell and kind of merge
            (self.covered.add if operand[1] == 1 else self.covered.discard)(operand[0])

    def _cells(self, operand: bytes) -> None:
        """Edges of the cells, and which of them continue the cell above (or the one before)."""
        count = operand[0] if operand else 0
        if not 0 < count <= _MAX_CELLS or len(operand) < 1 + 2 * (count + 1):
            return
        self.edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
        at = 1 + 2 * (count + 1)
        for cell in range(count):
            flags = int.from_bytes(operand[at + 20 * cell : at + 20 * cell + 2], "little")
            if flags >> 5 & 3 == 1 or flags & 3 == 1 << 1:
                self.covered.add(cell)


@dataclass(slots=True)
class Characters:
    """What a list of changes says about characters. ``hidden``: None as the style, 1, 0, or -1 the style's opposite."""

    deleted: bool = False
    inserted: bool = False
    hidden: int | None = None
    special: bool = False
    style: int | None = None
    symbol: int = 0
    look: dict[str, Any] = field(default_factory=dict)

    def apply(self, grpprl: bytes) -> None:
        """Take in a list of changes."""
        for code, operand in changes(grpprl):
            number = _number(operand)
            match code:
                case 0x0800:
                    self.deleted = bool(number)
                case 0x0801:
                    self.inserted = bool(number)
                case 0x083C:
                    self.hidden = {0: 0, 1: 1, 0x80: None, 0x81: -1}.get(number)
                case 0x0855:
                    self.special = bool(number)
                case 0x4A30:
                    self.style = number
                case 0x6A09:
                    self.symbol, self.special = number >> 16, True
                case 0x0837 | 0x2A53:
                    self.look["struck"] = number == 1
                case _ if code in _LOOKS:
                    self.look.update(_LOOKS[code](operand))


def changes(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes and operands of a list of changes; what does not fit any more is left out."""
    at = 0
    while at + 2 < len(grpprl):
        code = int.from_bytes(grpprl[at : at + 2], "little")
        at += 2
        kind = code >> 13
        if kind in _SIZES:
            size = _SIZES[kind]
        elif code == _TABLE_DEFINITION:
            size = int.from_bytes(grpprl[at : at + 2], "little") - 1
            at += 2
        else:
            size = grpprl[at]
            at += 1
            if code == _TABS and size == 0xFF:  # noqa: PLR2004 - the true length must be counted
                deleted = grpprl[at] if at < len(grpprl) else 0
                added = at + 1 + 4 * deleted
                size = 2 + 4 * deleted + 3 * (grpprl[added] if added < len(grpprl) else 0)
        if size < 0:
            return
        yield code, grpprl[at : at + size]
        at += size


def _number(operand: bytes) -> int:
    return int.from_bytes(operand[:4], "little")


@dataclass(slots=True)
class Pages:
    """Finds the list of changes that belongs to a byte of the text; a page is looked at when it is needed.

    ``entry`` is the size of a page's entries: 13 for paragraphs (an offset and a height), 1 for characters.
    """

    word: bytes
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    entry: int
    _known: dict[int, tuple[tuple[int, ...], tuple[bytes, ...]]] = field(default_factory=dict)

    @classmethod
    def read(cls, streams: Streams, number: int, entry: int) -> Pages:
        """Take in the table of pages.

        Raises:
            Damaged: It contradicts itself.
        """
        plc = streams.part(number)
        count = max((len(plc) - 4) // 8, 0)
        if count == 0:
            return cls(streams.word, (), (), entry)
        starts = struct.unpack_from(f"<{count + 1}I", plc)
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))
        return cls(streams.word, starts, tuple(n & 0x3FFFFF for n in numbers), entry)

    def at(self, fc: int) -> tuple[int, int, bytes]:
        """First byte, end, and changes of the run that holds byte ``fc``; without one, nothing up to the next."""
        number = bisect_right(self.starts, fc) - 1
        if not 0 <= number < len(self.numbers):
            return fc, self.starts[0] if self.starts and fc < self.starts[0] else 1 << 32, b""
        edges, lists = self._page(self.numbers[number])
        run = bisect_right(edges, fc) - 1
        if not 0 <= run < len(lists):
            return fc, self.starts[number + 1], b""
        return edges[run], edges[run + 1], lists[run]

    def _page(self, number: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
        if number not in self._known:
            self._known[number] = self._read_page(self.word[number * _PAGE : (number + 1) * _PAGE])
        return self._known[number]

    def _read_page(self, page: bytes) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
        if len(page) < _PAGE:
            raise Damaged
        count = page[_PAGE - 1]
        if 4 * (count + 1) + self.entry * count > _PAGE - 1:
            raise Damaged
        edges = struct.unpack_from(f"<{count + 1}I", page)
        if any(one > other for one, other in pairwise(edges)):
            raise Damaged
        places = [2 * page[4 * (count + 1) + self.entry * run] for run in range(count)]
        return edges, tuple(self._list(page, place) if place else b"" for place in places)

    def _list(self, page: bytes, place: int) -> bytes:
        size = page[place]
        if self.entry == 1:
            return page[place + 1 : place + 1 + size]
        if size == 0:
            place += 1
            return page[place + 1 : place + 1 + 2 * page[place]]
        return page[place + 1 : place + 2 * size]
