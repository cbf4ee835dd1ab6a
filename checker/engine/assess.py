"""Document + pack → assessment: applicability, judging in order of reference, scoring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.engine.applicability import Subject, bases_for, why_not
from checker.engine.fingerprint import distinct, fingerprint
from checker.engine.recogniser.opinion import SecondReader
from checker.engine.reconcile import reconcile
from checker.engine.rule_errors import by_rule, failure
from checker.engine.score import points, score
from checker.engine.statements.view import Engine, Page
from checker.engine.verdicts import expression
from checker.engine.verdicts.facts import Facts, read_facts
from checker.engine.verdicts.judge import Judge, Judgement
from checker.engine.writing.findings import find_faults
from checker.engine.writing.quality import temper
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import (
    Assessment,
    Basis,
    Check,
    Document,
    DocumentKind,
    Figure,
    Finding,
    Note,
    PackInfo,
    Result,
    Score,
    Span,
    Verdict,
)
from checker.rules.model import FindingSpec, Rule, RulePack
from checker.rules.recogniser import Recogniser

VERDICT_FUNCTIONS = ("full", "shown", "count_full")
RESULT_KINDS = ("section", "topic", "figure", "metadata")


def assess(  # noqa: PLR0913 - each is a choice of the caller
    document: Document,
    engine: Engine,
    lexicon: Lexicon,
    *,
    subject: Subject,
    as_of: str | None = None,
    force: bool = False,
    recogniser: Recogniser | None = None,
) -> Assessment:
    """Judge ``document`` by the pack that ``engine`` was prepared for.

    Args:
        document: What was read.
        engine: A prepared pack.
        lexicon: The language words that the pack came with.
        subject: Level, year, stage and attributes that rules are applied by.
        as_of: "Today", ISO, for deadlines and waivers; None leaves them out.
        force: Judge also what is not a rule-of-law report.
        recogniser: What was learned from the examples; None: the rules speak alone.
    """
    pack = engine.pack
    info = PackInfo(
        pack.id,
        pack.version,
        pack.sha256,
        subject.year,
        subject.level.value if subject.level else None,
        as_of,
        recogniser.sha256 if recogniser else None,
    )
    notes = list(document.notes)
    if document.kind is not DocumentKind.RULE_OF_LAW_REPORT and not force:
        return Assessment(document, info, Score(None, None, ()), (), (), (), (), tuple(notes))
    page = Page(document, engine)
    facts = read_facts(document)
    judge = Judge(pack, page, subject.year, facts.values, facts.spans)
    second = SecondReader(recogniser, page) if recogniser else None
    results: list[Result] = []
    findings: list[Finding] = []
    figures: list[Figure] = []
    for rule in in_order([r for r in pack.rules if r.kind in RESULT_KINDS and not r.off]):
        reason = why_not(rule, subject)
        if reason:
            judge.verdicts[rule.id] = Verdict.NOT_APPLICABLE
            results.append(_result(rule, Judgement(Verdict.NOT_APPLICABLE, explanation=reason), pack, ()))
            continue
        try:
            judgement = judge.judge(rule)
            if second is not None:
                judgement = second.opinion(rule, judgement)
                judge.verdicts[rule.id] = judgement.verdict
            findings.extend(_written_faults(rule, judgement, facts, page))
        except Exception as error:  # noqa: BLE001 - one rule's failure must not lose the others' results
            judge.verdicts[rule.id] = Verdict.ERROR
            note = failure(rule, error)
            judgement = Judgement(Verdict.ERROR, explanation=f"本项未能判定。{note.message}")
            notes.append(note)
        figures.extend(f.figure for f in judgement.found)
        results.append(_result(rule, judgement, pack, tuple(b.basis for b in bases_for(rule, subject))))
    faults, remarks = find_faults(page, pack, facts, lexicon)
    findings.extend(faults)
    notes.extend(remarks)
    results = temper(results, pack, page.clauses.normal.text, remarks)
    results.sort(key=lambda r: _order(pack, r))
    unique = sorted({(f.id, f.start): f for f in figures}.values(), key=lambda f: (f.start, f.id))
    checks, mismatches = _reconciled(page, judge, facts, lexicon, subject, notes)
    findings.extend(mismatches)
    ordered = distinct(sorted(findings, key=lambda f: (f.start, f.rule_id, f.end)))
    return Assessment(
        document,
        info,
        score(pack, results, ordered),
        tuple(results),
        tuple(unique),
        checks,
        ordered,
        tuple(notes),
    )


def _reconciled(  # noqa: PLR0913, PLR0917 - everything that the relations look at
    page: Page, judge: Judge, facts: Facts, lexicon: Lexicon, subject: Subject, notes: list[Note]
) -> tuple[tuple[Check, ...], list[Finding]]:
    """Checks and findings of the reconcile rules that apply, with the bases in force."""
    rules = {r.id: r for r in judge.pack.rules if r.kind == "reconcile" and not r.off and not why_not(r, subject)}
    answers, broken = by_rule(
        lambda some: reconcile(page, replace(judge.pack, rules=some), judge.figures_of, facts, lexicon),
        list(rules.values()),
    )
    notes.extend(broken)
    found = [f for _, mismatches, _ in answers for f in mismatches]
    checks = tuple(c for tried, _, _ in answers for c in tried)
    notes.extend(note for _, _, remarks in answers for note in remarks)
    return checks, [replace(f, basis=tuple(b.basis for b in bases_for(rules[f.rule_id], subject))) for f in found]


def _order(pack: RulePack, result: Result) -> tuple[int, str]:
    ids = [d.id for d in pack.dimensions]
    return (ids.index(result.dimension) if result.dimension in ids else len(ids), result.rule_id)


def in_order(rules: Sequence[Rule]) -> list[Rule]:
    """Rules so that each comes after those it refers to.

    Raises:
        RuleError: Rules refer to each other in a circle.
    """
    by_id = {r.id: r for r in rules}
    done: dict[str, Rule] = {}
    open_ids: list[str] = []

    def visit(rule: Rule) -> None:
        if rule.id in done:
            return
        if rule.id in open_ids:
            msg = "规则互相引用成环:" + " → ".join([*open_ids, rule.id])
            raise RuleError(msg, rule.source)
        open_ids.append(rule.id)
        for other in references(rule):
            if other in by_id and other != rule.id:
                visit(by_id[other])
        open_ids.pop()
        done[rule.id] = rule

    for rule in rules:
        visit(rule)
    return list(done.values())


def references(rule: Rule) -> Iterable[str]:
    """Ids of other rules that a rule's verdict looks at."""
    for source in rule.verdict.values():
        yield from expression.quoted_in(source, VERDICT_FUNCTIONS)


def _result(rule: Rule, judgement: Judgement, pack: RulePack, bases: tuple[Basis, ...]) -> Result:
    verdict = judgement.verdict
    value = points(verdict, pack.scoring.partial)
    counts = value is not None and not rule.informative
    return Result(
        rule.id,
        rule.title,
        rule.dimension,
        rule.kind,
        rule.obligation,
        rule.weight if counts or verdict is Verdict.ERROR else Decimal(0),
        verdict,
        value if counts else None,
        judgement.confidence,
        judgement.evidence,
        judgement.explanation,
        rule.suggestion if verdict in (Verdict.PARTIAL, Verdict.MISSING) else "",
        bases,
        fingerprint(rule.id),
        trace=judgement.trace,
        wanted=rule.wanted if verdict in (Verdict.PARTIAL, Verdict.MISSING) else "",
    )


def _written_faults(rule: Rule, judgement: Judgement, facts: Facts, page: Page) -> Iterable[Finding]:
    """Findings of a metadata rule: something *written* is wrong, and it has a place."""
    for spec in rule.findings:
        if not expression.evaluate(spec.when, judgement.values, {}):
            continue
        span = facts.spans.get(spec.at) or _role_start(spec, page)
        if span is None:
            continue
        text = span.of(page.document.text)
        yield Finding(
            rule.id,
            rule.kind,
            spec.severity,
            "high",
            spec.message.format(text=text, **{k: v for k, v in facts.values.items() if isinstance(v, (str, int))}),
            text,
            span.start,
            span.end,
            page.line(span.start),
            fingerprint(rule.id, text),
            spec.suggestion,
            tuple(b.basis for b in rule.basis),
        )


def _role_start(spec: FindingSpec, page: Page) -> Span | None:
    """Where a part begins, for findings that quote ``plan`` or ``problems``."""
    for index, section in enumerate(page.document.sections):
        if section.role.value == spec.at:
            return page.original(page.clauses.headings[index])
    for clause in page.clauses.clauses:
        if clause.role.value == spec.at and not clause.heading:
            return page.original((clause.start, clause.end))
    for clause in page.clauses.clauses:
        if clause.role.value == spec.at:
            return page.original((clause.start, clause.end))
    return None
