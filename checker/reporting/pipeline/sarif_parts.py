"""The single objects of a SARIF log, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.model import names as wording
from checker.model.names import decided
from checker.reporting.pipeline.places import PLAIN, Place, Region
from checker.reporting.pipeline.points import NOTE, WARNING, Digest, Point, Spot, level_of_finding, level_of_gap
from checker.reporting.rule_info import RuleInfo

SOURCE_ROOT = "%SRCROOT%"
_MIME = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}
_HOSTS = {"error": "error", "warning": "warning", "note": "recommendation"}


def artifact_location(where: Place, index: int | None = None) -> dict[str, Any]:
    """A file; relative to the root only where it lies below it."""
    base = {"uriBaseId": SOURCE_ROOT} if where.inside else {}
    return {"uri": where.uri, **base, **({} if index is None else {"index": index})}


def artifact(where: Place, document: Digest | None = None) -> dict[str, Any]:
    """One document with its hash and its counts of verdicts."""
    made: dict[str, Any] = {"location": artifact_location(where), "roles": ["analysisTarget"]}
    if document is None:
        return made
    if document.format in _MIME:
        made["mimeType"] = _MIME[document.format]
    made["hashes"] = {"sha-256": document.sha256}
    made["properties"] = {
        "format": document.format,
        "lines": "file" if document.format in PLAIN else "extracted-text",
        "title": document.title,
        "issuer": document.issuer,
        "score": document.total,
        "waivedScore": document.waived_total,
        "grade": document.grade,
        "verdicts": dict(document.counts),
    }
    return made


def at(region: Region | None) -> dict[str, Any] | None:
    """A region; None for none."""
    if region is None:
        return None
    made = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    if region.offset is not None and region.length is not None:
        made |= {"charOffset": region.offset, "charLength": region.length}
    return made


def physical(where: Place, index: int, region: dict[str, Any] | None = None) -> dict[str, Any]:
    """A location: a file, and a place in it where there is one."""
    made: dict[str, Any] = {"artifactLocation": artifact_location(where, index)}
    if region is not None:
        made["region"] = region
    return {"physicalLocation": made}


def _quoted(spot: Spot) -> dict[str, Any]:
    region = at(spot.region) or {"startLine": spot.line}
    region["snippet"] = {"text": spot.text}
    region["properties"] = {"start": spot.start, "end": spot.end}
    if spot.page is not None:
        region["properties"]["page"] = spot.page
    return region


def notification(code: str, level: str, message: str, locations: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A remark about the run."""
    made: dict[str, Any] = {"descriptor": {"id": code}, "level": level, "message": {"text": message}}
    if locations:
        made["locations"] = list(locations)
    return made


def result(  # noqa: PLR0913 - what a result is made of
    problem: Point, title: str, where: Place, *, rule: int, index: int, plain: bool
) -> dict[str, Any]:
    """One gap or finding. A gap without evidence points at the first line: hosts ask for a line."""
    places = [physical(where, index, _quoted(s)) for s in problem.spots]
    places = places or [physical(where, index, {"startLine": 1})]
    for spot, location in zip(problem.spots, places, strict=False):
        if spot.section:
            location["logicalLocations"] = [{"fullyQualifiedName": spot.section, "kind": "section"}]
    fingerprint = f"{problem.fingerprint}:{problem.occurrence}"
    made: dict[str, Any] = {
        "ruleId": problem.rule_id,
        "ruleIndex": rule,
        "kind": "fail",
        "level": problem.level,
        "message": {"text": message(problem, title)},
        "locations": places[:1],
        "partialFingerprints": {"checker/1": fingerprint, "primaryLocationLineHash": fingerprint},
        "suppressions": _suppressions(problem),
        "properties": _properties(problem),
    }
    if places[1:]:
        made["relatedLocations"] = [{"id": n, **p} for n, p in enumerate(places[1:], start=1)]
    if problem.fix is not None and plain:
        made["fixes"] = [_fix(problem, where, index)]
    return made


def message(problem: Point, title: str) -> str:
    """What is wrong, then what to do about it."""
    said = f"{title}:{problem.message}" if title else problem.message
    return said if not problem.suggestion or problem.suggestion in said else f"{said} {problem.suggestion}"


def _properties(problem: Point) -> dict[str, Any]:
    values = {
        "verdict": problem.what,
        "obligation": problem.obligation,
        "severity": problem.severity,
        "dimension": problem.dimension,
        "confidence": problem.confidence,
        "suggestion": problem.suggestion,
        "basis": list(problem.basis),
    }
    return {key: value for key, value in values.items() if value}


def _suppressions(problem: Point) -> list[dict[str, Any]]:
    waiver = problem.waiver
    if waiver is None:
        decision = problem.decision
        if decision is None or not decision.sets_aside:
            return []
        return [{"kind": "external", "status": "accepted", "justification": f"经复核{decided(decision)}"}]
    return [
        {
            "kind": "external",
            "status": "accepted",
            "justification": f"{waiver.reason}(批准人:{waiver.approver})",
            "properties": {"approver": waiver.approver, "granted": waiver.granted, "expires": waiver.expires},
        }
    ]


def _fix(problem: Point, where: Place, index: int) -> dict[str, Any]:
    region, text = problem.fix or (None, "")
    replacement = {"deletedRegion": at(region), "insertedContent": {"text": text}}
    return {
        "description": {"text": f"改为“{text}”" if text else "删去"},
        "artifactChanges": [{"artifactLocation": artifact_location(where, index), "replacements": [replacement]}],
    }


def descriptor(rule: RuleInfo) -> dict[str, Any]:
    """A rule with its help; one that the pack leaves out is listed as disabled."""
    level = level_of_gap(rule.obligation) if rule.asks else level_of_finding(rule.severity)
    made: dict[str, Any] = {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": _full(rule)},
        "help": {"text": _help_text(rule), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": level, **({"enabled": False} if rule.off else {})},
        "properties": {
            "dimension": rule.dimension,
            "dimensionTitle": rule.dimension_title,
            "kind": rule.kind,
            "obligation": rule.obligation.value,
            "severity": rule.severity.value,
            "precision": "high",  # measured against careful readers, docs/gold.md
            "problem.severity": _HOSTS[level],
            "tags": [wording.OBLIGATIONS[rule.obligation], rule.dimension_title, rule.kind],
        },
    }
    return made


def unknown_rule(problem: Point) -> dict[str, Any]:
    """What a result itself tells of its rule."""
    title = problem.title or problem.rule_id
    return {
        "id": problem.rule_id,
        "name": title,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": problem.suggestion or title},
        "defaultConfiguration": {"level": problem.level if problem.level in (WARNING, NOTE) else "error"},
    }


def _full(rule: RuleInfo) -> str:
    wanted = "".join(f"{name}:{text}" for name, text in rule.wanted)
    return f"{rule.title}。{wanted}"


def _help_text(rule: RuleInfo) -> str:
    lines = [f"{name}:{text}" for name, text in rule.wanted]
    if rule.basis:
        lines.append(f"依据:{'、'.join(rule.basis)}。")
    if rule.suggestion:
        lines.append(rule.suggestion)
    if rule.off:
        lines.append(f"这条规则已停用:{rule.off}")
    return "\n".join(lines) or rule.title


def _help_markdown(rule: RuleInfo) -> str:
    parts = [f"**{wording.OBLIGATIONS[rule.obligation]}** · {rule.dimension_title}"]
    if rule.wanted:
        parts.append("\n".join(f"- **{name}**:{text}" for name, text in rule.wanted))
    if rule.basis:
        parts.append("**依据**\n\n" + "\n".join(f"- {cite}" for cite in rule.basis))
    if rule.suggestion:
        parts.append(f"**怎样补充**\n\n{rule.suggestion}")
    if rule.off:
        parts.append(f"这条规则已停用:{rule.off}")
    return "\n\n".join(parts)
