"""Citations against the register: wrong names, wrong times, and local documents that nobody may call wrong."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.engine.writing.citation.titles import distance
from checker.errors import RuleError
from checker.rules.loader import load_pack
from checker.rules.register import build_register

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "data/citations.yaml").read_text("utf-8"))


def _harness() -> Any:
    spec = importlib.util.spec_from_file_location("wording_harness", HERE / "test_wording.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


HARNESS = _harness()


@pytest.mark.parametrize(("rule", "case"), HARNESS.found_cases(CASES))
def test_a_wrong_citation_is_found_where_it_stands_and_nothing_else_is(rule: str, case: dict[str, Any]) -> None:
    """Each passage has one fault: it is found by its rule, with the right name as fix where that is mechanical."""
    HARNESS.assert_found(rule, case)


@pytest.mark.parametrize("case", CASES["clean"], ids=lambda c: c["text"][:20])
def test_right_and_unknown_documents_are_left_alone(case: dict[str, Any]) -> None:
    """Right names, other laws and local documents are not circled."""
    assert [] == [(f.rule_id, f.text, f.message) for f in HARNESS.written(HARNESS.read(case))]


def test_an_outline_later_than_the_register_is_noted_and_not_judged() -> None:
    """A later period of a known outline gives a remark with its place, never a finding."""
    later = HARNESS.read({"text": "落实《法治政府建设实施纲要(2026—2030年)》,任务完成18项。", "year": 2026})

    note = next(n for n in later.notes if n.code == "beyond-register")

    assert "《法治政府建设实施纲要(2026—2030年)》" == later.document.text[note.start : note.end]
    assert [] == HARNESS.written(later)


def test_every_replacement_in_the_register_is_known() -> None:
    """What replaces a document is in the register too, and its dates run forward."""
    entries = load_pack().pack.register.entries
    titles = {e.title for e in entries}

    assert [] == [e.title for e in entries if e.successor and e.successor not in titles]
    assert [] == [e.title for e in entries if e.issued and e.ended and e.issued > e.ended]
    assert [] == [e.title for e in entries if e.period and e.period[0] > e.period[1]]


@pytest.mark.parametrize(
    "data",
    [
        {"papers": []},
        {"documents": [{"title": "甲条例"}]},
        {"documents": [{"title": "甲条例", "kind": "regulation", "date": "2020-01-01"}]},
        {"documents": [{"title": "甲条例", "kind": "poem"}]},
    ],
)
def test_a_broken_register_is_refused(data: dict[str, Any]) -> None:
    """An unknown list, a missing key, an unknown key or an unknown kind is an error."""
    with pytest.raises(RuleError):
        build_register(data)


@pytest.mark.parametrize(
    ("left", "right", "most", "expected"),
    [("行政复义法", "行政复议法", 2, 1), ("甲乙", "甲乙丙丁", 1, 2), ("", "", 1, 0), ("甲乙丙", "丙乙甲", 2, 2)],
)
def test_distance_counts_single_changes(left: str, right: str, most: int, expected: int) -> None:
    """The distance of two names is the number of characters changed, capped."""
    assert expected == distance(left, right, most)
