"""Punctuation, numerals, cites, titles in lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.memo.typography import chinese, cited, clean, day, lines_of, numeral
from checker.model import Basis

SAID = [
    ("未见主送机关,正文也未写明。", "未见主送机关，正文也未写明。"),
    ("52 + 64 = 116,报告写的总数是 118", "52 + 64 = 116，报告写的总数是 118"),
    ("取消____项,压减____%;据实填写", "取消____项，压减____%；据实填写"),
    ("共1,234件", "共1,234件"),
    ("《示范法》(2023修订)第三条", "《示范法》（2023修订）第三条"),
    ("(1 + 2) ÷ 3", "(1 + 2) ÷ 3"),
    ("写作“甲,乙(丙)”,请核实", "写作“甲,乙(丙)”，请核实"),
    ("报送(3月1日/4月1日)", "报送（3月1日/4月1日）"),
    ("纲要(2021—2025年)(中发〔2021〕33号)", "纲要（2021—2025年）（中发〔2021〕33号）"),
]


@pytest.mark.parametrize(("half", "full"), SAID)
def test_punctuation_beside_chinese_is_full_width(half, full):
    assert full == chinese(half)


@given(st.text(alphabet="中文,;:()“”12a《》%_。 ", max_size=30))
def test_only_the_width_of_marks_changes(text):
    narrow = str.maketrans("，；：！？（）", ",;:!?()")

    assert text.translate(narrow) == chinese(text).translate(narrow)


@given(st.text(max_size=40))
def test_cleaned_text_is_one_line_of_safe_characters(text):
    said = clean(text)

    assert said == " ".join(said.split())
    said.encode()
    assert not set(said) & {"\0", "\n", "\t", "\x0b", "\u202e", "\ufeff", "\ufffe"}


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_numerals_are_chinese(number, said):
    assert said == numeral(number)


def test_a_day_is_written_out_or_left_blank():
    assert ("2025年3月1日", "____年____月____日") == (day("2025-03-01"), day(None))


def test_articles_of_one_document_stand_together():
    bases = [Basis("甲", None, a, f"《甲》{a}") for a in ("第三条", "第九条", "第三条")] + [
        Basis("乙", None, None, "《乙》(2019)")
    ]

    assert "《甲》第三条、第九条；《乙》（2019）" == cited(bases)


@given(st.text(alphabet="关于县人民政府2024年度法治建设情况的报告《》", min_size=1, max_size=60))
def test_a_title_in_lines_is_the_same_title(title):
    lines = lines_of(title, 20, ("关于", "的"))

    assert title == "".join(lines)
    assert max(map(len, lines)) <= 20


def test_a_title_breaks_where_a_reader_pauses():
    lines = lines_of(
        "关于《霁川县人民政府关于2024年度法治政府建设情况的报告》的审核意见", 20, ("关于", "的", "政府", "建设", "情况")
    )

    assert ("关于《霁川县人民政府关于", "2024年度法治政府建设情况的", "报告》的审核意见") != lines
    assert 2 == len(lines)
    assert not lines[1].startswith(("》", "的"))
