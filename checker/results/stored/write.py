"""Machine-readable results: one Assessment as JSON (``schemas/assessment.schema.json``).

Keys stand in a fixed order, lists are sorted by the engine, numbers are integers where they are whole: the same
assessment always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checker.model import (
    Assessment,
    Basis,
    Change,
    Check,
    Document,
    Evidence,
    Fact,
    Figure,
    Finding,
    Metadata,
    Note,
    Previous,
    Recheck,
    Result,
    Score,
    Span,
    Waiver,
)

SCHEMA = "checker/assessment/1"
FACTS = ("title", "issuer", "signed_date", "publish_date", "addressee", "channel")
"""Keys of ``document`` that were read from a place in the text."""


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
            "recogniser": pack.recogniser,
        },
        "score": _score(assessment.score),
        "results": [_result(r) for r in assessment.results],
        "figures": [figure_data(f) for f in assessment.figures],
        "checks": [_check(c) for c in assessment.checks],
        "findings": [_finding(f) for f in assessment.findings],
        "notes": [_note(n) for n in assessment.notes],
        **({} if assessment.previous is None else {"previous": _previous(assessment.previous)}),
        **({} if assessment.recheck is None else {"recheck": _recheck(assessment.recheck)}),
        **({} if assessment.waived_score is None else {"waived_score": _score(assessment.waived_score)}),
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
        "issuer_source": meta.issuer_source,
        "addressee": _value(meta.addressee),
        "channel": _value(meta.channel),
        "places": {name: _span(span) for name, span in _places(meta) if span is not None},
        "pages": list(document.pages),
        "recognised": [_span(s) for s in document.recognised],
        "doubtful": [_span(s) for s in document.doubtful],
        **({"pictures": [{"page": p.page, "name": p.name} for p in document.pictures]} if document.pictures else {}),
        "paragraphs": [{**_span(p.span), "kind": p.kind.value} for p in document.paragraphs],
        "text": document.text,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _places(meta: Metadata) -> Iterator[tuple[str, Span | None]]:
    """Where the facts stand in the text, by the name of their key."""
    yield "report_year", meta.report_year_span
    for name in FACTS:
        fact: Fact | None = getattr(meta, name)
        yield name, fact.span if fact else None


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
        "waiver": _waiver(result.waiver),
        "known": result.known,
        "fingerprint": result.fingerprint,
        "trace": [
            {"name": t.name, "matched": t.matched, "spans": [_span(s) for s in t.spans], "detail": t.detail}
            for t in result.trace
        ],
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "approver": waiver.approver,
        "granted": waiver.granted,
        "expires": waiver.expires,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """One quoted span."""
    return {
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "line": evidence.line,
        "page": evidence.page,
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
        "page": figure.page,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "rule_id": check.rule_id,
        "title": check.title,
        "status": check.status,
        "expression": check.expression,
        "spans": [_span(s) for s in check.spans],
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
        "page": finding.page,
        "waiver": _waiver(finding.waiver),
        "known": finding.known,
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


def _recheck(recheck: Recheck) -> dict[str, Any]:
    return {
        "path": recheck.path,
        "sha256": recheck.sha256,
        "total": number(recheck.total),
        "pack_version": recheck.pack_version,
        "changes": [change_data(c) for c in recheck.changes],
    }


def change_data(change: Change) -> dict[str, Any]:
    """What became of one gap or finding between two runs."""
    return {
        "state": change.state.value,
        "fingerprint": change.fingerprint,
        "rule_id": change.rule_id,
        "title": change.title,
        "before": change.before,
        "after": change.after,
        "text": change.text,
        "line": change.line,
    }
