"""``checker rules explain`` tells per condition what was sought, where it stood, why the place did not count."""

from __future__ import annotations

import pytest

from checker.api import Checker
from checker.authoring.explain import explain_on, explain_rule, explain_words
from checker.options import Options

PACK = "id: mine\ntitle: 试验\nversion: '1'\nextends: national\n"
RULE = """dimension: functions
rules:
  - id: local.one
    title: 一条
    kind: topic
    obligation: advisory
    weight: 1
    applies: {{levels: [county], years: {{from: 2020}}}}
    definition: {{full: 甲, partial: 乙, missing: 丙}}
    basis: []
    {more}
    elements:
      巡河: [{condition}]
    verdict: {{full: 巡河}}
    passed: 有。
    gap: 未见巡河。
    suggestion: 建议补充____;据实填写,无则写无。
    examples:
      - {{text: "河长巡河12次。", verdict: full}}
"""
REPORT = """云川县人民政府关于2023年度法治政府建设情况的报告

一、主要举措和成效
{text}

二、存在的不足和原因
{problem}

三、下一年工作安排
{plan}
"""
SAYS = '{says: ["巡河"]'


@pytest.fixture
def explained(tmp_path, monkeypatch):
    """Return a function that explains the rule with one condition on a report of the year 2023."""
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))

    def explain(condition, text="绿化面积扩大。", problem="力量不足。", plan="努力。", more="scope: [achievements]"):
        (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
        (tmp_path / "one.yaml").write_text(RULE.format(condition=condition, more=more), "utf-8")
        checker = Checker(str(tmp_path))
        data = REPORT.format(text=text, problem=problem, plan=plan).encode()
        assessment = checker.check_bytes("例.txt", data, Options(level="county", year=2023, force=True))
        pack = checker.loaded.pack
        return explain_on(pack.rule("local.one"), assessment, checker.page(assessment.document), pack)

    return explain


@pytest.mark.parametrize(
    ("condition", "texts", "said"),
    [
        (SAYS + "}", {}, "找「巡河」:全文没有前面的词"),
        (SAYS + "}", {"plan": "明年将开展巡河。"}, "第10行“明年将开展巡河。”在〔下年安排〕部分,这里只看〔举措成效〕"),
        (SAYS + "}", {"text": "全年未开展巡河。"}, "第4行“全年未开展巡河。”是否定的说法"),
        ('{says: [["巡河"], ["河长"]]}', {"text": "开展巡河。河长到位。"}, "里没有「河长」(它在第4行"),
        ('{says: [["巡河"], ["河长"]]}', {"text": "开展巡河。"}, "里没有「河长」,全文也没有"),
        (SAYS + ", state: done}", {"text": "力争完成巡河。"}, "是打算,还没有做"),
        (SAYS + ", state: done}", {"text": "推进巡河工作。"}, "只是口号,没有写做了什么"),
        (SAYS + ", number: [次]}", {"text": "组织开展了巡河。"}, "没有数(要次)"),
        (SAYS + ", number: [次]}", {"text": "组织开展了巡河,巡查长度30公里。"}, "的数单位不合(要次)"),
        (SAYS + ", years: {from: 2024}}", {"text": "组织开展了巡河。"}, "只用于 2024—今 年度的报告"),
        (SAYS + ', without: ["模拟"]}', {"text": "组织开展了模拟巡河。"}, "同处有不应有的说法(without)"),
        (SAYS + ", times: 2}", {"text": "组织开展了巡河。"}, "次数不够(times)"),
        (SAYS + ", heading: true}", {"text": "组织开展了巡河。"}, "不在标题里(heading)"),
    ],
)
def test_each_condition_says_what_stood_in_its_way(explained, condition, texts, said):
    assert said in explained(condition, **texts)


def test_a_mention_of_another_standing_is_named(explained):
    told = explained(SAYS + "}", text="认真学习《巡河管理办法》。")

    assert "是学习宣传的对象,不是本单位做的" in told


def test_what_looks_alike_is_named(explained):
    told = explained(SAYS + "}", text="网上巡河直播一次。", more='scope: [achievements]\n    lookalikes: ["网上巡河"]')

    assert "在相似而不同的说法里" in told


def test_what_is_met_is_quoted_and_needs_no_reason(explained):
    told = explained(SAYS + "}", text="组织开展了巡河12次。")

    assert "✓ 巡河:" in told
    assert "✗" not in told


@pytest.fixture(scope="module")
def national():
    """Return the national pack, and a function that explains one of its rules on a text."""
    checker = Checker()

    def explain(rule_id, text):
        assessment = checker.check_bytes("例.txt", text.encode(), Options(level="county", year=2023, force=True))
        pack = checker.loaded.pack
        return explain_on(pack.rule(rule_id), assessment, checker.page(assessment.document), pack)

    return checker.loaded.pack, explain


def test_every_kind_of_rule_is_explained(national, repository):
    pack, explain = national
    text = (repository / "seeds" / "02-muyuan-county-2022-draft.txt").read_text("utf-8")
    kinds = {rule.kind: rule.id for rule in pack.rules if not rule.off}

    told = {kind: explain(rule_id, text) for kind, rule_id in kinds.items()}

    assert {"section", "topic", "figure", "metadata", "reconcile", "citation", "wording", "cross_year"} <= told.keys()
    assert [] == [kind for kind, page in told.items() if "文种不符" in page or page.count("\n") < 2]


@pytest.mark.parametrize(
    ("text", "said"), [("本年工作平稳。", "全文没有这些词"), ("依法受理行政复议申请。", "所在的句里没有数")]
)
def test_a_figure_that_is_not_there_says_why(national, text, said):
    _, explain = national

    told = explain("review.accepted-count", REPORT.format(text=text, problem="力量不足。", plan="继续努力。"))

    assert said in told


def test_a_relation_that_was_tried_is_shown_with_what_it_gave(national, repository):
    _, explain = national
    text = (repository / "seeds" / "06-lanting-county-2025.txt").read_text("gb18030")

    told = explain("consistency.yoy-recompute", text)

    assert "试过 第19行" in told
    assert "不符" in told


def test_metadata_rules_show_what_was_read(national):
    _, explain = national

    assert "读到 title_year = 2023" in explain("doc.title", REPORT.format(text="甲。", problem="乙。", plan="丙。"))


def test_all_words_of_a_rule_are_listed(national):
    pack, _ = national
    rule = pack.rule("enforcement.full-record")

    told = explain_words(rule)

    wanted = {p.source for e in rule.elements for c in e.conditions for group in c.says for p in group}
    assert [] == [word for word in wanted if word not in told]
    assert rule.id in explain_rule(rule)
