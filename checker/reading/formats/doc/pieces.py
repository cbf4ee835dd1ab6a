"""The piece table: which bytes of the file are which characters of the text."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.reading.formats.doc.fib import Damaged, Streams

__all__ = ["Chunk", "PieceTable", "joined"]

_CLX = 33
_PROPERTIES, _TABLE = 1, 2
_COMPRESSED = 0x40000000
_PLACE = 0x3FFFFFFF
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Characters that lie side by side in the file: ``cp`` is the position of the first, ``fc`` its byte.

    ``width`` is bytes per character; ``changes`` are properties that a quick save put on the whole piece.
    """

    cp: int
    fc: int
    width: int
    text: str
    changes: bytes


@dataclass(frozen=True, slots=True)
class PieceTable:
    """Pieces in the order of the text."""

    word: bytes
    starts: tuple[int, ...]  # one more than pieces
    places: tuple[tuple[int, int, bytes], ...]  # first byte, width of a character, changes

    @classmethod
    def read(cls, streams: Streams) -> PieceTable:
        """Take in the table.

        Raises:
            Damaged: It is missing or contradicts itself.
        """
        clx = streams.part(_CLX)
        lists: list[bytes] = []
        at = 0
        while at + 3 <= len(clx) and clx[at] == _PROPERTIES:
            (size,) = struct.unpack_from("<H", clx, at + 1)
            lists.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at + 5 > len(clx) or clx[at] != _TABLE:
            raise Damaged
        (size,) = struct.unpack_from("<I", clx, at + 1)
        plc = clx[at + 5 : at + 5 + size]
        count = (size - 4) // 12
        if len(plc) < size or count < 1:
            raise Damaged
        starts = struct.unpack_from(f"<{count + 1}I", plc)
        if any(one > other for one, other in pairwise(starts)):
            raise Damaged
        places = tuple(_place(plc, 4 * (count + 1) + 8 * number, lists) for number in range(count))
        return cls(streams.word, starts, places)

    def chunks(self, cps: range) -> Iterator[Chunk]:
        """The text of a story.

        Raises:
            Damaged: A piece lies outside of the file, or the pieces end before the story does.
        """
        cp = cps.start
        number = bisect_right(self.starts, cp) - 1
        while cp < cps.stop:
            if not 0 <= number < len(self.places):
                raise Damaged
            end = min(self.starts[number + 1], cps.stop)
            if end > cp:
                first, width, changes = self.places[number]
                fc = first + (cp - self.starts[number]) * width
                raw = self.word[fc : fc + (end - cp) * width]
                if len(raw) < (end - cp) * width:
                    raise Damaged
                yield Chunk(cp, fc, width, _decoded(raw, width), changes)
                cp = end
            number += 1


def _place(plc: bytes, at: int, lists: list[bytes]) -> tuple[int, int, bytes]:
    place, change = struct.unpack_from("<2xIH", plc, at)
    changes = b""
    if change & 1:
        changes = lists[change >> 1] if change >> 1 < len(lists) else b""
    elif change and (code := _SHORT.get(change >> 1 & 0x7F)):
        changes = struct.pack("<HB", code, change >> 8)
    if place & _COMPRESSED:
        return (place & _PLACE) // 2, 1, changes
    return place & _PLACE, 2, changes


# Numbers by which a quick save names the properties that matter here.
_SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C}


def _decoded(raw: bytes, width: int) -> str:
    """One character for each unit, so that positions can be counted; surrogates stay apart until ``joined``."""
    if width == 1:
        return raw.decode("latin-1").translate(_WINDOWS)
    text = raw.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(raw):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def joined(text: str) -> str:
    """Put pairs of surrogates together; what has no partner is no character."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
