"""Marks go where they were meant to, whatever the text is made of."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import build

from checker.annotating.anchors import Anchors
from checker.annotating.marks import marked
from checker.files.limits import DEFAULT_LIMITS
from checker.fixing.docx import Docx
from checker.model import Span
from checker.reading.formats.docx.reader import read_docx

CASES = yaml.safe_load((Path(__file__).parent / "data" / "marks.yaml").read_text("utf-8"))
MAIN = "word/document.xml"


def put(data: bytes, spans: list[Span]) -> tuple[str, bytes, list[bool]]:
    """The text, the body with a comment for each span (ids from 1), and which anchors are exact."""
    text = read_docx(data, DEFAULT_LIMITS, "").text
    anchors = Anchors(Docx(data, text), MAIN, "a.docx")
    found = [anchors.at(span) for span in spans]
    body = marked(anchors.docx.contents[MAIN], anchors.markup, list(enumerate(found, start=1)))
    return text, body, [a.exact for a in found]


def rebuilt(data: bytes, body: bytes) -> bytes:
    """The package with another body."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, body if entry.filename == MAIN else old.read(entry.filename))
    return buffer.getvalue()


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_body_afterwards(case):
    """Each case: a body, the words that a comment is about, the body with ``[`` and ``]`` for marks, ``*`` a sign."""
    data = build(case["body"], comments=None)
    text = read_docx(data, DEFAULT_LIMITS, "").text
    at = text.index(case["words"])

    _, body, _ = put(data, [Span(at, at + len(case["words"]))])

    sign = '<w:r><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr><w:commentReference w:id="1"/></w:r>'
    short = body.decode().replace('<w:commentRangeStart w:id="1"/>', "[").replace('<w:commentRangeEnd w:id="1"/>', "]")
    assert case["after"] in short.replace(sign, "*")


WORDS = st.text("甲乙丙 &<1、", min_size=1, max_size=6)
PLAIN = st.builds(
    lambda text, bold: (
        f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    ),
    WORDS,
    st.booleans(),
)
BROKEN = st.builds(
    lambda one, sign, other: (
        f"<w:r><w:rPr><w:i/></w:rPr><w:t>{escape(one.strip() or '丁')}</w:t><w:{sign}/>"
        f"<w:t>{escape(other.strip() or '戊')}</w:t></w:r>"
    ),
    WORDS,
    st.sampled_from(["br", "tab", "noBreakHyphen"]),
    WORDS,
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUNS = st.lists(st.one_of(PLAIN, BROKEN), min_size=1, max_size=3).map("".join)
WRAPPED = st.builds(
    lambda runs, around: around.format(runs),
    RUNS,
    st.sampled_from(
        [
            "{}",
            '<w:ins w:id="5" w:author="甲">{}</w:ins>',
            '<w:hyperlink r:id="rId9">{}</w:hyperlink>',
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            '<w:del w:id="6" w:author="甲"><w:r><w:delText>子丑</w:delText></w:r></w:del>{}',
            _FIELD,
        ]
    ),
)
PARAGRAPH = st.builds(
    lambda runs, numbered: f"<w:p>{_NUMBER if numbered else ''}{''.join(runs)}</w:p>",
    st.lists(WRAPPED, min_size=1, max_size=3),
    st.booleans(),
)
_NUMBER = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
TABLE = st.builds(
    lambda one, other: (
        "<w:tbl><w:tr>" + "".join(f"<w:tc><w:p>{c}</w:p></w:tc>" for c in (one, other)) + "</w:tr></w:tbl><w:p/>"
    ),
    WRAPPED,
    WRAPPED,
)
BODY = st.lists(st.one_of(PARAGRAPH, TABLE), min_size=1, max_size=4).map("".join)


@given(st.data())
@settings(max_examples=100)
def test_any_comments_leave_the_text_and_hang_on_their_words(reading, data):
    """Random bodies, random stretches: the reader reads the same, and between the marks stand the very words."""
    package = build(data.draw(BODY) + "<w:p><w:r><w:t>完</w:t></w:r></w:p>", comments=None)
    text = read_docx(package, DEFAULT_LIMITS, "").text
    at = st.integers(0, len(text) - 1)
    spans = [Span(min(a, b), max(a, b) + 1) for a, b in data.draw(st.lists(st.tuples(at, at), min_size=1, max_size=5))]

    _, body, exact = put(package, spans)

    after = rebuilt(package, body)
    assert text == read_docx(after, DEFAULT_LIMITS, "").text
    words = reading["anchored"](after)
    anchors = Anchors(Docx(package, text), MAIN, "a.docx")
    for number, (span, sure) in enumerate(zip(spans, exact, strict=True), start=1):
        inked = [i for i in range(span.start, span.end) if anchors.docx.places[i] is not None]
        if sure:
            assert "".join(text[i] for i in inked) == "".join(words[number].split())


def test_a_text_of_more_runs_than_can_be_told_apart_is_marked_at_its_beginning(reading, monkeypatch):
    """The place is not guessed. (There are signs for 131,068 runs; here for three.)"""
    monkeypatch.setattr("checker.fixing.docx._SIGNS", 3)
    runs = "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in "甲乙丙丁")
    package = build(f"<w:p><w:r><w:t>题目</w:t></w:r></w:p><w:p>{runs}</w:p>", comments=None)

    text, body, exact = put(package, [Span(3, 5)])

    assert [False] == exact
    assert text == read_docx(rebuilt(package, body), DEFAULT_LIMITS, "").text
    assert "" == reading["anchored"](rebuilt(package, body))[1]
