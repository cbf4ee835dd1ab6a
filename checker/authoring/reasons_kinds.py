"""How a document fared by rules that are no elements alone: figures, metadata, and those that only find faults."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.reasons import place, words
from checker.engine.statements.numbers import Relation
from checker.engine.statements.view import Page
from checker.engine.verdicts import expression
from checker.engine.verdicts.facts import read_facts
from checker.model import Assessment
from checker.model.names import place as placed
from checker.rules.model import FigureSpec, Rule

__all__ = ["fact_lines", "fault_lines", "figure_reasons"]

_STATES = {"ok": "相符", "rounding": "舍入之差", "ambiguous": "口径不明,不作结论", "failed": "不符"}
_NOTHING = {
    "reconcile": "没有找到可以互相核对的数。",
    "cross_year": "要与上年报告对照(checker compare)才核对。",
}


def fault_lines(rule: Rule, assessment: Assessment) -> Iterator[str]:
    """What a rule that gives no verdict found, and what it tried."""
    findings = [f for f in assessment.findings if f.rule_id == rule.id]
    checks = [c for c in assessment.checks if c.rule_id == rule.id]
    for check in checks:
        where = [assessment.document.text.count("\n", 0, s.start) + 1 for s in check.spans[:1]]
        line = f"第{where[0]}行 " if where else ""
        yield f"  试过 {line}{check.expression}:{_STATES[check.status]}"
    for finding in findings:
        yield f"  问题 {placed(finding)} “{' '.join(finding.text.split())}”:{finding.message}"
    if not findings and not checks:
        yield f"  {_NOTHING.get(rule.kind, '没有发现这类问题。')}"


def fact_lines(rule: Rule, page: Page) -> Iterator[str]:
    """What the formulas of a metadata rule ask of the document, and what was read."""
    facts = read_facts(page.document)
    names = dict.fromkeys(n for source in rule.verdict.values() for n in expression.used_in_order(source))
    for name in names:
        if name in facts.values:
            span = facts.spans.get(name)
            line = "" if span is None else f"(第{page.document.text.count(chr(10), 0, span.start) + 1}行)"
            yield f"  读到 {name} = {_said(facts.values[name])}{line}"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "未见" if value in (None, "") else str(value)


def figure_reasons(rule: Rule, page: Page, found: frozenset[str]) -> Iterator[str]:
    """For each figure that was not found: which words were looked for, and what stands with them."""
    for spec in rule.figures:
        if spec.label not in found:
            yield f"  ✗ 数据 {spec.label}:找「{words(spec.says)}」和数:{_why_no_number(spec, page)}"


def _why_no_number(spec: FigureSpec, page: Page) -> str:
    hits = page.matcher.all_hits(spec.says)
    if not hits:
        return "全文没有这些词"
    reason = ""
    for hit in hits:
        clause = page.clause_of(hit[0])
        where = place(page, *hit)
        start, end = page.sentence_range(clause.sentence)
        numbers = page.numbers_in(start, end)
        if not numbers:
            reason = reason or f"{where}所在的句里没有数"
        elif any(n.relation is Relation.OWN for n in numbers):
            units = "、".join(spec.units) or "不限"
            return f"{where}同句的数归别的名词,或单位不合(要 {units})"
        else:
            reason = f"{where}同句的数是上年的、增减的或目标,不是当年的"
    return reason
