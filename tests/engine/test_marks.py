"""Waivers and baselines on an assessment: what they touch, what they never touch."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.api import Checker, Options
from checker.model import Verdict, Waiver
from checker.results.baseline import Known, entries_of, mark_known
from checker.results.set_aside import NO_MARKS, Marks, mark
from checker.results.stored.read import load_assessment
from checker.results.stored.write import render_json
from checker.results.thresholds import Thresholds
from checker.results.waivers import Grant

TEXT = """沐源县人民政府关于2023年度法治政府建设情况的报告

一、主要举措和成效

今年以来,受理行政复议申请53件,办结41件,结案率为87.2%。全面推行行政执法公示制度。

受理行政诉讼案件30件,审结20件,败诉率为87.2%。

二、存在的不足

(一)执法培训不够。全年只组织培训1次。
(二)复议力量不足。

三、下一年度安排

2024年,将组织培训4次。
"""


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.fixture(scope="module")
def judged(checker):
    return checker.check_bytes("a.txt", TEXT.encode(), Options())


def grant(rule="", fingerprint="", *, granted="2026-01-01", expires="2026-12-31", issuer="", year=None):
    name = rule or fingerprint
    return Grant(f"w:{name}", "w.yaml:1", Waiver("理由", "李某", granted, expires), rule, fingerprint, issuer, year)


def gap(assessment, verdict=Verdict.MISSING):
    return next(r for r in assessment.results if r.verdict is verdict and r.weight > 0)


def test_without_marks_nothing_changes(checker, judged):
    assert judged is checker.mark(judged, NO_MARKS).assessment


def test_a_waived_gap_stays_and_the_score_stands_both_ways(checker, judged):
    result = gap(judged)

    marked = checker.mark(judged, Marks((grant(result.rule_id),), "2026-06-30")).assessment

    (waived,) = [r for r in marked.results if r.waiver]
    assert (result.rule_id, result.verdict, result.score) == (waived.rule_id, waived.verdict, waived.score)
    assert judged.score == marked.score
    assert marked.waived_score.total > marked.score.total
    assert {f"w:{result.rule_id}"} == checker.mark(judged, Marks((grant(result.rule_id),), "2026-06-30")).used


def test_a_waiver_of_one_finding_leaves_the_others(checker, judged):
    finding = judged.findings[0]

    marked = checker.mark(judged, Marks((grant(fingerprint=finding.fingerprint),), "2026-06-30")).assessment

    assert [f.start for f in judged.findings if f.fingerprint == finding.fingerprint] == [
        f.start for f in marked.findings if f.waiver
    ]
    assert not any(r.waiver for r in marked.results)


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_a_waiver_holds_from_the_day_it_was_granted_to_the_day_it_expires(checker, judged, day, holds):
    marked = checker.mark(judged, Marks((grant(gap(judged).rule_id),), day)).assessment

    assert holds is (marked.waived_score is not None)
    assert holds is not any(n.code.startswith("waiver-") for n in marked.notes)


@pytest.mark.parametrize(
    ("narrow", "holds"),
    [
        ({"issuer": "沐源县人民政府"}, True),
        ({"issuer": "沐源县"}, False),
        ({"year": 2023}, True),
        ({"year": 2024}, False),
        ({"issuer": "沐源县人民政府", "year": 2024}, False),
    ],
)
def test_a_waiver_is_for_its_issuer_and_its_year(checker, judged, narrow, holds):
    marked = checker.mark(judged, Marks((grant(gap(judged).rule_id, **narrow),), "2026-06-30"))

    assert holds is bool(marked.used)
    assert holds is bool(marked.concerned)
    assert holds is any(r.waiver for r in marked.assessment.results)


def test_a_waiver_of_what_is_complete_covers_nothing(checker, judged):
    full = next(r for r in judged.results if r.verdict is Verdict.FULL)

    marked = checker.mark(judged, Marks((grant(full.rule_id),), "2026-06-30"))

    assert (frozenset(), True) == (marked.used, bool(marked.concerned))
    assert marked.assessment.waived_score is None


def test_an_unknown_rule_is_told(checker, judged):
    marks = Marks((grant("content.cause"), grant("content.causes")), "2026-06-30")

    assert {"w:content.cause"} == checker.mark(judged, marks).unknown


def test_neither_a_waiver_nor_a_baseline_hides_a_rule_that_failed(checker, judged):
    broken = gap(judged)
    results = tuple(replace(r, verdict=Verdict.ERROR, score=None) if r is broken else r for r in judged.results)
    judged = replace(judged, results=results)
    known = (Known(broken.rule_id, "gap", broken.fingerprint, "missing", "", ""),)

    marked = checker.mark(judged, Marks((grant(broken.rule_id),), "2026-06-30", known))

    (result,) = [r for r in marked.assessment.results if r.rule_id == broken.rule_id]
    assert (None, False) == (result.waiver, result.known)
    assert marked.counted.total is None
    assert () == marked.stale
    with_counted = replace(marked.assessment, waived_score=marked.counted)
    word = broken.obligation.value if broken.obligation.value == "statutory" else "normative"
    assert Thresholds.parse(1, word).missed(with_counted)


@given(st.data())
def test_marks_never_touch_the_score_and_never_lower_the_one_for_thresholds(checker, judged, data):
    ids = sorted({r.rule_id for r in judged.results} | {f.rule_id for f in judged.findings})
    prints = sorted({r.fingerprint for r in judged.results} | {f.fingerprint for f in judged.findings})
    grants = [grant(r) for r in data.draw(st.lists(st.sampled_from(ids), max_size=6, unique=True))]
    grants += [grant(fingerprint=f) for f in data.draw(st.lists(st.sampled_from(prints), max_size=3, unique=True))]
    known = data.draw(st.none() | st.lists(st.sampled_from(entries_of(judged)), max_size=9))

    marks = checker.mark(judged, Marks(tuple(grants), "2026-06-30", None if known is None else tuple(known)))

    marked = marks.assessment
    assert judged.score == marked.score
    assert [replace(r, waiver=None, known=False) for r in marked.results] == list(judged.results)
    assert [replace(f, waiver=None, known=False) for f in marked.findings] == list(judged.findings)
    assert marks.counted.total >= judged.score.total
    assert (marked.waived_score is not None) is any(i.waiver for i in (*marked.results, *marked.findings))


@given(st.data())
def test_waiving_what_is_missing_never_lowers_a_dimension(checker, judged, data):
    missing = sorted(r.rule_id for r in judged.results if r.verdict is Verdict.MISSING and r.weight > 0)
    chosen = data.draw(st.lists(st.sampled_from(missing), min_size=1, max_size=9, unique=True))

    marked = checker.mark(judged, Marks(tuple(map(grant, chosen)), "2026-06-30")).assessment

    for before, after in zip(judged.score.dimensions, marked.waived_score.dimensions, strict=True):
        assert after.score is None or before.score is None or after.score >= before.score


def test_a_baseline_of_a_run_makes_all_of_it_known_and_nothing_stale(checker, judged):
    marked = checker.mark(judged, Marks(known=entries_of(judged)))

    weak = [r for r in marked.assessment.results if r.verdict in (Verdict.MISSING, Verdict.PARTIAL)]
    assert all(r.known for r in weak)
    assert all(f.known for f in marked.assessment.findings)
    assert not any(r.known for r in marked.assessment.results if r not in weak)
    assert () == marked.stale
    assert Decimal("100.0") == marked.counted.total
    assert judged.score == marked.assessment.score


def test_an_empty_baseline_makes_everything_new(checker, judged):
    marked = checker.mark(judged, Marks(known=())).assessment

    assert not any(i.known for i in (*marked.results, *marked.findings))


def test_lines_that_moved_and_counts_that_changed_are_no_news(checker, judged):
    later = TEXT.replace("二、存在的不足", "全年召开会议12次。\n\n二、存在的不足").replace(
        "53件,办结41件", "54件,办结42件"
    )

    marked = checker.mark(checker.check_bytes("a.txt", later.encode()), Marks(known=entries_of(judged)))

    rates = [f for f in marked.assessment.findings if f.rule_id == "consistency.rate-recompute"]
    assert rates
    assert all(f.known for f in rates)


def test_a_gap_that_has_become_wider_is_new_and_one_that_has_become_narrower_is_known(judged):
    wide, narrow = gap(judged), gap(judged, Verdict.PARTIAL)
    known = (
        Known(wide.rule_id, "gap", wide.fingerprint, "partial", "", ""),
        Known(narrow.rule_id, "gap", narrow.fingerprint, "missing", "", ""),
    )

    marked, stale = mark_known(judged, known)

    by_id = {r.rule_id: r.known for r in marked.results}
    assert (False, True, ()) == (by_id[wide.rule_id], by_id[narrow.rule_id], stale)


def test_a_second_equal_finding_is_new(judged):
    one = judged.findings[0]
    twice = replace(judged, findings=(one, replace(one, start=one.start + 1)))

    marked, _ = mark_known(twice, (Known(one.rule_id, "finding", one.fingerprint, "", "", ""),))

    assert [True, False] == [f.known for f in marked.findings]


def test_what_was_mended_is_stale_and_said(checker, judged):
    known = (*entries_of(judged), Known("doc.title", "gap", "0" * 16, "missing", "", ""))

    marked = checker.mark(judged, Marks(known=known))

    assert ["doc.title"] == [k.rule_id for k in marked.stale]
    assert "doc.title" in next(n.message for n in marked.assessment.notes if n.code == "baseline-stale")


def test_of_another_kind_of_document_nothing_is_stale(checker):
    news = checker.check_bytes("b.txt", "澄屿市召开会议\n\n本报讯 会议昨日召开。\n".encode())

    assert () == checker.mark(news, Marks(known=(Known("a.b", "gap", "0" * 16, "missing", "", ""),))).stale


def test_what_is_waived_does_not_go_into_a_baseline(checker, judged):
    result = gap(judged)
    marked = checker.mark(judged, Marks((grant(result.rule_id),), "2026-06-30")).assessment

    assert result.rule_id not in {k.rule_id for k in entries_of(marked)}


def test_marks_survive_the_stored_result_and_fit_its_schema(checker, judged, repository):
    from jsonschema import Draft202012Validator

    marks = Marks((grant(gap(judged).rule_id),), "2026-06-30", entries_of(judged)[:5])
    marked = checker.mark(judged, marks).assessment

    data = render_json(marked)

    schema = json.loads((repository / "schemas" / "assessment.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads(data))
    again = load_assessment(data, "a.json")
    assert marked.waived_score == again.waived_score
    assert [(r.waiver, r.known) for r in marked.results] == [(r.waiver, r.known) for r in again.results]
    assert [(f.waiver, f.known) for f in marked.findings] == [(f.waiver, f.known) for f in again.findings]


def test_the_pack_decides_what_a_waiver_spares(checker, judged):
    pack = checker.loaded.pack

    assert mark(judged, NO_MARKS, pack, checker.conclusions).counted == judged.score
