"""The streams of a binary Word file and its table of contents, the FIB (file information block)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from checker.errors import ReadingError
from checker.reading.formats.office.ole import streams

__all__ = ["SAVE_AGAIN", "Damaged", "Fib", "Streams", "open_streams"]

SAVE_AGAIN = "请用 Word 或 WPS 打开,另存为 docx 后再试"
_WORD_8 = 0xA5EC
_OLDER = frozenset({0xA5DC, 0xA5DB})  # Word 6 and Word 95
_FIRST_FIB = 0xC1  # version of the format since Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PAIRS = 0x9A  # where the pairs (place, length) of the tables begin
_MAIN, _FOOTNOTES, _HEADERS, _MACROS, _COMMENTS, _ENDNOTES, _BOXES, _HEADER_BOXES = range(8)


class Damaged(Exception):  # noqa: N818 - a signal inside this package; callers get a ReadingError
    """A structure points outside of the file or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Fib:
    """Lengths of the stories in characters, and where the tables lie."""

    lengths: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]

    @property
    def main(self) -> range:
        """Character positions of the main text."""
        return self._story(_MAIN)

    @property
    def footnotes(self) -> range:
        """Character positions of the footnotes."""
        return self._story(_FOOTNOTES)

    @property
    def endnotes(self) -> range:
        """Character positions of the endnotes."""
        return self._story(_ENDNOTES)

    @property
    def boxes(self) -> range:
        """Character positions of the text boxes."""
        return self._story(_BOXES)

    @property
    def margins(self) -> Sequence[range]:
        """Character positions of headers and footers and of the boxes in them."""
        return (self._story(_HEADERS), self._story(_HEADER_BOXES))

    @property
    def commented(self) -> bool:
        """Whether there are comments."""
        return self.lengths[_COMMENTS] > 0

    @property
    def total(self) -> int:
        """Characters of all stories."""
        return sum(self.lengths)

    def _story(self, number: int) -> range:
        start = sum(self.lengths[:number])
        return range(start, start + self.lengths[number])


@dataclass(frozen=True, slots=True)
class Streams:
    """The parts of the container that hold the text and its properties."""

    word: bytes
    table: bytes
    data: bytes
    fib: Fib

    def part(self, number: int) -> bytes:
        """The table with this number in the FIB; empty when the file has none.

        Raises:
            Damaged: It lies outside of its stream.
        """
        if number >= len(self.fib.pairs):
            return b""
        start, length = self.fib.pairs[number]
        if start + length > len(self.table):
            raise Damaged
        return self.table[start : start + length]

    def after(self, number: int) -> bytes:
        """What follows that table in its stream: some tables carry on behind their stated length."""
        start, length = self.fib.pairs[number]
        return self.table[start + length :]


def open_streams(data: bytes, where: str) -> Streams:
    """Open the container and read the FIB.

    Raises:
        ReadingError: Encrypted, older than Word 97, or damaged.
        Damaged: A structure points outside of the file.
    """
    try:
        found = streams(data, ("WordDocument", "0Table", "1Table", "Data"))
        word = found["WordDocument"]
        ident, version, flags = struct.unpack_from("<HH6xH", word)
        _refuse(ident, version, flags, where)
        table = found["1Table" if flags & _TABLE_1 else "0Table"]
    except (ValueError, KeyError, struct.error) as error:
        raise Damaged from error
    return Streams(word, table, found.get("Data", b""), _fib(word))


def _refuse(ident: int, version: int, flags: int, where: str) -> None:
    if ident in _OLDER or (ident == _WORD_8 and version < _FIRST_FIB):
        msg = f"这是 Word 6.0/95 的旧格式,不能直接读取;{SAVE_AGAIN}"
        raise ReadingError(msg, where)
    if ident != _WORD_8:
        raise Damaged
    if flags & _ENCRYPTED:
        msg = "文件设有打开密码,无法读取;请用 Word 或 WPS 打开,取消密码后另存为 docx 再试"
        raise ReadingError(msg, where)


def _fib(word: bytes) -> Fib:
    try:
        lengths = struct.unpack_from("<8i", word, 0x4C)
        (count,) = struct.unpack_from("<H", word, 0x98)
        numbers = struct.unpack_from(f"<{2 * count}I", word, _PAIRS)
    except struct.error as error:
        raise Damaged from error
    if min(lengths) < 0 or lengths[_MAIN] == 0:
        raise Damaged
    return Fib(lengths, tuple(zip(numbers[::2], numbers[1::2], strict=True)))
