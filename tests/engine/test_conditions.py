"""Every key of a condition does what ``docs/rule-language.md`` says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checker.api import Checker, Options
from checker.rules.build import build_rule
from checker.rules.loader import load_pack

CASES = yaml.safe_load((Path(__file__).parent / "data" / "conditions.yaml").read_text("utf-8"))
LOADED = load_pack()


def meets(case: dict, text: str) -> bool:
    """Whether a report with ``text`` meets the element of ``case``."""
    loaded = LOADED
    rule = build_rule(
        {
            "id": "a.b",
            "title": "试验",
            "kind": "topic",
            "obligation": "advisory",
            "applies": {"levels": ["county"], "years": {}},
            "lookalikes": case.get("lookalikes", []),
            "elements": {"要素": case["element"]},
            "verdict": {"full": "要素"},
        },
        "support",
        lambda _: (),
        "",
    )
    checker = Checker(loaded=replace(loaded, pack=replace(loaded.pack, rules=(rule,))))
    heading = f"{case['heading']}\n\n" if "heading" in case else ""
    report = f"云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{heading}{text}\n"
    assessment = checker.check_bytes("例.txt", report.encode(), Options(force=True))
    return assessment.results[0].verdict == "full"


@pytest.mark.parametrize(("case", "text"), [pytest.param(c, t, id=f"{c['key']}: {t}") for c in CASES for t in c["met"]])
def test_a_passage_meets_the_condition(case, text):
    assert meets(case, text)


@pytest.mark.parametrize(("case", "text"), [pytest.param(c, t, id=f"{c['key']}: {t}") for c in CASES for t in c["not"]])
def test_a_passage_does_not_meet_the_condition(case, text):
    assert not meets(case, text)
