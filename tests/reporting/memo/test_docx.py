"""The Word form: GB/T 9704 measures, what LibreOffice makes of it, bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile

import memos
import pytest
from docx import Document
from docx.oxml.ns import qn

from checker.memo.gbt9704 import FONTS
from checker.memo.layout import shipped_template
from checker.model import Obligation, Verdict

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = [
    # style, East Asian typeface, points, first-line indent in hundredths of a character
    ("公文标题", "方正小标宋简体", 22, None),
    ("公文正文", "仿宋_GB2312", 16, "200"),
    ("公文一级标题", "黑体", 16, "200"),
    ("公文二级标题", "楷体_GB2312", 16, "200"),
    ("公文主送", "仿宋_GB2312", 16, None),
    ("页码", "宋体", 14, None),
]


@pytest.fixture
def document(make, report):
    """Return the memo as python-docx reads it."""
    return Document(io.BytesIO(make(report, annex=True)["memo.docx"]))


def xml(data, part):
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def test_the_page_is_a4_with_the_edges_of_the_standard(document):
    section = document.sections[0]

    names = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    wide, high, top, bottom, left, right = (getattr(section, n).mm for n in names)
    assert pytest.approx([210, 297, 37, 35, 28, 26], abs=0.1) == [wide, high, top, bottom, left, right]
    assert pytest.approx([156, 225], abs=0.2) == [wide - left - right, high - top - bottom]


@pytest.mark.parametrize(("style", "face", "points", "indent"), STYLES)
def test_a_style_has_its_typeface_size_and_indent(document, style, face, points, indent):
    element = document.styles[style].element

    fonts = element.find(f".//{W}rFonts")
    indents = element.find(f".//{W}ind")
    assert (face, points) == (fonts.get(qn("w:eastAsia")), document.styles[style].font.size.pt)
    assert indent == indents.get(qn("w:firstLineChars"))


def test_lines_have_the_height_of_which_22_make_a_page(document):
    spacing = document.styles["公文正文"].element.find(f".//{W}spacing")

    assert ("exact", 28 <= int(spacing.get(qn("w:line"))) / 20 <= 29) == (spacing.get(qn("w:lineRule")), True)
    assert spacing.get(qn("w:line")) == document.element.body.sectPr.find(qn("w:docGrid")).get(qn("w:linePitch"))


def test_parts_have_the_style_of_their_rank(document):
    styles = {p.text: p.style.name for p in document.paragraphs if p.text}

    assert "公文一级标题" == styles["一、审核结论"]
    assert "公文正文" == styles["另有1处文字或数字，见批注稿，请一并核改。"]
    assert "公文主送" == styles["霁川县人民政府："]
    assert "公文标题" == styles["法治政府建设年度报告审核事项一览表"]
    assert set(styles.values()) <= {s for s in styles.values() if s.startswith("公文")}


def test_every_table_repeats_its_header_and_keeps_rows_whole(document):
    assert 1 == len(document.tables)
    for table in document.tables:
        header = table.rows[0]._tr.trPr
        assert header.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_alternatives_are_named_for_every_typeface(make, report):
    table = xml(make(report)["memo.docx"], "word/fontTable.xml")

    for name, instead in FONTS.items():
        assert f'w:name="{name}"' in table
        assert ",".join(instead) in table


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(document):
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for footer, style in ((section.footer, "页码"), (section.even_page_footer, "页码左")):
        assert ("— 1 —", style) == (footer.paragraphs[0].text, footer.paragraphs[0].style.name)
        assert " PAGE " == footer.paragraphs[0]._p.find(f".//{W}instrText").text
    assert ("right", "left") == tuple(
        document.styles[s].element.find(f".//{W}jc").get(qn("w:val")) for s in ("页码", "页码左")
    )


@pytest.mark.slow("starts the office suite twice a paper; the first tier reads the styles and the fields")
@pytest.mark.parametrize("kind", ["opinion", "return"])
def test_libreoffice_opens_every_paper_and_numbers_its_pages(make, report, pages, kind):
    papers = make(report, kind=kind)

    memo, sheet = pages(papers["memo.docx"]), pages(papers["internal.docx"])

    assert "云川市司法局" in memo[-1]
    assert all(f"— {n} —" in page for n, page in enumerate(memo, start=1))
    assert "审核单" in "".join(sheet)


@pytest.mark.slow("starts the office suite; the first tier measures line height and type size")
def test_a_full_page_has_22_lines_of_28_characters(make, pages):
    long = memos.assessment([memos.result("a.b", Verdict.MISSING, Obligation.STATUTORY, explanation="字" * 2400)])

    page = pages(make(long, forms=("docx",))["memo.docx"])[2]

    lines = [line.strip() for line in page.splitlines() if set(line.strip()) == {"字"}]
    assert 22 == len(lines)
    assert {28} == {len(line) for line in lines}


def test_a_signature_never_stands_on_a_page_without_text(document):
    paragraphs = list(document.paragraphs)
    last = next(n for n, p in enumerate(paragraphs) if p.text.startswith("（联系人"))

    kept = paragraphs[last - 6 : last]
    assert all(p.paragraph_format.keep_with_next for p in kept)
    assert any("重新报送" in p.text for p in kept)


def test_a_letter_has_its_number_at_the_right_and_no_page_number_on_page_one(make, report):
    """信函格式: a double line below the name, another at the foot of the first page."""
    data = make(report, kind="letter")["memo.docx"]
    document = Document(io.BytesIO(data))
    head = [p.style.name for p in document.paragraphs if p.text in ("云川市司法局", "云司审〔2025〕7号")]

    assert ["公文标志", "公文右字号", "公文署名"] == head
    assert document.sections[0].different_first_page_header_footer
    assert "" == document.sections[0].first_page_footer.paragraphs[0].text
    assert "thickThinSmallGap" in xml(data, "word/document.xml")


def test_an_opinion_has_no_number_and_no_red_head(make, report):
    document = Document(io.BytesIO(make(report)["memo.docx"]))

    assert "云司审〔2025〕7号" not in {p.text for p in document.paragraphs}
    assert "公文标志" not in {p.style.name for p in document.paragraphs if p.text}


def test_the_same_input_gives_the_same_bytes(make, report):
    assert make(report)["memo.docx"] == make(report)["memo.docx"]


def test_bytes_do_not_hang_on_hash_seed_locale_or_zone(repository, tmp_path):
    code = "import hashlib;from checker.memo.layout import shipped_template as t;"
    code += "print(hashlib.sha256(t('opinion')).hexdigest())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=repository, check=True, capture_output=True,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(repository), "HOME": str(tmp_path), **env},
        ).stdout
        for env in ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
                    {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"})
    ]  # fmt: skip
    assert runs[0] == runs[1]


def test_no_clock_enters_a_file(make, report):
    data = make(report)["memo.docx"]

    assert {(1980, 1, 1, 0, 0, 0)} == {i.date_time for i in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert {"2025-03-01T00:00:00Z"} == set(re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", xml(data, "docProps/core.xml")))


def test_text_of_a_report_is_data_in_word(make, read, pages):
    evil = "a<w:p/>&amp;]]>{{ 7*7 }}{% for x in y %}{_{x}_}\x00\x0b\u202e\ud800结束"
    report = memos.assessment(
        [memos.result("a.b", Verdict.MISSING, title=evil, explanation=evil)],
        [memos.finding("a1", message=evil)],
        unit=evil,
        title=evil,
    )

    data = make(report)["memo.docx"]

    said = read(data)
    assert "<w:p/>&amp;]]>{{ 7*7 }}{% for x in y %}{_{x}_}⟦U+0000⟧" in said
    assert "49" not in said
    assert "结束" in "".join(pages(data))


@pytest.mark.parametrize("name", ["opinion", "letter", "return"])
def test_a_shipped_template_fits_itself_when_an_office_takes_it_over(make, report, name, read):
    own = make(report, template=shipped_template(name), kind=name)["memo.docx"]

    assert read(make(report, kind=name, annex=True)["memo.docx"]) == read(own)
