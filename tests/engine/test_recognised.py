"""What rests on recognised text is less certain, and says so; what does not stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.engine.doubts import with_doubts
from checker.model import Note, Span, Verdict

TEXT = (
    "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n"
    "全年受理行政复议申请53件,办结41件,结案率为87.2%。\n\n"
    "组织行政执法人员培训3期。\n\n二、存在的不足和原因\n\n基层力量薄弱,原因是编制不足。\n"
)


@pytest.fixture(scope="module")
def judged(checker):
    """The report as judged from words; its rate does not follow from its counts."""
    assessment = checker.check_bytes("报告.txt", TEXT.encode())
    assert any(f.kind == "reconcile" for f in assessment.findings)
    return assessment


def scanned(judged, recognised, doubtful=(), notes=()):
    """The same assessment of a document that was recognised there."""
    document = replace(judged.document, recognised=tuple(recognised), doubtful=tuple(doubtful))
    return with_doubts(replace(judged, document=document, notes=(*judged.notes, *notes)))


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def rate(assessment):
    return next(f for f in assessment.findings if f.kind == "reconcile")


def test_a_document_with_words_is_not_touched(judged):
    assert judged is with_doubts(judged)


def test_verdicts_stay_what_they_were(judged):
    all_of_it = scanned(judged, [Span(0, len(TEXT))])

    assert [r.verdict for r in judged.results] == [r.verdict for r in all_of_it.results]


def test_evidence_from_a_picture_lowers_the_confidence(judged):
    results = scanned(judged, [Span(0, len(TEXT))]).results

    assert all(r.confidence != "high" for r in results if r.evidence)


def test_evidence_outside_of_the_picture_does_not(judged):
    before = {r.rule_id: r.confidence for r in judged.results}
    after = scanned(judged, [place("培训3期")]).results

    for result in after:
        touched = any("培训3期" in e.text for e in result.evidence)
        if not touched and result.verdict is not Verdict.MISSING:
            assert before[result.rule_id] == result.confidence


def test_missing_may_be_lost_and_says_so(judged):
    missing = [r for r in scanned(judged, [place("培训3期")]).results if r.verdict is Verdict.MISSING]

    assert missing
    assert {"medium"} == {r.confidence for r in missing}
    assert all("请对照原件核实" in r.explanation for r in missing)


@pytest.mark.parametrize("code", ["ocr-unread", "pdf-no-text"])
def test_missing_is_uncertain_where_rows_or_pages_were_not_read(judged, code):
    results = scanned(judged, [place("培训3期")], notes=[Note(code, "第1页约有2行未识别出。")]).results

    assert {"low"} == {r.confidence for r in results if r.verdict is Verdict.MISSING}


def test_arithmetic_on_a_doubtful_number_says_to_look_at_the_original(judged):
    finding = rate(scanned(judged, [Span(0, len(TEXT))], [place("53件")]))

    assert ("low", True) == (finding.confidence, "请核对原件" in finding.message)


def test_arithmetic_on_recognised_numbers_is_of_medium_confidence(judged):
    finding = rate(scanned(judged, [Span(0, len(TEXT))]))

    assert ("medium", True) == (finding.confidence, "请核对原件" in finding.message)


def test_arithmetic_on_words_that_were_not_recognised_stays(judged):
    assert rate(judged) == rate(scanned(judged, [place("培训3期")]))


def test_twice_is_the_same_as_once(judged):
    once = scanned(judged, [Span(0, len(TEXT))], [place("53件")])

    assert once == with_doubts(once)
