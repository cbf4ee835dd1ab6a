"""Tables of figures: units in a column or a header, tables behind the plan, cells that divide a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.api import Checker, Options

CHECKER = Checker()
REPORT = """\
云川县人民政府2024年法治政府建设情况报告

现将有关情况报告如下。

一、主要举措和成效
依法办理行政复议和行政应诉案件,有关数据见附表。

二、存在的不足
有的部门执法不够规范,原因是培训不够。

三、2025年工作安排
举办执法培训班3期。

{caption}
{table}
"""
UNIT_COLUMN = """\
项目\t单位\t2024年\t说明
收到复议申请\t件\t64\t2023年为58件
受理\t件\t51\t
审结\t件\t49\t含上年结转
其中:维持\t件\t30\t
直接纠错率\t%\t12.2\t
行政应诉案件\t件\t27\t一审17,二审8,再审2
负责人出庭应诉率\t%\t96.3\t
"""
UNIT_IN_HEADER = """\
项目\t数量(件)\t比率(%)
收到复议申请\t64\t
受理\t51\t
负责人出庭应诉率\t\t96.3
"""


def figures(table: str, caption: str = "附表:云川县2024年行政复议、行政应诉情况统计表"):
    text = REPORT.format(caption=caption, table=table)
    assessment = CHECKER.check_bytes("例.txt", text.encode(), Options(level="county"))
    return {(f.id, f.value, f.unit) for f in assessment.figures}, assessment


def test_numbers_take_the_unit_that_stands_in_a_column_of_its_own():
    found, _ = figures(UNIT_COLUMN)

    assert {
        ("review.received-count", Decimal(64), "件"),
        ("review.accepted-count", Decimal(51), "件"),
        ("review.concluded-count", Decimal(49), "件"),
        ("review.upheld-count", Decimal(30), "件"),
        ("review.corrected-count", Decimal("12.2"), "%"),
        ("litigation.case-count", Decimal(27), "件"),
        ("litigation.head-appearance-rate", Decimal("96.3"), "%"),
    } <= found


def test_numbers_take_the_unit_that_the_header_names():
    found, _ = figures(UNIT_IN_HEADER)

    assert {
        ("review.received-count", Decimal(64), "件"),
        ("review.accepted-count", Decimal(51), "件"),
        ("litigation.head-appearance-rate", Decimal("96.3"), "%"),
    } <= found


def test_money_in_ten_thousands_is_kept_in_yuan():
    found, _ = figures(
        "项目\t单位\t数量\n行政处罚罚没金额\t万元\t438.2\n行政处罚决定\t件\t1,204\n行政检查\t次\t5,321\n"
    )

    assert ("enforcement.stats", Decimal(1204), "件") in found
    assert not {f for f in found if f[1] == Decimal("438.2")}


@pytest.mark.parametrize(
    "caption",
    ["附表:云川县2025年重点任务分工表", "附件:2025年工作任务安排表", "2025年目标任务一览表"],
)
def test_a_table_of_tasks_behind_the_plan_stays_plan(caption):
    found, _ = figures("任务\t单位\t目标\n受理行政复议申请\t件\t80\n行政应诉案件\t件\t20\n", caption)

    assert not {f for f in found if f[0].startswith(("review.", "litigation."))}


@pytest.mark.parametrize(("parts", "failed"), [("一审17,二审8,再审2", False), ("一审17,二审8,再审3", True)])
def test_a_cell_that_does_nothing_but_divide_a_number_must_add_up(parts, failed):
    _, assessment = figures(UNIT_COLUMN.replace("一审17,二审8,再审2", parts))

    assert failed == any(f.rule_id == "consistency.sum-of-parts" for f in assessment.findings)


def test_a_note_that_names_only_some_parts_is_no_division():
    _, assessment = figures(UNIT_COLUMN.replace("一审17,二审8,再审2", "涉土地征收9,涉工伤认定5"))

    assert not any(f.rule_id == "consistency.sum-of-parts" for f in assessment.findings)


def test_a_table_drawn_with_bars_has_its_header_over_the_line_that_is_drawn():
    """The first row below the line is no header: its words say nothing about the rows under it."""
    found, _ = figures(
        "| 指标 | 2024年 | 2023年 |\n|---|---|---|\n| 行政复议收案 | 64件 | 58件 |\n| 行政复议结案 | 49件 | 44件 |\n"
    )

    assert {("review.received-count", Decimal(64), "件"), ("review.concluded-count", Decimal(49), "件")} == {
        f for f in found if f[0].startswith("review.")
    }


def test_a_line_about_the_units_may_stand_between_caption_and_table():
    found, _ = figures(
        "行政复议情况(单位:件)\n收到\t受理\t审结\t维持\n64\t51\t49\t30\n", "附表:云川县2024年法治政府建设情况统计表"
    )

    assert {("review.received-count", 64), ("review.accepted-count", 51), ("review.concluded-count", 49)} <= {
        (i, int(v)) for i, v, _ in found
    }


def test_a_table_of_enforcement_gives_the_totals_of_the_year():
    rows = "项目\t单位\t2024年\n行政许可\t件\t48,260\n行政处罚\t件\t3,917\n行政强制\t件\t286\n行政检查\t次\t21,340\n"
    found, assessment = figures(rows, "附表:云川县2024年度行政执法、复议、应诉情况统计表")

    assert {48260, 3917, 286, 21340} <= {int(v) for i, v, _ in found if i == "enforcement.stats"}
    assert "full" == next(r.verdict for r in assessment.results if r.rule_id == "enforcement.stats")
