"""Rules tested by their own examples: each passage is put into a small report and judged.

The passage stands where its ``role`` says: ``achievements`` (default), ``plan``, ``problems``, ``leadership``,
``preamble`` (before the first heading), ``closing`` (at the very end), or ``document`` (the passage is the whole text).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.api import Checker
from checker.engine.assess import references
from checker.engine.reconcile import figure_rules
from checker.engine.writing.findings import KINDS as FAULT_KINDS
from checker.model import Assessment, Severity
from checker.options import Options
from checker.rules.model import Example, Rule

DEFAULT_YEAR = 2023
_HEADINGS = {
    "achievements": "一、主要举措和成效",
    "plan": "二、{next}年主要安排",
    "problems": "二、存在的问题和原因",
    "leadership": "一、主要负责人履行推进法治建设第一责任人职责情况",
}
_TITLES = {
    "province": "云川省人民政府关于{year}年度法治政府建设情况的报告",
    "city": "云川市人民政府关于{year}年度法治政府建设情况的报告",
    "county": "云川县人民政府关于{year}年度法治政府建设情况的报告",
    "township": "云川镇人民政府关于{year}年度法治政府建设情况的报告",
    "department": "云川市水务局关于{year}年度法治政府建设情况的报告",
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one example fared. ``message`` is a Chinese sentence; ``where`` the rule's place."""

    rule_id: str
    number: int
    passed: bool
    message: str
    where: str


def report_around(rule: Rule, example: Example) -> str:
    """The small report that an example is judged in."""
    if example.role == "document":
        return example.text
    year = example_year(rule, example)
    title = _TITLES[example_level(rule, example)].format(year=year)
    if example.role == "preamble":
        return f"{title}\n\n{example.text}\n\n一、主要举措和成效\n\n(一)推进各项工作。各项工作有序推进。\n"
    if example.role == "closing":
        return f"{title}\n\n一、主要举措和成效\n\n(一)推进各项工作。各项工作有序推进。\n\n{example.text}\n"
    heading = _HEADINGS[example.role].format(next=year + 1)
    before = "" if heading.startswith("一") else "一、主要举措和成效\n\n(一)推进各项工作。各项工作有序推进。\n\n"
    body = f"(一){example.heading}\n\n{example.text}" if example.heading else example.text
    return f"{title}\n\n{before}{heading}\n\n{body}\n"


def example_year(rule: Rule, example: Example) -> int:
    """The report year of an example: its own, else 2023 moved into the rule's years."""
    years = rule.applies.years
    year = example.year or DEFAULT_YEAR
    if example.year is None and years.first is not None:
        year = max(year, years.first)
    if example.year is None and years.last is not None:
        year = min(year, years.last)
    return year


def example_level(rule: Rule, example: Example) -> str:
    """The level of an example: its own, else county when the rule allows, else the rule's first."""
    if example.level:
        return example.level
    return "county" if "county" in rule.applies.levels or not rule.applies.levels else rule.applies.levels[0]


def judge_examples(checker: Checker, rule: Rule) -> Iterator[CaseResult]:
    """Judge every example of ``rule``."""
    for number, example in enumerate(rule.examples, start=1):
        text = report_around(rule, example)
        options = Options(
            level=None if example.role == "document" else example_level(rule, example),
            year=example.year if example.role == "document" else example_year(rule, example),
            stage="published" if rule.applies.stage == "published" else None,
            attributes=rule.applies.attributes or None,
            force=True,
        )
        assessment = checker.check_bytes("例.txt", text.encode(), options)
        got = _verdict_of(assessment, rule)
        short = example.text if len(example.text) <= _SHORT else example.text[:_SHORT] + "…"
        yield CaseResult(
            rule.id,
            number,
            got == example.verdict,
            f"第{number}个例子应为 {example.verdict},判为 {got}:{short}",
            rule.source,
        )


def _verdict_of(assessment: Assessment, rule: Rule) -> str:
    """The verdict on ``rule``; for a reconcile rule ``full`` when all relations hold, ``missing`` when one does not."""
    if rule.kind in FAULT_KINDS:
        return _fault_verdict(assessment, rule)
    if rule.kind != "reconcile":
        return next((r.verdict.value for r in assessment.results if r.rule_id == rule.id), "absent")
    statuses = {c.status for c in assessment.checks if c.rule_id == rule.id}
    if "failed" in statuses:
        return "missing"
    if "ambiguous" in statuses:
        return "partial"
    return "full" if statuses else "absent"


def _fault_verdict(assessment: Assessment, rule: Rule) -> str:
    """For a wording or citation rule: ``full`` when nothing is found, ``partial`` when only slight things are."""
    severities = {f.severity for f in assessment.findings if f.rule_id == rule.id}
    if severities - {Severity.LOW}:
        return "missing"
    return "partial" if severities else "full"


_SHORT = 60


def run_examples(name: str, only: str = "") -> Iterator[CaseResult]:
    """Judge the examples of every rule whose id begins with ``only``.

    Raises:
        RuleError: The pack is broken.
    """
    from dataclasses import replace

    from checker.rules.loader import load_pack

    loaded = load_pack(name)
    by_id = {r.id: r for r in loaded.pack.rules}
    for rule in loaded.pack.rules:
        if not rule.id.startswith(only) or not rule.examples:
            continue
        needed = _needed(rule, by_id)
        pack = replace(loaded.pack, rules=tuple(by_id[i] for i in sorted(needed)))
        yield from judge_examples(Checker(loaded=replace(loaded, pack=pack)), rule)


def _needed(rule: Rule, by_id: dict[str, Rule]) -> set[str]:
    """The rule and everything that its verdict mentions, directly or not."""
    from checker.engine.verdicts.expression import quoted

    needed, todo = {rule.id}, [rule]
    while todo:
        current = todo.pop()
        mentioned = {t for source in current.verdict.values() for t in quoted(source)} | set(references(current))
        mentioned |= set(figure_rules(current))
        for other in sorted(mentioned):
            if other in by_id and other not in needed:
                needed.add(other)
                todo.append(by_id[other])
    return needed
