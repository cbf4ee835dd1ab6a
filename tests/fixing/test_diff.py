"""The diff names places, words, rules and reasons, and is the same each time."""

from __future__ import annotations

from checker.fixing.diff import refused, render_diff


def test_list_and_diff(put_in):
    """A list with lines and rules, then a unified diff with one paragraph around."""
    text = "报告\n\n深化放服管改革。\n完。\n"

    fixed = put_in("a.txt", text.encode(), ("放服管", "放管服"))

    assert (
        "a.txt:可机械修改 1 处。- 为原文,+ 为改后,请逐处核对后采用。\n"
        "第3行 “放服管”→“放管服”(wording.typos)\n"
        "--- 原文 a.txt\n"
        "+++ 改后 a.txt\n"
        "@@ -2,3 +2,3 @@\n"
        " \n"
        "-深化放服管改革。\n"
        "+深化放管服改革。\n"
        " 完。\n"
    ) == render_diff("a.txt", text, fixed)


def test_what_is_left_out_is_said_with_the_reason(put_in):
    """Long words are cut short."""
    text = "落实" + "一" * 50 + "\n— 5 —\n记录。\n"

    fixed = put_in("a.txt", text.encode(), (text[2:-1], "记录"))

    assert refused(fixed.skipped[0]).startswith("未改:第1行 “" + "一" * 39 + "…”→“记录”(wording.typos):")


def test_nothing_to_change(put_in):
    """One sentence."""
    assert "a.txt:没有可以机械修改的地方。\n" == render_diff("a.txt", "完。", put_in("a.txt", "完。".encode()))
