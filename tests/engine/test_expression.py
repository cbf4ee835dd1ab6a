"""Verdict expressions: a small closed language that cannot do anything else."""

from __future__ import annotations

import pytest

from checker.engine.verdicts.expression import evaluate, names, quoted_in, used_in_order
from checker.errors import RuleError

VALUES = {"公示": True, "条数": False, "published": "2024-03-01", "due": "2024-03-31", "none": None, "year": 2023}
FUNCTIONS = {"count": lambda *n: len(n), "full": lambda *ids: "a.b" in ids}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("公示", True),
        ("公示 and 条数", False),
        ("公示 and not 条数", True),
        ("条数 or (公示 and year == 2023)", True),
        ("count(公示, 条数) >= 2", True),
        ("published <= due", True),
        ("none < due", False),
        ("none == none", True),
        ("published != none", True),
        ("year + 1 == 2024", True),
        ("full('a.b')", True),
        ("published in ('2024-03-01', 'x')", True),
    ],
)
def test_an_expression_has_the_value_it_reads_as(source, expected):
    assert expected is bool(evaluate(source, VALUES, FUNCTIONS))


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os')",
        "公示.x",
        "[1]",
        "lambda: 1",
        "公示 if 条数 else 1",
        "x := 1",
        "count(a=1)",
        "公示 and",
        "2 ** 9",
    ],
)
def test_anything_outside_the_language_is_refused(source):
    with pytest.raises(RuleError):
        evaluate(source, VALUES, FUNCTIONS)


def test_an_unknown_name_is_named():
    with pytest.raises(RuleError, match="不存在的要素“平台”"):
        evaluate("公示 and 平台", VALUES, FUNCTIONS)


def test_names_functions_and_quoted_ids_can_be_listed():
    source = "条数 and full('a.b') and count(公示) > 1"

    assert ({"条数", "公示"}, {"full", "count"}) == names(source)
    assert ["a.b"] == list(quoted_in(source, ("full",)))
    assert ["条数", "full", "count", "公示"] == list(used_in_order(source))
