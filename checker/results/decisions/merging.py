"""A decision sheet brought up to date: new points added, decisions kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.results.decisions.model import Decision, Key, Point

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of the new sheet, and what happened: how many are new, which decided rows lost their point."""

    rows: tuple[Decision, ...]
    added: int
    gone: tuple[Decision, ...]
    changed: tuple[Decision, ...]


def merge(existing: Sequence[Decision], points: Iterable[Point]) -> Merged:
    """Rows for ``points``, in their order, then decided rows of ``existing`` that no point answers to any more.

    Rows of units that are not among the points stay untouched. A row that nobody decided goes when its point does.
    A decision made about another verdict stays in the sheet as it was written; ``changed`` lists those.
    """
    points = list({p.key: p for p in points}.values())
    scope = {p.key[:2] for p in points}
    before: dict[Key, Decision] = {d.key: d for d in existing}
    rows: list[Decision] = []
    added = 0
    changed: list[Decision] = []
    for point in points:
        old = before.pop(point.key, None)
        added += old is None
        row = _row(point, old)
        if old is not None and old.choice is not None and row.seen != point.seen:
            changed.append(row)
        rows.append(row)
    rest = [d for d in before.values() if d.key[:2] not in scope]
    lost = [d for d in before.values() if d.key[:2] in scope and d.choice is not None]
    return Merged((*rows, *lost, *rest), added, tuple(lost), tuple(changed))


def _row(point: Point, old: Decision | None) -> Decision:
    """A row for ``point``; what a person wrote stays."""
    fresh = Decision(
        point.unit,
        point.year,
        point.id,
        seen=point.seen,
        title=point.title,
        note=point.note,
        quote=point.quote,
        obligation=point.obligation,
    )
    if old is None or old.choice is None:
        return fresh if old is None else replace(fresh, reason=old.reason, name=old.name, date=old.date)
    return replace(
        old,
        seen=old.seen or point.seen,
        title=point.title,
        note=point.note,
        quote=point.quote,
        obligation=point.obligation,
        where="",
    )
