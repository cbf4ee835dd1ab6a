"""Hostile, broken and foreign files."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.lexicon import Lexicon
from checker.reading.formats.registry import read_raw

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BODY = "<w:p><w:r><w:t>云溪县2023年度法治政府建设情况报告</w:t></w:r></w:p>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
    + b"]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>"
)
XXE = (
    b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)


def archive(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip some entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return buffer.getvalue()


def word(document: bytes, **others: bytes) -> bytes:
    """A Word package around a document part."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **others})


def encrypted_entry() -> bytes:
    """A zip whose directory says that an entry is encrypted."""
    data = bytearray(word(b"<x/>"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


REFUSED = {
    "empty": ("r.docx", b"", "空的"),
    "only blanks": ("r.txt", b" \n\t\n", "没有文字"),
    "zeros": ("r.txt", bytes(5000), "另存为"),
    "zeros called docx": ("r.docx", bytes(5000), "另存为"),
    "zip bomb by ratio": ("r.docx", word(b"0" * 30_000_000), "压缩炸弹"),
    "entity expansion": ("r.docx", word(LAUGHS), "实体"),
    "external entity": ("r.docx", word(XXE), "实体"),
    "not well-formed": ("r.docx", word(b"<w:document><w:body>"), "XML"),
    "no body": ("r.docx", word(b"<w:document xmlns:w='w'/>"), "没有 Word 正文"),
    "no text": ("r.docx", word(b"<w:document xmlns:w='w'><w:body/></w:document>"), "没有文字"),
    "deep nesting": ("r.docx", word(b"<a>" * 5000 + b"</a>" * 5000), "嵌套"),
    "path upwards": ("r.docx", word(b"<x/>", **{"../evil": b"x"}), "名称"),
    "absolute path": ("r.docx", word(b"<x/>", **{"/etc/passwd": b"x"}), "名称"),
    "encrypted entry": ("r.docx", encrypted_entry(), "加密"),
    "truncated zip": ("r.docx", word(b"<x/>")[:-40], "损坏"),
    "password": ("r.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old Word without a directory": ("r.docx", OLE + "WordDocument".encode("utf-16-le"), r"doc、wps.*另存为 docx"),
    "old Excel without a directory": ("r.xls", OLE + "Workbook".encode("utf-16-le"), "xls.*另存为 xlsx"),
    "other OLE": ("r.doc", OLE, "旧版"),
    "broken pdf called txt": ("r.txt", b"%PDF-1.7 ...", "PDF 已损坏"),
    "empty ofd": ("r.ofd", archive({"OFD.xml": b"<x/>"}), "OFD 里没有页面"),
    "empty xlsx": ("r.xlsx", archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"<x/>"}), "没有可见的内容"),
    "plain zip": ("r.zip", archive({"a.txt": b"x"}), "解压"),
    "rar": ("r.rar", b"Rar!\x1a\x07\x00", "解压"),
    "empty rtf": ("r.doc", b"{\\rtf1\\ansi", "没有文字"),
    "png": ("r.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    "jpeg": ("r.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
    "empty saved page": ("r.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "没有正文"),
    "empty Word XML": (
        "r.xml",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "没有 Word 正文",
    ),
    "unknown type": ("r.json", b'{"a": 1}', "不认识的文件类型"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(case: str, lexicon: Lexicon) -> None:
    """The message names file and fault, at once, and shows no trace of the inside."""
    path, data, words = REFUSED[case]
    started = time.monotonic()

    with pytest.raises(ReadingError, match=words) as caught:
        read_raw(path, data, lexicon)

    assert path == caught.value.where
    assert "\n" not in caught.value.message
    assert time.monotonic() - started < 5


def test_sizes_in_the_zip_directory_are_not_believed(lexicon: Lexicon) -> None:
    """An entry that claims ten bytes and holds millions stops at the limit, or fails its check."""
    data = bytearray(word(b"<w:document>" + b" " * 3_000_000))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x05\x06"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")

    with pytest.raises(ReadingError):
        read_raw("r.docx", bytes(data), lexicon, Limits(unpacked_bytes=1_000_000))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(file_bytes=100), "超过上限"),
        (Limits(entries=2), "部件"),
        (Limits(unpacked_bytes=300), "压缩炸弹"),
        (Limits(characters=5), "超过上限"),
    ],
)
def test_each_limit_holds(limits: Limits, words: str, make_docx: Callable[..., bytes], lexicon: Lexicon) -> None:
    """Limits are the caller's choice."""
    with pytest.raises(ReadingError, match=words):
        read_raw("r.docx", make_docx(BODY), lexicon, limits)


@pytest.mark.parametrize("length", [50, 200, 400, 700])
def test_a_docx_cut_off_anywhere_is_damaged(length: int, make_docx: Callable[..., bytes], lexicon: Lexicon) -> None:
    """An interrupted download is no reason to crash."""
    with pytest.raises(ReadingError):
        read_raw("r.docx", make_docx(BODY)[:length], lexicon)


def test_flipped_bytes_never_escape_as_another_error(make_docx: Callable[..., bytes], lexicon: Lexicon) -> None:
    """Whatever byte is damaged, the file is read or refused."""
    data = make_docx(BODY)
    for at in range(0, len(data), 7):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        try:
            read_raw("r.docx", bytes(broken), lexicon)
        except ReadingError:
            continue


@pytest.mark.parametrize(
    ("path", "fmt"), [("r.txt", "docx"), ("r.doc", "docx"), ("r.wps", "docx"), ("r.pdf", "docx"), ("R.DOCX", "docx")]
)
def test_content_wins_over_the_extension(
    path: str, fmt: str, make_docx: Callable[..., bytes], lexicon: Lexicon
) -> None:
    """A renamed file is read as what it is, with a note."""
    raw = read_raw(path, make_docx(BODY), lexicon)

    assert fmt == raw.format
    assert (path.lower() != "r.docx") == any(note.code == "extension" for note in raw.notes)


@pytest.mark.parametrize("path", ["r.doc", "r.txt", "r.docx"])
def test_a_page_under_another_name_is_read_as_a_page(path: str, lexicon: Lexicon) -> None:
    """Document systems export HTML and call it doc."""
    raw = read_raw(path, "<html><body><p>云溪县2023年度报告</p></body></html>".encode(), lexicon)

    assert (raw.format, raw.text, [n.code for n in raw.notes]) == (
        "html",
        "云溪县2023年度报告",
        ["extension", "html-thin"],
    )


def test_plain_text_called_docx_is_read(lexicon: Lexicon) -> None:
    """The text is all there; the name is noted."""
    raw = read_raw("r.docx", "云溪县2023年度报告".encode(), lexicon)

    assert (raw.format, [n.code for n in raw.notes]) == ("txt", ["extension"])


def test_a_large_file_is_read_in_reasonable_time(lexicon: Lexicon) -> None:
    """Two million characters, more than a hundred times a long report, take seconds."""
    data = ("全年收到行政复议申请45件，受理40件，均已审结。\n" * 80_000).encode()
    started = time.monotonic()

    raw = read_raw("r.txt", data, lexicon, Limits(characters=3_000_000))

    assert len(raw.blocks) == 80_000
    assert time.monotonic() - started < 20
