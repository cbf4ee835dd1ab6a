"""A change in a Word file is made in the runs of its paragraph; all else stays as it was."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from checker.files.limits import DEFAULT_LIMITS
from checker.reading.formats.docx.reader import read_docx

CASES = yaml.safe_load((Path(__file__).parent / "data" / "docx.yaml").read_text("utf-8"))
MAIN = "word/document.xml"


def members(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_body_afterwards(case, build, put_in):
    """Each case: one replacement; the XML afterwards, or the reason why it is left to the user."""
    data = build(case["body"])

    fixed = put_in("a.docx", data, tuple(case["fix"]))

    if "reason" in case:
        assert case["reason"] in fixed.skipped[0].reason
        assert data == fixed.data
    else:
        assert not fixed.skipped
        assert case["after"] in members(fixed.data)[MAIN].decode()
        assert fixed.text == read_docx(fixed.data, DEFAULT_LIMITS, "").text


def test_all_other_parts_dates_and_attributes_are_kept(build, put_in):
    """The package differs in one part only, and the result is the same each time."""
    data = build("<w:p><w:r><w:t>放服管</w:t></w:r></w:p>")

    fixed = put_in("a.docx", data, ("放服管", "放管服"))

    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(fixed.data))
    keys = ("filename", "date_time", "compress_type", "external_attr", "comment", "extra")
    assert [[getattr(i, k) for k in keys] for i in old.infolist()] == [
        [getattr(i, k) for k in keys] for i in new.infolist()
    ]
    assert [MAIN] == [n for n in old.namelist() if old.read(n) != new.read(n)]
    assert old.comment == new.comment
    assert fixed.data == put_in("a.docx", data, ("放服管", "放管服")).data


def test_footnotes_are_changed_in_their_own_part(build, put_in):
    """The document's part stays as it is."""
    data = build('<w:p><w:r><w:t>事项</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')

    fixed = put_in("a.docx", data, ("放服管", "放管服"))

    assert "放管服事项" in members(fixed.data)["word/footnotes.xml"].decode()
    assert members(data)[MAIN] == members(fixed.data)[MAIN]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_the_xml_around_the_words_is_not_rebuilt(build, namespaces, put_in, encoding):
    """Prefixes, order of attributes, quotes and unknown elements survive."""
    xml = (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<w:document {namespaces} xmlns:x='urn:x' "
        "mc:Ignorable='x'><w:body><w:p x:b='1' a = '>'><!-- 放服管 --><w:r><x:y/><w:t\n>放服管</w:t\n></w:r></w:p>"
        "</w:body></w:document>"
    )

    fixed = put_in("a.docx", build("", xml.encode(encoding)), ("放服管", "放管服"))

    assert xml.replace(">放服管<", ">放管服<") == members(fixed.data)[MAIN].decode(encoding)


def test_a_part_in_another_encoding_is_left_alone(build, namespaces, put_in):
    """New words could not be put in byte by byte."""
    body = "<w:body><w:p><w:r><w:t>放服管</w:t></w:r></w:p></w:body>"
    xml = f"<?xml version='1.0' encoding='UTF-16'?><w:document {namespaces}>{body}</w:document>"

    fixed = put_in("a.docx", build("", xml.encode("utf-16")), ("放服管", "放管服"))

    assert not fixed.changes
    assert 1 == len(fixed.skipped)


def test_a_sample_keeps_every_other_paragraph(put_in, repository):
    """A real file with tables, numbering and styles."""
    data = (repository / "seeds" / "04-chengyu-water-2024.docx").read_bytes()
    text = read_docx(data, DEFAULT_LIMITS, "").text
    word = "行政执法"

    fixed = put_in("a.docx", data, (word, "行政执法监督"))

    assert text.replace(word, "行政执法监督", 1) == fixed.text == read_docx(fixed.data, DEFAULT_LIMITS, "").text


@pytest.mark.slow("starts the office suite; the first tier reads the copy with our own reader")
def test_libreoffice_opens_the_copy(put_in, repository, soffice_path, tmp_path):
    """The words are there for other programs, too."""
    data = (repository / "seeds" / "04-chengyu-water-2024.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(put_in("a.docx", data, ("行政执法", "行政执法监督")).data)

    subprocess.run(
        [
            soffice_path, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, tmp_path / "a.docx",
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    assert "行政执法监督" in (tmp_path / "a.txt").read_text("utf-8-sig")
