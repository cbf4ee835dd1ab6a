"""Cells that a spreadsheet would take for formulas."""

from __future__ import annotations

import pytest

from checker.text.spreadsheet import as_text


@pytest.mark.parametrize("text", ["=1+1", "+86", "-7", "@cmd", " =1", "\t=1", "＝1", "　=1", "\rx"])
def test_what_may_be_a_formula_gets_a_mark(text):
    assert f"'{text}" == as_text(text)


@pytest.mark.parametrize("text", ["", "受理53件", "下降-7%", "1=1"])
def test_other_text_stays_as_it_is(text):
    assert text == as_text(text)
