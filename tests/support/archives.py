"""Zip archives and mails as other programs make them, for tests."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage


class _Raw(zipfile.ZipInfo):
    """An entry whose name is stored as given bytes, without the mark that says UTF-8."""

    raw = b""

    def _encodeFilenameFlags(self):  # noqa: N802 - the standard library's name
        return self.raw, self.flag_bits & ~0x800


def zipped(entries: Mapping[str, bytes], encoding: str = "", links: Mapping[str, str] | None = None) -> bytes:
    """A zip of ``entries``; with ``encoding``, names are stored in it and unmarked. ``links`` are symbolic links."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(entries.items()):
            entry = _Raw(f"entry-{number}") if encoding else zipfile.ZipInfo(name)
            if isinstance(entry, _Raw):
                entry.raw = name.encode(encoding)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
        for name, target in (links or {}).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, target)
    return buffer.getvalue()


def mail(
    attachments: Mapping[str, bytes], body: str = "报告见附件。", forwarded: EmailMessage | None = None
) -> EmailMessage:
    """A mail with files attached."""
    message = EmailMessage()
    message["From"] = "bgs@example.invalid"
    message["To"] = "sfj@example.invalid"
    message["Subject"] = "报送2023年法治政府建设年度报告"
    message["Date"] = "Mon, 22 Jan 2024 09:00:00 +0800"
    message["Message-ID"] = "<1@example.invalid>"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if forwarded is not None:
        message.add_attachment(forwarded)
    return message
