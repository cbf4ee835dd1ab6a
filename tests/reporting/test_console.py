"""What the terminal shows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.model import DocumentKind, Score, Verdict
from checker.reporting.terminal.console import WIDTH, Brief, brief, render_batch, render_console
from checker.text.widths import clip, clip_left, columns, pad, wrap


def test_no_line_is_wider_than_the_terminal(assessment, assess_text):
    """80 columns, Chinese characters counted as two."""
    long = assess_text("长标题" * 60 + "\n", title="云川县人民政府关于" * 20)

    for shown in (render_console(assessment), render_console(long)):
        assert max(columns(line) for line in shown.splitlines()) <= WIDTH + 2  # a closing sign may hang over


def test_the_summary_comes_first(assessment):
    """Title, then issuer, year, level and stage, then the score with its reservation."""
    lines = render_console(assessment).splitlines()

    assert "云川县人民政府关于2023年度法治政府建设情况的报告" in lines[0]
    assert "  云川县人民政府 · 2023年度 · 县级 · 送审稿" == lines[1]
    assert "仅供审核参考" in next(line for line in lines if "得分" in line)


def test_gaps_are_listed_with_obligation_and_reason(assessment):
    """Missing before partial; each with its mark, its id and why."""
    shown = render_console(replace(assessment, results=tuple(replace(r, waiver=None) for r in assessment.results)))

    assert shown.index("✗ 缺失 1 项") < shown.index("△ 部分 1 项")
    assert "[法定] 存在的不足 (content.problems)" in shown
    assert "说明:行政复议:审结件数。" in shown
    assert "第4行:办结41件,结案率为87.2%" in shown


def test_what_is_waived_is_shown_apart_with_reason_approver_and_term(assessment):
    """It is no longer among what is asked for, and not hidden either; the score stands both ways."""
    counted = Score(Decimal("81.5"), "良好", ())
    scored = replace(assessment, score=Score(Decimal("71.5"), "一般", ()), waived_score=counted)

    shown = render_console(scored)

    assert "得分 71.5 一般,计入豁免 81.5 良好" in shown
    assert "✗ 缺失 1 项" not in shown
    assert "◇ 豁免 1 项" in shown
    assert "[法定·缺失] 存在的不足 (content.problems)" in shown
    assert "机构改革(司法局 张某批准,2024-01-01 至 2024-12-31)" in shown


def test_what_is_known_is_counted(assessment):
    """What stands in the baseline is not listed again."""
    results = tuple(
        replace(r, known=r.verdict in (Verdict.MISSING, Verdict.PARTIAL), waiver=None) for r in assessment.results
    )
    findings = tuple(replace(f, known=True) for f in assessment.findings)

    shown = render_console(replace(assessment, results=results, findings=findings))

    assert f"= 已知 {2 + len(findings)} 项,在基线里:缺失 1、部分 1、核实 {len(findings)}" in shown
    assert "△ 部分 1 项" not in shown


def test_findings_errors_and_notes_are_not_silent(assessment):
    """Everything a person must know about the run is said."""
    shown = render_console(assessment)

    assert "结案率与件数不符,请核实。" in shown
    assert "review.mechanism" in shown
    assert "说明:附件没有读取。" in shown
    assert "无法计算" in shown


def test_another_kind_of_document_is_named_and_not_scored(assessment):
    """A work report is told apart instead of being scored."""
    document = replace(assessment.document, kind=DocumentKind.GOVERNMENT_WORK_REPORT)

    shown = render_console(replace(assessment, document=document, results=(), score=Score(None, None, ())))

    assert "政府工作报告" in shown
    assert "--force" in shown
    assert "缺失" not in shown


def test_several_documents_take_one_line_each_and_totals():
    """A table whose columns stay in place, whatever the paths."""
    briefs = [
        Brief("报送/甲县.txt", "76.3", 20, 1, 2, judged=True, scored=True),
        Brief("报送/" + "很长的文件夹/" * 9 + "乙县.txt", remark="政府工作报告,未评分"),
    ]

    lines = render_batch(briefs).splitlines()

    assert "  76.3   20    1    2   报送/甲县.txt" == lines[1]
    assert lines[2].endswith("乙县.txt(政府工作报告,未评分)")
    assert max(map(columns, lines)) <= WIDTH
    assert "共 2 份,已评分 1 份,未评分 1 份。" == lines[-1]


def test_a_brief_says_why_there_is_no_total(assessment):
    """A rule that failed leaves no total, and the table says so."""
    assert brief(assessment).remark == "有规则出错,未计分"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (clip("甲乙丙丁", 6), "甲乙…"),
        (clip("  甲 乙", 9), "  甲 乙"),
        (clip_left("甲乙丙丁", 6), "…丙丁"),
        (pad("甲", 4) + "|", "甲  |"),
        (list(wrap("甲乙丙。丁", 6)), ["甲乙丙。", "丁"]),
        (columns("a甲█"), 5),
    ],
)
def test_text_is_measured_as_a_terminal_shows_it(made, expected):
    """Wide characters take two columns; closing signs do not begin a line."""
    assert expected == made
