"""What decisions mean."""

from __future__ import annotations

from dataclasses import replace

import memos
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Verdict, Waiver
from checker.results.decisions import Choice, Decision, Undecided, points_of, rule, unruled

UNIT, YEAR = "霁川县人民政府", 2024


def decide(point, choice, **changes):
    return Decision(UNIT, YEAR, point, choice, **{"name": "张某", **changes})


def said(ruling):
    """Ids of what may be reported: open requirements and findings."""
    open_now = {p.id for p in points_of(ruling.assessment)}
    return open_now | {f.fingerprint for f in ruling.assessment.findings}


def test_points_are_open_requirements_and_findings(report):
    assert ["content.causes", "review.count", "plan.concrete", "a1b2c3d4e5f60718", "0011223344556677"] == [
        p.id for p in points_of(report)
    ]


def test_waived_points_need_no_decision(report):
    waiver = Waiver("机构改革", "李某", "2024-01-01", "2024-12-31")
    results = tuple(replace(r, waiver=waiver) for r in report.results)

    assert {"a1b2c3d4e5f60718", "0011223344556677"} == {p.id for p in points_of(replace(report, results=results))}


def test_without_a_sheet_everything_stays_and_nobody_reviewed(report):
    ruling = unruled(report)

    assert (report, False, 0, ()) == (ruling.assessment, ruling.decided, ruling.reviewed, ruling.reviewers)


@pytest.mark.parametrize(("undecided", "kept"), [(Undecided.OMIT, 0), (Undecided.MARK, 5), (Undecided.INCLUDE, 5)])
def test_what_nobody_decided_is_left_out_or_kept(report, undecided, kept):
    ruling = rule(report, (), undecided)

    assert kept == len(said(ruling)) == len(ruling.pending)
    assert 5 - kept == ruling.left_out


def test_accepted_points_stay_and_rejected_ones_vanish(report):
    rows = (decide("content.causes", Choice.ACCEPT), decide("review.count", Choice.REJECT))

    ruling = rule(report, rows, Undecided.INCLUDE)

    assert "content.causes" in said(ruling)
    assert "review.count" not in {r.rule_id for r in ruling.assessment.results}
    assert (2, ("张某",)) == (ruling.reviewed, ruling.reviewers)


def test_a_changed_verdict_speaks_with_the_reviewers_reason(report):
    rows = (decide("content.causes", Choice.CHANGED, verdict=Verdict.FULL, reason="第三部分已写原因"),)

    ruling = rule(report, rows)

    changed = next(r for r in ruling.assessment.results if r.rule_id == "content.causes")
    assert (Verdict.FULL, "第三部分已写原因", "") == (changed.verdict, changed.explanation, changed.suggestion)


def test_a_complete_requirement_can_be_changed_to_a_gap(report):
    rows = (decide("doc.title", Choice.CHANGED, verdict=Verdict.PARTIAL, reason="缺年度"),)

    ruling = rule(report, rows)

    assert {"doc.title"} == said(ruling)


def test_a_finding_is_decided_by_its_fingerprint_and_a_requirement_also_by_its_own(report):
    own = report.results[0].fingerprint
    rows = (decide("a1b2c3d4e5f60718", Choice.ACCEPT), decide(own, Choice.ACCEPT))

    assert {"a1b2c3d4e5f60718", "content.causes"} == said(rule(report, rows))


def test_a_decision_of_another_unit_or_year_has_no_say(report):
    rows = (
        replace(decide("content.causes", Choice.ACCEPT), unit="澄屿市人民政府"),
        replace(decide("review.count", Choice.ACCEPT), year=2023),
    )

    ruling = rule(report, rows)

    assert (set(), ()) == (said(ruling), ruling.used)


def test_units_are_the_same_whatever_their_widths_and_blanks(report):
    rows = (replace(decide("content.causes", Choice.ACCEPT), unit=" 霁川县　人民政府 "),)

    assert {"content.causes"} == said(rule(report, rows))


def test_two_reports_of_unknown_units_share_no_decision():
    one, other = (
        memos.assessment([memos.result("a.b", Verdict.MISSING)], unit=None, year=None, path=path)
        for path in ("甲/报告.txt", "乙/报告.txt")
    )
    (point,) = points_of(one)
    rows = (Decision(point.unit, point.year, point.id, Choice.ACCEPT, name="张某"),)

    assert {"a.b"} == said(rule(one, rows))
    assert set() == said(rule(other, rows))


def test_a_decision_about_another_verdict_does_not_count(report):
    rows = (
        decide("review.count", Choice.ACCEPT, seen="missing"),
        decide("content.causes", Choice.ACCEPT, seen="missing"),
    )

    ruling = rule(report, rows)

    assert ({"content.causes"}, ["review.count"]) == (said(ruling), [d.point for d in ruling.stale])


def test_a_decision_whose_point_is_gone_is_reported(report):
    rows = (decide("doc.title", Choice.ACCEPT, seen="missing"), decide("ffffffffffffffff", Choice.REJECT))

    ruling = rule(report, rows)

    assert ["doc.title", "ffffffffffffffff"] == [d.point for d in ruling.gone]


def test_a_row_without_a_choice_decides_nothing(report):
    ruling = rule(report, (decide("content.causes", None),))

    assert (set(), (), ()) == (said(ruling), ruling.used, ruling.gone)


def test_a_decision_without_a_name_is_not_a_review(report):
    ruling = rule(report, (decide("content.causes", Choice.ACCEPT, name=""),))

    assert (0, 1, ()) == (ruling.reviewed, ruling.unsigned, ruling.reviewers)


@given(st.dictionaries(st.sampled_from(["content.causes", "review.count", "plan.concrete", "a1b2c3d4e5f60718"]),
                       st.sampled_from([Choice.ACCEPT, Choice.REJECT, None])),
       st.sampled_from(list(Undecided)))  # fmt: skip
def test_nothing_rejected_stays_and_nothing_accepted_goes(choices, undecided):
    from checker.model import Obligation

    results = tuple(
        memos.result(name, verdict, Obligation.STATUTORY)
        for name, verdict in (
            ("content.causes", Verdict.MISSING), ("review.count", Verdict.PARTIAL), ("plan.concrete", Verdict.REVIEW),
        )
    )  # fmt: skip
    report = memos.assessment(results, (memos.finding("a1b2c3d4e5f60718"),))

    ruling = rule(report, [decide(p, c) for p, c in choices.items()], undecided)

    left = said(ruling)
    assert {p for p, c in choices.items() if c is Choice.ACCEPT} <= left
    assert not {p for p, c in choices.items() if c is Choice.REJECT} & left
    open_points = {p.id for p in points_of(report)} - {p for p, c in choices.items() if c}
    assert left & open_points == (set() if undecided is Undecided.OMIT else open_points)
