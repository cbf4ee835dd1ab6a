"""What the HTML page shows, worked out before the template: order, numbers, groups, links. No markup here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.model import (
    Assessment,
    ChangeState,
    Conclusion,
    Document,
    Metadata,
    Note,
    Obligation,
    Recheck,
    Span,
    Verdict,
    Waiver,
)
from checker.model.assessment import Change
from checker.model.names import KINDS
from checker.reporting.html.figures import CheckRow, FigureRow, check_rows, figure_rows
from checker.reporting.html.head import Alert, Recognised, Trust, alerts, is_about_text, recognised, trust
from checker.reporting.html.items import Concern, DimensionView, Item, concerns, counted, dimensions
from checker.reporting.html.marked_text import Line, Link, Place, anchor, marked_lines
from checker.reporting.html.piles import Pile, build_piles
from checker.reporting.html.quote import PERSONAL, Quoter, cover
from checker.results.triage import triage

__all__ = ["View", "build_view"]


UNSAID = Conclusion("未作结论")
"""Of results that were stored before there were conclusions."""


@dataclass(frozen=True, slots=True)
class Waived:
    """Something that a waiver covers."""

    title: str
    target: str
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the template walks through."""

    alerts: tuple[Alert, ...]
    recognised: tuple[Recognised, ...]
    trust: Trust
    conclusion: Conclusion
    piles: tuple[Pile, ...]
    statutory: tuple[Item, ...]
    counts: tuple[tuple[Verdict, int], ...]
    dimensions: tuple[DimensionView, ...]
    concerns: tuple[Concern, ...]
    figures: tuple[FigureRow, ...]
    checks: tuple[CheckRow, ...]
    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    waived: tuple[Waived, ...]
    changes: tuple[tuple[ChangeState, tuple[tuple[Change, str], ...]], ...]
    text_notes: tuple[Note, ...]
    other_notes: tuple[Note, ...]
    pages: dict[int, str]


def build_view(assessment: Assessment) -> View:
    """Arrange one assessment for reading."""
    quoter = Quoter.of(assessment)
    linked = {anchor(Span(e.start, e.end)) for r in assessment.results for e in r.evidence}
    groups = tuple(dimensions(assessment, quoter, linked))
    items = tuple(i for g in groups for i in g.items)
    found = concerns(assessment, quoter)
    titles = {r.rule_id: r.title for r in assessment.results}
    checks = check_rows(assessment, quoter, titles)
    sorted_out = triage(assessment)
    places = {c.finding: (c.anchor, c.quote.place) for c in found}
    targets = {i.result.rule_id: i.anchor for i in items}
    return View(
        tuple(alerts(assessment, places)),
        recognised(assessment.document, KINDS[assessment.document.kind]),
        trust(assessment.document, assessment.notes),
        assessment.conclusion or UNSAID,
        build_piles(sorted_out, targets, places, assessment.checks),
        _statutory(assessment, items),
        counted(assessment.results),
        groups,
        found,
        figure_rows(assessment, quoter, titles, checks),
        checks,
        tuple(marked_lines(assessment.document, list(_places(assessment, items, found)), quoter.text)),
        items,
        (
            *(Waived(i.result.title, i.anchor, i.result.waiver) for i in items if i.result.waiver),
            *(Waived(c.finding.message, c.anchor, c.finding.waiver) for c in found if c.finding.waiver),
        ),
        tuple(_changes(assessment.recheck, targets, found)) if assessment.recheck else (),
        tuple(n for n in assessment.notes if is_about_text(n)),
        tuple(n for n in assessment.notes if not is_about_text(n)),
        _pages(assessment.document, quoter),
    )


def _pages(document: Document, quoter: Quoter) -> dict[int, str]:
    """Line → the pages that begin on it, in words; pages without text begin where the next one does."""
    begin: dict[int, list[str]] = {}
    for number, start in enumerate(document.pages, start=1):
        begin.setdefault(quoter.line(start), []).append(f"第{number}页")
    return {line: "、".join(names) for line, names in begin.items()}


def _statutory(assessment: Assessment, items: Sequence[Item]) -> tuple[Item, ...]:
    """The statutory items in the pack's order, those that are not asked last."""
    place = {r.rule_id: n for n, r in enumerate(assessment.results)}
    mine = (i for i in items if i.result.obligation is Obligation.STATUTORY)
    return tuple(sorted(mine, key=lambda i: (i.result.verdict is Verdict.NOT_APPLICABLE, place[i.result.rule_id])))


def _changes(
    recheck: Recheck, targets: dict[str, str], found: Sequence[Concern]
) -> Iterator[tuple[ChangeState, tuple[tuple[Change, str], ...]]]:
    """What is still open first, then new, then settled; each with the anchor of what it is now (empty: gone)."""
    said = {c.finding.fingerprint: c.anchor for c in found}
    for state in (ChangeState.OPEN, ChangeState.NEW, ChangeState.FIXED):
        mine = [c for c in recheck.changes if c.state is state]
        if mine:
            yield (
                state,
                tuple((_covered(c), said.get(c.fingerprint) or targets.get(c.rule_id, "")) for c in mine),
            )


def _covered(change: Change) -> Change:
    return replace(change, text=cover(change.text)) if change.rule_id == PERSONAL else change


def _places(assessment: Assessment, items: Sequence[Item], found: Sequence[Concern]) -> Iterator[Place]:
    for item in items:
        link = Link(str(item.number), item.anchor, item.result.title)
        for evidence in item.result.evidence:
            yield Place(Span(evidence.start, evidence.end), item.result.verdict.value, link)
    for concern in found:
        finding = concern.finding
        link = Link(f"核{concern.number}", concern.anchor, finding.message)
        yield Place(Span(finding.start, finding.end), "finding", link)
    yield from (Place(Span(f.start, f.end), "figure") for f in assessment.figures)
    yield from (Place(span, "figure") for check in assessment.checks for span in check.spans)
    yield from (Place(span, "note") for note in assessment.notes if (span := _note_span(note)))
    yield from (Place(span, "fact") for span in _fact_spans(assessment.document.metadata))
    yield from (Place(span, "doubtful") for span in assessment.document.doubtful)


def _note_span(note: Note) -> Span | None:
    return None if note.start is None else Span(note.start, max(note.start, note.end or 0))


def _fact_spans(meta: Metadata) -> Iterator[Span]:
    """Where the facts stand that the page shows as recognised."""
    facts = (meta.title, meta.issuer, meta.signed_date, meta.publish_date, meta.addressee, meta.channel)
    yield from (span for span in (meta.report_year_span, *(f.span for f in facts if f)) if span)
