"""Bytes to text."""

from __future__ import annotations

import pytest

from checker.errors import ReadingError
from checker.reading.formats.plain.decode import decode

TEXT = "云溪县人民政府关于2023年度法治政府建设情况的报告\n全年收到行政复议申请45件，受理40件；“应诉”案件12件。\n"
TRADITIONAL = "臺北市政府年度報告,本年度受理訴願案件共計四十件,均已依法審結並送達當事人,其中撤銷原處分五件。"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_text_comes_back_from_every_usual_encoding(encoding: str, name: str) -> None:
    """The mark at the beginning is not part of the text."""
    decoded = decode(TEXT.encode(encoding))

    assert (TEXT, name, ()) == (decoded.text, decoded.encoding, decoded.notes)


def test_big5_is_not_taken_for_gb18030() -> None:
    """Nearly every Big5 file is valid GB 18030, too, but reads as rare characters."""
    decoded = decode(TRADITIONAL.encode("big5"))

    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5hkscs")


def test_traditional_characters_in_gb18030_are_kept() -> None:
    """GB 18030 writes traditional characters as well."""
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


def test_short_text_in_gbk_is_read() -> None:
    """A few characters are enough."""
    assert decode("法治报告".encode("gbk")).text == "法治报告"


def test_gbk_page_that_is_mostly_markup_is_read() -> None:
    """Only characters beyond ASCII tell the encoding."""
    html = "<div class='article-content'>" * 200 + "行政复议"

    assert decode(html.encode("gbk")).text == html


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_breaks_become_lf_and_nothing_else_changes(newline: str) -> None:
    """Blanks, tabs, full-width characters and blank lines are the author's."""
    text = "一、 概况\t２０２３年\n\n　　第二段  \n"

    assert decode(text.replace("\n", newline).encode()).text == text


def test_file_cut_off_in_mid_character_is_read_with_a_note() -> None:
    """The broken end is shown and named, not dropped."""
    decoded = decode((TEXT * 5).encode()[:-2])

    assert decoded.text.startswith(TEXT)
    assert [("undecodable", len(decoded.text) - 1)] == [(note.code, note.start) for note in decoded.notes]


def test_each_bad_place_is_noted_with_its_line() -> None:
    """A reviewer can go and look."""
    data = (TEXT * 20).encode().replace("应诉".encode(), b"\xff\xfe", 1)

    decoded = decode(data)

    assert all(note.code == "undecodable" and "第 2 行" in note.message for note in decoded.notes)
    assert decoded.notes


def test_many_bad_places_are_counted() -> None:
    """The list of notes stays short."""
    data = (TEXT * 60).encode().replace("全年收到".encode(), "全年".encode() + b"\xff" + "收到".encode(), 15)

    notes = decode(data).notes

    assert len(notes) == 11
    assert "15 处" in notes[-1].message


def test_stray_control_character_is_kept_and_noted() -> None:
    """It may hide a word, so it is not silent."""
    decoded = decode((TEXT[:10] + "\x07" + TEXT[10:] * 3).encode())

    assert "\x07" in decoded.text
    assert [note.code for note in decoded.notes] == ["control-characters"]


@pytest.mark.parametrize("data", [bytes(1000), bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500 + b"abc"])
def test_binary_data_is_refused_with_the_way_out(data: bytes) -> None:
    """Zeros and control characters are no text."""
    with pytest.raises(ReadingError, match="另存为"):
        decode(data, "file.txt")
