"""Tools for rule authors: examples, lint, skeletons, generated pages, closest passages."""

from __future__ import annotations

import pytest

from checker.api import Checker
from checker.authoring.closest import closest
from checker.authoring.docs import pages, write_docs
from checker.authoring.lint import forbidden_words, lint_pack
from checker.authoring.skeleton import skeleton
from checker.authoring.testing import run_examples
from checker.errors import UsageError
from checker.resources import rules_dir
from checker.rules.loader import load_pack

RULE = """dimension: functions
rules:
  - id: local.one
    title: 一条
    kind: topic
    obligation: advisory
    weight: 1
    applies: {levels: [county], years: {from: 2020}}
    definition: {full: 甲, partial: 乙, missing: 丙}
    basis: []
    elements:
      数据: [{says: ["河长制"], number: true}]
      提到: ["河长制"]
    verdict: {full: 数据, partial: 提到}
    passed: 有。
    gap: 未见河长制。
    suggestion: 建议补充____;据实填写,无则写无。
    examples:
      - {text: "河长制巡河12次。", verdict: full}
      - {text: "落实河长制,巡河30次。", verdict: full}
      - {text: "河长制解决问题5个。", verdict: full}
      - {text: "推行河长制。", verdict: partial}
      - {text: "巡河12次。", verdict: missing}
      - {text: "林长制巡林12次。", verdict: missing}
      - {text: "河长制巡河12次。", role: plan, verdict: missing}
"""


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """A pack beside the national one, with one rule; gives its folder."""
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.yaml").write_text('id: mine\ntitle: 试验\nversion: "1"\nextends: national\n', "utf-8")
    (folder / "one.yaml").write_text(RULE, "utf-8")
    return folder


def rewrite(folder, old, new):
    text = (folder / "one.yaml").read_text("utf-8")
    assert old in text
    (folder / "one.yaml").write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow("lints every pack; make rules-lint does so with the national one")
def test_the_shipped_packs_have_no_lint():
    for name in ("national", "levels/county", "levels/department", "levels/township", "examples/yunchuan"):
        assert [] == [f"{p.where} {p.message}" for p in lint_pack(name)]


def test_a_sound_rule_has_no_lint(pack):
    assert [] == list(lint_pack(str(pack)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("verdict: {full: 数据,", "verdict: {full: 数量,", "判定式用了不存在的要素“数量”"),
        ("partial: 提到}", "partial: 数据}", "没有判定式用到要素“提到”"),
        ("full: 数据,", "full: counts(数据) > 1,", "不存在的函数“counts”"),
        ("full: 数据,", "full: full('no.such'),", "引用了不存在的规则“no.such”"),
        ('["河长制"], number', '["河长制|河长制度"], number', "“河长制度”多余"),
        ('      提到: ["河长制"]', '      提到: ["re:河长制（"]', "永远不会命中"),
        ('      提到: ["河长制"]', '      提到: ["re:河长[制"]', "正则写法有误"),
        (
            "    basis: []",
            "    basis: [{document: 旧, cite: 《旧》, from: 2010, to: 2015}]",
            "早于本规则起用的 2020 年",
        ),
        ('      - {text: "推行河长制。", verdict: partial}\n', "", "例子不够:partial"),
        ('      - {text: "河长制巡河12次。", role: plan, verdict: missing}\n', "", "缺少一个只在下一年计划里提到"),
        ("gap: 未见河长制。", "gap: 逾期未报河长制。", "不用“逾期”这样的说法"),
        ("据实填写,无则写无。", "请填写。", "建议要以“据实填写,无则写无。”结尾"),
        ('{says: ["河长制"], number', '{says: ["河长制"], topic: 河湖, number', "没有话题“河湖”"),
        ("dimension: functions", "dimension: rivers", "一级指标“rivers”不在 pack.yaml"),
    ],
)
def test_lint_names_what_is_wrong_and_where(pack, old, new, message):
    rewrite(pack, old, new)

    problems = [f"{p.where}:{p.message}" for p in lint_pack(str(pack))]

    assert any(message in p and "one.yaml:" in p for p in problems), problems


def test_an_example_that_gets_another_verdict_is_reported(pack):
    rewrite(pack, '"推行河长制。", verdict: partial', '"推行河长制。", verdict: full')

    failed = [c for c in run_examples(str(pack), "local") if not c.passed]

    assert ["第4个例子应为 full,判为 partial:推行河长制。"] == [c.message for c in failed]


@pytest.mark.parametrize("kind", ["topic", "figure", "section"])
def test_a_new_rule_lints_and_its_examples_pass_as_they_stand(pack, kind):
    (pack / "one.yaml").write_text(skeleton("local.river-chief", "河长制", "functions", kind), "utf-8")

    assert [] == list(lint_pack(str(pack)))
    assert [] == [c.message for c in run_examples(str(pack), "local") if not c.passed]


@pytest.mark.parametrize(("rule_id", "word"), [("River", "河长制"), ("local.a", ""), ("local.a", "河[长")])
def test_a_skeleton_refuses_what_would_not_load(rule_id, word):
    with pytest.raises(UsageError):
        skeleton(rule_id, word, "functions")


def test_the_pages_in_docs_are_those_of_the_rules(repository):
    folder = repository / "docs" / "rules"

    stale = [n for n, text in pages(load_pack().pack) if (folder / n).read_text("utf-8") != text]

    assert [] == stale, "run: checker rules docs"
    assert len(list(folder.glob("*.md"))) == len(load_pack().pack.rules) + 1


def test_writing_the_pages_removes_those_of_rules_that_are_gone(tmp_path):
    (tmp_path / "old.rule.md").write_text("x", "utf-8")

    write_docs(load_pack().pack, tmp_path)

    assert not (tmp_path / "old.rule.md").exists()
    assert 0 == write_docs(load_pack().pack, tmp_path)


def test_the_closest_passage_shares_words_with_the_rule():
    checker = Checker()
    text = (
        "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措\n\n"
        "召开会议3次。执法人员佩戴记录设备开展工作,文书归档整齐。绿化面积扩大。\n"
    )
    assessment = checker.check_bytes("例.txt", text.encode())

    found = closest(checker.loaded.pack.rule("enforcement.full-record"), assessment.document)

    assert "执法人员佩戴记录设备" in found[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("请核实是否逾期", ["逾期"]), ("查处违法案件12件", []), ("建议补充", []), ("涉嫌抄袭", ["抄袭"])],
)
def test_words_that_automatic_output_must_not_use_are_found(text, expected):
    assert expected == forbidden_words(text, load_pack().lexicon)


def test_no_rule_template_or_message_uses_a_forbidden_word(repository):
    lexicon = load_pack().lexicon
    files = [*repository.glob("checker/**/*.py"), *repository.glob("checker/**/*.j2")]

    found = {str(f): forbidden_words(f.read_text("utf-8"), lexicon) for f in files}

    assert {} == {k: v for k, v in found.items() if v}


def test_every_judged_requirement_of_the_catalogue_is_a_rule(shared_dir):
    import json

    catalogue = json.loads((shared_dir / "domain" / "requirements.json").read_text("utf-8"))
    wanted = {r["id"] for r in catalogue if r["kind"] in ("section", "topic", "figure", "metadata")}

    judged = {r.id for r in load_pack().pack.rules if r.kind in ("section", "topic", "figure", "metadata")}

    assert wanted == judged


def test_rules_are_asked_of_whom_and_since_when_the_catalogue_says(shared_dir):
    import json

    catalogue = json.loads((shared_dir / "domain" / "requirements.json").read_text("utf-8"))
    judged = {r.id: r for r in load_pack().pack.rules if r.kind in ("section", "topic", "figure", "metadata")}

    for wanted in (r for r in catalogue if r["id"] in judged):
        rule = judged[wanted["id"]]
        years = wanted["applies_to_years"]
        assert set(rule.applies.levels) == set(wanted["applies_to_levels"]), rule.id
        assert (rule.applies.years.first, rule.applies.years.last) == (years["from"], years["to"]), rule.id
        assert set(rule.applies.attributes) == set(wanted["requires_attributes"]), rule.id
        assert (rule.applies.stage, rule.obligation.value) == (wanted["stage"], wanted["obligation"]), rule.id
        assert dict(rule.definition).items() >= wanted["what_counts_as_complete"].items(), rule.id


def test_bases_are_shown_only_in_the_form_that_the_catalogue_gives(shared_dir):
    import json

    catalogue = json.loads((shared_dir / "domain" / "requirements.json").read_text("utf-8"))
    cites = {r["id"]: {b["cite"] for b in r["basis"] if b["cite"]} for r in catalogue}

    for rule in load_pack().pack.rules:
        assert {b.basis.cite for b in rule.basis} <= cites.get(rule.id, set()), rule.id


def test_rules_folder_is_the_one_beside_the_code(repository):
    assert rules_dir() == repository / "rules"
