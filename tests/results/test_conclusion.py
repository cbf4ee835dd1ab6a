"""What is proposed for a document: decided once, shown by every form."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import memos
import pytest

from checker.api import Checker
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.memo import Letterhead, MemoMaker
from checker.memo.request import Wanted
from checker.memo.words import MemoWords
from checker.model import Choice, DocumentKind, Obligation, Severity, Verdict, Waiver
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.registry import PER_DOCUMENT, PER_RUN
from checker.reporting.terminal.console import render_console
from checker.results.conclusion import ConclusionRules
from checker.results.decisions import Decision
from checker.results.set_aside import Marks
from checker.rules.loader import load_pack

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
SAMPLES = sorted(
    p
    for folder in (
        Path(__file__).parents[2] / "seeds",
        Path(__file__).parents[1] / "data",
        SHARED / "dev",
        SHARED / "real",
        SHARED / "batches" / "reports-a",
    )
    if folder.is_dir()
    for p in folder.iterdir()
    if p.suffix in {".txt", ".docx", ".html"} or p.name == "05-jiaping-town-2023.md"
)


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.fixture(scope="module")
def rules(checker):
    return checker.conclusions


def words_of(papers):
    """The words of a memo without marks of Markdown, punctuation as rules write it."""
    text = papers.files["memo.md"].decode().replace("\\", "")
    return text.translate(str.maketrans("：；，（）", ":;,()"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_every_form_says_the_same_conclusion(checker, path):
    """Page, table of the run, terminal, Markdown, JSON and letter."""
    assessment = checker.check(path)
    name = assessment.conclusion.name
    entry = Entry(str(path), path.stem, PER_RUN["index"].piece(assessment))
    index = PER_RUN["index"].join([entry], RunInfo())
    wanted = Wanted(MemoWords.from_lexicon(checker.lexicon), letterhead=Letterhead())
    row = next(csv.DictReader(io.StringIO(index["index.csv"].decode("utf-8-sig"))))

    assert name == json.loads(PER_DOCUMENT["json"](assessment))["conclusion"]["name"]
    assert f"<strong>{name}</strong>" in PER_DOCUMENT["html"](assessment).decode()
    assert f"结论:**{name}**" in PER_DOCUMENT["md"](assessment).decode()
    assert f"结论:{name}(" in render_console(assessment)
    assert name == row["结论"]
    assert f"<td>{name}<small>" in index["index.html"].decode()
    assert re.search(rf"\*\*结论:(建议)?{name}。\*\*", words_of(MemoMaker(wanted, ("md",))(assessment)))


def test_a_batch_spreads_over_the_conclusions(checker):
    """Not everything is returned."""
    if not SHARED.is_dir():
        pytest.skip("the corpus beside the repository is not there")
    named = [checker.check(path).conclusion.name for path in SAMPLES]

    assert 25 <= len(named)
    assert {"同意报送", "修改后报送", "退回补正"} <= set(named)
    assert max(named.count(n) for n in set(named)) <= 0.6 * len(named)


def gap(rule_id, verdict, obligation=Obligation.STATUTORY, **changes):
    return memos.result(rule_id, verdict, obligation, **changes)


@pytest.mark.parametrize(("name", "results", "findings"), [
    ("退回补正", [gap("content.causes", Verdict.MISSING)], []),
    ("修改后报送", [gap("content.causes", Verdict.PARTIAL)], []),
    ("修改后报送", [gap("doc.submission-recipient", Verdict.MISSING)], []),
    ("待人工", [gap("content.causes", Verdict.MISSING, confidence="low")], []),
    ("待人工", [gap("a.b", Verdict.ERROR, Obligation.ADVISORY)], []),
    ("修改后报送", [gap("a.b", Verdict.FULL)], [memos.finding("a1", severity=Severity.HIGH)]),
    ("同意报送", [gap("a.b", Verdict.FULL)], [memos.finding("a1", severity=Severity.HIGH, confidence="low")]),
    ("同意报送", [gap("a.b", Verdict.MISSING, Obligation.ADVISORY)], [memos.finding("a1")]),
    ("同意报送", [gap("a.b", Verdict.FULL)], []),
])  # fmt: skip
def test_what_leads_to_a_conclusion(rules, name, results, findings):
    assert name == rules.conclude(memos.assessment(results, findings)).name


def test_a_single_doubtful_point_never_returns_a_report(rules):
    """Whatever it is about."""
    for verdict in (Verdict.MISSING, Verdict.PARTIAL):
        for obligation in Obligation:
            one = memos.assessment([gap("content.causes", verdict, obligation, confidence="low")])

            assert "退回补正" != rules.conclude(one).name


def test_the_grounds_name_what_led_there(rules):
    found = rules.conclude(
        memos.assessment([gap("content.causes", Verdict.MISSING, title="原因分析(法定内容二·原因)")])
    )

    assert ("未见法定内容:原因分析",) == found.grounds


def test_a_waived_gap_has_no_say(rules):
    waiver = Waiver("机构改革", "李某", "2024-01-01", "2024-12-31")

    assert "同意报送" == rules.conclude(memos.assessment([gap("content.causes", Verdict.MISSING, waiver=waiver)])).name


@pytest.mark.parametrize(("kind", "name"), [
    (DocumentKind.GOVERNMENT_WORK_REPORT, "退回补正"), (DocumentKind.OTHER, "待人工"),
    (DocumentKind.RULE_OF_LAW_REPORT, "待人工"),
])  # fmt: skip
def test_a_document_that_was_not_judged(rules, kind, name):
    assert name == rules.conclude(memos.assessment(kind=kind, score=None)).name


def test_what_reviewers_decided_counts_in_conclusion_and_score(checker):
    seed = Path(__file__).parents[2] / "seeds" / "02-muyuan-county-2022-draft.txt"
    before = checker.check(seed)
    unit, year = before.document.metadata.issuer.value, before.document.metadata.report_year
    rows = tuple(
        Decision(unit, year, r.rule_id, Choice.CHANGED, Verdict.FULL, "第四部分已写", "张某")
        for r in before.results
        if r.obligation is Obligation.STATUTORY and r.verdict in (Verdict.MISSING, Verdict.PARTIAL)
    )
    others = tuple(
        Decision(unit, year, i.rule_id if hasattr(i, "verdict") else i.fingerprint, Choice.ACCEPT, name="张某")
        for i in (*before.results, *before.findings)
        if not any(getattr(i, "rule_id", "") == d.point for d in rows)
    )

    after = checker.mark(before, Marks(decisions=(*rows, *others))).assessment

    assert "退回补正" == before.conclusion.name
    assert "法定" not in "".join(after.conclusion.grounds)
    assert after.score.total > before.score.total


def test_a_sheet_that_only_rests_a_rule_makes_nobody_wait(checker):
    seed = Path(__file__).parents[2] / "seeds" / "02-muyuan-county-2022-draft.txt"
    before = checker.check(seed)
    rest = (Decision("全部", None, "content.causes", Choice.REJECT, reason="本批另文报送", name="张某"),)

    after = checker.mark(before, Marks(decisions=rest)).assessment

    assert "待人工" != after.conclusion.name
    assert "原因分析" not in "".join(after.conclusion.grounds)
    (rested,) = [r for r in after.results if r.rule_id == "content.causes"]
    assert (True, "本批另文报送") == (rested.set_aside, rested.decision.reason)


@pytest.mark.parametrize(("change", "sentence"), [
    ({"conclusions": [{"name": "好", "text": "", "when": [{"statutory_mising": 1}]}]}, "不认识“statutory_mising”"),
    ({"conclusions": [{"name": "好", "text": "", "when": [{"high": 1}]}]}, "最后一项要在没有问题时也适用"),
    ({"grounds": {}}, "grounds 里没有写"),
    ({"conclusions": [{"name": "好", "text": "", "when": 1}]}, "when 应为一组或几组条件"),
])  # fmt: skip
def test_broken_rules_for_conclusions_are_refused_in_a_sentence(change, sentence):
    sections = load_pack().lexicon.sections
    lexicon = Lexicon({**sections, "conclusion": {**sections["conclusion"], **change}})

    with pytest.raises(RuleError, match=sentence):
        ConclusionRules.from_lexicon(lexicon)
