"""What a memo says, and what it never says."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import memos
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.memo import Letterhead
from checker.model import DocumentKind, Obligation, Severity, Verdict
from checker.results.decisions import Choice, Decision, Undecided, points_of


def text(papers):
    return papers["memo.md"].decode()


def decide(report, *choices, name="张某"):
    """One decision for each point in order."""
    pairs = zip(points_of(report), choices, strict=False)
    return tuple(Decision(p.unit, p.year, p.id, c, name=name, seen=p.seen) for p, c in pairs if c)


GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["opinion", "return", "wrong", "internal", "decided"])
def test_markdown_is_as_it_was_read_and_approved(make, report, name):
    """Set CHECKER_WRITE_GOLDEN=1 to write the files anew, then read what changed."""
    papers = {
        "opinion": lambda: make(report, due_days=10)["memo.md"],
        "return": lambda: make(report, kind="return")["memo.md"],
        "wrong": lambda: make(memos.assessment(kind=DocumentKind.NEWS, score=None))["memo.md"],
        "internal": lambda: make(report, decisions=decide(report, Choice.REJECT))["internal.md"],
        "decided": lambda: make(report, decisions=decide(report, *[Choice.ACCEPT] * 4), undecided=Undecided.MARK)[
            "memo.md"
        ],
    }
    path = GOLDEN / f"{name}.md"

    made = papers[name]()

    if os.environ.get("CHECKER_WRITE_GOLDEN"):
        path.write_bytes(made)
    assert path.read_text("utf-8") == made.decode()


def test_every_part_is_there_in_order(make, report):
    said = text(make(report, annex=True))

    headings = re.findall(r"^## (.*)$", said, re.MULTILINE)
    assert [
        "一、审核结论", "二、法定事项", "三、数字和文字", "四、其他需完善的内容", "五、上次意见的修改情况",
        "附件：法治政府建设年度报告审核事项一览表",
    ] == headings  # fmt: skip


def test_the_table_of_all_items_is_there_only_where_it_is_wanted(make, report):
    assert "附件" not in text(make(report))


def test_a_statutory_gap_has_its_reason_and_what_is_asked_for(make):
    gap = memos.result(
        "content.causes", Verdict.MISSING, Obligation.STATUTORY, title="原因分析(法定内容二·原因)",
        explanation="未见对存在不足的原因分析。另外几句。",
        suggestion="建议逐项写明原因(原因在于____);据实填写,无则写无。",
    )  # fmt: skip

    said = text(make(memos.assessment([gap])))

    assert "**1.原因分析（未见）。** 未见对存在不足的原因分析。建议逐项写明原因。" in said
    assert "另外几句" not in said


def test_a_figure_problem_shows_its_sum(make, report):
    said = text(make(report))

    assert "“共118件”：52 + 64 = 116 ≠ 118。" in said


def test_what_other_items_lack_is_one_paragraph_by_dimension(make):
    results = [
        memos.result("disputes.a", Verdict.MISSING, title="甲"),
        memos.result("disputes.b", Verdict.PARTIAL, title="乙(数据)"),
        *(memos.result(f"disputes.{n}", Verdict.MISSING, title=f"丙{n}") for n in "123"),
        memos.result("disputes.d", Verdict.MISSING, Obligation.ADVISORY, title="丁"),
    ]  # fmt: skip

    said = text(make(memos.assessment(results)))

    assert "disputes方面，未见甲、丙1等4项，乙不全；另有1项建议事项可酌情补充。" in said
    assert "丁" not in said


def test_only_the_gravest_corrections_are_listed_and_the_others_counted(make):
    grave = [memos.finding(format(n, "016x"), severity=Severity.MEDIUM, message=f"第{n}个问题。") for n in range(7)]
    light = memos.finding("f" * 16, message="很轻的问题。")

    said = text(make(memos.assessment([memos.result("a.b", Verdict.FULL)], (light, *grave))))

    assert 5 == len(re.findall("第[0-9]个问题", said))
    assert "另有3处文字或数字" in said
    assert "很轻的问题" not in said


def test_waived_points_are_no_gaps_and_stand_on_the_internal_sheet_with_reason_and_approver(make, report):
    papers = make(report)

    assert "事项waived" not in text(papers)
    assert (
        "事项waived按豁免处理：机构改革，今年不报（批准：分管领导批准，有效期至2025-12-31）"
        in papers["internal.md"].decode()
    )


def test_of_the_points_of_the_last_letter_only_those_still_open_are_named(make, report):
    said = text(make(report))

    assert "上次意见所列2项，已修改1项，仍有1项未修改：原因。" in said
    assert "占位符" not in said


@pytest.mark.parametrize("kind", ["opinion", "return"])
def test_the_score_plays_no_part_in_a_memo(make, report, without_score, kind):
    one, other = (
        make(without_score(report, Decimal(n), g), kind=kind) for n, g in (("91.7", "优秀"), ("12.3", "需补充"))
    )

    assert one["memo.md"] == other["memo.md"]
    assert one["memo.docx"] == other["memo.docx"]
    assert one["internal.md"] != other["internal.md"]


@pytest.mark.parametrize("word", ["得分", "评分", "排名", "名次", "优秀", "良好", "73.6"])
def test_a_memo_speaks_of_no_score_and_no_rank(make, report, read, word):
    papers = make(report)

    assert word not in text(papers)
    assert word not in read(papers["memo.docx"])


def test_the_internal_sheet_has_the_score_and_says_that_it_is_internal(make, report, read):
    papers = make(report)

    for said in (papers["internal.md"].decode(), read(papers["internal.docx"])):
        assert "内部资料" in said
        assert "73.6" in said


def test_a_document_without_title_unit_and_year_gets_a_memo_with_blanks(make, read):
    """Never the name of a file."""
    empty = memos.assessment(unit=None, year=None, title="", score=None, kind=DocumentKind.OTHER)

    said = read(make(empty)["memo.docx"])

    assert "________：" in said
    assert "关于《法治政府建设年度报告》的审核意见" in said
    assert "霁川县.txt" not in said
    assert "结论：待人工。" in said


def test_a_rule_that_failed_is_said_to_be_open(make):
    said = text(make(memos.assessment([memos.result("doc.broken", Verdict.ERROR)])))

    assert "**结论：待人工。** 有1项因程序原因没有核对。" in said
    assert "有1项未能核对，另行人工核对后告知。" in said


CONCLUSIONS = [
    ("建议退回补正", [("content.causes", Verdict.MISSING, Obligation.STATUTORY)], []),
    ("建议修改后报送", [("content.causes", Verdict.PARTIAL, Obligation.STATUTORY)], []),
    ("建议修改后报送", [("doc.channel", Verdict.MISSING, Obligation.STATUTORY)], []),
    ("建议退回补正", [("a.b", Verdict.MISSING, Obligation.NORMATIVE)], []),
    ("建议修改后报送", [("a.b", Verdict.FULL, Obligation.STATUTORY)], [Severity.HIGH]),
    ("建议同意报送", [("a.b", Verdict.REVIEW, Obligation.ADVISORY)], []),
    ("待人工", [("a.b", Verdict.REVIEW, Obligation.STATUTORY)], []),
    ("待人工", [("a.b", Verdict.ERROR, Obligation.ADVISORY)], []),
    ("建议同意报送", [("a.b", Verdict.MISSING, Obligation.ADVISORY)], [Severity.LOW]),
    ("建议同意报送", [("a.b", Verdict.FULL, Obligation.STATUTORY)], []),
]


@pytest.mark.parametrize(("conclusion", "results", "severities"), CONCLUSIONS)
def test_the_conclusion_follows_from_what_was_found(make, conclusion, results, severities):
    report = memos.assessment(
        [memos.result(*r) for r in results], [memos.finding("a1", severity=s) for s in severities]
    )

    assert f"**结论：{conclusion}。**" in text(make(report))


def test_a_waived_gap_does_not_weigh(make):

    report = memos.assessment([memos.result("a.b", Verdict.MISSING, Obligation.STATUTORY, waiver=memos.WAIVER)])

    assert "**结论：建议同意报送。**" in text(make(report))


def test_a_notice_of_return_is_not_written_where_there_is_nothing_to_return(make):
    said = text(make(memos.assessment([memos.result("a.b", Verdict.FULL)]), kind="return"))

    assert "退回" not in said
    assert "的审核意见" in said


def test_days_are_written_out_or_left_blank(make, report):
    dated = text(make(report, due_days=10))
    blank = text(make(report, letterhead=Letterhead(), as_of=None))

    assert "请你单位于2025年3月11日前将修改后的报告重新报送。" in dated
    assert "2025年3月1日" in dated
    assert r"于\_\_\_\_年\_\_\_\_月\_\_\_\_日前" in blank


def test_that_nobody_reviewed_it_is_for_the_office_alone(make, report):
    papers = make(report)

    assert "由程序初核生成，未经人工复核。" in papers["internal.md"].decode()
    assert "复核" not in text(papers)


def test_a_review_is_claimed_only_for_what_a_named_person_decided(make, report):
    named, unnamed = (
        make(report, decisions=decide(report, Choice.ACCEPT, Choice.REJECT, **who))["internal.md"].decode()
        for who in ({}, {"name": ""})
    )

    assert "2项经人工复核（复核人：张某）" in named
    assert "2项已有处理意见" in unnamed
    assert not re.search(r"\d项经人工复核", unnamed)
    assert "未署复核人姓名" in unnamed


def test_while_decisions_are_wanting_no_clean_bill_is_given(make):
    report = memos.assessment([memos.result("content.causes", Verdict.MISSING, Obligation.STATUTORY)])

    papers = make(report, decisions=())

    assert "**结论：待人工。** 还有1项没有复核，复核后结论可能改变。" in text(papers)
    assert "同意报送" not in text(papers)
    assert "尚有1项待人工复核，未列入意见" in papers["internal.md"].decode()


def test_undecided_points_are_marked_where_that_is_wanted(make, report):
    decisions = decide(report, Choice.ACCEPT)

    marked = text(make(report, decisions=decisions, undecided=Undecided.MARK))
    plain = text(make(report, decisions=decisions, undecided=Undecided.INCLUDE))

    assert "事项causes（未见）" in marked
    assert "事项problems（不全，待复核）" in marked
    assert "，待复核）" not in plain
    assert "（不全）" in plain


def test_a_published_report_is_not_said_to_have_been_handed_in(make):
    from checker.model import Stage

    said = text(make(memos.assessment([memos.result("a.b", Verdict.FULL)], stage=Stage.PUBLISHED)))

    assert "公开的2024年度报告已阅" in said
    assert "报送的" not in said


def test_places_name_the_page_where_the_format_has_pages(make):
    paged = replace(memos.finding("a1", severity=Severity.HIGH), page=2)

    said = text(make(memos.assessment([memos.result("a.b", Verdict.FULL)], (paged,))))

    assert "1.第2页“今年以来”：" in said


@pytest.mark.parametrize(("kind", "name"), [
    (DocumentKind.GOVERNMENT_WORK_REPORT, "政府工作报告"), (DocumentKind.NEWS, "新闻"),
    (DocumentKind.INFORMATION_DISCLOSURE_REPORT, "政府信息公开工作年度报告"),
])  # fmt: skip
@pytest.mark.parametrize("form", ["opinion", "return"])
def test_a_wrong_document_is_named_and_the_right_one_asked_for(make, kind, name, form, read):
    papers = make(memos.assessment(kind=kind, score=None), kind=form)

    for said in (text(papers), read(papers["memo.docx"])):
        assert f"来文经识别为{name}，不是法治政府建设年度报告" in said
        assert "建议退回补正" in said
        assert "附件" not in said


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_was_rejected_appears_in_a_memo(make, report, read, data):
    points = list(points_of(report))
    choices = data.draw(
        st.lists(st.sampled_from([Choice.ACCEPT, Choice.REJECT, None]), min_size=len(points), max_size=len(points))
    )
    kind = data.draw(st.sampled_from(["opinion", "return"]))
    undecided = data.draw(st.sampled_from(list(Undecided)))

    papers = make(report, decisions=decide(report, *choices), undecided=undecided, kind=kind)

    said = papers["memo.md"].decode() + read(papers["memo.docx"])
    for point, choice in zip(points, choices, strict=True):
        if choice is Choice.REJECT or (choice is None and undecided is Undecided.OMIT):
            assert point.title not in said or point.seen == "finding"
            assert point.note.rstrip("。") not in said


def test_the_grounds_name_no_point_that_is_left_out_until_it_is_decided(make, report, read):
    points = list(points_of(report))
    choices = [Choice.REJECT, None, *[Choice.ACCEPT] * (len(points) - 2)]

    papers = make(report, decisions=decide(report, *choices), undecided=Undecided.OMIT, kind="opinion")

    assert points[1].title not in papers["memo.md"].decode() + read(papers["memo.docx"])


def test_a_rejected_point_is_also_gone_from_the_list_of_changes(make, report):
    said = text(make(report, decisions=decide(report, Choice.REJECT)))

    assert "原因" not in said


def test_decisions_are_listed_on_the_internal_sheet(make, report):
    stray = Decision("霁川县人民政府", 2024, "ffff", Choice.REJECT, name="张某")
    said = make(report, decisions=(*decide(report, Choice.REJECT), stray))["internal.md"].decode()

    assert "| 1 | 事项causes | 误判 | — | 张某 |" in said
    assert "对应的问题已不存在" in said


def test_a_stored_result_gives_the_same_memo(make, report):
    from checker.results.stored.read import load_assessment
    from checker.results.stored.write import render_json

    assert make(report)["memo.docx"] == make(load_assessment(render_json(report), "x.json"))["memo.docx"]


def test_text_of_a_report_is_data_in_markdown(make):
    evil = memos.result("a.b", Verdict.MISSING, title="<script>|*{{ 7*7 }}*", explanation="[x](http://y)")

    said = text(make(memos.assessment([evil], title="题<b>&\x00\u202e目")))

    assert "<script>" not in said
    assert "[x](" not in said
    assert "49" not in said
    assert "⟦U+202E⟧" in said
    assert replace(evil).title.split("<", 1)[0] in said
