"""Two stored runs side by side."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from checker.errors import ReadingError
from checker.resources import schemas_dir
from checker.results.stored.write import render_json
from checker.runs.difference import compare_runs
from checker.runs.difference_report import RENDERERS


@pytest.fixture
def validator():
    return Draft202012Validator(json.loads((schemas_dir() / "diff.schema.json").read_text("utf-8")))


def test_two_files_are_compared_whatever_their_names(stored, tmp_path, drafts):
    (tmp_path / "x.json").write_bytes(render_json(drafts[1]))

    ((difference,), others) = compare_runs(str(stored[0] / "县.json"), str(tmp_path / "x.json"))

    assert () == others
    assert {"fixed", "open", "new"} == {c.state.value for c in difference.changes}
    assert (drafts[0].score.total, drafts[1].score.total) == (difference.old.total, difference.new.total)


def test_the_numbers_of_the_parts_are_those_of_the_two_results(stored, drafts):
    ((difference,), _) = compare_runs(*map(str, stored))

    weak = [{r.rule_id for r in a.results if r.verdict.value in {"missing", "partial"}} for a in drafts]
    gaps = {
        state: {
            c.rule_id for c in difference.changes if c.state.value == state and "finding" not in {c.before, c.after}
        }
        for state in ("fixed", "open", "new")
    }
    assert weak[0] - weak[1] == gaps["fixed"]
    assert weak[0] & weak[1] == gaps["open"]
    assert weak[1] - weak[0] == gaps["new"]


def test_folders_are_matched_by_name_and_what_stands_alone_is_listed(stored, drafts):
    (stored[0] / "乡.json").write_bytes(render_json(drafts[0]))
    (stored[1] / "镇.json").write_bytes(render_json(drafts[1]))
    (stored[1] / "other.json").write_text("{}", "utf-8")

    differences, others = compare_runs(*map(str, stored))

    assert [("县", True, True), ("镇", False, True), ("乡", True, False)] == [
        (d.name, d.old is not None, d.new is not None) for d in differences
    ]
    assert (str(stored[1] / "other.json"),) == others


def test_a_broken_result_in_a_folder_is_named_and_the_rest_is_compared(stored, drafts):
    for folder in stored:
        (folder / "乡.json").write_bytes(render_json(drafts[0]))
    (stored[0] / "乡.json").write_text('{"schema": "checker/assessment/1"}', "utf-8")

    differences, _ = compare_runs(*map(str, stored))

    assert {"乡": True, "县": False} == {d.name: bool(d.trouble) for d in differences}


def test_a_broken_file_is_an_error(stored, tmp_path):
    (tmp_path / "x.json").write_text("{}", "utf-8")

    with pytest.raises(ReadingError, match="不是审核结果"):
        compare_runs(str(tmp_path / "x.json"), str(stored[1] / "县.json"))


def test_json_holds_to_its_schema(stored, drafts, validator):
    (stored[0] / "乡.json").write_bytes(render_json(drafts[0]))

    data = json.loads(RENDERERS["json"](compare_runs(*map(str, stored))[0]))

    validator.validate(data)
    assert {"compared": 1, "alone": 1} == {k: data["totals"][k] for k in ("compared", "alone")}
    change = data["documents"][0]["after"]["score"]["total"] - data["documents"][0]["before"]["score"]["total"]
    assert change == pytest.approx(data["documents"][0]["score_change"])


def test_markdown_is_a_table_that_document_text_cannot_break(stored, drafts):
    finding = replace(drafts[1].findings[0], message="甲|乙\n<script>x</script>", fingerprint="f" * 16, text="丙`丁")
    (stored[1] / "县.json").write_bytes(render_json(replace(drafts[1], findings=(finding,))))

    page = RENDERERS["md"](compare_runs(*map(str, stored))[0])

    rows = [line for line in page.split("\n") if line.startswith("| ")]
    assert {5} == {line.replace("\\|", "").count("|") for line in rows}
    assert "甲\\|乙 \\<script\\>" in page


def test_the_terminal_lists_what_moved_before_what_stayed(stored):
    lines = RENDERERS["console"](compare_runs(*map(str, stored))[0]).split("\n")

    stayed = [n for n, line in enumerate(lines) if line.startswith("  = 未改") and "→" not in line]
    moved = [n for n, line in enumerate(lines) if line.startswith(("  + 新增", "  ✓ 已改"))]
    assert max(moved) < min(stayed)


def test_a_changed_pack_is_said(stored, drafts):
    pack = replace(drafts[0].pack, version="2020.1", sha256="0" * 64)
    (stored[0] / "县.json").write_bytes(render_json(replace(drafts[0], pack=pack)))

    differences, _ = compare_runs(*map(str, stored))

    assert "national 2020.1" in RENDERERS["console"](differences)
    assert json.loads(RENDERERS["json"](differences))["documents"][0]["pack_changed"]
