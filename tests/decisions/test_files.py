"""Decision sheets on disk, in both forms."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from checker.errors import CheckerError
from checker.model import Verdict
from checker.results.decisions import Choice, Decision, load_decisions, merge, points_of, write_decisions

HEADER = ["单位", "年度", "事项或问题编号", "决定", "改判为", "理由", "姓名", "日期"]
FORMS = pytest.mark.parametrize("form", ["xlsx", "yaml"])
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\t\x85\xa0\u2028\u2029\ufeff\ufffe\uffff",
                                       exclude_categories=("Cc", "Cs", "Zs")), max_size=20)  # fmt: skip


def plain(rows):
    """Rows without the place that they were read from."""
    return [replace(r, where="") for r in rows]


def sheet(tmp_path, *rows, header=HEADER):
    """An xlsx as a person makes it."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    path = tmp_path / "复核.xlsx"
    book.save(path)
    return path


@FORMS
def test_a_new_sheet_has_a_row_for_every_point(form, report, tmp_path):
    path = tmp_path / f"复核.{form}"
    path.write_bytes(write_decisions(path, merge((), points_of(report)).rows))

    rows = load_decisions(path)

    assert [p.id for p in points_of(report)] == [r.point for r in rows]
    assert {None} == {r.choice for r in rows}
    assert ["missing", "partial", "review", "finding", "finding"] == [r.seen for r in rows]


@FORMS
@settings(max_examples=30)
@given(
    texts=st.lists(TEXTS.map(str.strip), min_size=4, max_size=4),
    choice=st.sampled_from([Choice.ACCEPT, Choice.REJECT, None]),
    year=st.integers(2000, 2100) | st.none(),
)
def test_what_is_written_is_read_back(form, texts, choice, year, tmp_path_factory):
    reason, name, note, quote = texts
    row = Decision("霁川县人民政府", year, "a.b", choice, reason=reason, name=name, date="2025-03-01", seen="missing",
                   title="标题", note=note, quote=quote)  # fmt: skip
    path = tmp_path_factory.mktemp("sheet") / f"x.{form}"
    path.write_bytes(write_decisions(path, [row]))

    assert [row] == plain(load_decisions(path))


@FORMS
def test_decisions_survive_a_second_run_and_a_second_submission(form, report, tmp_path):
    path = tmp_path / f"复核.{form}"
    rows = list(merge((), points_of(report)).rows)
    rows[0] = replace(rows[0], choice=Choice.REJECT, reason="附件已写", name="张某", date="2025-03-01")
    rows[3] = replace(rows[3], choice=Choice.ACCEPT, name="李某", date="2025-03-02")
    path.write_bytes(write_decisions(path, rows))
    moved = replace(report, findings=tuple(replace(f, line=f.line + 40, start=f.start + 1) for f in report.findings))

    merged = merge(load_decisions(path), points_of(moved))

    assert plain(rows)[0] == plain(merged.rows)[0]
    assert (Choice.ACCEPT, "李某") == (merged.rows[3].choice, merged.rows[3].name)
    assert (0, ()) == (merged.added, merged.gone)


@FORMS
def test_a_decided_point_that_is_gone_stays_at_the_end_and_is_reported(form, report, tmp_path):
    path = tmp_path / f"复核.{form}"
    rows = [replace(r, choice=Choice.ACCEPT, name="张某") for r in merge((), points_of(report)).rows]
    path.write_bytes(write_decisions(path, rows))
    mended = replace(report, results=report.results[1:])

    merged = merge(load_decisions(path), points_of(mended))

    assert ["content.causes"] == [d.point for d in merged.gone] == [merged.rows[-1].point]


def test_an_undecided_row_goes_with_its_point_and_other_units_stay(report):
    other = Decision("澄屿市人民政府", 2024, "content.causes")
    rows = [*merge((), points_of(report)).rows, other]

    merged = merge(rows, points_of(replace(report, results=report.results[1:])))

    assert 5 == len(merged.rows)
    assert other == merged.rows[-1]


def test_a_changed_verdict_is_reported_and_the_decision_kept(report):
    rows = [replace(r, choice=Choice.ACCEPT, name="张某") for r in merge((), points_of(report)).rows]
    partial = replace(report.results[0], verdict=Verdict.PARTIAL)

    merged = merge(rows, points_of(replace(report, results=(partial, *report.results[1:]))))

    assert ["content.causes"] == [d.point for d in merged.changed]
    assert "missing" == merged.changed[0].seen


@FORMS
def test_the_same_rows_give_the_same_bytes(form, report):
    rows = merge((), points_of(report)).rows

    assert write_decisions(f"x.{form}", rows) == write_decisions(f"x.{form}", rows)


def test_a_spreadsheet_has_one_time_stamp(report):
    data = write_decisions("x.xlsx", merge((), points_of(report)).rows)

    assert {(1980, 1, 1, 0, 0, 0)} == {i.date_time for i in zipfile.ZipFile(io.BytesIO(data)).infolist()}


def test_yaml_fits_its_schema(report, repository):
    schema = json.loads((repository / "schemas" / "decisions.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)

    data = yaml.safe_load(write_decisions("x.yaml", merge((), points_of(report)).rows))

    assert [] == list(Draft202012Validator(schema).iter_errors(data))


def test_a_sheet_made_by_hand_needs_only_the_columns_that_people_know(tmp_path):
    path = sheet(
        tmp_path, ["沐原县人民政府", "2022年度", "content.causes", "改判", "完整", "已写", "张某", date(2023, 3, 1)]
    )

    (row,) = load_decisions(path)

    assert (2022, Choice.CHANGED, Verdict.FULL, "2023-03-01") == (row.year, row.choice, row.verdict, row.date)


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    row = Decision("甲县", 2024, "a.b", note='=HYPERLINK("http://x")', quote="+1", reason="@SUM(A1)")
    path = tmp_path / "x.xlsx"
    path.write_bytes(write_decisions(path, [row]))

    cells = next(load_workbook(path).active.iter_rows(min_row=2))

    assert "f" not in {c.data_type for c in cells}
    assert [row] == plain(load_decisions(path))


BAD_ROWS = {
    "unknown choice": (["甲县", 2024, "a.b", "同意", "", "", "", ""], "x:2:4", "不认识决定"),
    "changed to nothing": (["甲县", 2024, "a.b", "改判", "", "", "", ""], "x:2:5", "改判为"),
    "changed without saying so": (["甲县", 2024, "a.b", "采纳", "完整", "", "", ""], "x:2:5", "应为改判"),
    "unknown verdict": (["甲县", 2024, "a.b", "改判", "优秀", "", "", ""], "x:2:5", "不认识“优秀”"),
    "no unit": (["", 2024, "a.b", "采纳", "", "", "", ""], "x:2:1", "单位没有填"),
    "no point": (["甲县", 2024, "", "采纳", "", "", "", ""], "x:2:3", "编号没有填"),
    "not a year": (["甲县", "去年", "a.b", "采纳", "", "", "", ""], "x:2:2", "四位数字"),
    "not a day": (["甲县", 2024, "a.b", "采纳", "", "", "", "2025-02-30"], "x:2:8", "YYYY-MM-DD"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_wrong_row_is_named_with_file_row_and_column(name, tmp_path):
    row, place, sentence = BAD_ROWS[name]

    with pytest.raises(CheckerError, match=sentence) as caught:
        load_decisions(sheet(tmp_path, row))

    assert caught.value.where.endswith(place[1:])


BAD_YAML = {
    "unknown key": ("- {unit: 甲县, point: a.b, verdit: full}", ":3:", "不认识的键“verdit”"),
    "unknown choice": ("- {unit: 甲县, point: a.b, decision: maybe}", ":3:", "不认识“maybe”"),
    "missing key": ("- {unit: 甲县}", ":3:", "缺少 point"),
    "twice": ("- {unit: 甲县, point: a.b}\n- {unit: 甲县, point: a.b}", ":4:", "出现两次"),
    "double key": ("- {unit: 甲县, unit: 乙县, point: a.b}", ":3:", "重复"),
    "finding changed": (
        "- {unit: 甲县, point: a1, seen: finding, decision: changed, verdict: full}",
        ":3:",
        "不能改判",
    ),
}


@pytest.mark.parametrize("name", BAD_YAML)
def test_a_wrong_entry_is_named_with_file_line_and_column(name, tmp_path):
    rows, place, sentence = BAD_YAML[name]
    path = tmp_path / "复核.yaml"
    path.write_text(f"schema: checker/decisions/1\ndecisions:\n{rows}\n", "utf-8")

    with pytest.raises(CheckerError, match=sentence) as caught:
        load_decisions(path)

    assert place in caught.value.where


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("x.xlsx", b"not a zip", "损坏"),
    ("x.xlsx", b"", "空的"),
    ("x.yaml", b"\xff\xfe\x00", "UTF-8"),
    ("x.yaml", b"a: [1", "YAML"),
    ("x.csv", b"a", "应为 .xlsx 或 .yaml"),
])  # fmt: skip
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(name, data, sentence, tmp_path):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(CheckerError, match=sentence):
        load_decisions(tmp_path / name)


def test_a_header_that_nobody_knows_is_named(tmp_path):
    with pytest.raises(CheckerError, match="表头“备注”不认识") as caught:
        load_decisions(sheet(tmp_path, header=[*HEADER, "备注"]))

    assert caught.value.where.endswith(":1:9")
