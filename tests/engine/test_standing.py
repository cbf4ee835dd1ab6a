"""Mentions and facts: what is studied, listed or done for others shows no work; the same words as a fact do."""

from __future__ import annotations

import pytest

from checker.api import Checker, Options

CHECKER = Checker()
FRAME = (
    "云川县人民政府关于2023年度法治政府建设情况的报告\n\n现将有关情况报告如下。\n\n一、主要举措和成效\n\n{done}\n\n"
    "二、存在的不足\n\n{problems}\n\n三、2024年工作安排\n\n继续做好工作。\n"
)


def verdict(rule: str, done: str = "各项工作有序推进。", problems: str = "工作还不够平衡。") -> str:
    """What the rule says of a small report."""
    text = FRAME.format(done=done, problems=problems)
    result = CHECKER.check_bytes("例.txt", text.encode(), Options(level="county", year=2023, stage="published"))
    return next(r.verdict.value for r in result.results if r.rule_id == rule)


@pytest.mark.parametrize(
    ("rule", "mention", "fact"),
    [
        (
            "review.mechanism",
            "组织干部学习《行政复议法》,增强依法办事意识。",
            "对重大疑难复议案件组织听证6次,行政复议决定书全部上网公开。",
        ),
        (
            "review.mechanism",
            "学习贯彻新修订的行政复议法,举办专题培训班2期。",
            "设立行政复议委员会,行政复议案件评议12件。",
        ),
        (
            "decision.procedure",
            "统筹推进依法决策、行政调解、普法宣传等工作。",
            "重大行政决策草案听取公众意见,经合法性审查后提交县政府常务会议集体讨论决定3项。",
        ),
        (
            "dispute.multi",
            "统筹推进依法决策、行政调解、普法宣传等工作。",
            "开展行政调解320件,坚持发展新时代“枫桥经验”。",
        ),
        ("review.accepted-count", "协助市司法局办理行政复议案件18件。", "受理行政复议案件18件。"),
        (
            "enforcement.case-file-review",
            "行政执法监督局内设综合科、案卷评查科、行政复议科。",
            "评查行政执法案卷60卷,发现问题21个。",
        ),
        ("enforcement.publicity", "公布37项行政许可事项,编制办事指南。", "在执法公示平台公布行政处罚结果370条。"),
    ],
)
def test_a_mention_shows_nothing_and_the_fact_does(rule: str, mention: str, fact: str) -> None:
    """The mention leaves the requirement missing; the fact makes it full."""
    assert "missing" == verdict(rule, mention)
    assert "full" == verdict(rule, fact)


@pytest.mark.parametrize(
    ("rule", "done"),
    [
        ("leadership.study-xi-thought", "县委理论学习中心组专题学习习近平法治思想2次。"),
        ("leadership.law-study-count", "县政府常务会议会前学习《行政复议法》等法律8次。"),
        ("enforcement.training", "学习贯彻新修订的行政处罚法,并开展执法人员培训12期,参训830人次。"),
        ("leadership.annual-workplan", "印发《云川县2023年法治政府建设工作要点》,分解任务38项。"),
    ],
)
def test_studying_is_itself_a_fact_for_the_rules_that_ask_for_it(rule: str, done: str) -> None:
    """Rules on studying see what is studied; an act behind the studying is an act; a plan of our own is ours."""
    assert "full" == verdict(rule, done)


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ("行政执法全过程记录制度执行不够到位,个别单位记录不完整。", "partial"),
        ("尚未建立行政执法全过程记录制度。", "missing"),
    ],
)
def test_what_only_the_problems_name_is_partial_unless_it_is_lacking(problems: str, expected: str) -> None:
    """Something that works badly is there; something that does not exist is not."""
    assert expected == verdict("enforcement.full-record", problems=problems)
