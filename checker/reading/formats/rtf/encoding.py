"""Bytes of rtf to characters.

Which code page a byte belongs to depends on the font it is set in. Programs are careless with that: Chinese bytes stand
in runs of a Western font, and the font meant for them is named elsewhere. So the candidates are tried in the order of
how likely they are, and only a code page into which the bytes fit is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["CHARSETS", "PAGES", "SYMBOL", "decoded"]

SYMBOL = "symbol"
"""The pseudo code page of fonts whose characters are pictures."""
CHARSETS: Mapping[int, str] = {
    0: "cp1252", 2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437",
}  # fmt: skip
"""Code pages by the numbers of ``\\fcharset``."""
PAGES: Mapping[int, str] = {
    437: "cp437", 850: "cp850", 874: "cp874", 932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 1250: "cp1250",
    1251: "cp1251", 1252: "cp1252", 1253: "cp1253", 1254: "cp1254", 10000: "mac_roman", 10008: "gb18030",
    54936: "gb18030", 65001: "utf-8",
}  # fmt: skip
"""Code pages by the numbers of ``\\ansicpg`` and ``\\cpg``."""
_DOUBLE = frozenset({"gb18030", "cp932", "cp949", "cp950", "utf-8"})
_HIGH_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x80-\xfe])*")


def decoded(raw: bytes, font: str, far_east: str, page: str) -> tuple[str, bool]:
    """Characters, and whether all of them were understood.

    Args:
        raw: Bytes of one run.
        font: Code page of the run's font.
        far_east: Code page of the font named for Chinese characters; empty: none.
        page: Code page of the document.
    """
    if font == SYMBOL:
        return "".join(char if char.isspace() else "□" for char in raw.decode("latin-1")), True
    if raw.isascii():
        return raw.decode("ascii"), True
    for codec in _candidates(raw, font, far_east, page):
        try:
            return raw.decode(codec), True
        except UnicodeDecodeError:
            continue
    codec = next((c for c in (font, far_east, page) if c in _DOUBLE), font)
    return raw.decode(codec, "replace").replace("\ufffd", "□"), False


def _candidates(raw: bytes, font: str, far_east: str, page: str) -> Iterator[str]:
    if font in _DOUBLE:
        yield font
    elif _HIGH_PAIRS.fullmatch(raw):
        yield from (codec for codec in (far_east, page) if codec in _DOUBLE)
    if font not in _DOUBLE:
        yield font
    if page != font:
        yield page
