"""JUnit XML: one suite a document, one case a rule and one a finding.

What a gate of the run counts is a failure, nothing else, so that the test report and the exit code never differ; a
score that is too low is a case of its own. The ``type`` names verdict and obligation, or the severity. Other gaps and
findings are skipped, as is what is waived, already known from a baseline, not applicable or left to people, with the
reason. A rule that failed and a document that could not be judged are errors. No clock enters: all times are 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from checker.model import names as wording
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.pipeline.digest import unpack
from checker.reporting.pipeline.places import place, without_path
from checker.reporting.pipeline.points import FINDING, Digest, Point
from checker.results.floors import UNDER
from checker.results.thresholds import WRONG_KIND

__all__ = ["join"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_VERDICTS = {v.value: name for v, name in wording.VERDICTS.items()}
_Case = tuple[str, str, str, str]  # name, outcome, type, message


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """The one file of the run."""
    titles = {rule.id: rule.title for rule in info.rules}
    suites: list[bytes] = []
    outcomes: list[str] = []
    for entry in entries:
        cases = list(_suite(entry, info.root, titles))
        shown = place(entry.path, info.root).shown
        judged = [outcome for _, outcome in cases]
        head = f"<testsuite{_attributes(name=shown, file=shown, **_counts(judged))}>"
        suites.append("\n".join([head, *(case for case, _ in cases), "</testsuite>\n"]).encode())
        outcomes += judged
    head = f"<testsuites{_attributes(name='fazhi-checker', **_counts(outcomes))}>"
    first = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n'.encode()
    return {"checker.junit.xml": b"".join([first, *suites, b"</testsuites>\n"])}


def _suite(entry: Entry, root: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cases as XML with their outcome."""
    shown = place(entry.path, root).shown
    if entry.piece is None:
        said = without_path(entry.message, entry.path)
        yield (
            _case(shown, "document", "读取并核对", outcome="error", kind="unreadable", message=said),
            "error",
        )
        return
    document = unpack(entry.piece)
    if document.remark and not document.counts and not any(s.gate == WRONG_KIND for s in entry.short):
        yield _case(shown, "document", "文种", outcome="skipped", message=document.remark), "skipped"
    for shortfall in entry.short:
        if shortfall.gate == WRONG_KIND or shortfall.gate.startswith(UNDER):
            said = document.remark if shortfall.gate == WRONG_KIND else ""
            kind, message = shortfall.gate.partition(" ")[0], said or shortfall.reason
            yield _case(shown, "gate", shortfall.option, outcome="failure", kind=kind, message=message), "failure"
    counted = frozenset[str]().union(*(s.points for s in entry.short))
    for point in document.points:
        name, outcome, kind, message = _judged(point, titles, counted)
        details = _details(point)
        yield (
            _case(shown, point.rule_id, name, outcome=outcome, kind=kind, message=message, details=details),
            outcome,
        )
    for name in _sound(document, titles):
        yield _case(shown, name, titles.get(name, name), outcome="passed"), "passed"


def _sound(document: Digest, titles: Mapping[str, str]) -> Iterator[str]:
    """Rules whose relations were tried and held, and that gave neither verdict nor finding."""
    told = {p.rule_id for p in document.points}
    yield from (rule for rule in document.tried if rule in titles and rule not in told)


def _judged(point: Point, titles: Mapping[str, str], counted: frozenset[str]) -> _Case:
    title = point.title or titles.get(point.rule_id, point.rule_id)
    if point.what == FINDING:
        line = point.spots[0].line
        return _weighed(point, (f"{title}(第{line}行)", "failure", f"finding.{point.severity}", point.message), counted)
    verdict = _VERDICTS[point.what]
    message = f"{verdict}:{point.message}"
    match point.what:
        case "missing" | "partial":
            return _weighed(point, (title, "failure", f"{point.what}.{point.obligation}", message), counted)
        case "error":
            return title, "error", "rule-error", message
        case "full":
            return title, "passed", "", ""
        case _:
            return title, "skipped", "", message


def _weighed(point: Point, case: _Case, counted: frozenset[str]) -> _Case:
    name, _, kind, message = case
    if point.waiver is not None:
        why = f"已豁免({point.waiver.reason};批准人:{point.waiver.approver};至 {point.waiver.expires})。{message}"
        return name, "skipped", kind, why
    if point.excuse:
        return name, "skipped", kind, f"{point.excuse}。{message}"
    return case if point.fingerprint in counted else (name, "skipped", kind, f"门槛不计这一项。{message}")


def _details(point: Point) -> str:
    lines = [point.message]
    lines += [f"第{s.line}行:{s.text}" for s in point.spots]
    if point.suggestion:
        lines.append(point.suggestion)
    if point.basis:
        lines.append(f"依据:{'、'.join(point.basis)}。")
    return "\n".join(lines)


def _case(  # noqa: PLR0913 - what a case is made of
    file: str, rule: str, name: str, *, outcome: str, kind: str = "", message: str = "", details: str = ""
) -> str:
    head = f"<testcase{_attributes(classname=rule, name=name, file=file, time='0')}"
    if outcome == "passed":
        return f"{head}/>"
    types = {"type": kind} if outcome != "skipped" else {}
    body = f"<{outcome}{_attributes(**types, message=message)}>{_text(details)}</{outcome}>"
    return f"{head}>{body}</testcase>"


def _counts(outcomes: Sequence[str]) -> dict[str, str]:
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {name: str(outcomes.count(outcome)) for name, outcome in counted.items()}
    return {"tests": str(len(outcomes)), **counts, "time": "0"}


def _attributes(**values: str) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items())


def _quoted(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", value), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", value), {"\r": "&#13;"})
