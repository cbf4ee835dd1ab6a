"""A document that is marked as a state secret is left alone: nothing of it is judged, shown or written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import yaml

from checker.api import Checker, Options, check_bytes, read_document
from checker.errors import ReadingError, SecretError

CASES = yaml.safe_load((Path(__file__).parent / "data" / "secrecy.yaml").read_text("utf-8"))
BODY = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n全年受理行政复议申请27件。\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADER = "word/header1.xml"


@pytest.fixture(scope="session")
def lexicon():
    """Return the language words of the national pack."""
    return Checker().lexicon


def paragraphs(*lines: str) -> str:
    """XML of plain paragraphs."""
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def word(body: str, header: str = "") -> bytes:
    """A Word file with a body and a header."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if header:
            archive.writestr(HEADER, header)
    return buffer.getvalue()


@pytest.mark.parametrize("head", CASES["marks"])
def test_a_mark_at_the_head_stops_the_run(head, lexicon):
    """Levels with and without star and period, spaced, in brackets and as fields."""
    with pytest.raises(SecretError, match="--allow-secret"):
        read_document("a.txt", f"{head}\n{BODY}".encode(), lexicon)


@pytest.mark.parametrize("head", CASES["prose"])
def test_words_in_prose_are_no_mark(head, lexicon):
    """Trade secrets, duties of secrecy, and lists of the levels."""
    document = read_document("a.txt", f"{head}\n{BODY}".encode(), lexicon)

    assert not [n.code for n in document.notes if n.code in {"secret-allowed", "internal-use"}]


@pytest.mark.parametrize("head", CASES["internal"])
def test_marks_of_internal_use_are_a_note(head, lexicon):
    """They are no state secrets; the office is asked whether the text may be published."""
    document = read_document("a.txt", f"{head}\n{BODY}".encode(), lexicon)

    assert ["internal-use"] == [n.code for n in document.notes]


def test_a_bare_word_deep_in_the_text_is_none_but_a_starred_line_is(lexicon):
    """An attachment that was pasted in keeps its mark."""
    long = BODY + "\n".join(f"第{n}项工作已经完成。" for n in range(30))

    assert not read_document("a.txt", f"{long}\n秘密\n".encode(), lexicon).notes
    with pytest.raises(SecretError, match=r"第36行"):
        read_document("a.txt", f"{long}\n附件 机密★5年\n机密★5年\n".encode(), lexicon)


@pytest.mark.parametrize(
    "data",
    [
        word(paragraphs("机  密", *BODY.split("\n"))),
        word(paragraphs(*BODY.split()), f"<w:hdr {W}>{paragraphs('秘密★10年')}</w:hdr>"),
        word(
            "<w:tbl><w:tr>"
            + "".join(f"<w:tc>{paragraphs(cell)}</w:tc>" for cell in ("密级", "机密", "缓急", "特急"))
            + f"</w:tr></w:tbl>{paragraphs(*BODY.split())}"
        ),
    ],
    ids=["body", "header", "form"],
)
def test_marks_in_word_files_are_found(data, lexicon):
    """Also in the header, which is not part of the text, and in the form above a draft."""
    with pytest.raises(SecretError):
        read_document("a.docx", data, lexicon)


def test_a_header_that_cannot_be_read_is_said(lexicon):
    """Nobody is told that there is no mark when nobody could look."""
    document = read_document("a.docx", word(paragraphs(*BODY.split()), "<w:hdr"), lexicon)

    assert ["secrecy-unread"] == [n.code for n in document.notes]


def test_the_caller_can_take_responsibility(lexicon):
    """The run goes on, and says so."""
    document = read_document("a.txt", f"机密★10年\n{BODY}".encode(), lexicon, allow_secret=True)
    assessment = check_bytes("a.txt", f"机密★10年\n{BODY}".encode(), options=Options(allow_secret=True))

    assert ["secret-allowed"] == [n.code for n in document.notes]
    assert "secret-allowed" in [n.code for n in assessment.notes]


def test_the_message_quotes_nothing_and_is_a_reading_error(lexicon):
    """It names the line and the way out, never the words that stand there."""
    with pytest.raises(ReadingError) as caught:
        read_document("a.txt", f"机密★10年\n{BODY}".encode(), lexicon)

    message = str(caught.value)
    assert message.startswith("a.txt:第1行有国家秘密标志")
    assert "涉密文件不得在非涉密设备上处理" in message
    assert not any(part in message for part in ("机密★", "10年", "云川", "27"))
