"""Plain text and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import BlockKind, RawText
from checker.reading.formats.plain.reader import read_plain

WRAPPED = """　　2023年，云溪县坚持依法行政，扎实推进法治政府建
设，全年收到行政复议申请45件，受理40件，其中审结3
8件，行政机关负责人出庭应诉率达到百分之百，各项任
务有序完成。
　　一、主要举措和成效
　　全县评查执法案卷120卷，发现问题36个，全部整改到
位，组织行政执法人员培训5期，累计培训执法人员412
人次，修订行政裁量权基准，规范文书制作，落实各项
要求。
"""


def shown(raw: RawText, kind: BlockKind | None = None) -> list[str]:
    """Text of the blocks of a kind."""
    return [block.span.of(raw.text) for block in raw.blocks if kind in {None, block.kind}]


def covered(raw: RawText) -> bool:
    """Whether blocks are sorted, apart, and leave only blanks between them."""
    position = 0
    for block in raw.blocks:
        if block.span.start < position or raw.text[position : block.span.start].strip():
            return False
        position = block.span.end
    return not raw.text[position:].strip()


def test_each_line_is_a_block_and_the_text_is_untouched() -> None:
    """Offsets must be the editor's offsets."""
    text = "报告\n\n　　一、概况 \n正文。"

    raw = read_plain(text, "txt")

    assert text == raw.text
    assert shown(raw) == ["报告", "一、概况", "正文。"]


def test_lines_with_tabs_are_rows_with_cells() -> None:
    """Adjacent lines with tabs form a table; a blank line begins another."""
    raw = read_plain("表\n项目\t数量\n受理\t40\n\n审结\t38\n维持\t20\n完", "txt")

    rows = [(b.table, [c.of(raw.text) for c in b.cells]) for b in raw.blocks if b.kind is BlockKind.ROW]
    assert rows == [(0, ["项目", "数量"]), (0, ["受理", "40"]), (1, ["审结", "38"]), (1, ["维持", "20"])]


def test_empty_cells_keep_their_column() -> None:
    """The corner of a table is often empty."""
    raw = read_plain("\t2022年\t2023年\n受理\t\t40\n", "txt")

    assert [[c.of(raw.text) for c in b.cells] for b in raw.blocks] == [["", "2022年", "2023年"], ["受理", "", "40"]]


@pytest.mark.parametrize(
    "line",
    [
        "一、\t主要成效",
        "第一章\t组织推进",
        "1.\t加强领导",
        "云溪县人民政府\t2024年1月3日",
        "\t2023年，全县收到申请45件。",
    ],
)
def test_a_tab_alone_does_not_make_a_row(line: str) -> None:
    """Numbered headings, indents and signatures contain tabs, too."""
    assert [block.kind for block in read_plain(f"报告\n\n{line}\n\n完", "txt").blocks][1:2] == [BlockKind.TEXT]


def test_pipe_table_has_rows_and_its_ruler_is_markup() -> None:
    """The line of dashes says nothing."""
    raw = read_plain("| 项目 | 数量 |\n|---|---:|\n| 受理 | 40 |\n", "md")

    assert [[c.of(raw.text) for c in b.cells] for b in raw.blocks if b.kind is BlockKind.ROW] == [
        ["项目", "数量"],
        ["受理", "40"],
    ]
    assert shown(raw, BlockKind.BOILERPLATE) == ["|---|---:|"]


def test_box_drawing_table_is_a_table() -> None:
    """Old text files draw their tables."""
    raw = read_plain("┌──┬──┐\n│受理│40│\n├──┼──┤\n│审结│38│\n└──┴──┘\n", "txt")

    assert [[c.of(raw.text) for c in b.cells] for b in raw.blocks if b.kind is BlockKind.ROW] == [
        ["受理", "40"],
        ["审结", "38"],
    ]


def test_markdown_headings_have_levels_and_lose_their_marks() -> None:
    """The marks are blocks of their own, so that all characters are accounted for."""
    raw = read_plain("# 报告\n\n## 一、概况\n正文。\n\n- 受理40件\n1. 审结38件\n**二、问题**\n", "md")

    assert [(b.span.of(raw.text), b.level) for b in raw.blocks if b.kind is BlockKind.HEADING] == [
        ("报告", 1),
        ("一、概况", 2),
    ]
    assert shown(raw, BlockKind.TEXT) == ["正文。", "受理40件", "1. 审结38件", "二、问题"]
    assert covered(raw)


def test_hash_in_plain_text_is_text() -> None:
    """Only Markdown has headings with hashes."""
    assert shown(read_plain("# 报告", "txt"), BlockKind.TEXT) == ["# 报告"]


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    """A number broken by the wrap belongs to one paragraph; an indent begins the next."""
    raw = read_plain(WRAPPED, "txt")

    assert len(raw.blocks) == 3
    assert "审结3\n8件" in shown(raw)[0]
    assert shown(raw)[1] == "一、主要举措和成效"


def test_short_lines_are_not_taken_for_a_wrap() -> None:
    """An outline of short lines stays as it is."""
    lines = [f"（{n}）推进依法行政工作任务落实" for n in "一二三四五六七八"]

    assert lines == shown(read_plain("\n".join(lines), "txt"))


@given(st.text(alphabet="一、(2)#|-*\t \n　。法治40│─>", max_size=80), st.sampled_from(["txt", "md"]))
def test_every_character_is_in_exactly_one_block(text: str, fmt: str) -> None:
    """Whatever the input, blocks cover all that is not blank and never overlap."""
    raw = read_plain(text, fmt)

    assert text == raw.text
    assert covered(raw)


@pytest.mark.parametrize(("between", "blocks"), [("\n\n", 2), ("\n", 3)])
def test_a_full_stop_at_the_end_of_a_full_line_closes_a_paragraph_unless_blank_lines_do(between, blocks) -> None:
    """Where blank lines stand between paragraphs, only they end one."""
    full = ["全县各级行政机关持续推进依法行政工作取得新进步", "规范性文件八件均经审核并按期报送市人民政府备案。"]
    first = "\n".join([full[0], full[0], full[1], full[0], full[0], "成效较好。"])
    second = "\n".join([full[0], full[0], "全面完成年度任务。"])

    assert len(read_plain(first + between + second, "txt").blocks) == blocks
