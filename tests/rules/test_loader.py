"""Strict loading: every mistake is refused with its file, line and column, and says what to write instead."""

from __future__ import annotations

import shutil

import pytest

from checker.errors import RuleError
from checker.resources import rules_dir
from checker.rules.loader import load_pack

PACK = """id: mine
title: 试验
version: "1"
dimensions: [{id: d, title: 一级, weight: 1}]
scoring:
  partial: 0.5
  grades: [{from: 0, name: 一般}]
  deductions: {high: 5, medium: 2, low: 1}
  deduction_cap: 10
"""
RULE = """dimension: d
rules:
  - id: a.one
    title: 一条
    kind: topic
    obligation: advisory
    applies: {levels: [county], years: {from: 2015}}
    definition: {full: 甲, partial: 乙, missing: 丙}
    basis: []
    elements:
      提到: [复议]
    verdict: {full: 提到}
    passed: 有。
    gap: 未见。
    suggestion: 建议补充____;据实填写,无则写无。
    examples:
      - {text: 复议, verdict: full}
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A rules folder with one small pack beside the real language files."""
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    rules = tmp_path / "rules"
    shutil.copytree(rules_dir() / "language", rules / "language")
    (rules / "mine").mkdir()
    (rules / "mine" / "pack.yaml").write_text(PACK, "utf-8")
    (rules / "mine" / "one.yaml").write_text(RULE, "utf-8")
    return rules


def rewrite(root, old, new, file="mine/one.yaml"):
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_sound_pack_loads(root):
    pack = load_pack("mine", root).pack

    assert ["a.one"] == [r.id for r in pack.rules]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("    gap: 未见。\n", "    gpa: 未见。\n", 14, "不认识的键“gpa”。是不是“gap”?"),
        ("    gap: 未见。\n", "    gap: 未见。\n    gap: 还是未见。\n", 15, "键“gap”重复"),
        ("kind: topic", "kind: topics", 5, "“topics”不在可用的值里"),
        ("levels: [county]", "levels: [town]", 7, "“town”不在可用的值里"),
        ("    title: 一条\n", "", 3, "缺少“title”"),
        ("      提到: [复议]\n", "      提到: ['[复议']\n", 3, "方括号没有闭合"),
        ("      提到: [复议]\n", "      提到: ['@没有']\n", 3, "没有词表“@没有”"),
        ("    gap: 未见。\n", "    gap: 未见: x\n  y\n", 14, "YAML 写法有误"),
    ],
)
def test_a_mistake_is_refused_where_it_stands(root, old, new, line, reason):
    rewrite(root, old, new)

    with pytest.raises(RuleError) as caught:
        load_pack("mine", root)

    assert reason in str(caught.value)
    assert f"one.yaml:{line}" in str(caught.value)


def test_two_rules_with_one_id_are_refused(root):
    (root / "mine" / "two.yaml").write_text(RULE, "utf-8")

    with pytest.raises(RuleError, match=r"规则 a\.one 重复"):
        load_pack("mine", root)


def test_an_unknown_pack_is_named_with_those_that_exist(root):
    with pytest.raises(RuleError, match="找不到规则包“none”。可用:mine"):
        load_pack("none", root)


def test_a_pack_extends_another_and_switches_a_rule_off_with_a_reason(root):
    (root / "city").mkdir()
    (root / "city" / "pack.yaml").write_text(
        'id: city\ntitle: 市\nversion: "1"\nextends: mine\nadjust:\n  a.one: {off: 本市另有规定, weight: 3}\n',
        "utf-8",
    )

    pack = load_pack("city", root).pack

    assert ("city", "本市另有规定", 3) == (pack.id, pack.rules[0].off, pack.rules[0].weight)


def test_switching_off_without_a_reason_is_refused(root):
    (root / "city").mkdir()
    (root / "city" / "pack.yaml").write_text(
        'id: city\ntitle: 市\nversion: "1"\nextends: mine\nadjust:\n  a.one: {off: ""}\n',
        "utf-8",
    )

    with pytest.raises(RuleError, match="要写明理由"):
        load_pack("city", root)


def test_packs_that_extend_each_other_are_refused(root):
    (root / "city").mkdir()
    (root / "city" / "pack.yaml").write_text('id: city\ntitle: 市\nversion: "1"\nextends: city\n', "utf-8")

    with pytest.raises(RuleError, match="成环"):
        load_pack("city", root)


def test_a_cached_pack_is_the_same_as_a_fresh_one_and_a_change_is_seen(root):
    fresh = load_pack("mine", root).pack
    cached = load_pack("mine", root).pack
    rewrite(root, "title: 一条", "title: 另一条")

    assert fresh == cached
    assert "另一条" == load_pack("mine", root).pack.rules[0].title


def test_a_broken_cache_costs_nothing_but_time(root, tmp_path):
    load_pack("mine", root)
    for file in (tmp_path / "cache").glob("*.json"):
        file.write_text("{broken", "utf-8")

    assert "a.one" == load_pack("mine", root).pack.rules[0].id
