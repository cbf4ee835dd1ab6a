"""Dates in officials' hands."""

import pytest

from checker.reading.understanding.metadata.dates import find_dates, only_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年1月20日", "2024-01-20"),
        ("2024 年 1 月 20 日", "2024-01-20"),
        ("2024年01月20日", "2024-01-20"),
        ("2024-01-20 10:28", "2024-01-20"),
        ("2024-01-20 10:28:05", "2024-01-20"),
        ("2024.1.20", "2024-01-20"),
        ("2024/1/20", "2024-01-20"),
        ("二〇二四年一月二十日", "2024-01-20"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二零一九年十月十日", "2019-10-10"),
        ("二O二一年三月二十五日", "2021-03-25"),
        ("2024年1月", "2024-01"),
    ],
)
def test_dates_are_read(text, iso):
    """Whatever the hand, the date comes out in ISO form."""
    dated = only_date(text)

    assert dated is not None
    assert iso == dated.iso


@pytest.mark.parametrize(
    "text", ["2024年13月1日", "2024年2月30日", "01526-2021-0043", "2021", "3月5日", "2021年", "1.2.3"]
)
def test_what_is_no_date(text):
    """Numbers, years alone and impossible days are no dates."""
    assert list(find_dates(text)) == []


def test_text_around_a_date():
    """A line with more than a date is not a date line."""
    assert only_date("2024年1月20日印发") is None
    assert only_date("于2024年1月20日") is None
