"""A look at a PDF before the library gets it: how far do its streams unpack?

A stream of a few kilobytes can stand for gigabytes of drawing, which the library would unpack and work through, and
it cannot be stopped while it works on a page.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from checker.errors import ReadingError
from checker.files.limits import Limits

__all__ = ["check_streams"]

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER = re.compile(rb"/Image\b|/FontFile|/Length[123]\b|/(?:CIDFontType0C|Type1C|OpenType|XRef|Metadata|ICCBased)\b")
_DICTIONARY = 2048  # bytes before a stream in which its filter is named
_CHUNK = 1 << 20
_DEEPEST = 4  # filters of one stream
_MB = 1024 * 1024


def check_streams(data: bytes, limits: Limits, where: str) -> None:
    """Refuse a file whose packed streams together unpack beyond a limit, or whose pages draw too much.

    Raises:
        ReadingError: They do.
    """
    total = drawn = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") :] if b" obj" in head else head
        drawing = not _OTHER.search(head)
        filters = len(_FLATE.findall(head))
        pieces: Iterator[bytes] = _slices(data, match.end(), None if filters else data.find(b"endstream", match.end()))
        for _ in range(min(filters, _DEEPEST)):
            pieces = _unpacked(pieces)
        for piece in pieces if filters or drawing else ():
            total += len(piece) if filters else 0
            drawn += len(piece) if drawing else 0
            if total > limits.unpacked_bytes:
                msg = (
                    f"PDF 内部数据解压后超过上限 {limits.unpacked_bytes / _MB:.0f} MB,疑似压缩炸弹,未打开;"
                    "请重新导出 PDF,或提供原始 Word 文件再试"
                )
                raise ReadingError(msg, where)
            if drawn > limits.drawing_bytes:
                msg = (
                    f"PDF 页面内容超过上限 {limits.drawing_bytes / _MB:.0f} MB(图片、字体不计),不是正常的报告,未打开;"
                    "请只保留报告正文的页面,或提供原始 Word 文件再试"
                )
                raise ReadingError(msg, where)


def _slices(data: bytes, start: int, end: int | None) -> Iterator[bytes]:
    """The bytes from ``start`` to ``end``, None or negative: to the end of the file."""
    end = len(data) if end is None or end < 0 else end
    for at in range(start, end, _CHUNK):
        yield data[at : min(at + _CHUNK, end)]


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """What a stream unpacks to, a piece at a time; it ends where the stream ends or is broken."""
    unpacker = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest and not unpacker.eof:
            try:
                out = unpacker.decompress(rest, _CHUNK)
            except zlib.error:
                return
            if out:
                yield out
            rest = unpacker.unconsumed_tail
        if unpacker.eof:
            return
