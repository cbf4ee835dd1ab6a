"""Gaps and findings that were there before (基线), told from new ones.

What counts as the same is the fingerprint, which survives moved lines and changed counts. Equal findings are counted:
where one was known and two are there now, one is new. A gap that has become wider (部分 → 缺失) is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.model import Assessment, Finding, Result, Verdict

__all__ = ["FINDING", "GAP", "Identity", "Known", "Moved", "Snapshot", "entries_of", "follow", "mark_known", "snapshot"]

GAP, FINDING = "gap", "finding"
_GAPS = (Verdict.PARTIAL, Verdict.MISSING)  # narrower first
_SHORT = 60


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One gap or finding of an earlier run. ``title`` and ``text`` are for readers; only the rest is compared.

    ``kind`` is ``gap`` or ``finding``, ``verdict`` that of a gap (empty for findings).
    """

    rule_id: str
    kind: str
    fingerprint: str
    verdict: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is known by when its file is called otherwise: whose, of which year, with which content."""

    issuer: str | None
    year: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a baseline holds of one document."""

    identity: Identity
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A document of a baseline whose file is gone: its ``name`` there, and what was known of it."""

    name: str
    identity: Identity
    known: tuple[Known, ...]


def snapshot(assessment: Assessment) -> Snapshot:
    """What a baseline of this assessment holds."""
    return Snapshot(_identity(assessment), entries_of(assessment))


def follow(assessment: Assessment, gone: Sequence[Moved]) -> Moved | None:
    """The document, among those whose files are gone, that this one was: of the same bytes, else of one unit and year.

    Where several are, nobody can tell which, and none is.
    """
    now = _identity(assessment)
    same = [m for m in gone if m.identity.sha256 == now.sha256]
    if not same and now.issuer and now.year:
        same = [m for m in gone if (m.identity.issuer, m.identity.year) == (now.issuer, now.year)]
    return same[0] if len(same) == 1 else None


def _identity(assessment: Assessment) -> Identity:
    meta = assessment.document.metadata
    return Identity(meta.issuer.value if meta.issuer else None, meta.report_year, assessment.document.sha256)


def entries_of(assessment: Assessment) -> tuple[Known, ...]:
    """What a baseline of this assessment holds, sorted; waived things are left out, so that they return on expiry.

    The titles of findings are left to the caller, who knows the pack.
    """

    def entries() -> Iterator[Known]:
        for r in assessment.results:
            if r.verdict in _GAPS and not r.set_aside:
                yield Known(r.rule_id, GAP, r.fingerprint, r.verdict.value, r.title, _short(r.explanation))
        for f in assessment.findings:
            if not f.set_aside:
                yield Known(f.rule_id, FINDING, f.fingerprint, "", "", _short(f.message))

    return tuple(sorted(entries()))


def mark_known(assessment: Assessment, known: Sequence[Known]) -> tuple[Assessment, tuple[Known, ...]]:
    """The assessment with ``known`` set where an entry covers it, and the entries that are stale: no longer there.

    Where a rule could not be judged this time (出错, 待人工, another kind of document), its entries are not stale.
    """
    if not assessment.results:
        return assessment, ()
    left = Counter((k.kind, k.fingerprint) for k in known)
    gaps = sorted((k for k in known if k.kind == GAP), key=lambda k: _width(k.verdict))
    widest = {k.fingerprint: k.verdict for k in gaps}

    def is_known(item: Result | Finding) -> bool:
        key = (GAP if isinstance(item, Result) else FINDING, item.fingerprint)
        if not left[key]:
            return False
        left[key] -= 1
        return isinstance(item, Finding) or _width(item.verdict) <= _width(widest[item.fingerprint])

    results = tuple(replace(r, known=r.verdict in _GAPS and is_known(r)) for r in assessment.results)
    findings = tuple(replace(f, known=is_known(f)) for f in assessment.findings)
    undecided = {r.rule_id for r in assessment.results if r.verdict in {Verdict.ERROR, Verdict.REVIEW}}
    stale = []
    for entry in sorted(known, reverse=True):
        key = (entry.kind, entry.fingerprint)
        if left[key] and entry.rule_id not in undecided:
            left[key] -= 1
            stale.append(entry)
    return replace(assessment, results=results, findings=findings), tuple(reversed(stale))


def _width(verdict: str) -> int:
    return _GAPS.index(Verdict(verdict))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"
