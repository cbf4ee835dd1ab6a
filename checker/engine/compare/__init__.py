"""This year's report against last year's (跨年比对): pure, no files.

A rule of kind ``cross_year`` names one or more comparisons; each is a module of this package with one
``check(pair, params)`` that yields remarks. Remarks become checks; those that failed become findings, too. What the
words are (较上年, 结转下年, 不少于) stands in YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checker.engine.applicability import bases_for, why_not
from checker.engine.compare import carried, copied, fulfilment, left_over, quoted
from checker.engine.compare.pair import Pair, Side
from checker.engine.compare.remark import Remark, Status
from checker.engine.compare.runs import find_runs, share
from checker.engine.fingerprint import distinct, fingerprint
from checker.engine.params import Params
from checker.engine.statements.matching import Hit
from checker.engine.writing.findings import subject_of
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Assessment, Basis, Check, DocumentKind, Finding, Note, Previous
from checker.rules.model import Rule, RulePack

__all__ = ["COMPARISONS", "Comparison", "Side", "compare", "merge"]

KIND = "cross_year"
COMPARISONS: Mapping[str, Callable[[Pair, Params], Iterator[Remark]]] = {
    "carried": carried.check,
    "copied": copied.check,
    "fulfilment": fulfilment.check,
    "left_over": left_over.check,
    "quoted": quoted.check,
}
ANY_YEARS = ("copied",)
"""Comparisons that make sense between any two reports; the others need last year's report of the same issuer."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing gave: for this year's report, with what it was compared."""

    previous: Previous
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]


def compare(last: Side, this: Side, pack: RulePack, lexicon: Lexicon, *, force: bool = False) -> Comparison:
    """Try every comparison of the pack's ``cross_year`` rules.

    Args:
        last: Last year's report, judged.
        this: This year's report, judged.
        pack: Rules; those of other kinds are passed over.
        lexicon: Language words (section ``compare``).
        force: Compare also what is not a rule-of-law report.

    Raises:
        RuleError: A comparison is unknown or its data is broken.
    """
    pair = Pair(last, this)
    words = Params(lexicon.sections.get("compare", {}))
    others = [s for s in (last, this) if s.page.document.kind is not DocumentKind.RULE_OF_LAW_REPORT]
    if others and not force:
        names = "、".join(f"“{s.page.document.path}”" for s in others)
        note = Note("compare-kind", f"{names}不是法治政府建设年度报告,未作比对(确要比对,请加 --force)。")
        return Comparison(_previous(last, None), (), (), (note,))
    notes = list(pair.doubts(words))
    comparable = pair.adjacent and pair.same_issuer(words.words("generic_issuer"))
    checks: set[Check] = set()
    findings: dict[tuple[str, int, int, str], Finding] = {}
    subject = subject_of(this.page.document)
    for rule in pack.rules:
        if rule.kind != KIND or rule.off:
            continue
        if reason := why_not(rule, subject):
            notes.append(Note("compare-rule", f"{rule.title}:{reason}"))
            continue
        bases = tuple(b.basis for b in bases_for(rule, subject))
        for remark in _remarks(pair, rule, comparable=comparable):
            checks.add(_check(this, rule, remark))
            if remark.status is Status.FAILED and not rule.informative:
                found = _finding(this, rule, remark, bases)
                findings.setdefault((found.rule_id, found.start, found.end, found.message), found)
    copied_share = share(pair, find_runs(pair), int(words.number("share_chars", "10")))
    notes.append(Note("copied-share", f"正文有 {copied_share:.1%} 的文字与上年报告逐字相同(年份改动不计)。"))
    return Comparison(
        _previous(last, copied_share),
        tuple(sorted(checks, key=lambda c: (c.spans, c.rule_id, c.expression))),
        tuple(sorted(findings.values(), key=lambda f: (f.start, f.rule_id, f.end, f.message))),
        tuple(notes),
    )


def merge(assessment: Assessment, comparison: Comparison) -> Assessment:
    """The assessment of this year's report with what the comparison adds. The score stays as it is."""
    findings = (*assessment.findings, *distinct(comparison.findings))
    return replace(
        assessment,
        checks=(*assessment.checks, *comparison.checks),
        findings=tuple(sorted(findings, key=lambda f: (f.start, f.rule_id, f.end))),
        notes=(*assessment.notes, *comparison.notes),
        previous=comparison.previous,
    )


def _previous(last: Side, copied_share: Decimal | None) -> Previous:
    document = last.page.document
    title = document.metadata.title
    return Previous(document.path, document.sha256, title.value if title else None, last.year, copied_share)


def _remarks(pair: Pair, rule: Rule, *, comparable: bool) -> Iterator[Remark]:
    for data in rule.params.get("comparisons", ()):
        params = Params(_filled(data, pair.last_year))
        name = params.text("compare")
        if name not in COMPARISONS:
            msg = f"规则 {rule.id}:不认识的比对“{name}”,可用:{'、'.join(COMPARISONS)}。"
            raise RuleError(msg, rule.source)
        if not comparable and name not in ANY_YEARS:
            continue
        try:
            yield from COMPARISONS[name](pair, params)
        except RuleError as error:
            msg = f"规则 {rule.id}:{error.message}"
            raise RuleError(msg, error.where or rule.source) from None


def _filled(data: Any, year: int | None) -> Any:  # noqa: ANN401 - plain YAML data
    """The data of a comparison with ``{last}`` and ``{this}`` replaced by the years."""
    if isinstance(data, str):
        last, this = ("(?!)", "(?!)") if year is None else (str(year), str(year + 1))
        return data.replace("{last}", last).replace("{this}", this)
    if isinstance(data, Mapping):
        return {key: _filled(value, year) for key, value in data.items()}
    return [_filled(value, year) for value in data] if isinstance(data, list) else data


def _check(this: Side, rule: Rule, remark: Remark) -> Check:
    spans = tuple(this.page.original(_solid(hit)) for hit in remark.places or (remark.fault,))
    return Check(rule.id, remark.status.value, remark.expression, spans, rule.title)


def _finding(this: Side, rule: Rule, remark: Remark, bases: tuple[Basis, ...]) -> Finding:
    start, end = remark.fault
    while start < end - 1 and this.text[start] in _EDGES:
        start += 1
    while end - 1 > start and this.text[end - 1] in _EDGES:
        end -= 1
    span = this.page.original(_solid((start, end)))
    text = span.of(this.page.document.text)
    advice = rule.suggestion
    return Finding(
        rule.id,
        rule.kind,
        remark.severity or rule.severity,
        remark.confidence,
        remark.message if "请核实" in remark.message else f"{remark.message}{advice}",
        text,
        span.start,
        span.end,
        this.page.line(span.start),
        fingerprint(rule.id, text, remark.message),
        advice,
        bases,
    )


_EDGES = " ,;:、。\n\t"


def _solid(hit: Hit) -> Hit:
    return hit[0], max(hit[1], hit[0] + 1)
