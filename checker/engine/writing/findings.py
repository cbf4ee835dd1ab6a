"""Findings of the ``wording`` and ``citation`` rules, and remarks about the text they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checker.engine.applicability import Subject, bases_for, why_not
from checker.engine.fingerprint import fingerprint
from checker.engine.rule_errors import failure
from checker.engine.statements.view import Page
from checker.engine.verdicts.facts import Facts
from checker.engine.writing import citation, wording
from checker.engine.writing.fault import Fault, Spec
from checker.engine.writing.prose import Reader
from checker.engine.writing.quality import read_quality
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Document, Finding, Note
from checker.rules.model import Rule, RulePack

KINDS = ("wording", "citation")
CHECKS: Mapping[str, Callable[[Reader, Spec], Iterator[Fault]]] = {**wording.CHECKS, **citation.CHECKS}


def find_faults(
    page: Page, pack: RulePack, facts: Facts, lexicon: Lexicon
) -> tuple[tuple[Finding, ...], tuple[Note, ...]]:
    """Everything written that is wrong or doubtful by the pack's wording and citation rules.

    A rule that fails is noted and the others go on.
    """
    reader = Reader.read(page, pack, facts, lexicon)
    subject = subject_of(page.document)
    findings: dict[tuple[str, int, int], Finding] = {}
    notes: list[Note] = []
    losses = 0
    for rule in pack.rules:
        if rule.kind not in KINDS or rule.off or why_not(rule, subject):
            continue
        try:
            for fault in rule_faults(reader, rule):
                finding = _finding(page, rule, fault, subject)
                losses += fault.loss and (rule.id, finding.start, finding.end) not in findings
                findings.setdefault((rule.id, finding.start, finding.end), finding)
        except Exception as error:  # noqa: BLE001 - one rule's failure must not lose the others' results
            notes.append(failure(rule, error))
    notes.extend(read_quality(reader, losses))
    return tuple(sorted(findings.values(), key=lambda f: (f.start, f.rule_id, f.end))), tuple(notes)


def rule_faults(reader: Reader, rule: Rule) -> Iterator[Fault]:
    """What the checks of one rule find.

    Raises:
        RuleError: A check does not exist, or its entry is incomplete.
    """
    for spec in rule.params.get("checks", ()):
        check = CHECKS.get(spec.get("check", ""))
        if check is None:
            msg = f"没有检查“{spec.get('check')}”。可用:{'、'.join(sorted(CHECKS))}。"
            raise RuleError(msg, rule.source)
        yield from check(reader, {**spec, "rule": rule})


def subject_of(document: Document) -> Subject:
    """Whom the document's metadata make it."""
    meta = document.metadata
    return Subject(
        meta.issuer_level,
        meta.admin_level,
        meta.report_year,
        document.stage,
        frozenset(meta.attributes),
        bool(meta.attributes),
    )


def _finding(page: Page, rule: Rule, fault: Fault, subject: Subject) -> Finding:
    text = fault.span.of(page.document.text)
    return Finding(
        rule.id,
        rule.kind,
        fault.severity or rule.severity,
        "high",
        fault.message,
        text,
        fault.span.start,
        fault.span.end,
        page.line(fault.span.start),
        fingerprint(rule.id, text),
        fault.suggestion or rule.suggestion,
        tuple(b.basis for b in bases_for(rule, subject)) if rule.params.get("cites", True) else (),
        fault.fix,
    )
