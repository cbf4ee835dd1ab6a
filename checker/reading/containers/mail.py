"""E-mails with submissions attached (eml)."""

from __future__ import annotations

import binascii
import email
import email.policy
import io
import quopri
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from functools import partial
from typing import BinaryIO

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.reading.containers.member import Member, Names, with_ending
from checker.reading.containers.names import file_name

__all__ = ["looks_like_mail", "mail_members"]

_HEADER = re.compile(
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|From|To|Cc|Sender|Reply-To|Subject|Date|MIME-Version|Content-Type"
    rb"|Content-Transfer-Encoding|DKIM-Signature|Authentication-Results|ARC-[\w-]+|X-[\w-]+):",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]")
_SAVED_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_LOOK = 4_096
_WINMAIL = (
    "这是 Outlook 打包的附件(winmail.dat),里面的文件取不出来;请对方改用“纯文本”或“HTML”格式重新发送,或单独提供附件"
)
_MB = 1024 * 1024
_FEW = 2  # header fields that must be there besides the first


def looks_like_mail(stream: BinaryIO, name: str) -> bool:
    """Whether the file begins as an e-mail does: header fields, among them those that every mail has."""
    stream.seek(0)
    head = stream.read(_LOOK).lstrip(b"\r\n\xef\xbb\xbf")
    stream.seek(0)
    if not _FIELD.match(head) or head[:1].isspace():
        return False
    lines = head.split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()[:-1] or [b""]
    if not all(_FIELD.match(line) for line in lines):
        return False
    if name.lower().endswith((".mht", ".mhtml")) or (not name.lower().endswith(".eml") and _SAVED_PAGE.search(head)):
        return False
    known = {line.split(b":")[0].lower() for line in lines if _HEADER.match(line)}
    return len(known) > (0 if name.lower().endswith(".eml") else _FEW)


def mail_members(stream: BinaryIO, where: str, limits: Limits) -> Iterator[Member]:
    """The attachments of a mail, those of forwarded mails as containers of their own; the body is named, not read.

    Raises:
        ReadingError: It is too large, or nests so deeply that it is no normal mail.
    """
    if stream.seek(0, io.SEEK_END) > limits.archive_bytes:  # reading up to the limit would set aside as much memory
        msg = f"邮件超过上限 {limits.archive_bytes / _MB:.0f} MB,未打开;请取出附件后再试"
        raise ReadingError(msg, where)
    stream.seek(0)
    data = stream.read()
    try:
        # The other policies take each field apart, for which time and memory grow with the square of its length.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(_parts(message))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        msg = "邮件的结构不正常,取不出附件;请在邮件程序里另存附件后再试"
        raise ReadingError(msg, where) from error
    if len(parts) > limits.members:
        msg = f"邮件里有 {len(parts)} 个部分,超过上限 {limits.members};请取出附件后再试"
        raise ReadingError(msg, where)
    names = Names()
    for part in parts:
        name = _name(part)
        if not name and part.get_content_maintype() == "text":
            yield Member(names.give("邮件正文"), problem=_body(part))
        elif part.get_content_type() == "application/ms-tnef" or name.lower() == "winmail.dat":
            yield Member(names.give(name or "winmail.dat"), problem=_WINMAIL)
        else:
            content = partial(_content, part, limits, where)
            yield Member(names.give(with_ending(name or "未命名附件", content)), content)


def _parts(message: Message) -> Iterator[Message]:
    """Parts that hold something; a forwarded mail is one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts() if isinstance(message, EmailMessage) else message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _name(part: Message) -> str:
    for wanted in ("content-disposition", "content-type"):
        for header, value in part.raw_items():
            if header.lower() == wanted and (name := file_name(value)):
                return name
    return "转发的邮件.eml" if part.get_content_type() == "message/rfc822" else ""


def _body(part: Message) -> str:
    size = len(str(part.get_payload()).split())
    return f"邮件正文(约 {size} 段)不作为报告读取;报告若写在正文里,请另存为 txt" if size else "邮件正文是空的"


def _content(part: Message, limits: Limits, where: str) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        data = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
        data = _unpacked(data.lstrip(), str(part.get("content-transfer-encoding") or "").strip().lower())
    else:
        decoded = part.get_payload(decode=True)
        data = decoded if isinstance(decoded, bytes) else b""
    if len(data) > limits.file_bytes:
        msg = f"附件有 {len(data) / _MB:.0f} MB,超过上限 {limits.file_bytes / _MB:.0f} MB,未打开"
        raise ReadingError(msg, where)
    return data


def _unpacked(data: bytes, encoding: str) -> bytes:
    """A forwarded mail that was encoded as a whole, against the rules."""
    try:
        if encoding == "base64" and not _HEADER.match(data):
            return binascii.a2b_base64(data)
        if encoding == "quoted-printable" and b"=3D" in data:
            return quopri.decodestring(data)
    except (binascii.Error, ValueError):
        pass
    return data
