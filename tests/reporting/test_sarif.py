"""SARIF: valid, complete, and readable by others."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import unquote

import jsonschema
import pytest
from sarif.loader import load_sarif_file
from sarif_reader import read_sarif

from checker.model import Finding, Note, Severity, Span
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.pipeline import sarif
from checker.reporting.pipeline.digest import piece, unpack
from checker.reporting.pipeline.places import Ruler, place
from checker.reporting.rule_info import rule_infos
from checker.rules.loader import load_pack


@pytest.fixture(scope="module")
def rules():
    return rule_infos(load_pack().pack)


@pytest.fixture
def made(rules):
    """Return a function that gives the log of assessments (or messages) under the names they were given."""

    def make(named, **info):
        entries = [
            Entry(path, path, None, value) if isinstance(value, str) else Entry(path, path, piece(value))
            for path, value in named.items()
        ]
        files = sarif.join(entries, RunInfo(rules=rules, root="/repo", **info))
        return json.loads(files["checker.sarif"])

    return make


def results(log):
    return log["runs"][0]["results"]


def test_the_log_is_valid_against_the_official_schema(made, assessment, shared_dir):
    schema = json.loads((shared_dir / "schemas" / "sarif-2.1.0.schema.json").read_text("utf-8"))
    log = made(
        {"a.txt": assessment, "b c#%.docx": assessment, "坏.txt": "坏.txt:文件不存在。"}, skipped=(("x.py", "不是"),)
    )

    jsonschema.Draft7Validator(schema).validate(log)


def test_an_object_model_of_its_own_reads_the_log(made, assessment):
    log = read_sarif(made({"a.txt": assessment, "坏.txt": "坏.txt:文件不存在。"}))

    (run,) = log.runs
    assert "fazhi-checker" == run.tool.driver.name
    assert ["content.problems", "review.concluded-count", "consistency.review"] == [r.rule_id for r in run.results]
    assert all(r.locations[0].physical_location.region.start_line >= 1 for r in run.results)


def test_other_tools_count_the_same_problems(made, assessment, tmp_path):
    file = tmp_path / "checker.sarif"
    file.write_text(json.dumps(made({"a.txt": assessment})), "utf-8")

    report = load_sarif_file(str(file)).get_report()

    assert {"error": 2, "warning": 0, "note": 1} == {
        s: report.get_issue_count_for_severity(s) for s in ("error", "warning", "note")
    }


def test_every_rule_of_the_pack_is_listed_with_help_and_basis(made, rules, assessment):
    listed = {r["id"]: r for r in made({"a.txt": assessment})["runs"][0]["tool"]["driver"]["rules"]}

    assert {rule.id for rule in rules} <= listed.keys()
    for rule in rules:
        told = listed[rule.id]
        assert rule.title == told["shortDescription"]["text"]
        assert all(cite in told["help"]["text"] and cite in told["help"]["markdown"] for cite in rule.basis)
        assert rule.suggestion in told["help"]["markdown"]
        assert 3 == len(told["properties"]["tags"])


def test_a_rule_is_found_at_its_index(made, assessment):
    run = made({"a.txt": assessment})["runs"][0]

    for result in run["results"]:
        assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("报送/云川 县#1.txt", "%E6%8A%A5%E9%80%81/%E4%BA%91%E5%B7%9D%20%E5%8E%BF%231.txt"),
        ("a%20b.txt", "a%2520b.txt"),
        ("./x//y.txt", "x/y.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("/repo/sub/a.txt", "sub/a.txt"),
        ("/repo", "."),
        ("-", "stdin"),
        ("坏\udcff.txt", "%E5%9D%8F%FF.txt"),
        ("报送.zip!/沐源县/报告.docx", "%E6%8A%A5%E9%80%81.zip%21/%E6%B2%90%E6%BA%90%E5%8E%BF/%E6%8A%A5%E5%91%8A.docx"),
    ],
)
def test_files_below_the_root_have_relative_encoded_addresses(path, uri):
    found = place(path, "/repo")

    assert (uri, True) == (found.uri, found.inside)
    assert found.shown == unquote(found.uri, errors="surrogateescape")


@pytest.mark.parametrize(("path", "uri"), [("/else/a b.txt", "file:///else/a%20b.txt"), ("../a.txt", "../a.txt")])
def test_files_outside_are_not_said_to_lie_below_the_root(made, assessment, path, uri):
    (artifact,) = made({path: assessment})["runs"][0]["artifacts"]

    assert {"uri": uri} == artifact["location"]


def test_nothing_in_the_log_tells_where_on_the_machine_it_was_made(made, assessment):
    log = made(
        {"/repo/a.txt": assessment, "/repo/坏.txt": "/repo/坏.txt:文件不存在。"}, skipped=(("/repo/x.py", "不是"),)
    )

    assert "/repo" not in json.dumps(log, ensure_ascii=False)


def test_places_are_lines_and_utf16_columns(made, assessment):
    (finding,) = [r for r in results(made({"a.txt": assessment})) if r["ruleId"] == "consistency.review"]

    region = finding["locations"][0]["physicalLocation"]["region"]
    assert (4, 25, 4, 30) == tuple(region[k] for k in ("startLine", "startColumn", "endLine", "endColumn"))
    assert "87.2%" == region["snippet"]["text"]


def test_a_character_beyond_the_basic_plane_counts_twice(assessment):
    document = replace(assessment.document, text="甲\n😀乙丙\n")

    region = Ruler(document).region(3, 4)

    assert (2, 3, 2, 4) == (region.line, region.column, region.end_line, region.end_column)


@pytest.mark.parametrize(
    ("data", "offsets"),
    [
        ("甲\n😀乙\n".encode(), (4, 1)),
        ("甲\n😀乙\n".encode("gb18030"), (4, 1)),
        ("甲\r\n😀乙\r\n".encode(), (None, None)),
        ("\ufeff甲\n😀乙\n".encode(), (None, None)),
    ],
)
def test_offsets_are_given_only_where_they_are_those_of_the_file(assessment, data, offsets):
    import hashlib

    document = replace(assessment.document, text="甲\n😀乙\n", sha256=hashlib.sha256(data).hexdigest())

    region = Ruler(document).region(3, 4)

    assert offsets == (region.offset, region.length)


def test_a_gap_without_evidence_points_at_the_first_line(made, assessment):
    (gap,) = [r for r in results(made({"a.txt": assessment})) if r["ruleId"] == "content.problems"]

    assert {"startLine": 1} == gap["locations"][0]["physicalLocation"]["region"]


def test_a_waived_result_is_suppressed_and_still_there(made, assessment):
    by_rule = {r["ruleId"]: r["suppressions"] for r in results(made({"a.txt": assessment}))}

    (waived,) = by_rule["content.problems"]
    assert ("external", "accepted") == (waived["kind"], waived["status"])
    assert "机构改革" in waived["justification"]
    assert "司法局 张某" in waived["justification"]
    assert "2024-12-31" == waived["properties"]["expires"]
    assert [] == by_rule["consistency.review"]


def test_the_baseline_state_is_there_for_all_or_for_none(made, assessment):
    known = replace(assessment, findings=tuple(replace(f, known=True) for f in assessment.findings))

    assert all("baselineState" not in r for r in results(made({"a.txt": assessment})))
    assert ["new", "new", "unchanged"] == [r["baselineState"] for r in results(made({"a.txt": known}))]
    assert ["new"] * 3 == [r["baselineState"] for r in results(made({"a.txt": assessment}, baseline=True))]


def test_equal_fingerprints_of_one_document_are_told_apart(made, assessment):
    twice = replace(assessment, findings=assessment.findings * 2)

    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results(made({"a.txt": twice}))]

    assert len(prints) == len(set(prints))


def test_moved_lines_leave_fingerprints_as_they_are(made, assessment, assess_text):
    moved = assess_text("新增一行。\n\n")

    assert [r["partialFingerprints"] for r in results(made({"a.txt": assessment}))] == [
        r["partialFingerprints"] for r in results(made({"a.txt": moved}))
    ]


def test_a_failed_rule_is_a_notification_and_the_run_no_success(made, assessment):
    run = made({"a.txt": assessment})["runs"][0]

    notes = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error"]
    assert ["review.mechanism"] == [n["associatedRule"]["id"] for n in notes]
    assert not run["invocations"][0]["executionSuccessful"]
    assert "review.mechanism" not in {r["ruleId"] for r in run["results"]}


def test_unread_files_skipped_ones_and_notes_are_said(made, assessment):
    run = made({"a.txt": assessment, "坏.txt": "坏.txt:文件不存在。"}, skipped=(("x.py", "不是可读的文档类型"),))[
        "runs"
    ][0]

    notes = {n["descriptor"]["id"]: n for n in run["invocations"][0]["toolExecutionNotifications"]}
    assert "文件不存在。" == notes["unreadable"]["message"]["text"]
    assert "没有核对 x.py:不是可读的文档类型。" == notes["skipped"]["message"]["text"]
    assert "附件没有读取。" == notes["truncated"]["message"]["text"]
    assert 5 == notes["spaces"]["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert notes.keys() <= {d["id"] for d in run["tool"]["driver"]["notifications"]}


def test_mechanical_fixes_are_offered_for_text_only(made, assessment):
    word = replace(assessment, document=replace(assessment.document, format="docx"))

    (text_fix,) = [r["fixes"] for r in results(made({"a.txt": assessment})) if "fixes" in r]
    change = text_fix[0]["artifactChanges"][0]["replacements"][0]
    assert "77.4%" == change["insertedContent"]["text"]
    assert (4, 25, 30) == tuple(change["deletedRegion"][k] for k in ("startLine", "startColumn", "endColumn"))
    assert not [r for r in results(made({"a.docx": word})) if "fixes" in r]


def test_a_docx_says_that_lines_are_those_of_its_text(made, assessment):
    word = replace(assessment, document=replace(assessment.document, format="docx"))

    artifacts = made({"a.txt": assessment, "b.docx": word})["runs"][0]["artifacts"]

    assert ["file", "extracted-text"] == [a["properties"]["lines"] for a in artifacts]


def test_low_confidence_is_never_more_than_a_note(assessment):
    doubtful = replace(
        assessment,
        results=tuple(replace(r, confidence="low") for r in assessment.results),
        findings=tuple(replace(f, confidence="low") for f in assessment.findings),
    )

    levels = {p.what: p.level for p in unpack(piece(doubtful)).problems}

    assert {"missing": "note", "partial": "note", "finding": "note", "error": "error"} == levels


def test_more_results_than_a_host_takes_go_to_more_logs_and_none_is_lost(rules, assessment, monkeypatch):
    monkeypatch.setattr(sarif, "RESULTS_PER_LOG", 4)
    entries = [Entry(f"{n}.txt", f"{n}", piece(assessment)) for n in range(3)]

    files = {n: json.loads(d)["runs"][0] for n, d in sarif.join(entries, RunInfo(rules=rules)).items()}

    assert ["checker.sarif", "checker-2.sarif", "checker-3.sarif"] == list(files)
    assert [4, 4, 1] == [len(run["results"]) for run in files.values()]
    assert 3 == len({run["automationDetails"]["id"] for run in files.values()})
    for run in files.values():
        notes = run["invocations"][0]["toolExecutionNotifications"]
        assert (
            "结果共 9 条,分成 3 个文件" in next(n for n in notes if n["descriptor"]["id"] == "split")["message"]["text"]
        )


def test_results_of_an_unknown_pack_still_have_their_rules(assessment):
    """A stored result is rendered without its pack."""
    log = json.loads(sarif.join([Entry("a.txt", "a", piece(assessment))], RunInfo())["checker.sarif"])

    rules = {r["id"]: r for r in log["runs"][0]["tool"]["driver"]["rules"]}
    assert {"content.problems", "review.concluded-count", "consistency.review", "review.mechanism"} == rules.keys()
    assert "存在的不足" == rules["content.problems"]["shortDescription"]["text"]


def test_odd_text_of_a_document_stays_text(assessment):
    odd = Finding(
        "wording.typos", "wording", Severity.LOW, "high", "有\x00怪\ud800字", "\x00", 0, 1, 1, "f" * 16, ""
    )  # fmt: skip
    noted = replace(assessment, findings=(odd,), notes=(Note("x", "\udcff", 0, None),))

    entries = [Entry("a.txt", "a", piece(noted))]
    log = json.loads(sarif.join(entries, RunInfo())["checker.sarif"])

    assert "有\x00怪" in results(log)[-1]["message"]["text"]


def test_a_place_beyond_the_stored_text_has_no_region(assessment):
    """Older results were stored without the text."""
    bare = replace(assessment, document=replace(assessment.document, text=""))

    spots = [s for p in unpack(piece(bare)).problems for s in p.spots]

    assert spots
    assert all(s.region is None and s.line == 4 for s in spots)
    assert Ruler(bare.document).region(*(Span(0, 0).start, 0)) is None
