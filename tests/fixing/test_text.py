"""Plain text keeps its encoding, byte order mark and line ends."""

from __future__ import annotations

import codecs

import pytest

LINES = ("云川县关于2023年度法治政府建设情况的报告", "", "深化放服管改革,落实全过记录。", "办结营商环竟问题20件。")
FIXES = (("放服管", "放管服"), ("全过记录", "全过程记录"), ("营商环竟", "营商环境"))


def after(text: str) -> str:
    """The text with all fixes."""
    for old, new in FIXES:
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_the_bytes_differ_only_where_a_change_is(put_in, encoding, mark, newline):
    """Whatever an editor wrote is written back."""
    text = newline.join((*LINES, ""))

    fixed = put_in("a.txt", mark + text.encode(encoding), *FIXES)

    assert mark + after(text).encode(encoding) == fixed.data
    assert (3, 0) == (len(fixed.changes), len(fixed.skipped))


def test_mixed_line_ends_stay_mixed(put_in):
    """Each line end is kept as it is."""
    text = "深化改革\r\n放服管\n全过记录\r营商环竟\r\n"

    assert after(text).encode() == put_in("a.txt", text.encode(), *FIXES).data


def test_a_file_with_broken_characters_is_left_alone(put_in):
    """Its bytes could not be put back."""
    data = ("深化放服管改革,落实全过记录。" * 40).encode("gb18030") + b"\xff\xff"

    fixed = put_in("a.txt", data, FIXES[0])

    assert ((), data) == (fixed.changes, fixed.data)
    assert "不能原样写回" in fixed.skipped[0].reason


def test_a_character_that_the_encoding_lacks_is_left_to_the_user(put_in):
    """Big5 has no simplified characters."""
    data = ("雲川縣關於法治政府建設情況的報告\n深化行政執法改革,落實執法全過記錄制度。\n" * 3).encode("big5hkscs")

    fixed = put_in("a.txt", data, ("全過記錄", "全过程记录"))

    assert data == fixed.data
    assert "写不出新的文字" in fixed.skipped[0].reason


def test_markdown_is_text(put_in):
    """Its marks stay."""
    fixed = put_in("a.md", "# 报告\n\n**深化放服管改革**\n".encode(), FIXES[0])

    assert "# 报告\n\n**深化放管服改革**\n".encode() == fixed.data


def test_other_formats_give_the_text_only(put_in):
    """A web page is shown, not written."""
    page = "<html><body><p>深化放服管改革。</p></body></html>"

    fixed = put_in("a.html", page.encode(), FIXES[0])

    assert fixed.data is None
    assert "深化放管服改革" in fixed.text
