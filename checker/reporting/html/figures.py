"""Figures and the relations between them, tied to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import Assessment, Check, Figure, Span
from checker.reporting.html.marked_text import anchor
from checker.reporting.html.quote import Quoter

__all__ = ["CheckRow", "FigureRow", "check_rows", "figure_rows"]

STATUSES = ("failed", "ambiguous", "rounding", "ok")
"""What needs a look comes first."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A relation that was tried, and where its numbers stand (labels with anchors)."""

    number: int
    anchor: str
    check: Check
    title: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with the title of the requirement that it reports, its place, and the relations that it is part of."""

    figure: Figure
    title: str
    text: str
    place: str
    target: str
    checks: tuple[CheckRow, ...]


def check_rows(assessment: Assessment, quoter: Quoter, titles: Mapping[str, str]) -> tuple[CheckRow, ...]:
    """Relations, those that do not hold first; ``titles``: rule id → title."""
    ordered = sorted(assessment.checks, key=lambda c: STATUSES.index(c.status))
    return tuple(
        CheckRow(
            n,
            f"check-{n}",
            c,
            titles.get(c.rule_id) or c.title or c.rule_id,
            tuple(dict.fromkeys((quoter.place(s.start), anchor(s)) for s in c.spans)),
        )
        for n, c in enumerate(ordered, start=1)
    )


def figure_rows(
    assessment: Assessment, quoter: Quoter, titles: Mapping[str, str], checks: Sequence[CheckRow]
) -> tuple[FigureRow, ...]:
    """Figures in the order of the text."""
    return tuple(
        FigureRow(
            f,
            titles.get(f.id, ""),
            quoter.shown(f.text, f.start, f.end),
            quoter.place(f.start, page=f.page),
            anchor(Span(f.start, f.end)),
            tuple(_of(f, checks)),
        )
        for f in assessment.figures
    )


def _of(figure: Figure, checks: Sequence[CheckRow]) -> list[CheckRow]:
    here = Span(figure.start, max(figure.end, figure.start + 1))
    return [c for c in checks if any(here.overlaps(s) for s in c.check.spans)]
