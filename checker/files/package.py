"""A strict way into zip packages and their XML.

Files arrive from hundreds of offices. Nothing in them may make the program unpack gigabytes, fetch an address or read
another file. Sizes stated in a zip directory are not believed: unpacking stops at the limit.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.xml import parse_xml, xml_events

__all__ = ["Package", "open_package"]

_ENCRYPTED = 0x1
_MB = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    OverflowError,
    ValueError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A zip archive whose directory has passed inspection."""

    archive: zipfile.ZipFile
    limits: Limits
    where: str

    def names(self) -> frozenset[str]:
        """Names of all entries."""
        return frozenset(self.archive.namelist())

    def find(self, name: str) -> str | None:
        """The entry with this name, in other case or with other slashes if need be; None without one."""
        names = self.archive.NameToInfo
        if name in names:
            return name
        key = _key(name)
        return next((other for other in names if _key(other) == key), None)

    def read(self, name: str) -> bytes:
        """Unpack one entry.

        Raises:
            ReadingError: It is damaged, or larger than the limit whatever the directory claims.
        """
        try:
            with self.archive.open(name) as stream:
                data = stream.read(self.limits.unpacked_bytes + 1)
        except (*_BROKEN, KeyError, EOFError, RuntimeError) as error:
            msg = f"文件内部的“{name}”缺失或已损坏,无法解压;请重新导出或重新上传该文件"
            raise ReadingError(msg, self.where) from error
        if len(data) > self.limits.unpacked_bytes:
            raise ReadingError(_bomb(self.limits), self.where)
        return data

    def xml(self, name: str) -> Element:
        """Parse one entry as XML.

        Raises:
            ReadingError: It is not well-formed, nests too deeply, or declares a DTD or an entity.
        """
        return parse_xml(self.read(name), name, self.limits, self.where)

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """Go through one entry as XML, for parts too large to be kept whole.

        Raises:
            ReadingError: As for ``xml``.
        """
        return xml_events(self.read(name), name, self.limits, self.where)


def open_package(data: bytes, limits: Limits, where: str, kind: str = "docx") -> Package:
    """Open a zip package after inspecting its directory; ``kind`` is the format that messages name.

    Raises:
        ReadingError: Not a zip, encrypted, too many entries, too large unpacked, or entry names that try to escape.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        msg = f"文件已损坏或不完整,无法按 {kind} 打开;请用 Word 或 WPS 打开修复,另存为 docx 后再试"
        raise ReadingError(msg, where) from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        msg = f"文件内部有 {len(entries)} 个部件,超过上限 {limits.entries};请另存为普通 docx 后再试"
        raise ReadingError(msg, where)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        msg = "文件已加密;请取消密码后另存为 docx 再试"
        raise ReadingError(msg, where)
    names = [entry.filename for entry in entries]
    if any(_escapes(name) for name in names) or len(set(names)) != len(names):
        msg = "文件内部的部件名称不正常(含越级路径或重名),为安全起见未打开;请用 Word 或 WPS 另存为 docx 后再试"
        raise ReadingError(msg, where)
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes or any(_dense(e, limits) for e in entries):
        raise ReadingError(_bomb(limits), where)
    return Package(archive, limits, where)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith("/") or ".." in parts or ":" in parts[0] or "\x00" in name


def _dense(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > _MB and entry.file_size > limits.ratio * max(1, entry.compress_size)


def _bomb(limits: Limits) -> str:
    return (
        f"文件解压后异常庞大(上限 {limits.unpacked_bytes / _MB:.0f} MB),疑似压缩炸弹,未打开;"
        "请用 Word 或 WPS 另存为普通 docx 后再试"
    )
