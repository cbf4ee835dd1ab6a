"""Agreement with careful readers on the corpora beside the checkout (an extra check: skipped where they are absent)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from checker.api import Checker
from checker.model import Verdict
from checker.results.stored.write import render_json


@pytest.fixture(scope="module")
def scores(shared_dir, tmp_path_factory):
    """The corpus's own figures for both sets, from the program's JSON."""
    checker, found = Checker(), {}
    for gold, texts in (("gold", "real"), ("dev", "dev")):
        out = tmp_path_factory.mktemp(gold)
        for path in sorted((shared_dir / "corpus" / texts).glob("*.txt")):
            (out / f"{path.stem}.json").write_bytes(render_json(checker.check(path)))
        target = out.parent / f"{gold}.score.json"
        command = [sys.executable, shared_dir / "tools" / "score_gold.py"]
        corpus = shared_dir / "corpus"
        subprocess.run(
            [*command, corpus / gold, corpus / texts, out, "--json", target], check=True, capture_output=True
        )
        found[gold] = json.loads(target.read_text("utf-8"))
    return found


@pytest.mark.slow("judges both corpora; the first tier has single reports of them")
@pytest.mark.parametrize("name", ["gold", "dev"])
@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("agreement", 0.95),
        ("evidence", 0.95),
        ("metadata", 0.98),
        ("figure_f1", 0.97),
        ("defects_found", 1.0),
    ],
)
def test_the_bar_is_met(scores, name, figure, least):
    assert scores[name][figure] >= least


@pytest.mark.slow("judges both corpora; the first tier has single reports of them")
@pytest.mark.parametrize("name", ["gold", "dev"])
def test_nobody_is_accused_and_no_right_sum_is_flagged(scores, name):
    assert (0, 0) == (scores[name]["accusations"], scores[name]["false_alarms"])
    assert 0.5 >= scores[name]["unexplained_consistency"]


def verdicts(shared_dir, name):
    assessment = Checker().check(shared_dir / "corpus" / "real" / name)
    return assessment, {r.rule_id: r.verdict for r in assessment.results}


def test_a_report_that_mentions_the_three_systems_only_in_its_plan_does_not_have_them(shared_dir):
    _, got = verdicts(shared_dir, "xiangfu-2020.txt")

    assert got["enforcement.three-systems"] is not Verdict.FULL


def test_a_page_without_title_and_dates_is_read_all_the_same(shared_dir):
    assessment, got = verdicts(shared_dir, "wutongqiao-2021.txt")
    meta = assessment.document.metadata

    assert (None, None, None) == (meta.title, meta.publish_date, meta.signed_date)
    assert 2021 == meta.report_year
    assert Verdict.MISSING is got["content.first-responsible-person"]


@pytest.mark.parametrize("name", ["hanbin-2023.txt", "langfang-2023.txt"])
def test_problems_and_plan_without_headings_are_found(shared_dir, name):
    assessment, _ = verdicts(shared_dir, name)

    assert {"problems", "plan"} <= {r.role.value for r in assessment.document.roles}
    assert not [s for s in assessment.document.sections if s.role.value in ("problems", "plan")]
