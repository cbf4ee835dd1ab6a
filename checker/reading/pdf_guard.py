"""A look at a PDF before the library gets it: how far do its streams unpack?

A stream of a few kilobytes can stand for gigabytes of drawing, which the library would unpack and work through.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from checker.errors import ReadingError
from checker.reading.guard import Limits

__all__ = ["check_streams"]

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_DICTIONARY = 2048  # bytes before a stream in which its filter is named
_CHUNK = 1 << 20
_DEEPEST = 4  # filters of one stream
_MB = 1024 * 1024


def check_streams(data: bytes, limits: Limits, where: str) -> None:
    """Refuse a file whose packed streams together unpack beyond the limit.

    Raises:
        ReadingError: They do.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        filters = len(_FLATE.findall(head[head.rfind(b" obj") :] if b" obj" in head else head))
        if not filters:
            continue
        packed: Iterator[bytes] = _slices(data, match.end())
        for _ in range(min(filters, _DEEPEST)):
            packed = _unpacked(packed)
        for piece in packed:
            total += len(piece)
            if total > limits.unpacked_bytes:
                msg = (
                    f"PDF 内部数据解压后超过上限 {limits.unpacked_bytes / _MB:.0f} MB,疑似压缩炸弹,未打开;"
                    "请重新导出 PDF,或提供原始 Word 文件再试"
                )
                raise ReadingError(msg, where)


def _slices(data: bytes, start: int) -> Iterator[bytes]:
    view = memoryview(data)
    for at in range(start, len(data), _CHUNK):
        yield bytes(view[at : at + _CHUNK])


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
