"""A pack over many reports."""

from __future__ import annotations

import json
from decimal import Decimal

from checker.api import Checker
from checker.authoring.coverage import Moved, Read, cover, moved, read
from checker.authoring.coverage_report import Comparison, as_json
from checker.model import Verdict

TITLES = {"a.one": "甲", "b.two": "乙"}


def _read(path="一.txt", total="80.0", matched=("数",), faults=None, **verdicts):
    return Read(
        path,
        {k.replace("_", "."): Verdict(v) for k, v in verdicts.items()},
        frozenset(("a.one", m) for m in matched),
        frozenset({("a.one", "数"), ("a.one", "词")}),
        Decimal(total),
        faults or {},
    )


def test_verdicts_are_counted_by_rule():
    found = cover("p", TITLES, [_read(a_one="full", b_two="missing"), _read("二.txt", a_one="not_applicable")])

    first, second = found.rules
    assert {Verdict.FULL: 1, Verdict.NOT_APPLICABLE: 1} == first.verdicts
    assert 1 == first.asked
    assert {Verdict.MISSING: 1} == second.verdicts


def test_an_element_is_silent_when_it_matched_in_no_report():
    one = cover("p", TITLES, [_read(a_one="full")])
    both = cover("p", TITLES, [_read(a_one="full"), _read("二.txt", matched=("词",), a_one="full")])

    assert (("a.one", "词"),) == one.silent
    assert () == both.silent


def test_reports_of_another_kind_are_named_and_not_counted():
    found = cover("p", TITLES, [_read("新闻.txt"), _read(a_one="full")])

    assert (1, ("新闻.txt",)) == (found.documents, found.passed_over)


def test_an_edit_shows_every_verdict_finding_and_score_that_it_moved():
    before = [_read(a_one="full", b_two="missing"), _read("二.txt", a_one="full")]
    after = [_read(total="75.5", a_one="partial", b_two="missing", faults={"b.two": 1}), _read("二.txt", a_one="full")]

    assert (
        Moved("一.txt", "verdict", "a.one", "full", "partial"),
        Moved("一.txt", "finding", "b.two", "0", "1"),
        Moved("一.txt", "score", "", "80.0", "75.5"),
    ) == moved(before, after)


def test_a_rule_that_came_or_went_is_a_change_too():
    gone, came = moved([_read(a_one="full")], [_read(b_two="missing")])

    assert ("a.one", "full", None) == (gone.rule_id, gone.before, gone.after)
    assert ("b.two", None, "missing") == (came.rule_id, came.before, came.after)


def test_a_word_taken_from_a_pack_shows_in_the_reports_it_was_found_in(repository, tmp_path):
    """An author edits a copy of a pack and sees the effect before it ships."""
    report = tmp_path / "报告.txt"
    report.write_text((repository / "seeds" / "01-chengyu-city-2023.txt").read_text("utf-8"), "utf-8")
    report.write_text(
        report.read_text("utf-8").replace("\n", "\n    全年开展企业走访日12次,走访企业360户。\n", 3), "utf-8"
    )
    edited = tmp_path / "改后"
    edited.mkdir()
    for file in (repository / "rules" / "examples" / "yunchuan").iterdir():
        text = file.read_text("utf-8").replace("企业走访日|走访企业日|企业接待日", "企业接待日")
        (edited / file.name).write_text(text, "utf-8")
    before, after = (read(Checker(p).check(report)) for p in ("examples/yunchuan", str(edited)))

    changes = moved([before], [after])

    assert [("local.enterprise-visit-day", "full", "missing")] == [
        (c.rule_id, c.before, c.after) for c in changes if c.kind == "verdict"
    ]


def test_json_holds_rules_and_changes(repository):
    assessment = Checker().check(repository / "seeds" / "02-muyuan-county-2022-draft.txt")
    found = cover("national", {r.rule_id: r.title for r in assessment.results}, [read(assessment)])

    data = json.loads(as_json(found, Comparison("旧", (Moved("一.txt", "verdict", "a.one", None, "full"),))))

    assert {r.rule_id for r in assessment.results} == {r["rule_id"] for r in data["rules"]}
    assert 1 == sum(data["rules"][0]["verdicts"].values())
    assert "full" == data["changes"][0]["after"]
