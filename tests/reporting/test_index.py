"""The table of a run: the same rows as page, CSV and workbook."""

from __future__ import annotations

import csv
import io
import pickle
import re
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from checker.model import DocumentKind, Score, Verdict
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.index import join, make_piece
from checker.reporting.index.table import make_table
from checker.reporting.registry import FORMATS, PER_RUN

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"]


@pytest.fixture
def piece(rich):
    """Return the piece of a scored assessment."""
    return make_piece(rich)


@pytest.fixture
def entries(piece):
    """Return five documents: three with scores (two alike), one of another kind, one that could not be read."""
    other = replace(
        piece,
        judged=False,
        total=None,
        kind="新闻",
        conclusion="待人工",
        grounds=(),
        unit="",
        title="一则新闻",
        sha256="4",
        counts=(),
        dimensions=(),
        gaps=(),
        values=(),
        personal=0,
        secrecy=False,
        trust="良好",
    )
    return [
        Entry("a/甲.txt", "a/甲", replace(piece, unit="甲县", total=Decimal("70.0"), sha256="1", waived_total=None)),
        Entry("b/乙.txt", "b/乙", replace(piece, unit="乙县", total=Decimal("90.5"), sha256="2")),
        Entry("c/丙.txt", "c/丙", replace(piece, unit="丙县", total=Decimal("70.0"), sha256="1")),
        Entry("d/丁.txt", "d/丁", other),
        Entry("e/戊.docx", "e/戊", None, "e/戊.docx:文件损坏,打不开。"),
    ]  # fmt: skip


INFO = RunInfo(("html", "json"), (("x.yaml", "不是可读的文档类型"),))


def test_the_index_is_a_form_of_the_run():
    """It can be asked for by name."""
    assert "index" in FORMATS
    assert {"index.html", "index.csv", "index.xlsx"} == set(PER_RUN["index"].join([], RunInfo()))


def test_a_piece_is_small_and_travels_between_processes(piece):
    """A few thousand bytes a document, equal on the other side."""
    sent = pickle.dumps(piece)

    assert piece == pickle.loads(sent)  # noqa: S301 - our own bytes
    assert len(sent) < 10_000


def test_rows_are_ranked_and_equal_scores_share_a_rank(entries):
    """The best first; what has no score has no rank; what could not be read stands apart with its reason."""
    table = make_table(entries, INFO)

    assert [("乙县", 1), ("甲县", 2), ("丙县", 2), ("", None)] == [(r.piece.unit, r.rank) for r in table.rows]
    assert (("e/戊.docx", "文件损坏,打不开。"),) == table.broken
    assert "内容与 a/甲.txt 相同" in table.rows[2].remark
    assert "新闻,未评分" in table.rows[3].remark


def test_a_piece_says_what_the_report_says(rich, piece):
    """Counts, piles, gaps without the waived, numbers of the requirements that ask for one."""
    assert {v: piece.count(v) for v in (Verdict.MISSING, Verdict.PARTIAL, Verdict.FULL)} == {
        Verdict.MISSING: 1, Verdict.PARTIAL: 1, Verdict.FULL: 2,
    }  # fmt: skip
    assert ["review.concluded-count"] == [g.rule_id for g in piece.gaps]
    assert ("未作结论", 4, 2) == (piece.conclusion, piece.findings, piece.personal)
    asked = replace(rich, results=tuple(replace(r, kind="figure") for r in rich.results))
    assert [("受理", Decimal(53), "件", 1)] == [(v.label, v.value, v.unit, v.many) for v in make_piece(asked).values]


def test_another_kind_of_document_is_named_as_such(rich):
    """It is not judged and not ranked."""
    document = replace(rich.document, kind=DocumentKind.NEWS)
    piece = make_piece(replace(rich, document=document, results=(), findings=(), score=Score(None, None, ())))

    assert ("未作结论", False, "新闻") == (piece.conclusion, piece.judged, piece.kind)


def test_frequent_gaps_count_only_those_who_are_asked(entries):
    """The share is of the documents that the requirement applies to."""
    first = replace(entries[0].piece, gaps=(), absent=("review.concluded-count",))
    (gap,) = make_table([replace(entries[0], piece=first), *entries[1:]], INFO).gaps

    assert ("review.concluded-count", 0, 2, 2) == (gap.rule_id, gap.missing, gap.partial, gap.asked)


def test_all_three_files_hold_the_same_documents(entries):
    """Nothing is lost on the way into any of them, and each is marked as internal."""
    files = join(entries, INFO)
    page = files["index.html"].decode()
    lines = list(csv.DictReader(io.StringIO(files["index.csv"].decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(files["index.xlsx"]))
    rows = list(book["汇总"].iter_rows(values_only=True))

    assert ["乙县", "甲县", "丙县", "", "", ""] == [line["单位"] for line in lines]
    assert ["乙县", "甲县", "丙县", None] == [row[rows[0].index("单位")] or None for row in rows[1:]]
    assert ["90.5", "70.0", "70.0"] == [line["得分(内部资料,仅供审核参考)"] for line in lines[:3]]
    assert [90.5, 70, 70] == [row[rows[0].index("得分(内部资料,仅供审核参考)")] for row in rows[1:4]]
    assert "文件损坏,打不开。" == lines[4]["说明"]
    assert ("e/戊.docx", "未读出", "文件损坏,打不开。") in list(book["未读出和跳过"].iter_rows(values_only=True))
    assert "跳过:不是可读的文档类型" == lines[5]["说明"]
    for text in ("甲县", "乙县", "丙县", "一则新闻", "e/戊.docx", "文件损坏,打不开。", "x.yaml", "不是可读的文档类型"):
        assert text in page
    assert "内部资料" in page
    assert "位次(同级同年,内部资料)" in lines[0]
    assert "内部资料" in str(book["汇总"].oddHeader.center.text)


def test_reports_are_linked_only_where_they_were_written(entries):
    """The address is relative, escaped, and never a scheme."""
    odd = [replace(entries[0], target="javascript:alert(1)//x y%2F"), *entries[1:]]

    page = join(odd, INFO)["index.html"].decode()
    bare = join(odd, RunInfo(("json",)))["index.html"].decode()

    assert 'href="./javascript%3Aalert%281%29//x%20y%252F.html"' in page
    assert 'href="./b/%E4%B9%99.html"' in page
    assert 'href="./' not in bare


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_becomes_a_formula(entries, text):
    """Text from a document stays text in both spreadsheets."""
    hostile = [replace(e, path=text, piece=replace(e.piece, unit=text, title=text)) for e in entries[:2]]
    files = join([*hostile, Entry(text, "x", None, text)], RunInfo((), ((text, text),)))

    for line in csv.reader(io.StringIO(files["index.csv"].decode("utf-8-sig"))):
        assert [] == [cell for cell in line if cell.startswith(("=", "+", "-", "@", "＝", "\t"))]
    book = openpyxl.load_workbook(io.BytesIO(files["index.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    kept = [cell for cell in cells if cell.value == text.strip()]
    assert len(kept) >= 6
    assert all(cell.quotePrefix for cell in kept)


@pytest.mark.parametrize("text", ["\x00甲\x1b", "\u202e甲", "\ud800甲", "甲\x0c\x0b乙", "\ufffe"])
def test_characters_that_no_spreadsheet_takes_are_spelt_out(entries, text):
    """A path that is not UTF-8 and a title with control characters break nothing."""
    files = join([replace(entries[0], path=text, piece=replace(entries[0].piece, title=text, unit=""))], INFO)

    openpyxl.load_workbook(io.BytesIO(files["index.xlsx"]))
    assert "⟦U+" in files["index.csv"].decode("utf-8-sig")
    assert "⟦U+" in files["index.html"].decode()


def test_the_same_run_gives_the_same_bytes_at_any_time(entries, monkeypatch):
    """No clock in any of the files, whatever the time zone."""
    first = join(entries, INFO)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert first == join(entries, INFO)
    finally:
        monkeypatch.undo()
        time.tzset()
    with zipfile.ZipFile(io.BytesIO(first["index.xlsx"])) as book:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in book.infolist()}
        years = set(re.findall(rb">(\d{4})-\d\d-\d\dT", book.read("docProps/core.xml")))
        assert years == {b"1980"}


def test_the_page_needs_nothing_else_and_every_link_has_its_target(entries):
    """No address of another place; every anchor is there and unique."""
    page = join(entries, INFO)["index.html"].decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set() == set(re.findall(r'href="#([^"]+)"', page)) - set(ids)
    assert not re.search(r"""(?:src|href|action)\s*=\s*["'](?:https?:|//|data:)""", page)
    assert not re.search(r"\s(?:style|on\w+)=", re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL))


def test_remarks_about_the_run_stand_on_the_page():
    page = join([], RunInfo(("html",), remarks=("checker-waivers.yaml:3:豁免没有用上。<b>",)))["index.html"].decode()

    assert "checker-waivers.yaml:3:豁免没有用上。&lt;b&gt;" in page
