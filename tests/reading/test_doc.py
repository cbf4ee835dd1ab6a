"""Binary Word files that are damaged, hostile, encrypted or old."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.reading.formats.doc import read_doc
from checker.reading.formats.doc.pieces import joined
from checker.reading.formats.doc.properties import Lines, changes

SAMPLE = (Path(__file__).parent / "data" / "office" / "everything.doc").read_bytes()


def fib() -> int:
    """Where the FIB stands in the sample: its stream is stored in order."""
    return SAMPLE.index(b"\xec\xa5")


def with_bytes(offset: int, new: bytes) -> bytes:
    """The sample with bytes of its FIB replaced."""
    at = fib() + offset
    return SAMPLE[:at] + new + SAMPLE[at + len(new) :]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_bytes(0x0A, struct.pack("<H", 0x1300)), "密码"),
        (with_bytes(2, b"\x68\x00"), "Word 6.0/95"),
        (with_bytes(0, b"\xdc\xa5"), "Word 6.0/95"),
        (with_bytes(0x4C, b"\xff\xff\xff\x7f"), "超过上限"),
        (with_bytes(0x4C, b"\xff\xff\x0e\x00"), "损坏"),
        (with_bytes(0x4C, b"\x00\x00\x00\x00"), "损坏"),
        (with_bytes(0x1A2, b"\xff\xff\xff\x7f"), "损坏"),
        (SAMPLE[:3000], "损坏"),
        (SAMPLE[:512] + bytes(len(SAMPLE) - 512), "损坏"),
    ],
    ids=["encrypted", "Word 95", "Word 6", "endless", "longer than its pieces", "no text", "no pieces", "cut", "zeros"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, words: str) -> None:
    """With the way out."""
    with pytest.raises(ReadingError, match=words):
        read_doc(data, DEFAULT_LIMITS, "r.doc")


def test_sectors_in_a_circle_end() -> None:
    """Every entry of the allocation table points to the first one."""
    sector = int.from_bytes(SAMPLE[0x4C:0x50], "little")
    at = 512 * (sector + 1)
    data = SAMPLE[:at] + bytes(512) + SAMPLE[at + 512 :]

    with pytest.raises(ReadingError, match="损坏"):
        read_doc(data, DEFAULT_LIMITS, "r.doc")


def test_damage_anywhere_is_read_or_refused() -> None:
    """Never another error, whatever was overwritten."""
    source = random.Random(7)  # noqa: S311 - the same damage on every run
    for _ in range(300):
        data = bytearray(SAMPLE)
        for _ in range(source.randint(1, 6)):
            at = source.randrange(0, len(data) - 4, 4)
            data[at : at + 4] = source.choice([b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), source.randbytes(4)])
        try:
            read_doc(bytes(data), DEFAULT_LIMITS, "r.doc")
        except ReadingError:
            continue


def test_the_limit_of_characters_holds() -> None:
    """Before anything is decoded."""
    with pytest.raises(ReadingError, match="超过上限"):
        read_doc(SAMPLE, Limits(characters=100), "r.doc")


def test_half_a_character_is_none() -> None:
    """A pair of surrogates is one character, a lone one is replaced."""
    assert joined("\ud842\udfb7县\ud842") == "𠮷县\ufffd"


def test_lists_of_changes_are_read_over_unknown_ones() -> None:
    """Each kind of operand has its length."""
    grpprl = (
        struct.pack("<HB", 0x2416, 1)
        + struct.pack("<HB5s", 0xC60D, 5, bytes(5))
        + struct.pack("<HH", 0x460B, 3)
        + struct.pack("<HI", 0x6649, 2)
        + struct.pack("<H", 0x2640)
    )
    lines = Lines()

    lines.apply(grpprl, b"")

    assert (lines.in_table, lines.list_id, lines.depth, lines.outline) == (True, 3, 2, None)
    assert [code for code, _ in changes(grpprl)] == [0x2416, 0xC60D, 0x460B, 0x6649]
