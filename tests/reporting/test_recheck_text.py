"""What became of an earlier run's points, as the terminal shows it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.model import Change, ChangeState, Recheck
from checker.reporting.terminal.console import brief, render_batch, render_console
from checker.text.widths import columns

CHANGES = (
    Change(ChangeState.OPEN, "a" * 16, "doc.title", "标题规范", "missing", "partial"),
    Change(ChangeState.OPEN, "b" * 16, "review.count", "行政复议件数", "missing", "missing"),
    Change(ChangeState.NEW, "c" * 16, "wording.typos", "“放服管”疑为“放管服”之误。", None, "finding", "放服管", 3),
    Change(ChangeState.FIXED, "d" * 16, "plan.concrete", "计划具体", "partial", "full"),
)


@pytest.fixture
def rechecked(assessment):
    """Return an assessment that was compared with an earlier run."""
    return replace(assessment, recheck=Recheck("前次/县.json", "ab" * 32, Decimal("61.5"), "2026.1", CHANGES))


def test_what_moved_is_listed_and_what_stayed_is_counted(rechecked):
    shown = render_console(rechecked)

    assert (
        "销号 已改 1、未改 2、新增 1(得分 61.5→-)\n"
        "  前次:前次/县.json\n"
        "  = 未改 缺失→部分 标题规范 (doc.title)\n"
        "  + 新增 待核实 第3行“放服管” “放服管”疑为“放管服”之误。\n"
        "  ✓ 已改 部分→完整 计划具体 (plan.concrete)\n"
        "  = 未改 1 项,结论与前次相同\n"
    ) in shown


def test_no_line_is_wider_than_a_terminal(rechecked):
    long = replace(CHANGES[2], text="很长的原文" * 20, title="很长的说明" * 20)
    wide = replace(rechecked, recheck=replace(rechecked.recheck, path="很长/" * 40, changes=(long,)))

    assert 80 >= max(columns(line) for line in render_console(wide).splitlines())


def test_the_table_of_a_batch_counts_them(rechecked):
    assert "(有规则出错,未计分;已改 1、未改 2、新增 1)" in render_batch([brief(rechecked), brief(rechecked)])
