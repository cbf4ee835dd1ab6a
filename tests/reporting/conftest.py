"""Assessments made by hand, so that the forms are tested without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.model import (
    Assessment,
    Basis,
    Change,
    ChangeState,
    Check,
    DimensionScore,
    Document,
    DocumentKind,
    ElementTrace,
    Evidence,
    Fact,
    Figure,
    Finding,
    Fix,
    Level,
    Metadata,
    Note,
    Obligation,
    PackInfo,
    Paragraph,
    ParagraphKind,
    Previous,
    Recheck,
    Result,
    Role,
    RoleSpan,
    Score,
    Severity,
    Span,
    Stage,
    Verdict,
    Waiver,
)

TEXT = """云川县人民政府关于2023年度法治政府建设情况的报告

一、主要举措和成效
全年受理行政复议申请53件,办结41件,结案率为87.2%。
配备执法记录仪120台。执法记录仪120台全部联网。

二、存在的问题
有的单位学法不够。
"""
BASIS = (
    Basis("中华人民共和国行政复议法", None, "第三十条", "《中华人民共和国行政复议法》(2023修订)第三十条"),
    Basis("法治政府建设与责任落实督察工作规定", "厅字〔2019〕28号", None, "《督察工作规定》(厅字〔2019〕28号)"),
)

Make = Callable[..., Assessment]


def span(text: str, part: str) -> Span:
    """Where ``part`` stands in ``text``."""
    start = text.index(part)
    return Span(start, start + len(part))


def make_document(text: str = TEXT, *, title: str | None = None, path: str = "报送/云川县.txt") -> Document:
    """A document with one paragraph a line."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            kind = ParagraphKind.HEADING if line[:2] in {"一、", "二、"} else ParagraphKind.TEXT
            paragraphs.append(Paragraph(Span(start, start + len(line)), kind, -1))
        start += len(line) + 1
    name = title if title is not None else text.split("\n", 1)[0]
    return Document(
        path,
        "ab" * 32,
        "txt",
        text,
        DocumentKind.RULE_OF_LAW_REPORT,
        Stage.DRAFT,
        tuple(paragraphs),
        (),
        (RoleSpan(Span(0, len(text)), Role.ACHIEVEMENTS),),
        (),
        (),
        Metadata(
            title=Fact(name, Span(0, len(name)) if text.startswith(name) else None),
            issuer=Fact("云川县人民政府"),
            issuer_source="title",
            issuer_level=Level.COUNTY,
            admin_level=Level.COUNTY,
            report_year=2023,
            signed_date=Fact("2024-02-20"),
            attributes=("enforces",),
        ),
    )


def make_evidence(document: Document, part: str) -> Evidence:
    """Evidence that quotes ``part``."""
    place = span(document.text, part)
    line = document.text.count("\n", 0, place.start) + 1
    return Evidence(part, place.start, place.end, line, "主要举措和成效", Role.ACHIEVEMENTS)


def make_result(rule_id: str, title: str, dimension: str, verdict: Verdict, **changes: object) -> Result:
    """One result; ``changes`` replaces fields."""
    value = {Verdict.FULL: Decimal(1), Verdict.PARTIAL: Decimal("0.5"), Verdict.MISSING: Decimal(0)}.get(verdict)
    result = Result(
        rule_id,
        title,
        dimension,
        "topic",
        Obligation.NORMATIVE,
        Decimal(3) if value is not None else Decimal(0),
        verdict,
        value,
        "high",
        (),
        f"说明:{title}。",
        "建议补充:____件;据实填写,无则写无。" if verdict in (Verdict.MISSING, Verdict.PARTIAL) else "",
        BASIS,
        "0123456789abcdef",
    )
    return replace(result, **changes)  # type: ignore[arg-type]


def make_results(document: Document) -> tuple[Result, ...]:
    """One result of every verdict."""
    return (
        make_result(
            "content.problems", "存在的不足", "document", Verdict.MISSING, obligation=Obligation.STATUTORY,
            waiver=Waiver("机构改革", "司法局 张某", "2024-01-01", "2024-12-31"),
        ),
        make_result("doc.title", "标题规范", "document", Verdict.FULL, evidence=(make_evidence(document, "2023年度"),)),
        make_result("leadership.plan", "年度计划", "leadership", Verdict.REVIEW, confidence="low"),
        make_result("leadership.report", "述法", "leadership", Verdict.NOT_APPLICABLE),
        make_result(
            "review.accepted-count", "行政复议:受理件数", "disputes", Verdict.FULL,
            evidence=(make_evidence(document, "全年受理行政复议申请53件,办结41件,结案率为87.2%。"),),
        ),
        make_result(
            "review.concluded-count", "行政复议:审结件数", "disputes", Verdict.PARTIAL,
            evidence=(make_evidence(document, "办结41件,结案率为87.2%"),),
            trace=(ElementTrace("审结", matched=True), ElementTrace("期间", matched=False)),
        ),
        make_result("review.mechanism", "复议体制", "disputes", Verdict.ERROR),
    )  # fmt: skip


def make_figures(text: str) -> tuple[Figure, ...]:
    """An exact number, a rounded one and one that is open above."""
    figures = (
        ("review.accepted-count", "受理", "53", "53", "53", "件", "53件", None),
        ("review.concluded-rate", "结案率", "87.2", "87.15", "87.25", "%", "87.2%", "全年"),
        ("support.money", "经费", "43820000", "43815000", None, "元", "120台", None),
    )
    return tuple(
        Figure(
            name, label, Decimal(value), Decimal(low), Decimal(high) if high else None, unit, quoted,
            *_ends(text, quoted), period,
        )
        for name, label, value, low, high, unit, quoted, period in figures
    )  # fmt: skip


def make_assessment(document: Document | None = None) -> Assessment:
    """An assessment with something in every part."""
    document = document or make_document()
    text = document.text
    rate = span(text, "87.2%")
    whole = span(text, "53件,办结41件,结案率为87.2%")
    return Assessment(
        document,
        PackInfo("national", "2026.1", "cd" * 32, 2023, "county", "2024-03-01"),
        Score(
            None,
            None,
            (
                DimensionScore("document", "文种与公开", Decimal(12), Decimal("50.0")),
                DimensionScore("leadership", "组织领导", Decimal(14), None),
                DimensionScore("disputes", "矛盾化解", Decimal(10), Decimal("75.5")),
            ),
        ),
        make_results(document),
        make_figures(text),
        (
            Check("consistency.review", "failed", "41 ÷ 53 = 77.4% ≠ 87.2%", (whole, rate)),
            Check("consistency.sum", "ok", "2 + 2 = 4", ()),
        ),
        (
            Finding(
                "consistency.review",
                "reconcile",
                Severity.HIGH,
                "high",
                "结案率与件数不符,请核实。",
                "87.2%",
                rate.start,
                rate.end,
                4,
                "fedcba9876543210",
                "请核实后改写。",
                BASIS[:1],
                Fix(rate.start, rate.end, "77.4%"),
            ),
        ),
        (Note("truncated", "附件没有读取。"), Note("spaces", "数字内有空格。", *_ends(text, "120台"))),
    )


def _ends(text: str, part: str) -> tuple[int, int]:
    place = span(text, part)
    return place.start, place.end


@pytest.fixture
def assessment() -> Assessment:
    """Return an assessment with every verdict, a finding, checks, figures and notes."""
    return make_assessment()


def make_rich_assessment() -> Assessment:
    """An assessment that carries what only some runs have: pages, scans, persons, waivers, baseline, re-check."""
    text = TEXT + "联系电话13912345678,身份证号110101199003078888。\n"
    document = replace(make_document(text), pages=(0, text.index("二、")), doubtful=(span(text, "全部联网"),))
    document = replace(document, recognised=(Span(0, text.index("二、")),))
    whole = make_assessment(document)
    number, phone = span(text, "110101199003078888"), span(text, "13912345678")
    said = whole.findings[0]
    personal = replace(
        said,
        rule_id="wording.sensitive-data",
        kind="wording",
        message="出现公民身份号码:110*************88",
        text=number.of(text),
        start=number.start,
        end=number.end,
        line=8,
        fingerprint="aa",
        fix=None,
        page=2,
    )
    mobile = replace(
        personal,
        message="出现手机号码:139******78",
        text=phone.of(text),
        start=phone.start,
        end=phone.end,
        severity=Severity.MEDIUM,
        fingerprint="bb",
    )
    waived = replace(
        said, fingerprint="cc", waiver=Waiver("口径已说明", "司法局 李某", "2024-01-05", "2024-06-30"), known=True
    )
    results = tuple(
        replace(r, known=r.verdict is Verdict.PARTIAL, evidence=tuple(replace(e, page=1) for e in r.evidence))
        for r in whole.results
    )
    changes = (
        Change(ChangeState.FIXED, "11", "plan.concrete", "计划具体", "missing", "full"),
        Change(
            ChangeState.OPEN,
            "0123456789abcdef",
            "review.concluded-count",
            "行政复议:审结件数",
            "missing",
            "partial",
            "办结41件",
            4,
        ),
        Change(
            ChangeState.NEW,
            "aa",
            "wording.sensitive-data",
            "公开前保密与个人信息审查",
            None,
            "finding",
            number.of(text),
            8,
        ),
    )
    return replace(
        whole,
        results=results,
        findings=(said, waived, mobile, personal),
        notes=(*whole.notes, Note("internal-use", "第1行标有内部使用一类的字样,公开前请核实能否公开。"),
               Note("text-quality", "文本疑有缺字:100字中有5处。")),
        score=replace(whole.score, total=Decimal("61.5"), grade="需补充"),
        waived_score=replace(whole.score, total=Decimal("72.0"), grade="合规"),
        previous=Previous("上年/云川县.txt", "ef" * 32, "云川县2022年报告", 2022, Decimal("0.1")),
        recheck=Recheck("前次/云川县.json", "12" * 32, Decimal("40.5"), "2025.4", changes),
    )  # fmt: skip


@pytest.fixture
def rich() -> Assessment:
    """Return an assessment with pages, scans, persons, waivers, a baseline and an earlier run."""
    return make_rich_assessment()


@pytest.fixture(scope="session")
def browser(chromium_path):
    """Return a browser that all tests share."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def show_bytes(browser, tmp_path):
    """Return a function that opens a page; complaints and requests are kept on the page object."""
    contexts = []

    def open_page(content: bytes, **options: object):
        file = tmp_path / "page.html"
        file.write_bytes(content)
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def show(show_bytes):
    """Return a function that opens an assessment's page."""
    from checker.reporting.html.render import render_html

    return lambda assessment, **options: show_bytes(render_html(assessment), **options)


@pytest.fixture(scope="session")
def axe():
    """Return a function that lists the violations that axe finds on a page, each with the first places."""
    library = pytest.importorskip("axe_playwright_python.sync_playwright")
    runner = library.Axe()

    def violations(page) -> list[str]:
        found = runner.run(page).response["violations"]
        return [f"{v['id']}: {[n['html'][:80] for n in v['nodes'][:3]]}" for v in found]

    return violations


@pytest.fixture
def assess_text() -> Make:
    """Return a function that makes the same assessment around another text and title."""

    def make(text: str, title: str | None = None) -> Assessment:
        document = make_document(text + TEXT, title=title if title is not None else "标题")
        return make_assessment(document)

    return make
