"""Reconciliation (勾稽): do the numbers of a report fit each other?

A rule of kind ``reconcile`` names one or more relations; each is a module of this package with one ``check(sheet,
params)`` that yields outcomes. Outcomes become checks; those that failed become findings, too. What the words are
(其中, 结案率, 乡镇) stands in YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from checker.engine.fingerprint import fingerprint
from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile import (
    changes,
    cross_mention,
    cutoff,
    duplicates,
    equation,
    list_count,
    magnitude,
    near_numbers,
    partition,
    plausibility,
    rates,
    report_year,
    subset,
    sum_of_parts,
)
from checker.engine.reconcile.counts import Sheet
from checker.engine.reconcile.torn import torn, torn_note
from checker.engine.statements.matching import Hit
from checker.engine.statements.view import Page
from checker.engine.verdicts.facts import Facts
from checker.engine.verdicts.figures import Found
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Check, Finding, Note
from checker.rules.model import Rule, RulePack

__all__ = ["RELATIONS", "figure_rules", "reconcile"]

RELATIONS: Mapping[str, Callable[[Sheet, Params], Iterator[Outcome]]] = {
    "change": changes.check,
    "cross_mention": cross_mention.check,
    "cutoff": cutoff.check,
    "duplicates": duplicates.check,
    "equation": equation.check,
    "list_count": list_count.check,
    "magnitude": magnitude.check,
    "near_numbers": near_numbers.check,
    "partition": partition.check,
    "plausibility": plausibility.check,
    "rate": rates.check,
    "report_year": report_year.check,
    "subset": subset.check,
    "sum_of_parts": sum_of_parts.check,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome and the rule that gave it; ``rank`` orders rules that answer the same question."""

    rule: Rule
    outcome: Outcome
    rank: int


def reconcile(
    page: Page,
    pack: RulePack,
    figures: Callable[[str], tuple[Found, ...]],
    facts: Facts,
    lexicon: Lexicon,
) -> tuple[tuple[Check, ...], tuple[Finding, ...], tuple[Note, ...]]:
    """Try every relation of the pack's reconcile rules on one report.

    Args:
        page: The report.
        pack: Rules that apply to it; those of other kinds are passed over.
        figures: Figures of any rule, by its id.
        facts: Metadata.
        lexicon: Language words (section ``reconcile``).

    Returns:
        Checks, findings, and remarks on numbers that may be torn.

    Raises:
        RuleError: A relation is unknown or its data is broken.
    """
    sheet = Sheet(page, facts, figures, lexicon)
    answers = [
        Answer(rule, outcome, int(rule.params.get("rank", 0)))
        for rule in pack.rules
        if rule.kind == "reconcile" and not rule.off
        for outcome in _outcomes(sheet, rule)
    ]
    kept, remarks = _without_torn(page, _best_answers(answers))
    checks = {_check(page, a) for a in kept}
    findings = {(f.rule_id, f.start, f.end, f.message): f for a in kept if (f := _finding(page, a)) is not None}
    return (
        tuple(sorted(checks, key=lambda c: (c.spans, c.rule_id, c.expression))),
        tuple(sorted(findings.values(), key=lambda f: (f.start, f.rule_id, f.end))),
        remarks,
    )


def figure_rules(rule: Rule) -> Iterator[str]:
    """Ids of the figure rules whose figures the relations of ``rule`` compare."""
    for data in rule.params.get("relations", ()):
        for term in data.get("terms", {}).values():
            figure = term if isinstance(term, str) else term.get("figure", "")
            if figure:
                yield figure.partition(":")[0]


def _outcomes(sheet: Sheet, rule: Rule) -> Iterator[Outcome]:
    for data in rule.params.get("relations", ()):
        params = Params(data)
        name = params.text("relation")
        if name not in RELATIONS:
            msg = f"不认识的勾稽关系“{name}”,可用:{'、'.join(RELATIONS)}。"
            raise RuleError(msg, rule.source)
        try:
            yield from RELATIONS[name](sheet, params)
        except RuleError as error:
            msg = f"规则 {rule.id}:{error.message}"
            raise RuleError(msg, error.where or rule.source) from None


def _best_answers(answers: list[Answer]) -> list[Answer]:
    """Of several answers to one question about one number: the certain one, then the one of the more special rule."""
    best: dict[tuple[str, int], Answer] = {}
    for answer in answers:
        key = (answer.outcome.question, answer.outcome.about)
        held = best.get(key)
        if held is None or _order(answer) < _order(held):
            best[key] = answer
    return list(best.values())


def _without_torn(page: Page, answers: list[Answer]) -> tuple[list[Answer], tuple[Note, ...]]:
    """Answers of which none that failed rests on a number that may be torn, and the remarks in their place."""
    kept: list[Answer] = []
    remarks: dict[tuple[int, int], Note] = {}
    for answer in answers:
        failed = answer.outcome.status is Status.FAILED and not answer.rule.informative
        spans = torn(page, answer.outcome.places) if failed else ()
        if spans:
            remarks.setdefault((spans[0].start, spans[0].end), torn_note(page, spans, answer.outcome.expression))
        kept.append(_unsettled(answer) if spans else answer)
    return kept, tuple(remarks[place] for place in sorted(remarks))


def _unsettled(answer: Answer) -> Answer:
    return replace(answer, outcome=replace(answer.outcome, status=Status.AMBIGUOUS))


def _order(answer: Answer) -> tuple[bool, int, str]:
    return answer.outcome.status is Status.AMBIGUOUS, answer.rank, answer.outcome.expression


def _check(page: Page, answer: Answer) -> Check:
    outcome = answer.outcome
    spans = tuple(page.original(_solid(hit)) for hit in outcome.places)
    return Check(answer.rule.id, outcome.status.value, outcome.expression, spans, answer.rule.title)


def _finding(page: Page, answer: Answer) -> Finding | None:
    rule, outcome = answer.rule, answer.outcome
    if outcome.status is not Status.FAILED or rule.informative:
        return None
    span = page.original(_solid(_trimmed(page, outcome.fault)))
    text = span.of(page.document.text)
    advice = outcome.advice or rule.suggestion
    return Finding(
        rule.id,
        rule.kind,
        rule.severity,
        outcome.confidence,
        f"{outcome.message}{advice}" if advice not in outcome.message else outcome.message,
        text,
        span.start,
        span.end,
        page.line(span.start),
        fingerprint(rule.id, text),
        advice,
        tuple(b.basis for b in rule.basis),
    )


def _trimmed(page: Page, hit: Hit) -> Hit:
    """The stretch without punctuation at its ends."""
    start, end = hit
    text = page.clauses.normal.text
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    while end - 1 > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


_EDGES = " ,;:、。\n\t"


def _solid(hit: Hit) -> Hit:
    return hit[0], max(hit[1], hit[0] + 1)
