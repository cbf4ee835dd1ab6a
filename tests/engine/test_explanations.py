"""What a gap says to the reader: one sentence for people, and what a complete answer holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import Checker
from checker.model import Verdict
from checker.rules.loader import load_pack

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("0*.txt"))
GAPS = (Verdict.PARTIAL, Verdict.MISSING)


@pytest.fixture(scope="module")
def results():
    checker = Checker()
    return [result for path in SEEDS for result in checker.check(path).results]


def test_the_reason_of_a_partial_is_the_sentence_of_its_rule_and_lists_no_elements(results):
    rules = {rule.id: rule for rule in load_pack().pack.rules}
    partial = [r for r in results if r.verdict is Verdict.PARTIAL and "例句识别" not in r.explanation]

    assert partial
    assert {r.explanation for r in partial} <= {rule.partial_gap or rule.gap for rule in rules.values()}


def test_every_gap_says_what_a_complete_answer_holds_and_nothing_else_does(results):
    assert all(bool(r.wanted) == (r.verdict in GAPS) for r in results if r.verdict is not Verdict.ERROR)


def test_what_a_complete_answer_holds_is_said_without_the_words_of_those_who_label_texts():
    told = [rule.wanted for rule in load_pack().pack.rules]

    assert not [text for text in told if any(word in text for word in ("full", "partial", "missing", "证据取"))]
    assert any(text.endswith("也算写全。") for text in told)
