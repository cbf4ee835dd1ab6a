"""This year's report against last year's: passages with what must be found in them, and reports as a whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import Checker, Options
from checker.model import Assessment

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data/compare.yaml").read_text(encoding="utf-8")
)
CHECKER = Checker()
RULES = ("consistency.cross-document", "consistency.previous-plan-fulfilment")


def report(year: int, passage: str, plan: str = "", place: str = "云川县") -> str:
    """A small report around a passage and a plan."""
    opening = f"现将{year}年有关情况报告如下。"
    planned = plan or "抓好各项工作。"
    return (
        f"{place}人民政府关于{year}年度法治政府建设情况的报告\n\n{opening}\n\n一、主要举措和成效\n\n"
        f"{passage or '各项工作有序推进。'}\n\n二、{year + 1}年工作安排\n\n{planned}\n"
    )


@pytest.fixture
def compare(tmp_path):
    """Compare two texts."""

    def call(last: str, this: str, options: Options | None = None) -> Assessment:
        for name, text in (("last.txt", last), ("this.txt", this)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return CHECKER.compare(tmp_path / "last.txt", tmp_path / "this.txt", options)

    return call


@pytest.mark.parametrize(
    "case",
    [c for group in CASES.values() for c in group],
    ids=lambda c: f"{c.get('plan', c.get('last', ''))[:16]}→{c['this'][:20]}",
)
def test_passage(case, compare):
    """Exactly the expected findings, in order, and the expected outcomes of checks."""
    last = report(2022, case.get("last", ""), case.get("plan", ""))

    assessment = compare(last, report(2023, case["this"], case.get("next", "")))

    messages = [f.message for f in assessment.findings if f.rule_id in RULES]
    wanted = case.get("found", [])
    assert len(wanted) == len(messages), messages
    assert all(part in message for part, message in zip(wanted, messages, strict=True)), messages
    statuses = [c.status for c in assessment.checks if c.rule_id in RULES]
    assert set(case.get("status", [])) <= set(statuses), assessment.checks


def test_a_report_is_the_same_as_itself(compare):
    """All of the text is copied; numbers of last year and plans are not looked at, and a note says so."""
    text = report(2023, "开展乡村法治夜校83场次,服务群众1.9万人次。", "6月底前建成执法监督平台。")

    assessment = compare(text, text)

    assert assessment.previous is not None
    assert Decimal(1) == assessment.previous.copied_share
    assert ["consistency.cross-document"] == [f.rule_id for f in assessment.findings if f.rule_id in RULES]
    assert any(n.code == "compare-year" and "不是相邻两年" in n.message for n in assessment.notes)


@pytest.mark.parametrize(
    ("last", "this", "code", "part"),
    [
        (report(2023, "审结9件。"), report(2022, "审结8件。"), "compare-year", "次序像是反了"),
        (report(2020, "审结9件。"), report(2022, "审结8件。"), "compare-year", "不是相邻两年"),
        (report(2021, "审结9件。"), report(2022, "审结8件。", place="牧原县"), "compare-issuer", "机关不同"),
        ("关于停水的通知\n\n定于周五停水。\n", report(2022, "审结8件。"), "compare-kind", "未作比对"),
    ],
)
def test_a_doubtful_pair_is_noted(compare, last, this, code, part):
    """Two reports that do not belong together are compared as far as makes sense, and a note says why."""
    assessment = compare(last, this)

    assert any(n.code == code and part in n.message for n in assessment.notes), assessment.notes
    assert [] == [f for f in assessment.findings if f.rule_id in RULES]


def test_reports_of_different_issuers_are_not_held_against_each_other(compare):
    """Numbers of another county say nothing."""
    last = report(2022, "全年收到行政复议申请62件。", "全年评查案卷不少于200卷。", place="牧原县")

    assessment = compare(last, report(2023, "全年收到行政复议申请81件,较2022年的58件增长39.7%。评查案卷9卷。"))

    assert [] == [f for f in assessment.findings if f.rule_id in RULES]


def test_a_leftover_year_is_told_once(compare):
    """What the report's own check of years has found is not found again."""
    passage = "2022年,全县公共法律服务热线解答咨询4180人次。"

    assessment = compare(report(2022, passage), report(2023, f"各项工作有序推进。{passage}"))

    about = [f for f in assessment.findings if f.text.startswith("2022年")]
    assert ["consistency.report-year"] == [f.rule_id for f in about]


def test_comparing_does_not_change_the_score(compare):
    """The score is that of the report itself."""
    last, this = (
        report(2022, "全年收到行政复议申请62件。"),
        report(2023, "收到行政复议申请81件,较上年的58件增长39.7%。"),
    )

    assessment = compare(last, this)

    alone = CHECKER.check_bytes("this.txt", this.encode())
    assert alone.score == assessment.score
    assert len(alone.findings) + 1 == len(assessment.findings)


def test_findings_point_into_this_report(repository):
    """Every finding quotes its place, names a basis and only asks."""
    data = repository / "tests" / "data"

    assessment = CHECKER.compare(data / "compare-2022.txt", data / "compare-2023.txt")

    found = [f for f in assessment.findings if f.rule_id in RULES]
    text = assessment.document.text
    assert 5 == len(found)
    assert all(f.text == text[f.start : f.end] and f.basis and f.kind == "cross_year" for f in found)
    assert all("请核实" in f.message for f in found)
    assert assessment == CHECKER.compare(data / "compare-2022.txt", data / "compare-2023.txt")


def test_the_report_of_the_corpus_and_the_one_before(shared_dir):
    """Every passage that is marked as at odds with last year's report is found."""
    import json
    import re

    folder = shared_dir / "corpus" / "dev"
    gold = json.loads((folder / "C8-yanxi-2024.gold.json").read_text("utf-8"))

    assessment = CHECKER.compare(folder / "C8prev-yanxi-2023.txt", folder / "C8-yanxi-2024.txt")

    text = assessment.document.text
    for defect in gold["defects"]:
        if defect.get("needs") and defect["must_find"]:
            quote = re.compile(r"\s*".join(map(re.escape, defect["quote"])))
            place = quote.search(text)
            assert place is not None
            assert any(
                f.rule_id == defect["id"] and f.start < place.end() and place.start() < f.end
                for f in assessment.findings
            ), defect["quote"]
