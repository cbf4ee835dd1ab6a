"""Bytes to text.

The order is byte order mark, UTF-8, GB18030, Big5, and only then a guess: the first three are what Chinese offices
produce, and almost any bytes are "valid" in a single-byte code page. GB18030 also accepts most foreign bytes, so its
result must look like Chinese before it is believed. No character is replaced silently: each bad place is a note.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from checker.errors import ReadingError
from checker.model import Note

__all__ = ["Decoded", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_REPLACEMENT = "\ufffd"

_SAMPLE = 20_000  # characters beyond ASCII looked at when judging whether text is Chinese
_MIN_COMMON = 0.75  # share of everyday characters among the Chinese ones; real reports have 0.97 and more
_MIN_HAN = 0.4  # share of Chinese characters among those beyond ASCII; the rest is punctuation
_MAX_BAD = 0.02  # share of undecodable characters beyond which a file is damaged rather than blemished
_MAX_CONTROL = 0.01  # share of control characters beyond which the file is not text
_MAX_NOTED = 10  # bad places that get a note of their own


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line breaks as LF, the encoding it was written in, and what went wrong."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, where: str = "") -> Decoded:
    """Turn bytes into text.

    Raises:
        ReadingError: The bytes are not text, or no encoding fits.
    """
    encoding, text = _best(data, where)
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    controls = len(_CONTROL.findall(text))
    if controls > max(1, int(len(text) * _MAX_CONTROL)):
        msg = f"文件含有 {controls} 个控制字符,不是文本文件;请用原来的软件打开,另存为 docx 或 UTF-8 编码的 txt 后再试"
        raise ReadingError(msg, where)
    return Decoded(text, encoding, (*_bad_places(text, encoding), *_control_note(text, controls)))


def _best(data: bytes, where: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text is not None and (_plain_ascii(text) or encoding == "utf-8" or _looks_chinese(text)):
            return encoding, text
    blemished = _blemished(data)
    if blemished is not None:
        return blemished
    return _guess(data, where)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain_ascii(text: str) -> bool:
    return text.isascii() and "\x00" not in text


def _looks_chinese(text: str) -> bool:
    """Whether most Chinese characters are everyday ones (level 1 of GB 2312) and there are enough of them."""
    sample = _BEYOND_ASCII.findall(text)[:_SAMPLE]
    han = [char for char in sample if _HAN.match(char)]
    if not han or len(han) < _MIN_HAN * len(sample):
        return False
    return _common_share(han) >= _MIN_COMMON or _common_share(han, "big5", 0xA4, 0xC6) >= _MIN_COMMON


def _common_share(han: list[str], encoding: str = "gb2312", first: int = 0xB0, last: int = 0xD7) -> float:
    common = sum(1 for char in han if first <= (char.encode(encoding, "ignore") or b"\0")[0] <= last)
    return common / len(han)


def _blemished(data: bytes) -> tuple[str, str] | None:
    """Chinese text in which only a few bytes are broken, such as a file cut off in mid-character."""
    candidates = [(encoding, data.decode(encoding, "replace")) for encoding in ("utf-8", "gb18030")]
    bad, encoding, text = min((text.count(_REPLACEMENT), encoding, text) for encoding, text in candidates)
    if text and bad <= max(1, len(text) * _MAX_BAD) and _looks_chinese(text):
        return encoding, text
    return None


def _guess(data: bytes, where: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    match = from_bytes(data).best() if b"\x00" not in data[:_SAMPLE] else None
    text = _strict(data, match.encoding) if match is not None else None
    if match is None or text is None:
        msg = "无法判断文件的文字编码,可能已损坏或不是文本文件;请用记事本或 WPS 打开核对,另存为 UTF-8 编码后再试"
        raise ReadingError(msg, where)
    return match.encoding, text


def _bad_places(text: str, encoding: str) -> list[Note]:
    places = [match.start() for match in re.finditer(_REPLACEMENT, text)]
    notes = [
        Note(
            "undecodable",
            f"第 {text.count(chr(10), 0, at) + 1} 行有无法辨认的字符(按 {encoding} 读取),以 � 表示",
            at,
            at + 1,
        )
        for at in places[:_MAX_NOTED]
    ]
    if len(places) > _MAX_NOTED:
        notes.append(Note("undecodable", f"共有 {len(places)} 处字符无法解码,仅列出前 {_MAX_NOTED} 处"))
    return notes


def _control_note(text: str, count: int) -> list[Note]:
    match = _CONTROL.search(text)
    if match is None:
        return []
    return [Note("control-characters", f"文中夹有 {count} 个不可见的控制字符,请核对原文", match.start(), match.end())]
