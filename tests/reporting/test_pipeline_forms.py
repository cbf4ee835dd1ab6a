"""JUnit, GitHub, GitLab, CSV and Markdown: read back by others, safe with hostile text, nothing left out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from checker.model import DocumentKind, Score
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.markdown import code, plain, render_markdown
from checker.reporting.pipeline import csv_table, github, gitlab, junit
from checker.reporting.pipeline.digest import piece
from checker.reporting.rule_info import rule_infos
from checker.reporting.show import parse_show
from checker.results.thresholds import Thresholds
from checker.rules.loader import load_pack

FORMS = {"junit": junit, "github": github, "gitlab": gitlab, "csv": csv_table}
ALL = Thresholds.parse(None, "normative,low")
NO_GATES = Thresholds()
HOSTILE = "::error::甲\r\n=cmd|' /C calc'!A0<script>alert(1)</script>]]>&amp;\x00\x1b[31m@someone `x` | **b** #1 %0A😀"


@pytest.fixture(scope="module")
def rules():
    return rule_infos(load_pack().pack)


@pytest.fixture
def made(rules):
    """Return a function that gives the files of one form for assessments, or messages, by path."""

    def make(form, named, gates=NO_GATES, **info):
        entries = [
            Entry(path, path, None, value)
            if isinstance(value, str)
            else Entry(path, path, piece(value), short=gates.why(value))
            for path, value in named.items()
        ]
        return FORMS[form].join(entries, RunInfo(rules=rules, root="/repo", **info))

    return make


@pytest.fixture
def hostile(assessment):
    """Return an assessment whose every text tries to be more than text."""
    (finding,) = assessment.findings
    results = tuple(
        replace(r, title=HOSTILE, explanation=HOSTILE, evidence=tuple(replace(e, text=HOSTILE) for e in r.evidence))
        for r in assessment.results
    )
    return replace(assessment, results=results, findings=(replace(finding, message=HOSTILE, text=HOSTILE),))


@pytest.fixture
def other(assessment):
    """Return an assessment of a document of another kind."""
    document = replace(assessment.document, kind=DocumentKind.GOVERNMENT_WORK_REPORT)
    return replace(
        assessment, document=document, results=(), findings=(), checks=(), figures=(), score=Score(None, None, ())
    )


# JUnit


def suites(files):
    return list(JUnitXml.fromstring(files["checker.junit.xml"]))


def test_junit_has_a_suite_a_document_and_a_case_a_rule_and_finding(made, assessment):
    first, second = suites(made("junit", {"甲.txt": assessment, "乙.txt": assessment}, ALL))

    assert ("甲.txt", "乙.txt") == (first.name, second.name)
    cases = {case.classname: [type(r) for r in case.result] for case in first}
    assert {
        "content.problems": [Skipped],
        "doc.title": [],
        "leadership.plan": [Skipped],
        "leadership.report": [Skipped],
        "review.accepted-count": [],
        "review.concluded-count": [Failure],
        "review.mechanism": [Error],
        "consistency.review": [Failure],
    } == cases
    assert (8, 2, 1, 3) == (first.tests, first.failures, first.errors, first.skipped)


def test_junit_says_why_a_case_is_skipped_or_failed(made, assessment):
    (suite,) = suites(made("junit", {"甲.txt": assessment}, ALL))

    said = {case.classname: case.result[0] for case in suite if case.result}
    assert "已豁免(机构改革;批准人:司法局 张某;至 2024-12-31)" in said["content.problems"].message
    assert said["leadership.report"].message.startswith("不适用:")
    assert "partial.normative" == said["review.concluded-count"].type
    assert "第4行:办结41件" in said["review.concluded-count"].text
    assert "依据:《中华人民共和国行政复议法》(2023修订)第三十条" in said["review.concluded-count"].text
    assert "finding.high" == said["consistency.review"].type


@pytest.mark.parametrize(
    ("gates", "failed"),
    [
        (Thresholds(), set()),
        (Thresholds.parse(None, "high"), {"consistency.review"}),
        (Thresholds.parse(None, "normative"), {"review.concluded-count"}),
        (Thresholds.parse(None, "statutory"), set()),
    ],
)
def test_junit_fails_what_the_gates_count_and_nothing_else(made, assessment, gates, failed):
    (suite,) = suites(made("junit", {"甲.txt": assessment}, gates))

    assert failed == {case.classname for case in suite if any(isinstance(r, Failure) for r in case.result)}


def test_a_score_that_is_too_low_is_a_failed_case_of_its_own(made, assessment):
    low = replace(assessment, score=Score(Decimal("41.5"), "", ()))

    (suite,) = suites(made("junit", {"甲.txt": low}, Thresholds.parse(60, None)))

    (case,) = (c for c in suite if c.classname == "gate")
    assert ("--fail-under", "得分 41.5") == (case.name, case.result[0].message)


def test_a_document_of_another_kind_fails_where_the_gate_counts_it(made, other):
    (suite,) = suites(made("junit", {"甲.txt": other}, Thresholds.parse(None, "wrong-kind")))

    assert [("--fail-on wrong-kind", Failure)] == [(c.name, type(c.result[0])) for c in suite]


def test_what_stands_in_the_baseline_is_no_failure_but_a_failed_rule_stays_an_error(made, assessment):
    known = replace(
        assessment,
        results=tuple(replace(r, known=True) for r in assessment.results),
        findings=tuple(replace(f, known=True) for f in assessment.findings),
    )

    (suite,) = suites(made("junit", {"甲.txt": known}, ALL))

    assert (0, 1) == (suite.failures, suite.errors)
    assert "基线中已有" in next(c for c in suite if c.classname == "consistency.review").result[0].message


def test_a_relation_that_was_tried_and_held_is_a_passed_case(made, assessment):
    held = replace(assessment, checks=tuple(replace(c, rule_id="consistency.sum-of-parts") for c in assessment.checks))

    (suite,) = suites(made("junit", {"甲.txt": held}))

    assert [[]] == [c.result for c in suite if c.classname == "consistency.sum-of-parts"]


def test_junit_names_the_document_of_another_kind_and_the_unread_one(made, other):
    first, second = suites(made("junit", {"甲.txt": other, "坏.txt": "坏.txt:文件不存在。"}))

    ((one,), (two,)) = ([c.result[0] for c in first], [c.result[0] for c in second])
    assert isinstance(one, Skipped)
    assert "政府工作报告" in one.message
    assert isinstance(two, Error)
    assert "文件不存在。" == two.message


def test_junit_is_xml_whatever_the_document_says(made, hostile):
    (suite,) = suites(made("junit", {"甲\x07.txt": hostile}, ALL))

    (failure,) = (c.result[0] for c in suite if c.classname == "consistency.review")
    assert "<script>alert(1)</script>]]>&amp;\ufffd\ufffd[31m" in failure.message
    assert "甲\ufffd.txt" == suite.name


# GitHub


def test_github_commands_name_file_line_column_and_rule(made, assessment):
    lines = made("github", {"报送/甲.txt": assessment})["-"].decode().splitlines()

    assert (
        "::error file=报送/甲.txt,line=4,endLine=4,col=25,endColumn=30,title=consistency.review"
        "::结案率与件数不符,请核实。 请核实后改写。" in lines
    )


def test_waived_and_known_problems_are_not_annotated(made, assessment):
    known = replace(assessment, findings=tuple(replace(f, known=True) for f in assessment.findings))

    lines = made("github", {"甲.txt": known})["-"].decode()

    assert "content.problems" not in lines
    assert "consistency.review" not in lines
    assert "review.mechanism" in lines


def test_a_word_file_is_annotated_without_lines(made, assessment):
    word = replace(assessment, document=replace(assessment.document, format="docx"))

    assert ",line=" not in made("github", {"甲.docx": word})["-"].decode()


def test_no_text_becomes_a_command_of_its_own(made, hostile):
    lines = made("github", {"a,b:c%.txt": hostile})["-"].decode().splitlines()

    assert all(line.startswith(("::error file=a%2Cb%3Ac%25.txt,", "::notice file=a%2Cb%3Ac%25.txt,")) for line in lines)
    assert 3 == len(lines)
    assert all(1 == line.partition(" ")[2].count("::error::") for line in lines)
    assert all("%0D%0A=cmd" in line for line in lines)


def test_what_is_beyond_the_limit_of_annotations_is_counted(made, assessment):
    many = replace(assessment, findings=assessment.findings * 25)

    lines = made("github", {"甲.txt": many})["-"].decode().splitlines()

    assert 10 == sum(line.startswith("::error ") for line in lines)
    assert lines[-1].startswith("另有 16 条没有列成标注")


def test_show_decides_what_is_annotated(made, assessment):
    lines = made("github", {"甲.txt": assessment}, show=parse_show("findings"))["-"].decode()

    assert "consistency.review" in lines
    assert "review.concluded-count" not in lines
    assert "review.mechanism" in lines, "a failed rule is always shown"


def test_the_summary_has_every_document(made, assessment, other):
    named = {"甲|.txt": assessment, "乙.txt": other, "坏.txt": "坏.txt:文件不存在。"}

    summary = made("github", named, skipped=(("x.py", "不是可读的文档类型"),))["$GITHUB_STEP_SUMMARY"].decode()

    assert "| `甲\\|.txt` | -  | 1 | 1 | 1 | 1 |" in summary
    assert "| `乙.txt` | 这是政府工作报告" in summary
    assert "- `坏.txt`:文件不存在。" in summary
    assert "没有核对 `x.py`:不是可读的文档类型" in summary
    assert "仅供审核参考" in summary


def test_a_long_summary_stays_below_what_the_host_takes_and_says_so(made, assessment):
    many = replace(assessment, findings=assessment.findings * 4000)

    summary = made("github", {f"{n}.txt": many for n in range(3)})["$GITHUB_STEP_SUMMARY"]

    assert len(summary) < 1024 * 1024
    assert "摘要太长" in summary.decode()


# GitLab


def test_gitlab_issues_have_the_fields_that_it_reads(made, assessment, other):
    issues = json.loads(
        made("gitlab", {"甲.txt": assessment, "乙.txt": other, "坏.txt": "坏.txt:文件不存在。"})[
            "gl-code-quality-report.json"
        ]
    )

    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == issue.keys()
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert isinstance(issue["location"]["lines"]["begin"], int)
    assert {
        ("content.problems", "info"),
        ("review.concluded-count", "minor"),
        ("review.mechanism", "critical"),
        ("consistency.review", "critical"),
        ("not-judged", "info"),
        ("unreadable", "blocker"),
    } == {(i["check_name"], i["severity"]) for i in issues}


def test_gitlab_fingerprints_are_unique_and_survive_moved_lines(made, assessment, assess_text):
    def prints(one):
        issues = json.loads(made("gitlab", {"甲.txt": one, "乙.txt": one})["gl-code-quality-report.json"])
        return [i["fingerprint"] for i in issues]

    twice = replace(assessment, findings=assessment.findings * 2)
    assert len(prints(twice)) == len(set(prints(twice)))
    assert prints(assessment) == prints(assess_text("新增一行。\n\n"))


# CSV


def table(files):
    data = files["checker.csv"]
    assert data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_a_requirement_and_a_finding(made, assessment, other):
    rows = table(made("csv", {"甲.txt": assessment, "乙.txt": other, "坏.txt": "坏.txt:文件不存在。"}))

    assert 10 == len(rows)
    assert [*["要求"] * 7, "问题", "未核对", "未完成"] == [r["类别"] for r in rows]
    assert ("结案率与件数不符,请核实。", "4", "87.2%", "高") == tuple(
        rows[7][k] for k in ("说明", "行", "原文", "严重程度")
    )
    assert "文件不存在。" == rows[9]["说明"]
    assert "机构改革(批准人:司法局 张某;至 2024-12-31)" == rows[0]["豁免"]


def test_no_cell_is_a_formula(made, hostile):
    formula = replace(hostile, findings=tuple(replace(f, text="\t=1+1", message="=1+1") for f in hostile.findings))

    rows = table(made("csv", {"=甲.txt": formula}))

    for row in rows:
        assert not [v for v in row.values() if v.lstrip()[:1] in {"=", "+", "-", "@"}]
    assert "'=1+1" == rows[-1]["说明"]
    assert "'\t=1+1" == rows[-1]["原文"]


# Markdown


def test_markdown_holds_everything_that_is_shown(assessment):
    page = render_markdown(assessment).decode()

    assert "# 云川县人民政府关于2023年度法治政府建设情况的报告" in page
    assert "## ✗ 缺失 1 项" in page
    assert "【已豁免:机构改革;批准人:司法局 张某;至 2024-12-31】" in page
    assert "第 4 行:`办结41件,结案率为87.2%`" in page
    assert "依据:《中华人民共和国行政复议法》(2023修订)第三十条" in page
    assert "复议体制" in page
    assert "## ✓ 完整" not in page
    assert "附件没有读取。" in page


@pytest.mark.parametrize(
    ("words", "headings"),
    [
        (None, ["缺失", "部分", "写法和数字需核实"]),
        ("all", ["缺失", "部分", "待人工", "完整", "不适用", "写法和数字需核实"]),
        ("none", []),
        ("full,findings", ["完整", "写法和数字需核实"]),
    ],
)
def test_show_chooses_the_lists_and_counts_stay_complete(assessment, words, headings):
    page = render_markdown(assessment, parse_show(words)).decode()

    found = [
        line.split()[2]
        for line in page.splitlines()
        if line.count(" ") > 1 and line.startswith("## ") and "规则出错" not in line
    ]
    assert headings == [name for name in found if name != "说明"]
    assert "| 2 | 1 | 1 | 1 | 1 | 1 | 1 |" in page
    assert "规则出错 1 条" in page


def test_markdown_of_hostile_text_has_no_markup_and_calls_nobody(hostile):
    page = render_markdown(hostile).decode()

    assert "<script" not in page.replace("\\<script", "").replace(code(HOSTILE), "")
    assert "@someone" not in page.replace(code(HOSTILE), "")
    assert not [line for line in page.splitlines() if line.startswith("::")]


def kinds(tokens):
    """Yield every token of a page, at any depth."""
    for token in tokens:
        yield token
        yield from kinds(token.children or [])


MARKUP = [
    "# h", "- li", "+ li", "1. li", "2) li", "> q", "```\nx\n```", "---", "===", "| a |\n|---|", "[a](http://x)",
    "![i](//y)", "<http://z>", "http://w.example", "www.x.example", "**b** _i_ ~~s~~ `c`", "<b>x</b>", "<!-- x",
    "&lt;b", "\\*x*", "<details>", "* li", "    code", "@all", "[x]: http://y",
]  # fmt: skip


@pytest.mark.parametrize("text", [HOSTILE, *MARKUP, " ".join(MARKUP)])
def test_a_renderer_finds_no_markup_that_came_from_the_document(assessment, text):
    """The page has the same structure whatever the texts are, and shows them as they stand."""

    def page(said):
        (finding,) = assessment.findings
        spots = [replace(r, evidence=tuple(replace(e, text=said) for e in r.evidence)) for r in assessment.results]
        results = tuple(replace(r, title=said, explanation=said, suggestion=said) for r in spots)
        findings = (replace(finding, message=said, text=said, suggestion="", basis=()),)
        made = render_markdown(replace(assessment, results=results, findings=findings)).decode()
        tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(made)
        return [t for t in kinds(tokens) if t.content != "<!-- -->"]

    shown, usual = page(text), page("甲乙")

    assert [t.type for t in usual if t.type != "text"] == [t.type for t in shown if t.type != "text"]


@pytest.mark.parametrize("text", ["a`b", "``", "`", "a``b`", " ", "", "x\ny"])
def test_a_code_span_holds_any_text(text):
    """Its fence is longer than any run of ticks inside, and does not touch one."""
    span = code(text)

    fence = span[: len(span) - len(span.lstrip("`"))]
    inner = span[len(fence) : -len(fence)]
    assert fence not in inner
    assert not inner.startswith("`")
    assert not inner.endswith("`")
    assert "\n" not in span


def test_plain_text_is_one_line():
    assert "\\# a \\*b\\* @<!-- -->c :<!-- -->//d" == plain(" # a\n*b*\x00@c ://d")
    assert ["1\\. a", "\\- b", "12号"] == [plain(t) for t in ("1. a", "- b", "12号")]
