"""Word files that are one XML, and saved pages."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind
from checker.reading.formats.docx.reader import read_docx
from checker.reading.formats.registry import read_raw

SAMPLE = Path(__file__).parent / "data" / "office" / "everything.docx"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
OLD = "http://schemas.microsoft.com/office/word/2003/wordml"


def test_a_flat_package_is_read_as_the_word_file_it_is(lexicon: Lexicon) -> None:
    """Word saves it as XML document; binary parts stand in it as base64."""
    parts = []
    with zipfile.ZipFile(SAMPLE) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            inner = f"<pkg:xmlData>{text}</pkg:xmlData>"
            if name.endswith("numbering.xml"):
                inner = f"<pkg:binaryData>{base64.b64encode(text.encode()).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{inner}</pkg:part>')
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{PACKAGE}">{"".join(parts)}</pkg:package>'

    raw = read_raw("r.xml", flat.encode(), lexicon)

    assert raw == read_docx(SAMPLE.read_bytes(), DEFAULT_LIMITS, "r.docx")


def test_the_xml_of_word_2003_is_read(lexicon: Lexicon) -> None:
    """Its numbers stand beside the paragraphs, its footnotes in place, its revisions in wrappers."""
    old = (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{OLD}" xmlns:wx="x"'
        ' xmlns:aml="a"><w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles><w:body><wx:sect><wx:sub-section><w:p><w:pPr>'
        '<w:pStyle w:val="1"/><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>成效</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>受理86件</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>含结转</w:t></w:r></w:p></w:footnote></w:r>"
        '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>旧</w:delText></w:r></aml:content>'
        '</aml:annotation><aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>。</w:t></w:r></aml:content>'
        "</aml:annotation></w:p></wx:sub-section></wx:sect></w:body></w:wordDocument>"
    )

    raw = read_raw("r.doc", old.encode(), lexicon)

    assert raw.text == "一、成效\n受理86件[注1]。\n[注1]含结转"
    assert (raw.blocks[0].kind, raw.blocks[0].level) == (BlockKind.HEADING, 1)
    assert [n.code for n in raw.notes] == ["extension", "docx-revisions"]


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_saved_page_is_read_as_the_page(charset: str, lexicon: Lexicon) -> None:
    """Word's single-file page, also when it is called doc."""
    page = f'<html><head><meta charset="{charset}"></head><body><p>云岭县2023年度报告</p></body></html>'
    body = base64.encodebytes(page.encode(charset)).decode()
    mht = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html;'
        f' charset="{charset}"\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--x--\r\n'
    )

    raw = read_raw("r.doc", mht.encode(), lexicon)

    assert (raw.format, raw.text) == ("html", "云岭县2023年度报告")


def test_a_word_file_of_a_million_runs_is_refused_before_it_fills_the_memory(make_docx) -> None:
    """The parts of its XML are counted while they are read."""
    data = make_docx("<w:p>" + "<w:r><w:t>字</w:t></w:r>" * 30_000 + "</w:p>")

    with pytest.raises(ReadingError, match="元素"):
        read_docx(data, Limits(elements=50_000), "r.docx")
    assert len(read_docx(data, DEFAULT_LIMITS, "r.docx").text) == 30_000
