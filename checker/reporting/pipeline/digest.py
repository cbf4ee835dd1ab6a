"""The digest of one document: what the forms of a whole run need of it, small enough to be sent about."""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Iterator

from checker.model import Assessment, Basis, DocumentKind, Finding, Result, Verdict
from checker.model import names as wording
from checker.reporting.pipeline.places import PLAIN, Ruler
from checker.reporting.pipeline.points import (
    ERROR,
    FINDING,
    NONE,
    NOTE,
    Digest,
    Point,
    Spot,
    level_of_finding,
    level_of_gap,
    lower,
)

__all__ = ["digest", "pack", "piece", "unpack"]


def digest(assessment: Assessment) -> Digest:
    """What the machine forms need of ``assessment``."""
    document, meta, score = assessment.document, assessment.document.metadata, assessment.score
    counts = Counter(r.verdict for r in assessment.results)
    ruler = Ruler(document)
    waived = assessment.waived_score
    notes = tuple(
        (n.code, n.message, None if n.start is None else ruler.region(n.start, n.start if n.end is None else n.end))
        for n in assessment.notes
    )
    return Digest(
        document.sha256,
        document.format,
        meta.title.value if meta.title else "",
        meta.issuer.value if meta.issuer else "",
        "" if score.total is None else str(score.total),
        score.grade or "",
        "" if waived is None or waived.total is None else str(waived.total),
        _remark(assessment),
        tuple((v.value, counts[v]) for v in Verdict if counts[v]),
        (assessment.pack.id, assessment.pack.version, assessment.pack.sha256),
        tuple(_points(assessment, ruler)),
        tuple(dict.fromkeys(c.rule_id for c in assessment.checks if c.status != "failed")),
        notes,
    )


def _remark(assessment: Assessment) -> str:
    if assessment.results:
        return "有规则出错,未计分" if assessment.score.total is None else ""
    kind = assessment.document.kind
    if kind is DocumentKind.RULE_OF_LAW_REPORT:
        return "没有可核对的规则,未评分"
    return f"这是{wording.KINDS[kind]},不是法治政府建设年度报告,未评分"


def _points(assessment: Assessment, ruler: Ruler) -> Iterator[Point]:
    seen: Counter[str] = Counter()
    for result in assessment.results:
        seen[result.fingerprint] += 1
        yield _verdict(result, ruler, seen[result.fingerprint])
    for finding in assessment.findings:
        seen[finding.fingerprint] += 1
        yield _finding(finding, ruler, seen[finding.fingerprint], plain=assessment.document.format in PLAIN)


def _verdict(result: Result, ruler: Ruler, occurrence: int) -> Point:
    return Point(
        result.rule_id,
        result.verdict.value,
        _level(result),
        result.title,
        result.dimension,
        result.obligation.value,
        "",
        result.confidence,
        result.explanation,
        result.suggestion,
        _cites(result.basis),
        tuple(
            Spot(e.text, e.start, e.end, e.line, e.section, e.page, ruler.region(e.start, e.end))
            for e in result.evidence
        ),
        result.fingerprint,
        occurrence,
        result.waiver,
        result.known,
        decision=result.decision,
    )


def _finding(finding: Finding, ruler: Ruler, occurrence: int, *, plain: bool) -> Point:
    spot = Spot(
        finding.text,
        finding.start,
        finding.end,
        finding.line,
        page=finding.page,
        region=ruler.region(finding.start, finding.end),
    )
    fixed = ruler.region(finding.fix.start, finding.fix.end) if finding.fix and plain else None
    return Point(
        finding.rule_id,
        FINDING,
        _sure(level_of_finding(finding.severity), finding.confidence),
        "",
        "",
        "",
        finding.severity.value,
        finding.confidence,
        finding.message,
        finding.suggestion,
        _cites(finding.basis),
        (spot,),
        finding.fingerprint,
        occurrence,
        finding.waiver,
        finding.known,
        (fixed, finding.fix.text) if finding.fix and fixed else None,
        finding.decision,
    )


def _level(result: Result) -> str:
    level = level_of_gap(result.obligation)
    match result.verdict:
        case Verdict.ERROR:
            return ERROR
        case Verdict.MISSING:
            return _sure(level, result.confidence)
        case Verdict.PARTIAL:
            return _sure(lower(level), result.confidence)
        case _:
            return NONE


def _sure(level: str, confidence: str) -> str:
    return NOTE if confidence == "low" else level


def _cites(bases: tuple[Basis, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.cite for b in bases))


def pack(value: Digest) -> bytes:
    """A digest as a few kilobytes, so that thousands of documents fit into memory."""
    return zlib.compress(pickle.dumps(value))


def unpack(data: object) -> Digest:
    """The digest that :func:`pack` was given."""
    if not isinstance(data, bytes):
        msg = f"a packed digest is bytes, not {type(data).__name__}"
        raise TypeError(msg)
    value: Digest = pickle.loads(zlib.decompress(data))  # noqa: S301 - written by this process or its own workers
    return value


_latest: list[tuple[Assessment, bytes]] = []


def piece(assessment: Assessment) -> object:
    """The packed digest; several forms of one run share one object, also on its way between processes."""
    if not _latest or _latest[0][0] is not assessment:
        _latest[:] = [(assessment, pack(digest(assessment)))]
    return _latest[0][1]
