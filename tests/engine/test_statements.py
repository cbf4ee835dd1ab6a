"""How clauses are read: modality, topic, numbers with owners and relations."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "data" / "statements.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_clause_is_read_as_a_careful_reader_would(case, page_of):
    page = page_of(case["text"], case.get("heading", ""))
    for wanted in case["clauses"]:
        found = [
            (i, c)
            for i, c in enumerate(page.clauses.clauses)
            if wanted["has"] in page.clauses.text(c.start, c.end) and not c.heading
        ]
        assert len(found) == 1, f"no single clause has {wanted['has']}"
        index, clause = found[0]
        if "modality" in wanted:
            assert wanted["modality"] == page.modality[index]
        if "topic" in wanted:
            assert page.topics.about(wanted["topic"], clause.start, clause.end)
        if "numbers" in wanted:
            numbers = page.numbers_in(clause.start, clause.end)
            assert [(Decimal(str(v)), u, r) for v, u, r in wanted["numbers"]] == [
                (n.quantity.value, n.quantity.unit, n.relation.value) for n in numbers
            ]


def test_the_owner_of_a_number_reaches_from_the_number_before_it_to_itself(page_of):
    page = page_of("保留行政许可80项、行政处罚1939项。")

    owners = [page.clauses.text(*n.before) for n in page.numbers]

    assert owners[-2:] == ["保留行政许可", "、行政处罚"]


def test_a_number_behind_a_connective_shares_the_owner_of_its_neighbour(page_of):
    page = page_of("审结一审案件15件和8件。")

    assert page.numbers[-1].shared == len(page.numbers) - 2


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("全县尚未建立决策后评估制度。", "建立", True),
        ("没有公布目录。", "公布", True),
        ("推行首违不罚清单。", "清单", False),
        ("办理不动产登记。", "登记", False),
        ("开展未成年人保护宣传。", "宣传", False),
        ("公布年度目录。", "公布", False),
    ],
)
def test_only_a_negator_right_before_a_word_denies_it(text, word, denied, page_of):
    page = page_of(text)

    start = page.clauses.normal.text.rindex(word)

    assert denied == page.is_negated(start)
