"""Mechanical fixes that stand the test: a change stays only where the result, judged again, is better by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.api import Checker
from checker.fixing import Fixed, Skipped, fix
from checker.fixing.plan import Change
from checker.model import Document, Finding
from checker.options import Options

__all__ = ["mend"]

_ROUNDS = 5
_WORSE = "改后再核对,这处仍有问题或者出了新的问题,为稳妥未改,请手工修改"


def mend(  # noqa: PLR0913 - what a check takes, and who mends
    checker: Checker,
    path: str,
    data: bytes,
    options: Options,
    *,
    annexes: Sequence[tuple[str, bytes]] = (),
    author: str | None = None,
) -> tuple[Document, Fixed]:
    """The document and its file with the fixes that pass the checker again; the others are skipped with the reason."""
    before = checker.check_bytes(path, data, options, annexes)
    document, findings = before.document, list(before.findings)
    refused: list[Skipped] = []
    for _ in range(_ROUNDS):
        fixed = fix(document, data, findings, author)
        if fixed.data is None or not fixed.changes:
            break
        after = checker.check_bytes(path, fixed.data, options, annexes)
        bad = _worse(before.findings, after.findings, fixed.changes)
        if not bad:
            break
        refused += [Skipped(c.finding, c.old, c.new, _WORSE) for c in bad]
        findings = [f for f in findings if f not in [c.finding for c in bad]]
    skipped = sorted((*fixed.skipped, *refused), key=lambda s: (s.finding.start, s.finding.rule_id))
    return document, Fixed(fixed.text, fixed.data, fixed.changes, tuple(skipped))


def _worse(before: Sequence[Finding], after: Sequence[Finding], changes: Sequence[Change]) -> list[Change]:
    """Changes after which their finding is still there, or that made a new one on their line."""
    had, has = Counter(map(_key, before)), Counter(map(_key, after))
    new = [f for f in after if has[_key(f)] > had[_key(f)]]
    bad = []
    for change in changes:
        same = [c for c in changes if _key(c.finding) == _key(change.finding)]
        stays = has[_key(change.finding)] > had[_key(change.finding)] - len(same)
        if stays or any(f.line == change.finding.line for f in new):
            bad.append(change)
    return bad


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule_id, finding.text
