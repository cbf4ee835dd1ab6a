"""One folding for every format, with the way back."""

from __future__ import annotations

import pytest

from checker.model import Span
from checker.text.normal import fold_text, normalise


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("收到意⻅906条", "收到意见906条"),
        ("⺠生、⻋辆、⻓效、⼀是", "民生、车辆、长效、一是"),
        ("\u202d86\u202c件\u200f", "86件"),
        ("86\ufe0f件", "86件"),
        ("3─5件", "3-5件"),
        ("二○二四年", "二〇二四年"),
        ("一百○五件", "一百〇五件"),
        ("○○局", "○○局"),
        ("214[注1]件", "214件"),
        ("214[1]件", "214件"),
        ("214〔2〕件", "214件"),
        ("214①件", "214件"),
        ("187²件", "187件"),
        ("申请214件[1]，受理", "申请214件,受理"),
        ("申请214件¹。", "申请214件。"),
        ("共〔12〕件", "共〔12〕件"),
        ("法释〔2018〕1号", "法释〔2018〕1号"),
        ("面积12km²", "面积12km2"),
        ("①开展培训", "①开展培训"),
    ],
)
def test_what_looks_the_same_to_a_reader_is_folded_to_the_same(written: str, folded: str) -> None:
    """Marks of notes, radicals, marks of direction and odd dashes mean nothing by themselves."""
    assert folded == fold_text(written)


def test_a_number_with_a_mark_in_it_is_found_where_it_stands() -> None:
    """Offsets lead back to the text as it was written."""
    text = "申请214[注1]件"

    normal = normalise(text, [Span(0, len(text))])

    assert text == normal.span(0, len(normal.text)).of(text)
    assert "214[注1]件" == normal.span(2, 6).of(text)


STREWN = (
    "全市行政 复议机关收到申 请4 67件,受理4 40件,不予受 理2 7件,作出决 定的案件 中调解和终 止的占比 上升,"
    "群众 满意度\n提 高;"
) * 2


def test_blanks_all_over_the_words_part_no_numbers() -> None:
    text = STREWN + "维持1\n48件"

    folded = normalise(text, [Span(0, len(text))]).text

    assert "收到申请467件,受理440件,不予受理27件" in folded
    assert folded.endswith("维持148件")


def test_a_single_blank_still_parts_two_numbers() -> None:
    text = "收到申请4 67件,受理行政复议案件440件,不予受理27件,作出决定的案件中调解和终止的占比上升,群众满意度提高。" * 2

    assert "4 67件" in normalise(text, [Span(0, len(text))]).text
