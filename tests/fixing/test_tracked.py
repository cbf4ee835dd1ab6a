"""Fixes as revisions of a Word file."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

import docx
import pytest

from checker.files.limits import DEFAULT_LIMITS
from checker.fixing import fix
from checker.model import Document, DocumentKind, Stage
from checker.reading.formats.docx.reader import read_docx

MAIN = "word/document.xml"
BODY = (
    '<w:p w:rsidR="00AA"><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>全年深化“放服管”改革,</w:t><w:tab/>'
    "<w:t>又深化“放服管”改革。</w:t></w:r></w:p>"
    '<w:p><w:hyperlink><w:r><w:t xml:space="preserve">首席审批管 &amp; 其他</w:t></w:r></w:hyperlink></w:p>'
)


def text(data):
    return read_docx(data, DEFAULT_LIMITS, "").text


def xml(data):
    return zipfile.ZipFile(io.BytesIO(data)).read(MAIN).decode()


def rejected(data):
    """The body as it is once every revision was rejected."""
    body = re.sub(r"<w:ins .*?</w:ins>", "", xml(data))
    return re.sub(r"<w:del [^>]*>(.*?)</w:del>", lambda m: m[1].replace("delText", "t"), body)


def document(data):
    return Document("a.docx", "0" * 64, "docx", text(data), DocumentKind.OTHER, Stage.DRAFT, (), (), (), (), ())


@pytest.fixture
def revised(build, propose):
    """Return a file, and what it is with its fixes as revisions by 市司法局 & 法制科."""
    data = build(BODY)
    whole = text(data)
    wanted = [propose(whole, "放服管", "放管服"), propose(whole, "审批管", "审批官")]
    second = whole.index("放服管", whole.index("放服管") + 1)
    from dataclasses import replace

    from checker.model import Fix

    wanted.append(replace(wanted[0], start=second, end=second + 3, fix=Fix(second, second + 3, "放管服")))
    return data, fix(document(data), data, wanted, "市司法局 & 法制科")


def test_the_reader_sees_the_new_words_and_rejecting_gives_the_old_ones(revised):
    data, done = revised

    assert 3 == len(done.changes)
    assert text(done.data) == text(data).replace("放服管", "放管服").replace("审批管", "审批官")
    plain = re.sub(r"<[^>]+>", "", rejected(done.data))
    assert re.sub(r"<[^>]+>", "", xml(data)) == plain


def test_every_revision_has_a_number_of_its_own_the_author_and_the_looks_of_its_run(revised):
    body = xml(revised[1].data)

    numbers = re.findall(r'<w:(?:ins|del) w:id="(\d+)" w:author="市司法局 &amp; 法制科">', body)
    assert 6 <= len(numbers) == len(set(numbers))
    assert body.count('<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>') > 4
    assert "<w:delText" in body
    assert "放服管" not in "".join(docx.Document(io.BytesIO(revised[1].data)).paragraphs[0].text)


def test_all_other_parts_are_kept(revised):
    before, after = (zipfile.ZipFile(io.BytesIO(d)) for d in (revised[0], revised[1].data))

    assert before.namelist() == after.namelist()
    assert [] == [n for n in before.namelist() if n != MAIN and before.read(n) != after.read(n)]


def test_a_formula_takes_no_revision(build, propose):
    body = (
        '<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:r><m:t>放服管</m:t></m:r>'
        "</m:oMath></w:p>"
    )
    data = build(body)
    if "放服管" not in text(data):
        pytest.skip("the reader passes formulas over")

    done = fix(document(data), data, [propose(text(data), "放服管", "放管服")], "审核")

    assert (0, 1) == (len(done.changes), len(done.skipped))


@pytest.mark.slow("starts the office suite; the first tier reads the revisions from the XML")
def test_libreoffice_opens_the_copy_and_knows_its_revisions(revised, soffice_path, tmp_path):
    (tmp_path / "a.docx").write_bytes(revised[1].data)

    subprocess.run(
        [soffice_path, f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "fodt", "--outdir",
         tmp_path, tmp_path / "a.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    written = (tmp_path / "a.fodt").read_text("utf-8")
    assert "text:deletion" in written
    assert "text:insertion" in written
