"""``index.html``: one page over many documents, whole without scripts and quick with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from checker.model import Verdict
from checker.model.names import OBLIGATIONS
from checker.reporting.html.shell import number_text, render_page
from checker.reporting.index.piece import Piece
from checker.reporting.index.table import FrequentGap, Row, Table, mean

__all__ = ["render_page_of"]

_STEPS = (Decimal(40), Decimal(60), Decimal(75), Decimal(90))  # where the colour of the heat map changes
_BIN, _BINS = 10, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the distribution: its name, how many, and the length of its bar in percent."""

    name: str
    number: int
    width: float


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One square of the heat map; ``step`` 0..4, empty text where there is no score."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of the heat map. ``number`` ties it to its document, None for a mean."""

    number: int | None
    name: str
    cells: tuple[HeatCell, ...]


def render_page_of(table: Table) -> bytes:
    """The page as UTF-8."""
    rows, judged = table.rows, [r for r in table.rows if r.piece.judged]
    scores = table.scored
    return render_page(
        "index.html.j2",
        ("base.css", "index.css"),
        "index.js",
        table=table,
        MISSING=Verdict.MISSING,
        PARTIAL=Verdict.PARTIAL,
        judged=judged,
        levels=_choices(r.piece.level for r in rows),
        years=_choices(str(r.piece.year) for r in rows if r.piece.year is not None),
        mean=mean(scores),
        median=None if not scores else number_text(Decimal(median(scores))),
        bars=tuple(_bars(scores)),
        means=tuple(_means(table, judged)),
        heat=[HeatRow(r.number, _name(r), _cells(table, r.piece)) for r in judged],
        gap_numbers={r.number: _gap_numbers(r.piece, table.gaps) for r in rows},
        name_of=_name,
        obligations={o.value: n for o, n in OBLIGATIONS.items()},
        packs=sorted({r.piece.pack for r in rows}),
    )


def _name(row: Row) -> str:
    """What a row is called: the unit, else the title, else the file."""
    return row.piece.unit or row.piece.title or row.path


def _choices(values: Iterator[str]) -> list[str]:
    return sorted({v for v in values if v})


def _bars(scores: Sequence[Decimal]) -> Iterator[Bar]:
    """Ten classes of ten points, the best first; 100 belongs to the best."""
    numbers = [0] * _BINS
    for score in scores:
        numbers[min(_BINS - 1, int(score) // _BIN)] += 1
    most = max(numbers)
    for n in reversed(range(_BINS)):
        upper = 100 if n == _BINS - 1 else (n + 1) * _BIN
        name = f"{n * _BIN}–{upper}" if n == _BINS - 1 else f"{n * _BIN}–{upper - 1}"
        yield Bar(name, numbers[n], round(numbers[n] * 100 / most, 2) if most else 0.0)


def _cell(score: Decimal | None) -> HeatCell:
    if score is None:
        return HeatCell(0, "")
    return HeatCell(sum(score >= s for s in _STEPS), f"{score.quantize(Decimal(1))}")


def _cells(table: Table, piece: Piece) -> tuple[HeatCell, ...]:
    scores = {d.id: d.score for d in piece.dimensions}
    return tuple(_cell(scores.get(i)) for i, _ in table.dimensions)


def _means(table: Table, judged: Sequence[Row]) -> Iterator[HeatRow]:
    """The mean of all, and of each level where there is more than one."""
    levels = _choices(r.piece.level for r in judged)
    groups = [("全部", judged)]
    if len(levels) > 1:
        groups += [(level, [r for r in judged if r.piece.level == level]) for level in levels]
    for name, rows in groups:
        cells = []
        for dimension, _ in table.dimensions:
            scores = [d.score for r in rows for d in r.piece.dimensions if d.id == dimension and d.score is not None]
            cells.append(_cell(mean(scores)))
        yield HeatRow(None, f"{name}平均({len(rows)} 份)", tuple(cells))


def _gap_numbers(piece: Piece, gaps: Sequence[FrequentGap]) -> str:
    """Which of the frequent gaps a document has, as their numbers between blanks."""
    mine = {g.rule_id for g in piece.gaps}
    return " ".join(str(n) for n, g in enumerate(gaps) if g.rule_id in mine)
