"""One gap, one finding, as the terminal lists them; and what one document of several has to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from checker.model import Assessment, Finding, Result, Verdict
from checker.model import names as wording
from checker.reporting.show import FINDINGS, Show
from checker.reporting.terminal.set_aside import is_open
from checker.results.thresholds import Shortfall
from checker.text.widths import clip, clip_left, columns, wrap

__all__ = ["LISTED", "finding_lines", "gap_lines", "render_listed", "render_missed", "urgency"]

LISTED = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW, Verdict.FULL, Verdict.NOT_APPLICABLE)
"""The verdicts that can be listed, in the order of the lists."""


def urgency(result: Result) -> tuple[int, str]:
    """What orders the results of one verdict."""
    return wording.OBLIGATION_ORDER.index(result.obligation), result.rule_id


def gap_lines(result: Result, width: int, sign: str = "") -> Iterator[str]:
    """A result: what is asked, why, and the first place that speaks of it."""
    yield clip(f"  {sign}[{wording.OBLIGATIONS[result.obligation]}] {result.title} ({result.rule_id})", width)
    yield from wrap(result.explanation, width, "      ")
    if result.evidence:
        yield clip(f"      {wording.place(result.evidence[0])}:{result.evidence[0].text}", width)


def finding_lines(finding: Finding, width: int, sign: str = "") -> Iterator[str]:
    """A finding: where, how grave, what."""
    yield clip(f"  {sign}{wording.place(finding)} [{wording.SEVERITIES[finding.severity]}] {finding.text}", width)
    yield from wrap(finding.message, width, "      ")


def render_missed(assessment: Assessment, short: Sequence[Shortfall], show: Show, width: int) -> str:
    """Which gates a document misses, and those of its points that they count and that are to be shown.

    A rule that failed is always shown.
    """
    counted = frozenset[str]().union(*(s.points for s in short))
    lines = [_head(assessment, width)]
    for shortfall in short:
        lines += wrap(f"未达 {shortfall.option}:{shortfall.reason}", width, "  ")
    lines += _points(assessment, show, width, lambda point: point.fingerprint in counted)
    for result in assessment.results:
        if result.verdict is Verdict.ERROR:
            lines += wrap(f"! {result.rule_id} {result.explanation}", width, "  ")
    return "\n".join(lines) + "\n"


def render_listed(assessment: Assessment, show: Show, width: int) -> str:
    """What a document has of what is to be shown; empty where it has nothing of it."""
    lines = list(_points(assessment, show, width, lambda _: True))
    return "\n".join([_head(assessment, width), *lines]) + "\n" if lines else ""


def _head(assessment: Assessment, width: int) -> str:
    return f"■ {clip_left(assessment.document.path, width - columns('■ '))}"


def _points(
    assessment: Assessment, show: Show, width: int, wanted: Callable[[Result | Finding], bool]
) -> Iterator[str]:
    """Open points that are wanted, the gravest verdicts first, each with its sign."""
    for verdict in LISTED:
        chosen = [r for r in assessment.results if r.verdict is verdict and is_open(r) and wanted(r)]
        for result in sorted(chosen, key=urgency) if verdict.value in show else ():
            yield from gap_lines(result, width, f"{wording.SIGNS[verdict]} ")
    for finding in assessment.findings if FINDINGS in show else ():
        if is_open(finding) and wanted(finding):
            yield from finding_lines(finding, width, "! ")
