"""What makes a run fall short, and what never does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.api import Checker
from checker.errors import UsageError
from checker.model import DocumentKind, Obligation, Score, Severity, Verdict, Waiver
from checker.results.thresholds import WORDS, Thresholds

WAIVER = Waiver("机构改革", "张某", "2024-01-01", "2024-12-31")


@pytest.fixture(scope="module")
def judged(seeds):
    """Return the assessment of a draft with gaps of every obligation and findings of every severity but medium."""
    return Checker().check(seeds / "02-muyuan-county-2022-draft.txt")


@pytest.fixture
def sound(judged):
    """Return the same with everything in order."""
    full = tuple(replace(r, verdict=Verdict.FULL) for r in judged.results)
    return replace(judged, results=full, findings=(), score=Score(Decimal("100.0"), "优秀", ()))


def gap(assessment, obligation, verdict=Verdict.MISSING, **changes):
    """``assessment`` with one result of ``obligation`` changed."""
    index = next(n for n, r in enumerate(assessment.results) if r.obligation is obligation)
    results = list(assessment.results)
    results[index] = replace(results[index], verdict=verdict, **changes)
    return replace(assessment, results=tuple(results))


def finding(assessment, judged, severity, **changes):
    """``assessment`` with one finding."""
    return replace(assessment, findings=(replace(judged.findings[0], severity=severity, **changes),))


@pytest.mark.parametrize("on", WORDS)
def test_a_sound_document_reaches_every_threshold(sound, on):
    assert not Thresholds.parse(100, on).missed(sound)


@pytest.mark.parametrize("verdict", [Verdict.MISSING, Verdict.PARTIAL])
@pytest.mark.parametrize(
    ("obligation", "short"),
    [
        (Obligation.STATUTORY, {"statutory", "normative"}),
        (Obligation.NORMATIVE, {"normative"}),
        (Obligation.ADVISORY, set()),
        (Obligation.CHECK, set()),
    ],
)
def test_gaps_count_for_their_obligation_and_weaker_thresholds(sound, obligation, verdict, short):
    assessment = gap(sound, obligation, verdict)

    assert short == {on for on in WORDS if Thresholds.parse(None, on).missed(assessment)}


@pytest.mark.parametrize(
    ("severity", "short"),
    [
        (Severity.HIGH, {"high", "medium", "low"}),
        (Severity.MEDIUM, {"medium", "low"}),
        (Severity.LOW, {"low"}),
    ],
)
def test_findings_count_for_their_severity_and_lower_thresholds(sound, judged, severity, short):
    assessment = finding(sound, judged, severity)

    assert short == {on for on in WORDS if Thresholds.parse(None, on).missed(assessment)}


@pytest.mark.parametrize("excuse", [{"waiver": WAIVER}, {"known": True}])
def test_what_is_waived_or_known_makes_no_run_short(sound, judged, excuse):
    for on in WORDS:
        assert not Thresholds.parse(None, on).missed(gap(sound, Obligation.STATUTORY, **excuse))
        assert not Thresholds.parse(None, on).missed(finding(sound, judged, Severity.HIGH, **excuse))


def test_the_score_with_waivers_is_what_counts(judged, sound):
    waived = replace(judged, waived_score=sound.score)

    assert Thresholds.parse(60, None).missed(judged)
    assert not Thresholds.parse(60, None).missed(waived)


@pytest.mark.parametrize("obligation", list(Obligation))
@pytest.mark.parametrize(("under", "on"), [(0, None), *((None, w) for w in WORDS)])
@pytest.mark.parametrize("excuse", [{}, {"waiver": WAIVER}, {"known": True}])
def test_a_failed_rule_always_falls_short_and_nothing_excuses_it(sound, obligation, under, on, excuse):
    assessment = gap(sound, obligation, Verdict.ERROR, **excuse)

    assert Thresholds.parse(under, on).missed(assessment)


@pytest.mark.parametrize(("total", "under", "short"), [("60.0", 60, False), ("59.9", 60, True), ("0.3", 0.3, False)])
def test_the_score_itself_is_enough(sound, total, under, short):
    assert short == Thresholds.parse(under, None).missed(replace(sound, score=Score(Decimal(total), "", ())))


def test_another_kind_of_document_is_short_when_a_threshold_is_given(sound):
    other = replace(sound, document=replace(sound.document, kind=DocumentKind.NEWS))

    assert Thresholds.parse(0, None).missed(other)
    assert Thresholds.parse(None, "high").missed(other)
    assert not Thresholds.parse(None, None).missed(other)


def test_nothing_is_short_without_thresholds(sound):
    assert not Thresholds.parse(None, None).missed(gap(sound, Obligation.STATUTORY, Verdict.ERROR))


def test_a_word_that_is_none_is_refused():
    with pytest.raises(UsageError, match="--fail-on 不认识“big”,可用:statutory、normative、high、medium、low"):
        Thresholds.parse(None, "big")
