"""Many documents from Python: what the command line does, with errors as values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from checker import (
    Options,
    Thresholds,
    UsageError,
    check_many,
    difference,
    load_assessment,
    render,
    render_run,
    write_baseline,
)
from checker.version import __version__

SEEDS = Path(__file__).parents[2] / "seeds"
GOOD, POOR = SEEDS / "01-chengyu-city-2023.txt", SEEDS / "02-muyuan-county-2022-draft.txt"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a good and a poor report and a broken file, which is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "好.txt").write_bytes(GOOD.read_bytes())
    (tmp_path / "差.txt").write_bytes(POOR.read_bytes())
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    return tmp_path


def test_one_broken_file_is_a_value_and_the_rest_is_judged(folder):
    heard = []

    checked = list(check_many(["好.txt", "坏.docx", folder / "差.txt"], progress=lambda *told: heard.append(told)))

    assert [True, False, True] == [c.assessment is not None for c in checked]
    assert "reading" == checked[1].code
    assert "坏.docx" in checked[1].message
    assert [(1, 3, "好.txt"), (2, 3, "坏.docx"), (3, 3, str(folder / "差.txt"))] == heard


@pytest.mark.usefixtures("folder")
def test_gates_are_told_and_junit_agrees_with_them():
    checked = list(check_many(["好.txt", "差.txt"], gates=Thresholds.parse(60, "statutory")))

    assert [[], ["--fail-under", "--fail-on statutory"]] == [[s.option for s in c.short] for c in checked]
    (xml,) = render_run(checked, "junit").values()
    assert b"<failure" in xml.split(b"</testsuite>")[1]
    assert b"<failure" not in xml.split(b"</testsuite>")[0]


@pytest.mark.usefixtures("folder")
def test_sarif_has_the_category_and_the_broken_file():
    log = json.loads(render_run(check_many(["差.txt", "坏.docx"]), "sarif", category="报送")["checker.sarif"])

    (run,) = log["runs"]
    assert "报送/" == run["automationDetails"]["id"]
    assert not run["invocations"][0]["executionSuccessful"]


def test_a_baseline_that_was_written_covers_all_and_follows_the_file(folder):
    count = write_baseline("基线.json", check_many(["差.txt"]))
    (folder / "差.txt").rename("改名.txt")

    (one,) = check_many(["改名.txt"], baseline="基线.json", gates=Thresholds.parse(None, "normative,low"))

    assert count > 50
    assert () == one.short


def test_waivers_need_a_day(folder):
    (folder / "豁免.yaml").write_text(
        "waivers:\n- {rule: content.causes, document: '*', reason: 另文报送, approver: 李某, "
        "granted: 2025-01-01, expires: 2025-12-31}\n",
        "utf-8",
    )

    (one,) = check_many(["差.txt"], options=Options(as_of="2025-06-01"), waivers="豁免.yaml")

    assert ["content.causes"] == [r.rule_id for r in one.assessment.results if r.waiver]
    with pytest.raises(UsageError, match="as_of"):
        list(check_many(["差.txt"], waivers="豁免.yaml"))


def test_tables_go_with_the_report_whose_name_they_continue_or_as_said(folder):
    book = Workbook()
    for row in (["行政复议情况统计表"], ["项目", "件数"], ["收到行政复议申请", 86]):
        book.active.append(row)
    book.save(folder / "差附表.xlsx")

    def values(checked):
        return {f.value for c in checked for f in c.assessment.figures}

    by_name = list(check_many(["差.txt", "差附表.xlsx"]))
    as_said = list(check_many(["差.txt"], annexes={"差.txt": ["差附表.xlsx"]}))

    assert ["差.txt"] == [c.path for c in by_name]
    assert values(by_name) == values(as_said) != values(check_many(["差.txt"]))


@pytest.mark.usefixtures("folder")
def test_the_difference_of_two_results_is_that_of_the_command():
    before, after = (c.assessment for c in check_many(["好.txt", "差.txt"]))

    assert {"new"} <= {c.state.value for c in difference(before, after).changes}
    assert {"fixed"} <= {c.state.value for c in difference(after, before).changes}
    assert {"open"} == {c.state.value for c in difference(before, before).changes}


@pytest.mark.usefixtures("folder")
def test_results_name_the_program_and_later_ones_may_say_more():
    (one,) = check_many(["好.txt"])
    data = json.loads(render(one.assessment, "json"))

    data["later"] = {"x": 1}
    data["results"][0]["later"] = 2
    again = load_assessment(json.dumps(data).encode(), "later.json")

    assert __version__ == data["program"]
    assert one.assessment.results == again.results


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(UsageError, match="pdf"):
        render_run([], "pdf")
