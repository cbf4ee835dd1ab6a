"""Numbers that blanks or line ends may have broken: a remark with the place, never an arithmetic finding."""

from __future__ import annotations

import pytest

from checker.api import Checker, Options
from checker.model import Assessment

CHECKER = Checker()


def assess(text: str) -> Assessment:
    """Judge a passage inside a small report for 2023."""
    report = f"云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{text}\n"
    report += "\n二、存在的问题\n\n执法力量不足。\n\n三、2024年主要安排\n\n加强培训。\n"
    return CHECKER.check_bytes("例.txt", report.encode(), Options(level="county", year=2023, force=True))


def arithmetic(assessment: Assessment) -> list[str]:
    """Messages of the findings about numbers."""
    return [f.message for f in assessment.findings if f.rule_id.startswith("consistency.")]


@pytest.mark.parametrize(
    "text",
    [
        "依法化解行政争议,全年共受理案件5\n3件,办结41件,结案率为87.2%。",
        "全年共受理案件53件,办结4 1件,结案率为87.2%。",
        "全年共受理案件5O件,办结41件,结案率为87.2%。",
        "审结行政复议案件72件,全部依法送达,审结结果为维持1\n48件,撤销4件,确认违法1件,终止19件。",
        "审结行政复议案件72件,其中维持4 8件,撤销14件,确认违法1件,终止69件。",
    ],
)
def test_an_answer_that_rests_on_a_torn_number_is_a_remark(text: str) -> None:
    """Where a number may have been read wrong nothing is accused; the remark quotes the number and its line."""
    assessment = assess(text)

    assert [] == arithmetic(assessment)
    notes = [n for n in assessment.notes if n.code == "torn-number"]
    assert notes
    assert all("数字可能被断开,请核对原文" in n.message for n in notes)
    assert all(n.start is not None and n.end is not None and n.start < n.end for n in notes)


@pytest.mark.parametrize(
    "text",
    [
        "全年共受理案件53件,办结41件,结案率为8 7.2%。",
        "全年共受理案件53件,办结41件,结案率为87.\n2%。",
        "全年共受理案件5\n3件,办结41件,结案率为77.4%。",
        "抽检1 2批次,合格12批次,合格率100%。",
    ],
)
def test_a_torn_number_brings_no_finding(text: str) -> None:
    """Whatever is made of the halves, no sum is called wrong."""
    assert [] == arithmetic(assess(text))


@pytest.mark.parametrize(
    "text",
    [
        "全年共受理案件1 153件,办结1 041件,结案率为87.2%。",
        "全年共受理案件53件,办结41件,\n结案率为87.2%。",
        "全年共受理案件 53 件,办结 41 件,结案率为 87.2 %。",
    ],
)
def test_blanks_between_number_and_unit_or_thousands_tear_nothing(text: str) -> None:
    """Such numbers are read for certain, and a wrong rate is found as ever."""
    assessment = assess(text)

    assert ["consistency.rate-recompute"] == [f.rule_id for f in assessment.findings if f.kind == "reconcile"]
    assert [] == [n for n in assessment.notes if n.code == "torn-number"]
