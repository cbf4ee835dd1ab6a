"""Wording: sentences with one fault each, and sentences that nobody may circle. The cases stand in ``data``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import Checker, Options
from checker.engine.writing.wording.numbering import chinese
from checker.engine.writing.wording.sensitive import mask
from checker.model import Assessment, Finding

DATA = Path(__file__).parent / "data"
CASES = yaml.safe_load((DATA / "wording.yaml").read_text("utf-8"))
DONE, WEAK, PLANNED = "办理案件12件。", "执法力量不足。", "加强培训。"
FRAME = "一、主要举措和成效\n\n{achievements}\n\n二、存在的问题\n\n{problems}\n\n三、{next}年主要安排\n\n{plan}\n"


@lru_cache(maxsize=1)
def _checker() -> Checker:
    return Checker()


def read(case: dict[str, Any]) -> Assessment:
    """The case's passage inside a small report of a county."""
    year = case.get("year", 2023)
    parts = {"achievements": DONE, "problems": WEAK, "plan": PLANNED} | {case.get("role", "achievements"): case["text"]}
    text = f"云川县人民政府关于{year}年度法治政府建设情况的报告\n\n{FRAME.format(next=year + 1, **parts)}"
    text += f"\n{parts['tail']}\n" if "tail" in parts else ""
    return _checker().check_bytes("例.txt", text.encode(), Options(level="county", year=year, force=True))


def written(assessment: Assessment) -> list[Finding]:
    """Findings of the wording and citation rules."""
    return [f for f in assessment.findings if f.kind in ("wording", "citation")]


def found_cases(data: dict[str, Any]) -> list[Any]:
    """One parameter a case: rule, case."""
    return [
        pytest.param(rule, case, id=f"{rule}-{number}")
        for rule, cases in data["found"].items()
        for number, case in enumerate(cases, start=1)
        if not case.get("skip")
    ]


def assert_found(rule: str, case: dict[str, Any]) -> None:
    """Assert that exactly this is found, at its place, with its fix."""
    assessment = read(case)
    text = assessment.document.text
    place = text.index(case["found"], text.index(case["text"][:4]))
    mine = [f for f in written(assessment) if f.rule_id == rule]

    touching = [f for f in mine if f.start < place + len(case["found"]) and place < f.end]

    assert touching, [(f.rule_id, f.text) for f in written(assessment)]
    assert written(assessment) == touching[:1]
    assert touching[0].text == text[touching[0].start : touching[0].end]
    if "fix" in case:
        assert touching[0].fix is not None
        assert case["fix"] == touching[0].fix.text


@pytest.mark.parametrize(("rule", "case"), found_cases(CASES))
def test_a_fault_is_found_where_it_stands_and_nothing_else_is(rule: str, case: dict[str, Any]) -> None:
    """Each passage has one fault: it is found by its rule, and no other finding is made."""
    assert_found(rule, case)


@pytest.mark.parametrize("case", CASES["clean"], ids=lambda c: c["text"][:16])
def test_good_wording_is_left_alone(case: dict[str, Any]) -> None:
    """Nothing is circled in these passages."""
    assert [] == [(f.rule_id, f.text, f.message) for f in written(read(case))]


def test_personal_numbers_are_masked_in_messages() -> None:
    """The message about an identity-card number shows its first three and last two characters only."""
    finding = written(read({"text": "身份证号110101199003074514已登记。"}))[0]

    assert "110101199003074514" not in finding.message + finding.suggestion
    assert "110" + "*" * 13 + "14" == mask("110101199003074514")
    assert mask("110101199003074514") in finding.message


def test_a_damaged_text_is_noted_with_a_measure_and_tempers_missing_verdicts() -> None:
    """Many signs of lost characters: a note says how many, and verdicts stay while some become less certain."""
    lost = (
        "一是镇(街道改革。二是抓培训。四是评查执法案卷120卷。申报第批全法治政府建设示范。"
        "三是镇(街道)改革,与村(居共建。是推进行政复议工作。行政执全过程记录落实。"
    )
    damaged = read({"text": lost})

    note = next(n for n in damaged.notes if n.code == "text-quality")

    assert re.search(r"每千字\d+\.\d处", note.message)
    assert any(r.confidence == "low" and r.verdict == "missing" for r in damaged.results)


def test_a_sound_text_has_no_quality_note() -> None:
    """One slip does not make a text damaged."""
    assert "text-quality" not in {n.code for n in read({"text": "一是抓学习。三是抓考核。"}).notes}


def test_a_year_beyond_the_rules_is_noted_and_not_judged() -> None:
    """After the pack's last year dates are not held against anything; the report says so."""
    late = read({"text": "落实《法治政府建设实施纲要(2021—2025年)》。", "year": 2031})

    assert "beyond-register" in {n.code for n in late.notes}
    assert [] == written(late)


def test_a_broken_check_is_noted_and_the_others_go_on() -> None:
    """A rule that names an unknown check becomes a note; other rules still find."""
    checker = _checker()
    rules = tuple(
        replace(r, params={"checks": [{"check": "无此检查"}]}) if r.id == "wording.precision" else r
        for r in checker.loaded.pack.rules
    )
    broken = Checker(loaded=replace(checker.loaded, pack=replace(checker.loaded.pack, rules=rules)))
    text = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要成效\n\n参训XX人次。\n"

    assessment = broken.check_bytes("例.txt", text.encode())

    assert any(n.code == "rule-error" and "无此检查" in n.message for n in assessment.notes)
    assert ["wording.typos"] == [f.rule_id for f in written(assessment)]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")])
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    """Suggested numbers are written as the report writes them."""
    assert text == chinese(number)


FORBIDDEN = re.compile(r"逾期|虚报|造假|抄袭|越权|不合格|未履职|政治表述错误|错误表述")


def test_no_message_accuses() -> None:
    """Sentences of the rules advise; words that judge are not among them."""
    rules = [r for r in _checker().loaded.pack.rules if r.kind in ("wording", "citation")]

    assert [] == [(r.id, FORBIDDEN.findall(str(r.params))) for r in rules if FORBIDDEN.search(str(r.params))]
