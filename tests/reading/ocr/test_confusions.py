"""What recognition takes for something else is put right only where its neighbours leave no choice."""

from __future__ import annotations

import pytest

from checker.reading.formats.ocr.confusions import settle
from checker.reading.formats.ocr.page import _blanks
from checker.reading.formats.ocr.recogniser import Sign


def settled(text: str) -> tuple[str, str]:
    """The settled text, and its doubtful signs."""
    signs, doubts = settle([Sign(c, n / len(text), 1.0) for n, c in enumerate(text)])
    return "".join(s.text for s in signs), "".join(s.text for s, d in zip(signs, doubts, strict=True) if d)


@pytest.mark.parametrize(
    ("read", "meant", "doubtful"),
    [
        ("二O二四年工作", "二〇二四年工作", ""),
        ("二○二○年", "二〇二〇年", ""),
        ("二0二五年", "二〇二五年", ""),
        ("受理12O件", "受理120件", "120"),
        ("2O24年", "2024年", "2024"),
        ("l28件", "128件", "128"),
        ("(2021一2025年)", "(2021—2025年)", ""),
        ("1·优化行政审批", "1.优化行政审批", ""),
        ("一3一", "—3—", ""),
        ("-12-", "—12—", ""),
    ],
)
def test_a_sign_that_can_only_be_one_thing_is_put_right(read, meant, doubtful):
    assert (meant, doubtful) == settled(read)


@pytest.mark.parametrize(
    "read",
    ["线上线下O2O模式", "一是推进", "第一、二批", "川渝通办", "OK", "B12栋", "一事一议", "习近平·讲话", "3月一季度"],
)
def test_everything_else_stays_as_it_was_read(read):
    assert read == settled(read)[0]


@pytest.mark.parametrize(
    ("read", "apart"),
    [("2024-04-0210:28", {10}), ("2024-04-02", set()), ("受理12345件", set()), ("1024:28", set())],
)
def test_a_day_and_an_hour_stay_apart(read, apart):
    signs = [Sign(c, n / len(read), 1.0) for n, c in enumerate(read)]

    assert apart == _blanks(signs, [float(n) for n in range(len(read))])


def test_a_number_that_is_half_letters_stays_and_is_doubtful():
    assert ("5O件", "5O") == settled("5O件")
