"""Names of attachments as mail programs write them into header fields, within the rules and beside them."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

__all__ = ["file_name"]

_PARAMETER = re.compile(
    r"\b(?:file)?name(?:\*(?P<part>\d{1,3}))?(?P<coded>\*)?\s*=\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^;\r\n]*))",
    re.IGNORECASE,
)
_WORD = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"\s*")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}


def file_name(value: str) -> str:
    """The name in a field such as ``attachment; filename=…``; empty without one."""
    parts = sorted(_parameters(value.replace("\r", "").replace("\n", " ")), key=lambda one: one[0])
    if not parts:
        return ""
    if any(coded for _, coded, _ in parts):  # charset, language, then bytes in per cent, cut anywhere
        charset, _, first = parts[0][2].partition("'")[0], None, parts[0][2].split("'", 2)[-1]
        raw = b"".join(
            unquote_to_bytes(text.encode("utf-8", "surrogateescape")) for text in (first, *(p[2] for p in parts[1:]))
        )
        return _decoded(raw, charset).strip()
    return _words("".join(text for _, _, text in parts)).strip()


def _parameters(value: str) -> Iterator[tuple[int, bool, str]]:
    """Number, whether it is coded, and text of each piece of the name."""
    whole = [m for m in _PARAMETER.finditer(value) if m["part"] is None]
    pieces = [m for m in _PARAMETER.finditer(value) if m["part"] is not None] or sorted(
        whole, key=lambda m: not m["coded"]
    )[:1]
    for match in pieces:
        text = re.sub(r"\\(.)", r"\1", match["quoted"]) if match["quoted"] is not None else match["plain"].strip()
        yield int(match["part"] or 0), bool(match["coded"]), text


def _words(text: str) -> str:
    """Encoded words put together before they are decoded: programs cut them inside a character."""
    out: list[str] = []
    raw, charset, done = b"", "", 0
    for match in _WORD.finditer(text):
        between = text[done : match.start()]
        if raw and (not _BETWEEN.fullmatch(between) or match[1].lower() != charset):
            out.append(_decoded(raw, charset))
            raw = b""
        if not _BETWEEN.fullmatch(between) or not done:
            out.append(_eight_bit(between))
        charset, done = match[1].lower(), match.end()
        raw += _bytes(match[2], match[3])
    if raw:
        out.append(_decoded(raw, charset))
    return "".join(out) + _eight_bit(text[done:])


def _bytes(kind: str, text: str) -> bytes:
    if kind in "qQ":
        return quopri.decodestring(text.encode("utf-8", "surrogateescape"), header=True)
    try:
        return binascii.a2b_base64(text.encode("ascii", "ignore") + b"==")
    except binascii.Error:
        return b""


def _eight_bit(text: str) -> str:
    """Bytes whose encoding the field does not declare: what offices in China send is GBK."""
    raw = text.encode("utf-8", "surrogateescape")
    return text if text.isascii() else _decoded(raw, "")


def _decoded(raw: bytes, charset: str) -> str:
    """What the label says, where it fits; it is often narrower than what was written."""
    wider = _WIDER.get(charset.strip().lower(), charset.strip().lower())
    for encoding in filter(None, (wider, "utf-8", "gb18030", "big5hkscs")):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8" if wider == "utf-8" else "gb18030", "replace")
