"""Zip archives of submissions, whatever machine they were made on.

Names in a zip are bytes. Archives from Windows in China store them as GBK without saying so, others as UTF-8 without
saying so, some say it twice; the encoding is decided for the archive as a whole, since it was made by one program.
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import BinaryIO

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.reading.containers.member import Member, Names

__all__ = ["looks_like_archive", "zip_members"]

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_DOCUMENTS = frozenset({"[Content_Types].xml", "word/document.xml", "OFD.xml", "content.xml", "mimetype"})
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075
_ENTRY, _FIXED = b"PK\x01\x02", 46  # sign and length of an entry of the directory, up to its name
_MB = 1024 * 1024
_REWRITTEN = 512 * _MB  # bytes of an archive whose directory is mended
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, OverflowError, ValueError,
    NotImplementedError, EOFError, RuntimeError, KeyError,
)  # fmt: skip


def looks_like_archive(stream: BinaryIO) -> bool:
    """Whether the file is a zip that is not itself a document (docx, ofd, odt, xlsx are zips too)."""
    stream.seek(0)
    if stream.read(4) not in _STARTS:
        stream.seek(0)
        return False
    try:
        found = _DOCUMENTS.isdisjoint(_opened(stream).namelist())
    except _BROKEN:
        found = False
    stream.seek(0)
    return found


def zip_members(stream: BinaryIO, where: str, limits: Limits) -> Iterator[Member]:
    """The files of an archive, in its own order; folders are left out.

    Raises:
        ReadingError: The directory is damaged, too long, or promises more than the limits allow.
    """
    stream.seek(0)
    try:
        archive = _opened(stream)
        entries = archive.infolist()
    except _BROKEN as error:
        msg = "压缩包已损坏或不完整,打不开;请重新压缩或重新上传"
        raise ReadingError(msg, where) from error
    if len(entries) > limits.members:
        msg = f"压缩包里有 {len(entries)} 个文件,超过上限 {limits.members};请分成几个再试"
        raise ReadingError(msg, where)
    if sum(e.file_size for e in entries) > limits.archive_bytes:
        msg = f"压缩包解压后超过上限 {limits.archive_bytes / _MB:.0f} MB,未打开;请分成几个再试"
        raise ReadingError(msg, where)
    if _overlap(entries):
        msg = "压缩包里的文件互相重叠,不是正常压缩出来的,未打开;请重新压缩再试"
        raise ReadingError(msg, where)
    names, decode = Names(), _decoder(entries)
    for entry in entries:
        if entry.filename.endswith(("/", "\\")):  # is_dir fails on an empty name
            continue
        raw = decode(entry)
        name = names.give(raw)
        problem = _problem(entry, raw, limits)
        yield Member(name, problem=problem) if problem else Member(name, partial(_read, archive, entry, limits, where))


def _problem(entry: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    """Why an entry is left alone; empty: it can be read."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) > 1 and parts[0][1] == ":"):
        return "文件名试图指向压缩包之外,未打开"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "这是指向别处的链接,未打开"
    if entry.flag_bits & _ENCRYPTED:
        return "设有解压密码,打不开;请去掉密码后再试"
    if entry.file_size > limits.file_bytes:
        return f"有 {entry.file_size / _MB:.0f} MB,超过上限 {limits.file_bytes / _MB:.0f} MB,未打开"
    if entry.file_size > _MB and entry.file_size > limits.ratio * max(1, entry.compress_size):
        return "解压后异常庞大,疑似压缩炸弹,未打开"
    return ""


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, where: str) -> bytes:
    try:
        with archive.open(entry) as stream:
            data = stream.read(limits.file_bytes + 1)
    except _BROKEN as error:
        msg = "压缩包里的这个文件已损坏,解压不了;请重新压缩或单独提供"
        raise ReadingError(msg, where) from error
    return data


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive; names that claim to be UTF-8 and are not lose that claim."""
    try:
        return zipfile.ZipFile(stream)
    except UnicodeDecodeError:
        stream.seek(0)
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        data = bytearray(stream.read(min(_REWRITTEN, size)))
    at = data.find(_ENTRY)
    while at >= 0 and at + _FIXED <= len(data):
        flags, length = (
            int.from_bytes(data[at + 8 : at + 10], "little"),
            int.from_bytes(data[at + 28 : at + 30], "little"),
        )
        if flags & _UTF8 and not _is(bytes(data[at + _FIXED : at + _FIXED + length]), "utf-8"):
            data[at + 8 : at + 10] = (flags & ~_UTF8).to_bytes(2, "little")
        at = data.find(_ENTRY, at + _FIXED)
    return zipfile.ZipFile(io.BytesIO(data))


def _decoder(entries: Sequence[zipfile.ZipInfo]) -> Callable[[zipfile.ZipInfo], str]:
    """How the names of this archive are to be read; those that are UTF-8 are, whatever the others be."""
    unmarked = [e.orig_filename.encode("cp437", "replace") for e in entries if not e.flag_bits & _UTF8]
    others = [name for name in unmarked if not _is(name, "utf-8")]
    encoding = max(("gb18030", "big5hkscs"), key=lambda one: sum(_likely(name, one) for name in others))

    def decode(entry: zipfile.ZipInfo) -> str:
        if entry.flag_bits & _UTF8:
            return entry.orig_filename
        if stored := _stored_unicode(entry):
            return stored
        name = entry.orig_filename.encode("cp437", "replace")
        return name.decode("utf-8" if _is(name, "utf-8") else encoding, "replace")

    return decode


def _likely(name: bytes, encoding: str) -> float:
    """How much a name looks like everyday Chinese in an encoding: the share of its commonest signs."""
    if not _is(name, encoding):
        return 0.0
    own, first, last = ("gb2312", 0xB0, 0xD7) if encoding == "gb18030" else ("big5", 0xA4, 0xC6)
    signs = [char for char in name.decode(encoding) if not char.isascii()]
    common = sum(first <= (char.encode(own, "ignore") or b"\0")[0] <= last for char in signs)
    return common / max(len(signs), 1)


def _is(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _stored_unicode(entry: zipfile.ZipInfo) -> str:
    """The name in the Info-ZIP "Unicode Path" field, where it belongs to the name in the directory."""
    extra = entry.extra
    while len(extra) >= 4:  # noqa: PLR2004 - two numbers of two bytes
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and body[0] == 1:  # noqa: PLR2004 - version, checksum
            same = struct.unpack("<L", body[1:5])[0] == zlib.crc32(entry.orig_filename.encode("cp437", "replace"))
            return body[5:].decode("utf-8", "replace") if same else ""
    return ""


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes of the archive: a bomb that no limit on one member shows."""
    placed = sorted((e.header_offset, e.compress_size) for e in entries)
    return any(after < start + size for (start, size), (after, _) in pairwise(placed))
