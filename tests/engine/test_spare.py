"""Conditions and figures that are cast widely (``spare``) speak only where the precise ones leave something open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.api import Checker, Options
from checker.rules.build import build_rule


def rule(rule_id: str, **keys):
    plain = {
        "id": rule_id,
        "title": "试验",
        "kind": "topic",
        "obligation": "advisory",
        "applies": {"levels": ["county"], "years": {}},
        **keys,
    }
    return build_rule(plain, "support", lambda _: (), "")


def judged(checker: Checker, text: str, *rules):
    """Verdicts by rule and figures by rule of a report that says ``text``."""
    loaded = replace(checker.loaded, pack=replace(checker.loaded.pack, rules=rules))
    report = f"云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{text}\n"
    found = Checker(loaded=loaded).check_bytes("例.txt", report.encode(), Options(force=True))
    figures: dict[str, list[int]] = {}
    for figure in found.figures:
        figures.setdefault(figure.id, []).append(int(figure.value))
    return {r.rule_id: r for r in found.results}, figures


MEETING = {
    "elements": {
        "专题会": [{"says": ["专题会", "#次"], "state": "done"}],
        "提到": [{"says": ["法治会议"]}],
        "候补": [{"says": ["开会|碰头", "#"], "spare": True}],
    },
    "verdict": {"full": "专题会 or (候补 and not 提到)", "partial": "提到"},
}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("召开专题会3次。", "full"),
        ("班子为这事碰头4回。", "full"),
        ("重视法治会议,班子碰头4回。", "partial"),
        ("班子经常谈心。", "missing"),
    ],
)
def test_a_wide_element_lifts_only_what_the_others_leave_missing(checker, text, verdict):
    results, _ = judged(checker, text, rule("a.b", **MEETING))

    assert results["a.b"].verdict == verdict


def test_what_is_full_by_precise_words_is_quoted_by_them_alone(checker):
    results, _ = judged(checker, "召开专题会3次。班子碰头4回。", rule("a.b", **MEETING))

    assert [t.name for t in results["a.b"].trace if t.matched] == ["专题会"]


def figure_rule(rule_id: str, *specs):
    return rule(rule_id, kind="figure", figures=list(specs), verdict={"full": "figure"})


WIDE = {"label": "候补", "says": ["案"], "unit": "sentence", "units": ["case"], "spare": True}


def test_a_wide_figure_counts_where_no_other_label_found_a_number(checker):
    precise = {"label": "审结", "says": ["审结"], "units": ["case"]}

    _, both = judged(checker, "复议案审结9件,送来的案卷12件。", figure_rule("a.b", precise, WIDE))
    _, alone = judged(checker, "办的案子一共12件。", figure_rule("a.b", precise, WIDE))

    assert both == {"a.b": [9]}
    assert alone == {"a.b": [12]}


def test_a_number_that_another_rule_owns_is_not_taken_by_a_wide_figure(checker):
    owner = figure_rule("a.owner", {"label": "援助", "says": ["援助"], "units": ["case"]})

    results, figures = judged(checker, "法律援助案12件。", owner, figure_rule("a.wide", WIDE))

    assert figures == {"a.owner": [12]}
    assert results["a.wide"].verdict == "missing"
