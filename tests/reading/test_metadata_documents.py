"""Metadata of whole documents: invented pages, and the corpora."""

import json
from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.model import Block, BlockKind, Fact, Hint, RawText, Span
from checker.reading.understanding.metadata import read_metadata, year_notes

DATA = Path(__file__).parent / "data"
DOCUMENTS = yaml.safe_load((DATA / "documents.yaml").read_text("utf-8"))
YEARS = yaml.safe_load((DATA / "year_sources.yaml").read_text("utf-8"))
UNTITLED = yaml.safe_load((DATA / "untitled.yaml").read_text("utf-8"))
FIELDS = ("title", "issuer", "issuer_level", "report_year", "signed_date", "publish_date")
FACTS = ("title", "issuer", "signature_issuer", "addressee", "channel", "source_line")
GOLD = [
    "ezhou-2019",
    "hanbin-2023",
    "langfang-2023",
    "wutongqiao-2021",
    "xiangfu-2020",
    "C1-songlan-2018",
    "C2-qingyuan-2020",
    "C3-wanghu-2021",
    "C4-dongpu-2022",
    "C5-yunling-2023",
    "C6-shiqiao-2024",
    "C7-qyjt-2025",
    "C8-yanxi-2024",
    "C8prev-yanxi-2023",
]
PAGE_TITLE = "望湖县2021年法治政府建设年度报告"
BODY = "2021年，望湖县坚持依法行政，全面建设法治政府，各项重点任务顺利完成，成效显著。"


@pytest.fixture(scope="module")
def lexicon(repository):
    """Return the words of metadata."""
    path = repository / "rules" / "language" / "metadata.yaml"
    return Lexicon({"metadata": yaml.safe_load(path.read_text("utf-8"))})


def raw(text, fmt="txt", hints=(), kind=BlockKind.TEXT):
    """Return ``text`` with a block for every line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    return RawText(text, tuple(blocks), fmt, tuple(hints))


def plain(value):
    """Return what an assessment shows of a metadata value."""
    return value.value if isinstance(value, Fact) else value


def squeeze(value):
    """Return a text without blanks."""
    return "".join((value or "").split())


@pytest.mark.parametrize("case", UNTITLED, ids=[case["text"][:20] for case in UNTITLED])
def test_a_text_without_a_title_names_its_issuer_by_a_name_or_not_at_all(case, lexicon):
    metadata = read_metadata(raw(case["text"]), lexicon)

    assert {name: plain(getattr(metadata, name)) for name in case["want"]} == case["want"]


@pytest.mark.parametrize("case", YEARS, ids=[case["source"] + case["text"][:14] for case in YEARS])
def test_the_year_is_told_with_its_source(case, lexicon):
    """Without a year in the title it comes from other signs, and what names it is told; disagreement is a remark."""
    metadata = read_metadata(raw(case["text"]), lexicon, case.get("name", "报告.txt"))

    assert (metadata.report_year, metadata.year_source) == (case["year"], case["source"])
    notes = year_notes(metadata)
    assert bool(notes) == case.get("doubtful", False), notes
    assert all("识别不定" in note.message for note in notes)


@pytest.mark.parametrize("name", ["工作报告", "年度报告", "法治政府建设年度报告", "法治政府建设工作报告", "通知公告"])
def test_the_name_of_a_column_is_no_title(name, lexicon):
    """On a page with 来源 and 发布日期 a bare kind of document is the column that it stands in."""
    page = f"{name}\n来源:望湖县司法局 发布日期:2022-02-11\n{BODY}\n"

    assert read_metadata(raw(page), lexicon).title is None


def test_a_draft_may_have_a_bare_title(lexicon):
    """Without page furniture the same line is the title."""
    metadata = read_metadata(raw(f"法治政府建设年度报告\n{BODY}\n"), lexicon)

    assert plain(metadata.title) == "法治政府建设年度报告"


@pytest.mark.parametrize("case", DOCUMENTS, ids=[case["name"] for case in DOCUMENTS])
def test_invented_page(lexicon, case):
    """A page says what the case wants."""
    metadata = read_metadata(raw(case["text"]), lexicon)

    got = {name: plain(getattr(metadata, name)) for name in case["want"]}
    assert case["want"] == got


@pytest.mark.parametrize("case", DOCUMENTS, ids=[case["name"] for case in DOCUMENTS])
def test_facts_stand_where_their_spans_say(lexicon, case):
    """A value is the text of its span, blanks aside."""
    metadata = read_metadata(raw(case["text"]), lexicon)

    for name in FACTS:
        fact = getattr(metadata, name)
        if fact and fact.span:
            assert squeeze(fact.value) == squeeze(fact.span.of(case["text"])), name
    if metadata.report_year_span and metadata.report_year_span.of(case["text"])[:4].isdigit():
        assert str(metadata.report_year) == metadata.report_year_span.of(case["text"])[:4]


@pytest.mark.parametrize("name", GOLD)
def test_corpus(lexicon, shared_dir, name):
    """Careful readers and the program agree on the metadata of real and model reports."""
    gold_path = next((shared_dir / "corpus").rglob(f"{name}.gold.json"))
    gold = json.loads(gold_path.read_text("utf-8"))["metadata"]
    text = next((shared_dir / "corpus").rglob(f"{name}.txt")).read_text("utf-8-sig")

    metadata = read_metadata(raw(text), lexicon)

    got = {field: plain(getattr(metadata, field)) for field in FIELDS}
    if metadata.issuer_inferred:
        got["issuer"] = None  # the gold names no authority where only a place is named
    assert {field: squeeze(str(gold[field])) for field in FIELDS} == {f: squeeze(str(got[f])) for f in FIELDS}


def test_page_metadata_fills_in(lexicon):
    """A web page without a visible title or date still has those of its meta tags, without a place in the text."""
    hints = [Hint("title", f"{PAGE_TITLE}_望湖县人民政府"), Hint("meta:pubdate", "2022-03-10 09:00")]

    metadata = read_metadata(raw(BODY, "html", hints), lexicon)

    assert Fact(PAGE_TITLE) == metadata.title
    assert Fact("2022-03-10") == metadata.publish_date


def test_visible_date_goes_before_page_metadata(lexicon):
    """A labelled date on the page wins over the meta tag."""
    text = f"{PAGE_TITLE}\n发布时间：2022-03-08\n{BODY}"

    metadata = read_metadata(raw(text, "html", [Hint("meta:pubdate", "2022-03-10")]), lexicon)

    assert metadata.publish_date is not None
    assert metadata.publish_date.value == "2022-03-08"


def test_properties_of_office_files_are_no_title(lexicon):
    """The title property of a Word file is often left over from its template."""
    metadata = read_metadata(raw(BODY, "docx", [Hint("title", PAGE_TITLE)]), lexicon)

    assert metadata.title is None


def test_boilerplate_lines_are_read(lexicon):
    """Lines that were marked as page furniture still tell dates and issuers."""
    text = "发布机构：望湖县人民政府  成文日期：2022年1月26日\n公开日期：2022-01-28"

    metadata = read_metadata(raw(text, kind=BlockKind.BOILERPLATE), lexicon)

    assert metadata.issuer is not None
    assert metadata.signed_date is not None
    assert metadata.publish_date is not None
    assert metadata.issuer.value == "望湖县人民政府"
    assert metadata.signed_date.value == "2022-01-26"
    assert metadata.publish_date.value == "2022-01-28"


@pytest.mark.parametrize("text", ["", "\n\n", "。", ":", "2022年13月45日", "《》()", "：\n：", "市\n县\n区", "关于"])
def test_scraps_do_not_break_it(lexicon, text):
    """Next to nothing gives next to nothing."""
    metadata = read_metadata(raw(text), lexicon)

    assert metadata.title is None
    assert metadata.signed_date is None
