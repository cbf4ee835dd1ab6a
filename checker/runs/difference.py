"""One stored run against another: what was mended, what is new, what stayed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.errors import ReadingError
from checker.model import Assessment, Change, ChangeState, Note
from checker.reading.source import read_bytes
from checker.results.recheck import VerdictChange, is_as_it_was, recheck, verdict_changes
from checker.results.stored.read import load_assessment
from checker.runs.stored_files import Stored, list_stored

__all__ = ["Difference", "Side", "compare_runs"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two results, as a comparison names it."""

    path: str
    document: str
    sha256: str
    title: str | None
    pack: str
    pack_version: str
    pack_sha256: str
    total: Decimal | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two results of one document. One side None: there was nothing to compare with; ``trouble`` says what broke.

    ``changed_only``: what is as it was is counted, not listed.
    """

    name: str
    old: Side | None
    new: Side | None
    changes: tuple[Change, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    notes: tuple[Note, ...] = ()
    trouble: str = ""
    changed_only: bool = False

    @property
    def listed(self) -> tuple[Change, ...]:
        """The changes to list."""
        return tuple(c for c in self.changes if not self.changed_only or not is_as_it_was(c))

    def of(self, state: ChangeState) -> tuple[Change, ...]:
        """The changes in one state."""
        return tuple(c for c in self.changes if c.state is state)


def compare_runs(old: str, new: str) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """Set two results, or two folders of results by name, against each other; also the JSON files that are none.

    Raises:
        ReadingError: One of two files is not there or no result. In folders such a file is named in its place.
    """
    before, others_before = list_stored(old)
    after, others_after = list_stored(new)
    if len(before) == len(after) == 1 and (before[0].path, after[0].path) == (old, new):
        one, two = _load(before[0]), _load(after[0])
        return (_difference(after[0].name, one, two),), ()
    return tuple(_pairs(before, after)), (*others_before, *others_after)


def _pairs(before: tuple[Stored, ...], after: tuple[Stored, ...]) -> Iterator[Difference]:
    """By name, in the order of the later run; what is only in the earlier one comes last."""
    olds, news = ({s.name: s for s in side} for side in (before, after))
    for name in (*news, *(n for n in olds if n not in news)):
        try:
            old, new = (_load(side[name]) if name in side else None for side in (olds, news))
        except ReadingError as error:
            yield Difference(name, None, None, trouble=str(error))
            continue
        yield _difference(name, old, new)


_Loaded = tuple[Side, Assessment]


def _load(stored: Stored) -> _Loaded:
    data = read_bytes(stored.path)
    assessment = load_assessment(data, stored.path)
    pack, document = assessment.pack, assessment.document
    title = document.metadata.title
    side = Side(
        stored.path,
        document.path,
        hashlib.sha256(data).hexdigest(),
        title.value if title else None,
        pack.id,
        pack.version,
        pack.sha256,
        assessment.score.total,
        assessment.score.grade,
    )
    return side, assessment


def _difference(name: str, old: _Loaded | None, new: _Loaded | None) -> Difference:
    if old is None or new is None:
        return Difference(name, old[0] if old else None, new[0] if new else None)
    done = recheck(new[1], old[1], old[0].path, old[0].sha256)
    return Difference(name, old[0], new[0], done.recheck.changes, verdict_changes(new[1], old[1]), done.notes)
