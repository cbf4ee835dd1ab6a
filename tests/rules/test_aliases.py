"""A rule that has changed its id answers to the old one wherever people wrote it down."""

from __future__ import annotations

import pytest

from checker.api import Checker
from checker.engine.fingerprint import fingerprint
from checker.errors import RuleError
from checker.model import Choice, Waiver
from checker.options import Options
from checker.results.baseline import Known
from checker.results.decisions import Decision
from checker.results.set_aside import Marks
from checker.results.waivers import Grant
from checker.rules.loader import load_pack

OLD, NEW = "local.river", "local.river-chief"
TEXT = "临川县2024年法治政府建设年度报告\n\n一、主要举措和成效\n全年受理行政复议申请24件。\n"
PACK = "id: local\ntitle: 本地\nversion: '1'\nextends: national\nadjust:\n  {adjusted}: {{weight: 3}}\n"
RULES = """dimension: functions
rules:
  - id: local.river-chief
    aliases: [local.river]
    deprecated: 改用 local.water
    title: 河长制
    kind: topic
    obligation: advisory
    weight: 1
    applies: {levels: [county], years: {from: 2020}}
    definition: {full: 写明巡河次数, partial: 提到河长制, missing: 未提及}
    basis: []
    elements:
      数据: [{says: ["河长制"], number: true}]
      提到: ["河长制"]
    verdict: {full: 数据, partial: 提到}
    passed: 写明了河长制。
    gap: 未见河长制。
    suggestion: 建议补充____;据实填写,无则写无。
    examples:
      - {verdict: full, text: "落实河长制,县级河长巡河24次。"}
      - {verdict: missing, text: "绿化面积扩大。"}
"""


@pytest.fixture
def write(tmp_path):
    """Return a function that writes the pack, adjusted by one id, with other rules if wished."""

    def make(adjusted=NEW, rules=RULES):
        (tmp_path / "pack.yaml").write_text(PACK.format(adjusted=adjusted), "utf-8")
        (tmp_path / "local.yaml").write_text(rules, "utf-8")
        return str(tmp_path)

    return make


@pytest.fixture
def judged(write):
    """Return the checker and a report that does not mention the matter."""
    checker = Checker(write())
    return checker, checker.check_bytes("a.txt", TEXT.encode(), Options(level="county", year=2024, force=True))


def result(marked):
    return next(r for r in marked.assessment.results if r.rule_id == NEW)


def test_waivers_by_the_old_id_cover_the_rule(judged):
    checker, assessment = judged
    grant = Grant("w:1", "w.yaml:1", Waiver("机构改革", "张某", "2024-01-01", "2024-12-31"), rule=OLD)

    marked = checker.mark(assessment, Marks((grant,), "2024-06-30"))

    assert result(marked).waiver is not None
    assert frozenset() == marked.unknown


def test_gaps_that_were_known_by_the_old_id_are_known(judged):
    checker, assessment = judged

    marked = checker.mark(assessment, Marks(known=(Known(OLD, "gap", fingerprint(OLD), "missing", "", ""),)))

    assert result(marked).known
    assert () == marked.stale


def test_decisions_by_the_old_id_stand(judged):
    checker, assessment = judged
    decision = Decision(unit="全部", year=None, point=OLD, choice=Choice.REJECT, name="张某")

    assert result(checker.mark(assessment, Marks(decisions=(decision,)))).decision is not None


def test_the_old_id_selects_adjusts_and_finds_the_rule(write):
    pack = load_pack(write(adjusted=OLD)).pack

    assert (NEW, 3) == (pack.rule(OLD).id, pack.rule(OLD).weight)
    chosen = Checker(write()).check_bytes("a.txt", TEXT.encode(), Options(level="county", select=(OLD,), force=True))
    assert [NEW] == [r.rule_id for r in chosen.results]


@pytest.mark.parametrize("alias", ["review.accepted-count", "local.second"])
def test_an_old_id_that_is_taken_is_an_error(write, alias):
    second = RULES.partition("rules:\n")[2].replace(NEW, "local.second").replace("[local.river]", "[local.third]")

    with pytest.raises(RuleError, match=f"旧编号 {alias} 已经是"):
        load_pack(write(rules=RULES.replace("[local.river]", f"[{alias}]") + second))
