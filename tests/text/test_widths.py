"""The measure in which a file was wrapped."""

from __future__ import annotations

import pytest

from checker.text.widths import columns, measure

PROSE = (
    "全年受理行政复议申请8126件,审结7904件,其中维持4127件、撤销312件、确认违法98件、终止1506件,调解和解率21.5%。" * 4
)


def _by_characters(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def _by_columns(text: str, width: int) -> list[str]:
    lines = [""]
    for char in text:
        if columns(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


@pytest.mark.parametrize("width", [20, 25, 38])
def test_lines_of_equal_length_are_measured_in_characters(width):
    lines = _by_characters(PROSE, width)

    assert [2 * width] * (len(lines) - 1) == [measure(lines)(line) for line in lines[:-1]]


@pytest.mark.parametrize("width", [40, 60, 76])
def test_lines_that_end_at_a_column_of_the_screen_are_measured_in_columns(width):
    assert measure(_by_columns(PROSE, width)) is columns


@pytest.mark.parametrize("lines", [[], [""], ["一、主要举措"]])
def test_without_a_wrap_columns_are_the_measure(lines):
    assert measure(lines) is columns
