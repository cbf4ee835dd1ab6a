"""What a department or a township is asked, as far as its report tells what it does."""

from __future__ import annotations

import pytest

from checker.api import Checker, Options

ISSUER = "云川市水务局"


@pytest.fixture(scope="module")
def checker():
    return Checker()


def judged(checker, done, issuer=ISSUER, planned="继续做好各项工作。", options=None):
    text = (
        f"{issuer}关于2023年度法治政府建设情况的报告\n\n一、主要工作\n\n召开会议3次。{done}\n\n"
        f"二、存在的问题\n\n{planned}\n\n三、2024年工作安排\n\n{planned}\n"
    )
    assessment = checker.check_bytes("例.txt", text.encode(), options)
    return assessment.document.metadata, {r.rule_id: r for r in assessment.results}


@pytest.mark.parametrize(
    ("done", "attribute"),
    [
        ("全年检查取水单位312家次,责令改正17家。", "enforces"),
        ("立案查处违法采砂案件9起,罚款43万元。", "enforces"),
        ("双随机抽查任务完成26个批次。", "enforces"),
        ("作出行政处罚决定12件,无一被撤销。", "enforces"),
        ("对86家次取用水户进行检查。", "enforces"),
        ("办结取水许可申请64件。", "approves"),
        ("18项行政许可事项全部实现网上办理。", "approves"),
        ("审批时限平均压缩六成。", "approves"),
        ("代市政府起草行政规范性文件2件。", "makes_rules"),
        ("清理行政规范性文件15件,废止3件。", "makes_rules"),
        ("本年度未制定行政规范性文件。", "makes_rules"),
    ],
)
def test_an_act_of_its_own_shows_what_an_office_does(checker, done, attribute):
    assert (attribute,) == judged(checker, done)[0].attributes


@pytest.mark.parametrize(
    "done",
    [
        "组织学习行政处罚法6次。",
        "对所属企业开展安全检查40家次。",
        "配合综合执法局检查沿河摊点30家。",
        "组织58人报考行政执法证。",
        "对招标项目按比例抽查12次。",
        "受理信访件27件,全部按期答复。",
        "审核合同协议30件。",
        "公开规范性文件类信息3条。",
        "制定内部管理制度11项。",
    ],
)
def test_what_is_studied_done_for_others_or_inside_the_house_shows_nothing(checker, done):
    assert () == judged(checker, done)[0].attributes


def test_plans_and_problems_show_nothing(checker):
    assert () == judged(checker, "", planned="检查企业不少于100家次,作出行政处罚决定更加规范。")[0].attributes


@pytest.mark.parametrize("issuer", [ISSUER, "云川市清溪镇人民政府"])
def test_an_office_is_not_asked_for_work_that_it_does_not_do(checker, issuer):
    results = judged(checker, "", issuer)[1]

    asked = [i for i in ("rules.normative-made", "functions.fangguanfu") if results[i].verdict != "not_applicable"]

    assert asked == []
    assert "单位属性不含:制规" in results["rules.normative-made"].explanation


def test_a_government_is_asked_whatever_it_tells(checker):
    results = judged(checker, "", "云川县人民政府")[1]

    assert "missing" == results["enforcement.three-systems"].verdict.value


def test_the_caller_knows_better_than_the_text(checker):
    results = judged(checker, "", options=Options(attributes=("enforces",)))[1]

    assert "missing" == results["enforcement.three-systems"].verdict.value


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("云川综合实验区东湾片区管理局", "township"),
        ("云川高新区东湾片区办事处", "township"),
        ("云川综合实验区管理委员会", "county"),
        ("云川综合实验区财政局", "department"),
    ],
)
def test_an_area_office_of_a_zone_counts_as_a_township(checker, issuer, level):
    assert level == judged(checker, "", issuer)[0].issuer_level
