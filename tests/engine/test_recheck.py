"""What became of the points of an earlier run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.model import ChangeState, Note, Previous, Verdict
from checker.results.recheck import recheck, verdict_changes

BEFORE = """云川县人民政府关于2023年度法治政府建设情况的报告

2023年,云川县推进依法行政。现将有关情况报告如下。

一、主要举措和成效

(一)行政复议。全年收到行政复议申请53件,受理41件,审结41件,结案率为87.2%。深化“放服管”改革。

(二)行政应诉。出庭率为120%。

二、存在的问题

有的单位学法不够。

云川县人民政府
2024年2月20日
"""


@pytest.fixture(scope="module")
def judge(checker):
    """Judge a text."""

    def call(text: str):
        return checker.check_bytes("报告.txt", text.encode())

    return call


def by_state(done, kind: str | None = None) -> dict[str, set[str]]:
    """Rule ids of the changes by state; ``kind`` finding or gap."""
    found: dict[str, set[str]] = {}
    for change in done.recheck.changes:
        finding = "finding" in {change.before, change.after}
        if kind is None or finding == (kind == "finding"):
            found.setdefault(change.state.value, set()).add(change.rule_id)
    return found


def test_the_same_text_leaves_every_point_open(judge):
    now = judge(BEFORE)

    done = recheck(now, judge(BEFORE), "前次.json", "ab")

    gaps = [r for r in now.results if r.verdict in (Verdict.MISSING, Verdict.PARTIAL)]
    assert {ChangeState.OPEN} == {c.state for c in done.recheck.changes}
    assert len(gaps) + len(now.findings) == len(done.recheck.changes)
    assert ["recheck-same"] == [n.code for n in done.notes]


def test_what_was_written_is_mended_and_what_was_broken_is_new(judge):
    after = BEFORE.replace("放服管", "全过程记录").replace("云川县人民政府\n2024年2月20日\n", "")

    done = recheck(judge(after), judge(BEFORE), "前次.json", "ab")

    assert "wording.typos" in by_state(done, "finding")["fixed"]
    assert {"doc.signature-date"} == by_state(done, "gap")["new"]
    (new,) = [c for c in done.recheck.changes if c.state is ChangeState.NEW]
    assert ("full", "missing") == (new.before, new.after)


def test_a_gap_that_was_partly_filled_is_open_and_says_before_and_after(judge):
    after = BEFORE.replace("云川县人民政府\n2024年2月20日\n", "2024年2月20日\n")
    before = BEFORE.replace("云川县人民政府\n2024年2月20日\n", "")

    done = recheck(judge(after), judge(before), "前次.json", "ab")

    (change,) = [c for c in done.recheck.changes if c.rule_id == "doc.signature-date"]
    assert (ChangeState.OPEN, "missing", "partial") == (change.state, change.before, change.after)


def test_a_finding_that_was_reworded_is_found_again(judge):
    after = BEFORE.replace("出庭率为120%", "全县出庭率约为120%")
    before, now = judge(BEFORE), judge(after)
    edited = replace(now, findings=tuple(replace(f, fingerprint=f"{n:016}") for n, f in enumerate(now.findings)))

    done = recheck(edited, before, "前次.json", "ab")

    assert len(before.findings) == len(now.findings) > 1
    assert {"open"} == set(by_state(done, "finding"))


def test_what_could_not_be_judged_again_is_not_called_mended(judge):
    before = judge(BEFORE)
    gap = next(r for r in before.results if r.verdict is Verdict.MISSING)
    now = replace(
        before,
        results=tuple(replace(r, verdict=Verdict.ERROR) if r is gap else r for r in before.results),
        findings=(),
        notes=tuple(Note("rule-error", f"{f.rule_id}:程序出错") for f in before.findings),
    )

    done = recheck(now, before, "前次.json", "ab")

    assert "fixed" not in by_state(done)
    (change,) = [c for c in done.recheck.changes if c.rule_id == gap.rule_id]
    assert (ChangeState.OPEN, "missing", "error") == (change.state, change.before, change.after)
    assert "recheck-failed" in {n.code for n in done.notes}


def test_a_rule_that_no_longer_exists_is_named_and_not_called_mended(judge):
    before = judge(BEFORE)
    gap = next(r for r in before.results if r.verdict is Verdict.MISSING)
    now = replace(before, results=tuple(r for r in before.results if r is not gap))

    done = recheck(now, before, "前次.json", "ab")

    assert gap.rule_id not in {c.rule_id for c in done.recheck.changes}
    assert any(n.code == "recheck-gone" and gap.rule_id in n.message for n in done.notes)
    assert [(gap.rule_id, Verdict.MISSING, None)] == [
        (v.rule_id, v.before, v.after) for v in verdict_changes(now, before)
    ]


def test_findings_against_last_years_report_count_only_when_both_runs_had_one(judge):
    before = judge(BEFORE)
    cross = replace(before.findings[0], rule_id="consistency.cross-document", kind="cross_year", fingerprint="c" * 16)
    compared = replace(
        before, findings=(*before.findings, cross), previous=Previous("去年.txt", "ab", None, 2022, None)
    )

    done = recheck(before, compared, "前次.json", "ab")

    assert "consistency.cross-document" not in {c.rule_id for c in done.recheck.changes}
    assert "recheck-compare" in {n.code for n in done.notes}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("云川县", "澜亭县", "recheck-unit"), ("2023年度", "2022年度", "recheck-year")],
)
def test_another_unit_or_year_is_remarked(judge, old, new, code):
    done = recheck(judge(BEFORE), judge(BEFORE.replace(old, new)), "前次.json", "ab")

    assert code in {n.code for n in done.notes}


def test_another_pack_is_remarked(judge):
    before = judge(BEFORE)

    done = recheck(before, replace(before, pack=replace(before.pack, version="2020.1")), "前次.json", "ab")

    assert any(n.code == "recheck-pack" and "2020.1" in n.message for n in done.notes)
    assert "2020.1" == done.recheck.pack_version


def test_a_text_of_another_kind_is_not_compared(judge):
    done = recheck(judge("云川县天气预报\n\n今天晴。\n"), judge(BEFORE), "前次.json", "ab")

    assert () == done.recheck.changes
    assert "recheck-kind" in {n.code for n in done.notes}
