"""GitLab code quality: one list of issues for the whole run.

GitLab compares the report of a branch with that of its target by fingerprint, so each is unique and depends on the
path, the fingerprint of the problem and how often that occurred before. Waived and already known problems stay in the
list, as ``info`` and with a word in front. A document that could not be judged is a ``blocker``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.reporting.forms import Entry, RunInfo
from checker.reporting.pipeline.digest import unpack
from checker.reporting.pipeline.places import place, without_path
from checker.reporting.pipeline.points import Point

__all__ = ["join"]

_SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """The one file of the run, under the name that GitLab's documentation uses."""
    titles = {rule.id: rule.title for rule in info.rules}
    issues = [issue for entry in entries for issue in _issues(entry, info.root, titles)]
    text = json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
    return {"gl-code-quality-report.json": text.encode("utf-8", "backslashreplace")}


def _issues(entry: Entry, root: str, titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    path = place(entry.path, root).shown
    if entry.piece is None:
        yield _issue(path, 1, without_path(entry.message, entry.path), rule="unreadable", severity="blocker", name="")
        return
    document = unpack(entry.piece)
    if not document.counts:
        yield _issue(path, 1, f"{document.remark}。", rule="not-judged", severity="info", name="")
    for point in document.problems:
        title = point.title or titles.get(point.rule_id, "")
        said = f"{_excuse(point)}{title}:{point.message}" if title else f"{_excuse(point)}{point.message}"
        severity = "info" if _excuse(point) else _SEVERITIES[point.level]
        line = point.spots[0].line if point.spots else 1
        name = f"{point.fingerprint}:{point.occurrence}"
        yield _issue(path, line, said, rule=point.rule_id, severity=severity, name=name)


def _excuse(point: Point) -> str:
    if point.what == "error":
        return ""
    return f"【{point.excuse}】" if point.excuse else ""


def _issue(  # noqa: PLR0913 - what an issue is made of
    path: str, line: int, description: str, *, rule: str, severity: str, name: str
) -> dict[str, Any]:
    unique = hashlib.sha256(f"{path}\n{rule}\n{name}".encode("utf-8", "surrogateescape")).hexdigest()
    return {
        "description": description,
        "check_name": rule,
        "fingerprint": unique,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
