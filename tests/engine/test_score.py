"""From verdicts to points: weights, unknowns, deductions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.engine.score import score
from checker.model import Finding, Obligation, Result, Severity, Verdict
from checker.rules.model import Dimension, RulePack, Scoring

PACK = RulePack(
    "p", "1", "试验", "0" * 64,
    (Dimension("a", "甲", Decimal(3)), Dimension("b", "乙", Decimal(1))),
    Scoring(
        Decimal("0.5"),
        ((Decimal(75), "良好"), (Decimal(0), "需补充")),
        {"high": Decimal(5), "medium": Decimal(2), "low": Decimal("0.5")},
        Decimal(10),
    ),
    (), (), {},
)  # fmt: skip


def result(rule_id, dimension, weight, points, verdict=Verdict.FULL):
    value = None if points is None else Decimal(str(points))
    return Result(
        rule_id, "", dimension, "topic", Obligation.ADVISORY, Decimal(weight), verdict, value,
        "high", (), "", "", (), "",
    )  # fmt: skip


def finding(rule_id, severity):
    return Finding(rule_id, "wording", severity, "high", "", "", 0, 1, 1, "", "")


def test_a_dimension_is_the_weighted_mean_of_its_rules_and_the_total_of_its_dimensions():
    results = [result("a.1", "a", 5, 1), result("a.2", "a", 3, 0.5), result("a.3", "a", 1, 0), result("b.1", "b", 1, 1)]

    got = score(PACK, results, [])

    assert [Decimal("72.2"), Decimal("100.0")] == [d.score for d in got.dimensions]
    assert (Decimal("79.2"), "良好") == (got.total, got.grade)


def test_what_does_not_apply_does_not_count():
    got = score(PACK, [result("a.1", "a", 5, 1), result("a.2", "a", 0, None, Verdict.NOT_APPLICABLE)], [])

    assert Decimal("100.0") == got.total


def test_an_errored_rule_makes_its_dimension_and_the_total_unknown():
    got = score(PACK, [result("a.1", "a", 5, None, Verdict.ERROR), result("b.1", "b", 1, 1)], [])

    assert (None, None) == (got.total, got.grade)
    assert [None, Decimal("100.0")] == [d.score for d in got.dimensions]


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([Severity.HIGH], "95.0"),
        ([Severity.MEDIUM, Severity.LOW], "97.5"),
        ([Severity.HIGH] * 9, "90.0"),
    ],
)
def test_findings_deduct_by_severity_up_to_a_cap(severities, expected):
    full = result("a.1", "a", 1, 1)
    pack = replace(PACK, rules=())

    got = score(pack, [full], [finding("a.1", s) for s in severities])

    assert Decimal(expected) == got.dimensions[0].score


def test_a_finding_that_lowered_a_verdict_does_not_deduct_a_second_time():
    half = result("a.1", "a", 1, 0.5, Verdict.PARTIAL)

    assert Decimal("50.0") == score(PACK, [half], [finding("a.1", Severity.HIGH)]).dimensions[0].score
