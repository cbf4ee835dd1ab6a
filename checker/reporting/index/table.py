"""The rows that page, CSV and workbook share, and what can be said of all documents together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote

from checker.model.names import OBLIGATION_ORDER
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.index.piece import Piece, Value

__all__ = ["Column", "FrequentGap", "Row", "Table", "make_table", "mean"]

_KEY_FIGURES = 10
_FEW = 6  # of each answer at the top
_GAPS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One document that was read.

    ``rank`` is that among those of its level and year, None without a score; ``report`` is the address of its own page;
    ``eyes`` are reasons why a person should look at it.
    """

    number: int
    path: str
    piece: Piece
    rank: int | None
    report: str
    remark: str
    eyes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A number that many documents report: how it is called, and its unit where all use the same."""

    rule_id: str
    label: str
    title: str
    unit: str
    reported: int

    def of(self, piece: Piece) -> Value | None:
        """What ``piece`` reports."""
        return next((v for v in piece.values if (v.rule_id, v.label) == (self.rule_id, self.label)), None)


@dataclass(frozen=True, slots=True)
class FrequentGap:
    """A requirement with how many documents miss it, meet it in part, and are asked for it."""

    rule_id: str
    title: str
    obligation: str
    missing: int
    partial: int
    asked: int


@dataclass(frozen=True, slots=True)
class Table:
    """All documents: best score first, then those without one; what could not be read, what was passed over.

    ``remarks`` are about the run as a whole.
    """

    rows: tuple[Row, ...]
    broken: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...]
    dimensions: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    key_columns: tuple[Column, ...]
    gaps: tuple[FrequentGap, ...]
    remarks: tuple[str, ...] = ()

    @property
    def conclusions(self) -> tuple[tuple[str, int], ...]:
        """How many documents have each conclusion, the most frequent first."""
        number = Counter(r.piece.conclusion for r in self.rows)
        return tuple(sorted(number.items(), key=lambda n: (-n[1], n[0])))

    @property
    def worst(self) -> tuple[Row, ...]:
        """The few that need work most: those that were judged, the lowest score first."""
        judged = [r for r in self.rows if r.piece.total is not None]
        return tuple(sorted(judged, key=lambda r: (r.piece.total or 0, r.number))[:_FEW])

    @property
    def most_lacked(self) -> tuple[FrequentGap, ...]:
        """What most units lack: statutory items first."""
        places = {o.value: n for n, o in enumerate(OBLIGATION_ORDER)}
        half = [g for g in self.gaps if 2 * (g.missing + g.partial) >= g.asked] or list(self.gaps)
        return tuple(sorted(half, key=lambda g: (places[g.obligation], -(g.missing + g.partial)))[:_FEW])

    @property
    def eyes(self) -> tuple[tuple[str, int], ...]:
        """Why documents should be looked at, with how many there are."""
        number = Counter(e for r in self.rows for e in r.eyes)
        return tuple((e, number[e]) for e in EYES if number[e])

    @property
    def scored(self) -> tuple[Decimal, ...]:
        """All scores, the lowest first."""
        return tuple(sorted(r.piece.total for r in self.rows if r.piece.total is not None))


def make_table(entries: Sequence[Entry], info: RunInfo) -> Table:
    """Rows and sums of a run."""
    read = [(e, e.piece) for e in entries if isinstance(e.piece, Piece)]
    pieces = [p for _, p in read]
    columns = tuple(_columns(pieces))
    return Table(
        tuple(_rows(read, info)),
        tuple((e.path, _reason(e)) for e in entries if not isinstance(e.piece, Piece)),
        info.skipped,
        tuple(dict.fromkeys((d.id, d.title) for p in pieces for d in p.dimensions)),
        columns,
        _key(columns),
        tuple(_frequent(pieces)),
        info.remarks,
    )


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean to one decimal; None of nothing."""
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _reason(entry: Entry) -> str:
    """Why a document could not be read; its path stands beside it already."""
    message = entry.message.removeprefix(f"{entry.path}:").strip()
    return message or "未能读出,原因见运行时的提示。"


def _rows(read: Sequence[tuple[Entry, Piece]], info: RunInfo) -> Iterator[Row]:
    first = dict[str, str]()
    twins = Counter(p.sha256 for _, p in read)
    eyes = [_eyes(p, is_twin=twins[p.sha256] > 1) for _, p in read]
    remarks = [_remark(e, p, first) for e, p in read]
    ordered = sorted(
        zip(read, remarks, eyes, strict=True),
        key=lambda r: (r[0][1].total is None, -(r[0][1].total or 0), not r[0][1].judged),
    )
    for number, ((entry, piece), remark, seen) in enumerate(ordered, start=1):
        # "./" and the escapes keep a name like "javascript:x" a name.
        report = f"./{quote(entry.target, errors='surrogateescape')}.html" if "html" in info.forms else ""
        yield Row(number, entry.path, piece, _rank(piece, [p for _, p in read]), report, remark, seen)


def _rank(piece: Piece, pieces: Sequence[Piece]) -> int | None:
    """The place among those of the same level and year; equal scores share one."""
    if piece.total is None:
        return None
    same = [p.total for p in pieces if (p.level, p.year) == (piece.level, piece.year) and p.total is not None]
    return 1 + sum(total > piece.total for total in same)


EYES = ("结论待人工", "单位存疑", "文字存疑", "识别文字", "个人信息", "密级标志", "内容相同", "重要问题")
"""Why a person should look at a document, the gravest first."""


def _eyes(piece: Piece, *, is_twin: bool) -> tuple[str, ...]:
    found = (
        piece.conclusion == "待人工",
        piece.judged and piece.unsure_unit,
        piece.trust == "存疑",
        piece.recognised,
        piece.personal > 0,
        piece.secrecy,
        is_twin,
        piece.high > 0,
    )
    return tuple(name for name, holds in zip(EYES, found, strict=True) if holds)


def _remark(entry: Entry, piece: Piece, first: dict[str, str]) -> str:
    """What the reviewer should know about a row; ``first``: hash → the first path with these bytes."""
    parts = []
    if not piece.judged:
        parts.append(f"{piece.kind},未评分")
    elif piece.total is None:
        parts.append("有规则出错,未计分")
    if piece.secrecy:
        parts.append("有密级或内部标志")
    if piece.personal:
        parts.append(f"个人信息 {piece.personal} 处")
    if piece.trust != "良好":
        parts.append(f"文字{piece.trust}")
    if (earlier := first.setdefault(piece.sha256, entry.path)) != entry.path:
        parts.append(f"内容与 {earlier} 相同")
    return ";".join(parts)


def _columns(pieces: Sequence[Piece]) -> Iterator[Column]:
    """Every number that some document reports, in the order in which documents list them."""
    seen: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for piece in pieces:
        for value in piece.values:
            seen[value.rule_id, value.label].append(value)
    for (rule_id, label), values in sorted(seen.items()):
        units = {v.unit for v in values}
        yield Column(rule_id, label, values[0].title, units.pop() if len(units) == 1 else "", len(values))


def _key(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The numbers to set side by side: of the most reported requirements the most reported one, rates last."""
    best = dict[str, Column]()
    for column in columns:
        other = best.get(column.rule_id)
        if other is None or (column.unit != "%", column.reported) > (other.unit != "%", other.reported):
            best[column.rule_id] = column
    chosen = sorted(best.values(), key=lambda c: (-c.reported, c.rule_id))[:_KEY_FIGURES]
    return tuple(c for c in columns if c in chosen)


def _frequent(pieces: Sequence[Piece]) -> Iterator[FrequentGap]:
    titles = {g.rule_id: (g.title, g.obligation) for p in pieces for g in p.gaps}
    missing = Counter(g.rule_id for p in pieces for g in p.gaps if g.missing)
    partial = Counter(g.rule_id for p in pieces for g in p.gaps if not g.missing)
    absent = Counter(rule_id for p in pieces for rule_id in p.absent)
    judged = sum(p.judged for p in pieces)
    places = {o.value: n for n, o in enumerate(OBLIGATION_ORDER)}
    ordered = sorted(titles, key=lambda i: (-(missing[i] + partial[i]), -missing[i], places[titles[i][1]], i))
    for rule_id in ordered[:_GAPS]:
        title, obligation = titles[rule_id]
        yield FrequentGap(rule_id, title, obligation, missing[rule_id], partial[rule_id], judged - absent[rule_id])
