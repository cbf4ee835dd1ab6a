"""Damaged and odd files end in a sentence or a text, never in a crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from checker.errors import ReadingError
from checker.lexicon import Lexicon
from checker.reading.formats.registry import read_raw


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_member_is_one_sentence(method: int, make_docx: Callable[..., bytes], lexicon: Lexicon) -> None:
    """Whatever it was packed with."""
    source = zipfile.ZipFile(io.BytesIO(make_docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>" * 300)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    data = bytearray(buffer.getvalue())
    at = data.find(b"word/document.xml") + 40
    data[at : at + 30] = b"\xff" * 30

    with pytest.raises(ReadingError):
        read_raw("r.docx", bytes(data), lexicon)


@pytest.mark.parametrize("start", ["²", "٣", "99999999999999999999", "-1", ""])
def test_a_list_that_starts_at_no_number_starts_at_one(start: str, lexicon: Lexicon) -> None:
    """Signs such as a raised two are digits to some functions, and no numbers."""
    page = f'<html><body><ol start="{start}"><li>加强领导,落实责任,推进依法行政各项工作。</li></ol></body></html>'

    assert "1.加强领导" in read_raw("r.html", page.encode(), lexicon).text


def test_a_part_without_a_name_is_left_out(lexicon: Lexicon) -> None:
    """A flat Word file may hold one."""
    part = '<pkg:part pkg:name="{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {word}><w:body><w:p><w:r><w:t>正文一句。</w:t></w:r></w:p></w:body></w:document>"
    data = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{part.format('', '<a/>')}{part.format('/word/document.xml', body)}</pkg:package>"
    )

    assert read_raw("r.xml", data.encode(), lexicon).text == "正文一句。"
