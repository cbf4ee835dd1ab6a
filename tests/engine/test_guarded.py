"""A rule that fails is named, and everything else is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.api import Checker
from checker.model import Verdict

SEED = Path(__file__).parents[2] / "seeds" / "02-muyuan-county-2022-draft.txt"


@pytest.fixture
def whole():
    return Checker().check(SEED)


def test_a_judged_rule_that_crashes_is_an_error_and_makes_the_total_unknown(monkeypatch, whole):
    from checker.engine.verdicts import judge

    real = judge.find_figures

    def crash(rule, page, **how):
        if rule.id == "review.accepted-count":
            msg = "boom"
            raise ZeroDivisionError(msg)
        return real(rule, page, **how)

    monkeypatch.setattr(judge, "find_figures", crash)

    got = Checker().check(SEED)

    verdicts = {r.rule_id: r.verdict for r in got.results}
    assert Verdict.ERROR is verdicts["review.accepted-count"]
    assert got.score.total is None
    assert any("review.accepted-count" in n.message for n in got.notes)
    same = {r.rule_id: r.verdict for r in whole.results}
    assert {k for k in same if verdicts[k] is not same[k] and not k.startswith("review.")} <= {"litigation.lost-rate"}


@pytest.mark.parametrize(
    ("place", "name"),
    [("checker.engine.reconcile.RELATIONS", "rate"), ("checker.engine.writing.findings.CHECKS", "placeholders")],
)
def test_a_crashing_relation_or_check_loses_only_its_own_findings(monkeypatch, whole, place, name):
    import importlib

    module, table = place.rsplit(".", 1)
    known = getattr(importlib.import_module(module), table)
    if name not in known:
        name = min(known)

    def crash(*_):
        msg = "boom"
        raise KeyError(msg)
        yield

    monkeypatch.setitem(known, name, crash)

    got = Checker().check(SEED)

    assert any("程序应用本规则时出错" in n.message for n in got.notes)
    kept = {(f.rule_id, f.start) for f in got.findings}
    lost = {(f.rule_id, f.start) for f in whole.findings} - kept
    assert len({rule for rule, _ in lost}) <= 1
    assert [r.verdict for r in whole.results] == [r.verdict for r in got.results]
