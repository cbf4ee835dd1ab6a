"""Reports changed in one way: what must change does, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from checker.api import Checker
from checker.engine.assess import references
from checker.engine.verdicts.expression import quoted
from checker.model import Assessment, Verdict

SEEDS = Path(__file__).parent.parent / "seeds"
BASE = SEEDS / "01-chengyu-city-2023.txt"
ROUNDS = 8  # so often the evidence that is left may be deleted before the verdict must have fallen
# Verdicts about the report as a whole: taking any sentence away may rightly change them.
WHOLE = ("content.", "doc.", "problems.", "plan.")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def base(checker) -> Assessment:
    return checker.check(BASE)


def verdicts(assessment: Assessment) -> dict[str, Verdict]:
    return {r.rule_id: r.verdict for r in assessment.results}


@lru_cache(maxsize=2 * ROUNDS)
def judged(checker: Checker, text: str) -> Assessment:
    """The text judged; the tests of one rule take the same sentences away, so each text is judged once."""
    return checker.check_bytes(BASE.name, text.encode())


def sentences_with(assessment: Assessment, rule_id: str) -> list[tuple[int, int]]:
    """Sentences of the document that hold evidence of a rule; headings stay where they are."""
    headings = {s.heading.start for s in assessment.document.sections}
    result = next(r for r in assessment.results if r.rule_id == rule_id)
    spans = [(e.start, e.end) for e in result.evidence] + [(s.start, s.end) for t in result.trace for s in t.spans]
    return [
        (s.span.start, s.span.end)
        for s in assessment.document.sentences
        if any(a < s.span.end and s.span.start < b for a, b in spans)
        and not any(s.span.start <= h < s.span.end for h in headings)
    ]


def without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + text[end:]
    return text


FULL_IDS = [
    r.rule_id for r in Checker().check(BASE).results if r.verdict is Verdict.FULL and not r.rule_id.startswith(WHOLE)
]


EACH_FULL = pytest.mark.parametrize("rule_id", FULL_IDS, scope="module")  # the tests of one rule follow each other


@EACH_FULL
def test_without_its_evidence_a_full_verdict_falls(rule_id, checker, base):
    assessment = base
    for _ in range(ROUNDS):
        text = without(assessment.document.text, sentences_with(assessment, rule_id))
        assessment = judged(checker, text)
        if verdicts(assessment)[rule_id] is not Verdict.FULL:
            return

    pytest.fail("still full after all its evidence is gone")


def related(assessment: Assessment, spans: list[tuple[int, int]], pack) -> set[str]:
    """Rules that rest on a paragraph with one of the stretches (it gives context), or look at a rule that does."""
    paragraphs = [p.span for p in assessment.document.paragraphs]
    spans = [(p.start, p.end) for p in paragraphs if any(a < p.end and p.start < b for a, b in spans)]
    touched = {
        r.rule_id
        for r in assessment.results
        for a, b in [(e.start, e.end) for e in r.evidence] + [(s.start, s.end) for t in r.trace for s in t.spans]
        if any(a < end and start < b for start, end in spans)
    }
    touched |= {f.id for f in assessment.figures if any(start <= f.start < end for start, end in spans)}
    return touched | {r.id for r in pack.rules if touched & {*references(r), *map(str, quoted_everywhere(r))}}


def quoted_everywhere(rule) -> list[str]:
    return [t for source in rule.verdict.values() for t in quoted(source)]


@EACH_FULL
def test_deleting_the_evidence_of_one_rule_changes_no_unrelated_verdict(rule_id, checker, base):
    spans = sentences_with(base, rule_id)

    after = verdicts(judged(checker, without(base.document.text, spans)))

    aside = related(base, spans, checker.loaded.pack)
    changed = {
        k: (v, after[k])
        for k, v in verdicts(base).items()
        if after[k] is not v and k not in aside and not k.startswith(WHOLE)
    }
    assert not changed


@pytest.mark.slow("judges a report for each full verdict once more; the first tier takes the evidence away")
@EACH_FULL
def test_evidence_moved_into_the_plan_does_not_stay_full(rule_id, checker, base):
    assessment, moved = base, []
    for _ in range(ROUNDS):
        spans = sentences_with(assessment, rule_id)
        moved += [assessment.document.text[a:b].strip() for a, b in spans]
        text = without(assessment.document.text, spans)
        assessment = judged(checker, text)
        if verdicts(assessment)[rule_id] is not Verdict.FULL:
            break
    plan = next(s for s in assessment.document.sections if s.role == "plan")
    text = assessment.document.text

    planned = text[: plan.heading.end] + "\n\n" + "\n\n".join(moved) + "\n\n" + text[plan.heading.end :]

    assert verdicts(judged(checker, planned))[rule_id] is not Verdict.FULL


def widen(text: str) -> str:
    return re.sub(r"[0-9]", lambda m: chr(ord(m.group()) - ord("0") + ord("０")), text)


def break_lines(text: str) -> str:
    """A line break in the middle of every long sentence."""
    return re.sub(r"([^。\n]{30})(?=[^。,,、\n]{8}[^\n]*。)", "\\1\n", text)


def renumber(text: str) -> str:
    numbers = "一二三四五六七八九十"
    text = re.sub(r"(?m)^([一二三四五六七八九十])、", lambda m: f"第{m.group(1)}部分　", text)
    return re.sub(r"(?m)^[((]([一二三四五六七八九十])[))]", lambda m: f"{numbers.index(m.group(1)) + 1}.", text)


@pytest.mark.parametrize("change", [widen, break_lines, renumber, lambda t: t.replace("\n", "\r\n")])
@pytest.mark.parametrize("name", ["01-chengyu-city-2023.txt", "02-muyuan-county-2022-draft.txt"])
def test_another_way_of_writing_changes_no_verdict(name, change, checker):
    text = (SEEDS / name).read_text("utf-8")

    before, after = (verdicts(checker.check_bytes(name, t.encode())) for t in (text, change(text)))

    assert {} == {k: (v, after[k]) for k, v in before.items() if after[k] is not v}
