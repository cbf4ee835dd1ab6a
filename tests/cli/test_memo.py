"""``checker memo`` from report to decisions to letter."""

from __future__ import annotations

import shutil

import pytest
import yaml
from openpyxl import load_workbook

DRAFT = "02-muyuan-county-2022-draft.txt"


@pytest.fixture
def draft(seeds, tmp_path):
    """Put a sample report with many gaps in the folder."""
    return shutil.copy(seeds / DRAFT, tmp_path / "报告.txt")


def decide(path, *decisions):
    """Fill in the first rows of a YAML sheet."""
    data = yaml.safe_load(path.read_text("utf-8"))
    for row, choice in zip(data["decisions"], decisions, strict=False):
        row.update(decision=choice, name="张某", date="2023-03-02")
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return data["decisions"]


def test_what_a_reviewer_accepted_is_what_the_letter_says(run, draft, tmp_path):
    run("memo", str(draft), "--new-decisions", "复核.yaml")
    rows = decide(tmp_path / "复核.yaml", "采纳", "不采纳")

    finished = run("memo", str(draft), "--decisions", "复核.yaml", "-f", "md", "-o", "out")

    said = (tmp_path / "out/报告.memo.md").read_text("utf-8")
    assert 0 == finished.returncode, finished.stderr
    assert rows[0]["title"].split("(", maxsplit=1)[0] in said
    assert rows[1]["title"].split("(", maxsplit=1)[0] not in said
    sheet = (tmp_path / "out/内部/报告.internal.md").read_text("utf-8")
    assert "2项经人工复核（复核人：张某）" in sheet


def test_a_sheet_filled_in_with_a_spreadsheet_is_kept_through_a_second_submission(run, draft, tmp_path):
    run("memo", str(draft), "--new-decisions", "复核.xlsx")
    book = load_workbook(tmp_path / "复核.xlsx")
    header = [c.value.split("(", maxsplit=1)[0] for c in book.active[1]]
    book.active.cell(2, header.index("决定") + 1, "不采纳")
    book.active.cell(2, header.index("姓名") + 1, "张某")
    book.save(tmp_path / "复核.xlsx")
    text = (tmp_path / "报告.txt").read_text("utf-8")
    (tmp_path / "报告.txt").write_text(text.replace("\n", "\n\n", 1).replace("118件", "116件"), "utf-8")

    again = run("memo", str(draft), "--new-decisions", "复核.xlsx")

    assert "已有决定 1 项" in again.stderr
    assert "误判" == load_workbook(tmp_path / "复核.xlsx").active.cell(2, header.index("决定") + 1).value


def test_a_broken_sheet_stops_before_anything_is_written(run, draft, tmp_path):
    (tmp_path / "复核.yaml").write_text(
        "schema: checker/decisions/1\ndecisions:\n- {unit: 甲, point: b, decision: 也许}\n", "utf-8"
    )

    finished = run("memo", str(draft), "--decisions", "复核.yaml", "-o", "out")

    assert 2 == finished.returncode
    assert "复核.yaml:3:" in finished.stderr
    assert not (tmp_path / "out").exists()


def test_decisions_of_units_that_are_not_there_are_named(run, draft, tmp_path):
    (tmp_path / "复核.yaml").write_text(
        "schema: checker/decisions/1\ndecisions:\n- {unit: 甲县, year: 2022, point: b, decision: 采纳}\n", "utf-8"
    )

    finished = run("memo", str(draft), "--decisions", "复核.yaml", "-f", "md", "-o", "out")

    assert "不在本次文件中,其决定没有用到:甲县(2022)" in finished.stderr


def test_a_report_and_its_stored_result_give_the_same_letter(run, draft, tmp_path):
    run("memo", str(draft), "-o", "one")
    run("check", str(draft), "-f", "json", "-o", "结果")

    finished = run("memo", "结果", "-o", "two", "--jobs", "2")

    assert 0 == finished.returncode, finished.stderr
    assert (tmp_path / "one/报告.memo.docx").read_bytes() == (tmp_path / "two/报告.memo.docx").read_bytes()


def test_options_of_judging_do_not_silently_pass_over_stored_results(run, draft):
    run("check", str(draft), "-f", "json", "-o", "结果")

    assert "不起作用" in run("memo", "结果/报告.json", "--year", "2020", "-f", "md").stderr


@pytest.mark.usefixtures("draft")
def test_other_json_files_of_a_folder_are_passed_over(run, tmp_path):
    (tmp_path / "其他.json").write_text("{}", "utf-8")

    finished = run("memo", ".", "-f", "md", "-o", "out")

    assert "其他.json:不是审核结果" in finished.stderr
    assert 0 == finished.returncode


@pytest.mark.slow("writes the papers of six reports twice; test_containers compares workers in the first tier")
def test_one_and_two_workers_write_the_same_files(run, seeds, tmp_path):
    run("memo", str(seeds / DRAFT), str(seeds / "05-jiaping-town-2023.md"), "-o", "one")
    run("memo", str(seeds / DRAFT), str(seeds / "05-jiaping-town-2023.md"), "-o", "two", "--jobs", "2")

    one, two = (
        {p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()} for name in ("one", "two")
    )

    assert 10 == len(one)
    assert one == two


def test_an_office_uses_its_own_letterhead_and_template(run, draft, tmp_path):
    (tmp_path / "信头.toml").write_text('office = "云川市司法局"\naddress = "你县"\n', "utf-8")
    run("memo", "--save-template", "我的.docx")

    finished = run("memo", str(draft), "--template", "我的.docx", "--letterhead", "信头.toml", "-o", "out")

    assert 0 == finished.returncode, finished.stderr
    assert "云川市司法局" in (tmp_path / "out/报告.memo.md").read_text("utf-8")
    assert "你县报送的" in (tmp_path / "out/报告.memo.md").read_text("utf-8")


def test_the_configuration_gives_letterhead_template_and_decisions(run, draft, tmp_path):
    run("memo", str(draft), "--new-decisions", "复核.yaml")
    decide(tmp_path / "复核.yaml", "采纳")
    (tmp_path / "checker.toml").write_text(
        '[memo]\ntemplate = "return"\ndecisions = "复核.yaml"\ndue-days = 5\nundecided = "include"\n'
        '[memo.letterhead]\noffice = "云川市司法局"\nhandler = "何某"\n',
        "utf-8",
    )

    finished = run("memo", str(draft), "--as-of", "2023-03-01", "-f", "md", "-o", "out")

    said = (tmp_path / "out/报告.memo.md").read_text("utf-8")
    assert 0 == finished.returncode, finished.stderr
    for expected in ("关于退回补正《", "云川市司法局", "2023年3月6日前"):
        assert expected in said


def test_a_waived_gap_stands_on_the_internal_sheet_with_its_reason(run, draft, tmp_path):
    (tmp_path / "豁免.yaml").write_text(
        'waivers:\n- rule: content.causes\n  document: "**"\n  reason: 另文报送\n  approver: 分管领导\n'
        "  granted: 2023-01-01\n  expires: 2023-12-31\n",
        "utf-8",
    )

    finished = run("memo", str(draft), "--waivers", "豁免.yaml", "--as-of", "2023-03-01", "-f", "md", "-o", "out")

    assert 0 == finished.returncode, finished.stderr
    sheet = (tmp_path / "out/内部/报告.internal.md").read_text("utf-8")
    assert "按豁免处理：另文报送（批准：分管领导，有效期至2023-12-31）" in sheet
