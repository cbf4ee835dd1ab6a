"""What the HTML page shows, worked out before the template: order, numbers, groups, links. No markup here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model import (
    Assessment,
    Check,
    Figure,
    Finding,
    Metadata,
    Note,
    Obligation,
    Result,
    Severity,
    Span,
    Verdict,
)
from checker.reporting.html_piles import Pile, build_piles
from checker.reporting.marked_text import Line, Link, Place, anchor, marked_lines
from checker.reporting.wording import OBLIGATION_ORDER

ORDER = (
    Verdict.MISSING,
    Verdict.PARTIAL,
    Verdict.REVIEW,
    Verdict.ERROR,
    Verdict.FULL,
    Verdict.NOT_APPLICABLE,
)
"""What needs work comes first."""
SETTLED = (Verdict.FULL, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Item:
    """A result with the number that people call it by, and its anchor."""

    number: int
    anchor: str
    result: Result


@dataclass(frozen=True, slots=True)
class Family:
    """The items of one verdict in one dimension."""

    anchor: str
    dimension: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All items of one verdict."""

    verdict: Verdict
    families: tuple[Family, ...]

    @property
    def count(self) -> int:
        """How many items."""
        return sum(len(f.items) for f in self.families)


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One line of the overview: ``share`` lists verdicts with their number of items, ``target`` is an anchor."""

    id: str
    title: str
    weight: str
    score: str
    width: float
    share: tuple[tuple[Verdict, int], ...]
    target: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding with its number and anchor."""

    number: int
    anchor: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with the title of the requirement that it reports and its line."""

    figure: Figure
    title: str
    line: int
    target: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A relation that was tried, and where its numbers stand."""

    check: Check
    title: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the template walks through."""

    open: tuple[Group, ...]
    settled: tuple[Group, ...]
    statutory: tuple[Item, ...]
    piles: tuple[Pile, ...]
    counts: tuple[tuple[Verdict, int], ...]
    dimensions: tuple[DimensionRow, ...]
    concerns: tuple[Concern, ...]
    figures: tuple[FigureRow, ...]
    checks: tuple[CheckRow, ...]
    lines: tuple[Line, ...]
    items: tuple[Item, ...]


def build_view(assessment: Assessment) -> View:
    """Arrange one assessment for reading."""
    titles = {d.id: d.title for d in assessment.score.dimensions}
    groups = tuple(_groups(assessment.results, titles))
    items = tuple(i for g in groups for f in g.families for i in f.items)
    severities = list(Severity)
    findings = sorted(assessment.findings, key=lambda f: (severities.index(f.severity), f.start, f.rule_id))
    concerns = tuple(Concern(n, f"finding-{n}", f) for n, f in enumerate(findings, start=1))
    place = {r.rule_id: n for n, r in enumerate(assessment.results)}
    rules = {r.rule_id: r.title for r in assessment.results}
    text = assessment.document.text

    def line(offset: int) -> int:
        return text.count("\n", 0, offset) + 1

    return View(
        tuple(g for g in groups if g.verdict not in SETTLED),
        tuple(g for g in groups if g.verdict in SETTLED),
        tuple(
            sorted(
                (i for i in items if i.result.obligation is Obligation.STATUTORY),
                key=lambda i: place[i.result.rule_id],
            ),
        ),
        build_piles(((i.anchor, i.result) for i in items), ((c.anchor, c.finding) for c in concerns)),
        _counted(assessment.results),
        tuple(_dimensions(assessment, groups)),
        concerns,
        tuple(
            FigureRow(f, rules.get(f.id, ""), line(f.start), anchor(Span(f.start, f.end))) for f in assessment.figures
        ),
        tuple(
            CheckRow(c, rules.get(c.rule_id, c.rule_id), tuple((f"第{line(s.start)}行", anchor(s)) for s in c.spans))
            for c in assessment.checks
        ),
        tuple(marked_lines(assessment.document, list(_places(assessment, items, concerns)))),
        items,
    )


def _counted(results: Sequence[Result]) -> tuple[tuple[Verdict, int], ...]:
    counted = Counter(r.verdict for r in results)
    return tuple((v, counted[v]) for v in ORDER if counted[v])


def _groups(results: Sequence[Result], titles: dict[str, str]) -> Iterator[Group]:
    """By verdict, then dimension (in the pack's order), then how strongly the requirement binds."""
    known = [*titles, *sorted({r.dimension for r in results} - set(titles))]
    number = 0
    for verdict in ORDER:
        families: list[Family] = []
        for dimension in known:
            mine = [r for r in results if r.verdict is verdict and r.dimension == dimension]
            mine.sort(key=lambda r: (OBLIGATION_ORDER.index(r.obligation), r.rule_id))
            items = tuple(Item(number + n, f"item-{_slug(r.rule_id)}", r) for n, r in enumerate(mine, start=1))
            number += len(items)
            if items:
                name = f"{verdict.value}-{_slug(dimension)}"
                families.append(Family(name, dimension, titles.get(dimension, dimension), items))
        if families:
            yield Group(verdict, tuple(families))


def _slug(name: str) -> str:
    """``name`` as it may stand in an anchor."""
    return re.sub(r"[^\w.-]", "_", name)


def _dimensions(assessment: Assessment, groups: Sequence[Group]) -> Iterator[DimensionRow]:
    first: dict[str, str] = {}
    for group in groups:
        for family in group.families:
            first.setdefault(family.dimension, family.anchor)
    for dimension in assessment.score.dimensions:
        mine = [r for r in assessment.results if r.dimension == dimension.id]
        yield DimensionRow(
            dimension.id,
            dimension.title,
            f"{dimension.weight.normalize():f}",
            "—" if dimension.score is None else f"{dimension.score}",
            0.0 if dimension.score is None else float(dimension.score),
            _counted(mine),
            first.get(dimension.id, ""),
        )


def _places(assessment: Assessment, items: Sequence[Item], concerns: Sequence[Concern]) -> Iterator[Place]:
    for item in items:
        link = Link(str(item.number), item.anchor, item.result.title)
        for evidence in item.result.evidence:
            yield Place(Span(evidence.start, evidence.end), item.result.verdict.value, link)
    for concern in concerns:
        finding = concern.finding
        link = Link(f"核{concern.number}", concern.anchor, finding.message)
        yield Place(Span(finding.start, finding.end), "finding", link)
    yield from (Place(Span(f.start, f.end), "figure") for f in assessment.figures)
    yield from (Place(span, "figure") for check in assessment.checks for span in check.spans)
    yield from (Place(span, "note") for note in assessment.notes if (span := _note_span(note)))
    yield from (Place(span, "fact") for span in _fact_spans(assessment.document.metadata))


def _note_span(note: Note) -> Span | None:
    return None if note.start is None else Span(note.start, max(note.start, note.end or 0))


def _fact_spans(meta: Metadata) -> Iterator[Span]:
    """Where the facts stand that the page shows as recognised."""
    facts = (meta.title, meta.issuer, meta.signed_date, meta.publish_date, meta.addressee, meta.channel)
    yield from (span for span in (meta.report_year_span, *(f.span for f in facts if f)) if span)
