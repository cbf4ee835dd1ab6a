"""What a department is asked, as far as its name tells."""

from __future__ import annotations

import pytest

from checker.api import Checker, Options


@pytest.fixture(scope="module")
def checker():
    return Checker()


def verdicts(checker, issuer, options=None):
    text = f"{issuer}关于2023年度法治政府建设情况的报告\n\n一、主要工作\n\n召开会议3次。\n"
    return {r.rule_id: r.verdict.value for r in checker.check_bytes("例.txt", text.encode(), options).results}


@pytest.mark.parametrize(
    ("issuer", "rule_id", "asked"),
    [
        ("云川市档案局", "enforcement.three-systems", False),
        ("云川市档案局", "functions.approval-figures", False),
        ("云川市水务局", "enforcement.three-systems", True),
        ("云川市行政审批局", "functions.approval-figures", True),
        ("云川市行政审批局", "enforcement.three-systems", False),
        ("云川县人民政府", "enforcement.three-systems", True),
    ],
)
def test_a_department_is_not_asked_for_work_that_is_not_its_own(checker, issuer, rule_id, asked):
    assert asked == (verdicts(checker, issuer)[rule_id] != "not_applicable")


def test_the_caller_knows_better_than_the_name(checker):
    got = verdicts(checker, "云川市档案局", Options(attributes=("enforces",)))

    assert "missing" == got["enforcement.three-systems"]


def test_the_reason_names_the_attribute_that_is_missing(checker):
    text = "云川市档案局关于2023年度法治政府建设情况的报告\n\n一、主要工作\n\n召开会议3次。\n"

    results = {r.rule_id: r for r in checker.check_bytes("例.txt", text.encode()).results}

    assert "单位属性不含:执法" in results["enforcement.publicity"].explanation
