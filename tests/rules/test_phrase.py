"""The phrase language: what each way of writing matches, and what is refused."""

from __future__ import annotations

import pytest

from checker.engine.statements.matching import Automaton, Matcher
from checker.errors import RuleError
from checker.rules.phrase import parse_phrase
from checker.text.normal import fold_text

SETS = {"机关": ("司法局", "政府办公室"), "动作": ("审[核|查]",)}


def resolve(name):
    if name not in SETS:
        msg = f"没有词表“@{name}”"
        raise RuleError(msg)
    return tuple(parse_phrase(p, resolve) for p in SETS[name])


def found(phrase, text):
    parsed = parse_phrase(phrase, resolve)
    normal = fold_text(text)
    return [normal[s:e] for s, e in Matcher(Automaton([parsed]), normal).hits(parsed)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("受理|立案", "受理后立案", ["受理", "立案"]),
        ("[审核|审查]文件", "审查文件", ["审查文件"]),
        ("落实[全面]?责任", "落实责任,落实全面责任", ["落实责任", "落实全面责任"]),
        ("审核…文件", "审核了规范性文件", ["审核了规范性文件"]),
        ("审核…文件", "审核结束。文件下发", []),
        ("审核…文件", "审核" + "一" * 16 + "文件", []),
        ("审核……文件", "审核" + "一" * 40 + ";文件", ["审核" + "一" * 40 + ";文件"]),
        ("第#次会议", "第三次会议、第12次会议", ["第三次会议", "第12次会议"]),
        ("@机关 出具", "市司法局出具意见", ["司法局出具"]),
        ("@动作 …合同", "审查采购合同", ["审查采购合同"]),
        ("re:依法[一-龥]{2}", "依法行政", ["依法行政"]),
        ("１２３４５热线", "12345热线", ["12345热线"]),
        ("受理", "受 理", ["受理"]),
        ("办[结|理]|审结", "办理办结审结", ["办理", "办结", "审结"]),
    ],
)
def test_a_phrase_matches_what_it_says(phrase, text, expected):
    assert expected == found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "词语"),
        ("[甲|乙", "方括号"),
        ("甲…", "间隔"),
        ("甲]", "不能用"),
        ("@没有", "没有词表"),
        ("   ", "空白"),
    ],
)
def test_a_broken_phrase_is_refused_with_the_reason(phrase, reason):
    with pytest.raises(RuleError, match=reason):
        parse_phrase(phrase, resolve)


def test_a_chain_finds_a_later_link_when_the_nearest_does_not_lead_on():
    assert ["审核甲文件乙文件办结"] == found("审核…文件办结", "审核甲文件乙文件办结")


def test_a_runaway_pattern_is_stopped_and_named(monkeypatch):
    monkeypatch.setattr("checker.engine.statements.matching.PATTERN_TIMEOUT", 0.05)
    parsed = parse_phrase(r"re:(.*)(.*)(.*)\1\2\3[xy]{2}")

    with pytest.raises(RuleError, match="正则用时超过"):
        Matcher(Automaton([parsed]), "ab" * 300).hits(parsed)
