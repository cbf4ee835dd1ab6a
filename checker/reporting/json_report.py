"""Machine-readable results: one Assessment as JSON (``schemas/assessment.schema.json``).

Keys stand in a fixed order, lists are sorted by the engine, numbers are integers where they are whole: the same
assessment always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from checker.model import (
    Assessment,
    Basis,
    Check,
    Document,
    Evidence,
    Fact,
    Figure,
    Finding,
    Note,
    Previous,
    Result,
    Score,
)

SCHEMA = "checker/assessment/1"


def render_json(assessment: Assessment) -> bytes:
    """The assessment as UTF-8 JSON, ending with a line break (a path that is not UTF-8 is written with escapes)."""
    return (json.dumps(as_data(assessment), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def as_data(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data, in the order of the schema."""
    pack = assessment.pack
    return {
        "schema": SCHEMA,
        "document": _document(assessment.document),
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "sha256": pack.sha256,
            "year": pack.year,
            "level": pack.level,
            "as_of": pack.as_of,
        },
        "score": _score(assessment.score),
        "results": [_result(r) for r in assessment.results],
        "figures": [figure_data(f) for f in assessment.figures],
        "checks": [_check(c) for c in assessment.checks],
        "findings": [_finding(f) for f in assessment.findings],
        "notes": [_note(n) for n in assessment.notes],
        **({} if assessment.previous is None else {"previous": _previous(assessment.previous)}),
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact is not None else None


def _document(document: Document) -> dict[str, Any]:
    meta = document.metadata
    return {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "kind": document.kind.value,
        "title": _value(meta.title),
        "issuer": _value(meta.issuer),
        "issuer_inferred": meta.issuer_inferred,
        "issuer_level": meta.issuer_level.value if meta.issuer_level else None,
        "admin_level": meta.admin_level.value if meta.admin_level else None,
        "report_year": meta.report_year,
        "signed_date": _value(meta.signed_date),
        "publish_date": _value(meta.publish_date),
        "stage": document.stage.value,
        "attributes": list(meta.attributes),
        "characters": len(document.text),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "total": number(score.total),
        "grade": score.grade,
        "dimensions": [
            {"id": d.id, "title": d.title, "weight": number(d.weight), "score": number(d.score)}
            for d in score.dimensions
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    waiver = result.waiver
    return {
        "rule_id": result.rule_id,
        "title": result.title,
        "dimension": result.dimension,
        "kind": result.kind,
        "obligation": result.obligation.value,
        "weight": number(result.weight),
        "verdict": result.verdict.value,
        "score": number(result.score),
        "confidence": result.confidence,
        "evidence": [evidence_data(e) for e in result.evidence],
        "explanation": result.explanation,
        "suggestion": result.suggestion,
        "basis": _bases(result.basis),
        "waiver": None
        if waiver is None
        else {
            "reason": waiver.reason,
            "approver": waiver.approver,
            "granted": waiver.granted,
            "expires": waiver.expires,
        },
        "fingerprint": result.fingerprint,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """One quoted span."""
    return {
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "line": evidence.line,
        "section": evidence.section,
        "role": evidence.role.value,
    }


def _bases(bases: Sequence[Basis]) -> list[dict[str, Any]]:
    return [{"document": b.document, "number": b.number, "article": b.article, "cite": b.cite} for b in bases]


def figure_data(figure: Figure) -> dict[str, Any]:
    """One reported number in base units."""
    return {
        "id": figure.id,
        "label": figure.label,
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.unit,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "period": figure.period,
        "scope": figure.scope,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "rule_id": check.rule_id,
        "status": check.status,
        "expression": check.expression,
        "spans": [{"start": s.start, "end": s.end} for s in check.spans],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "rule_id": finding.rule_id,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "message": finding.message,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "fingerprint": finding.fingerprint,
        "suggestion": finding.suggestion,
        "basis": _bases(finding.basis),
        "fix": None if fix is None else {"start": fix.start, "end": fix.end, "text": fix.text},
    }


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "message": note.message, "start": note.start, "end": note.end}


def _previous(previous: Previous) -> dict[str, Any]:
    return {
        "path": previous.path,
        "sha256": previous.sha256,
        "title": previous.title,
        "report_year": previous.report_year,
        "copied_share": number(previous.copied_share),
    }
