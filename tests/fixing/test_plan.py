"""Which replacements are made, and what becomes of the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.fixing.plan import plan, spliced

CASES = yaml.safe_load((Path(__file__).parent / "data" / "plan.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_text_afterwards(case, propose):
    """Each case: fixes in, text out, and what is left to the user is counted."""
    findings = [propose(case["text"], *fix) for fix in case["fixes"]]

    changes, skipped = plan(case["text"], findings)

    assert case["after"] == spliced(case["text"], changes)
    assert case.get("skipped", 0) == len(skipped)


def test_only_what_differs_is_edited(propose):
    """A whole title is proposed for one wrong character; the others keep their formatting."""
    text = "落实《中华人民共和国行政复仪法》"

    (change,), _ = plan(text, [propose(text, "中华人民共和国行政复仪法", "中华人民共和国行政复议法")])

    assert ["仪"] == [text[e.start : e.end] for e in change.edits]


@given(st.data())
def test_any_set_of_fixes_gives_what_putting_them_in_one_by_one_gives(propose, data):
    """Changes never disturb each other."""
    text = data.draw(st.text("甲乙丙丁 ,", min_size=1, max_size=30))
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 4), st.text("子丑,", max_size=4)))
    )
    findings = [propose(text, text[s : s + n], new) for s, n, new in spans]

    changes, skipped = plan(text, findings)

    one_by_one = text
    for change in reversed(changes):
        fix = change.finding.fix
        one_by_one = one_by_one[: fix.start] + fix.text + one_by_one[fix.end :]
    hulls = [(c.finding.fix.start, c.finding.fix.end) for c in changes]
    if all(a[1] <= b[0] for a, b in pairwise(hulls)):
        assert one_by_one == spliced(text, changes)
    assert len(changes) + len(skipped) <= len(findings)
