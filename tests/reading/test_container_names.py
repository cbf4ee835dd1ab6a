"""Names of files in mails and archives, as programs of many years wrote them."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from checker.reading.containers import documents, is_container, read_member
from checker.reading.containers.names import file_name

NAME = "朱镕街道2023年度报告.docx"
GBK = NAME.encode("gb18030")


def words(charset: str, *pieces: bytes) -> str:
    """Encoded words, one a piece of the bytes."""
    return "\r\n ".join(f"=?{charset}?B?{base64.b64encode(piece).decode()}?=" for piece in pieces)


def percent(raw: bytes) -> str:
    """Bytes in per cent."""
    return "".join(f"%{byte:02X}" for byte in raw)


@pytest.mark.parametrize(
    "value",
    [
        f'attachment; filename="{NAME}"',
        f'attachment; filename="{words("gb2312", GBK)}"',
        f"attachment; filename={words('gbk', GBK)}",
        f'attachment; filename="{words("GB18030", GBK[:5], GBK[5:])}"',
        f'attachment; filename="{words("utf-8", NAME.encode()[:7], NAME.encode()[7:])}"',
        'attachment; filename="=?gb2312?Q?' + "".join(f"={byte:02X}" for byte in GBK) + '?="',
        f"attachment; filename*=gb2312''{percent(GBK)}",
        f"attachment; filename*=UTF-8'zh'{percent(NAME.encode())}; filename=\"x.docx\"",
        f"attachment; filename*0*=gbk''{percent(GBK[:5])};\r\n filename*1*={percent(GBK[5:])}",
        f'application/octet-stream; name="{words("unknown-8bit", GBK)}"',
        f'attachment; filename="{GBK.decode("utf-8", "surrogateescape")}"',
    ],
)
def test_the_name_of_an_attachment_is_read_however_it_is_written(value: str) -> None:
    """Labels that are too narrow, words cut inside a character, Q and per cent forms, raw bytes."""
    assert file_name(value) == NAME


def test_a_field_without_a_name_has_none() -> None:
    """The reader gives such a part a name by its content."""
    assert not file_name("attachment; size=12")


def mail(*parts: str, first: str = "From: a@example.cn") -> io.BytesIO:
    """A mail with these parts."""
    head = (
        f"{first}\r\nFrom: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\nDate: Mon, 1 Jan 2024 00:00:00 +0800\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n'
    )
    return io.BytesIO((head + "".join(f"--B\r\n{part}\r\n" for part in parts) + "--B--\r\n").encode())


def part(kind: str, data: bytes, more: str = "") -> str:
    """One part in base64."""
    coded = base64.encodebytes(data).decode()
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n{coded}"


@pytest.mark.parametrize("first", ["MIME-Version: 1.0", "Message-ID: <1@x>", "X-Mailer: y", "Foo-Bar: z"])
def test_a_mail_may_begin_with_any_field(first: str) -> None:
    """Programs order them as they like."""
    assert is_container(mail(part("application/pdf", b"%PDF-1.4"), first=first), "m.eml")


def test_attachments_without_a_name_or_ending_are_known_by_their_content() -> None:
    """Nothing that may be the report is lost for its name."""
    stream = mail(
        part("application/octet-stream", b"%PDF-1.4 x"),
        part("application/octet-stream", b"{\\rtf1 x}", 'Content-Disposition: attachment; filename="report"\r\n'),
        part("application/ms-tnef", b'x\x9f>"', 'Content-Disposition: attachment; filename="winmail.dat"\r\n'),
    )

    found = list(documents(stream, "m.eml"))

    assert ["未命名附件.pdf", "report.rtf", "winmail.dat"] == [m.name for m in found]
    assert ["", "", True] == [m.problem and "winmail.dat" in m.problem for m in found]


def test_a_forwarded_mail_in_base64_is_opened() -> None:
    """Against the rules, and done."""
    inner = mail(part("application/pdf", b"%PDF-1.4 y", 'Content-Disposition: attachment; filename="r.pdf"\r\n'))
    stream = mail(part("message/rfc822", inner.getvalue(), 'Content-Disposition: attachment; filename="f.eml"\r\n'))

    assert ["f.eml!/r.pdf"] == [m.name for m in documents(stream, "m.eml")]
    assert read_member(stream, ["f.eml", "r.pdf"], "m.eml") == b"%PDF-1.4 y"


def archive(*names: bytes, claim: bool = False) -> io.BytesIO:
    """A zip whose names are these bytes; ``claim``: it says that they are UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for number in range(len(names)):
            out.writestr(f"{number}" * len(names[number]), b"text")
    data = buffer.getvalue()
    for number, name in enumerate(names):
        data = data.replace(f"{number}".encode() * len(name), name)
    if claim:
        at = data.find(b"PK\x01\x02")
        while at >= 0:
            data = data[: at + 8] + b"\x00\x08" + data[at + 10 :]
            at = data.find(b"PK\x01\x02", at + 4)
    return io.BytesIO(data)


BIG5 = "青石縣二零二三年度法治政府建設情況報告.txt"


@pytest.mark.parametrize(
    ("stream", "names"),
    [
        (archive(GBK), [NAME]),
        (archive(GBK, claim=True), [NAME]),
        (archive(NAME.encode()), [NAME]),
        (archive(GBK, "甲乙.txt".encode()), [NAME, "甲乙.txt"]),
        (archive(BIG5.encode("big5")), [BIG5]),
    ],
    ids=["gbk", "gbk that claims utf-8", "utf-8", "mixed", "big5"],
)
def test_names_in_an_archive_are_read_whatever_it_claims(stream: io.BytesIO, names: list[str]) -> None:
    """Each name that is UTF-8 is; the others are in the encoding that makes everyday Chinese of them."""
    assert is_container(stream, "a.zip")
    assert names == [m.name for m in documents(stream, "a.zip")]
