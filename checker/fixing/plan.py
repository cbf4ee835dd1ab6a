"""Which replacements are made: from findings to small edits that do not touch each other.

A fix may replace a whole title of which one character is wrong. Only what differs is edited, so that the rest keeps
its formatting, its line breaks and its runs. A change is made whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Protocol

from checker.errors import ReadingError
from checker.model import Finding, Fix, Severity

__all__ = ["Change", "Edit", "Skipped", "Unfit", "Writer", "plan", "settle", "spliced"]

_BREAK = re.compile(r"\s*\n\s*")
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


class Unfit(Exception):  # noqa: N818 - not a failure: one change is left to the user
    """A change cannot be made in this file; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``text`` in place of ``[start, end)`` of the document's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One fix as edits, sorted; never without one. ``old`` and ``new`` are what the finding showed."""

    finding: Finding
    old: str
    new: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A fix that is left to the user, with the reason."""

    finding: Finding
    old: str
    new: str
    reason: str


class Writer(Protocol):
    """A file that takes changes."""

    def __init__(self, data: bytes, text: str) -> None:
        """Take the file and the text that was read from it."""

    def check(self, change: Change) -> None:
        """Look whether ``change`` has a place in the file.

        Raises:
            Unfit: It has none.
        """

    def write(self, changes: Sequence[Change]) -> bytes:
        """The file with ``changes``, all of which have been checked."""

    def read(self, data: bytes) -> str:
        """The text of such a file."""


def plan(text: str, findings: Sequence[Finding]) -> tuple[tuple[Change, ...], tuple[Skipped, ...]]:
    """Changes in order of place, and fixes that are left out. Where two meet, the more severe finding has its way."""
    changes: list[Change] = []
    skipped: list[Skipped] = []
    seen: set[Fix] = set()
    for finding in sorted(findings, key=lambda f: (_RANK[f.severity], f.start, f.rule_id)):
        fix = finding.fix
        if fix is None or fix in seen or text[fix.start : fix.end] == fix.text:
            continue
        seen.add(fix)
        old = text[fix.start : fix.end]
        edits = tuple(sorted(_edits(old, fix)))
        if not edits:
            continue
        if len(_BREAK.findall(old)) > 1:
            skipped.append(Skipped(finding, old, fix.text, "这处文字跨了几行(可能夹有页码),请手工修改"))
        elif any(_meet(edits, other.edits) for other in changes):
            skipped.append(Skipped(finding, old, fix.text, "与另一处修改重叠;先改那一处,再运行一次"))
        else:
            changes.append(Change(finding, old, fix.text, edits))
    by_place = sorted(changes, key=lambda c: c.edits)
    return tuple(by_place), tuple(sorted(skipped, key=lambda s: (s.finding.start, s.finding.rule_id)))


def _edits(old: str, fix: Fix) -> Iterator[Edit]:
    """What differs between ``old`` and the new text. A line break inside ``old`` stays where it is."""
    breaks = [m for m in _BREAK.finditer(old) if "\n" not in fix.text]
    kept = [i for i in range(len(old)) if not any(m.start() <= i < m.end() for m in breaks)]
    matcher = SequenceMatcher(None, [old[i] for i in kept], list(fix.text), autojunk=False)
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == "equal":
            continue
        new = fix.text[new_low:new_high]
        if low == high:
            at = fix.start + (kept[low - 1] + 1 if low else 0)
            yield Edit(at, at, new)
            continue
        for start, end in _stretches(kept[low:high]):
            yield Edit(fix.start + start, fix.start + end, new)
            new = ""


def _stretches(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring positions, half open."""
    start = positions[0]
    for before, after in zip(positions, (*positions[1:], -1), strict=True):
        if after != before + 1:
            yield start, before + 1
            start = after


def _meet(first: Sequence[Edit], second: Sequence[Edit]) -> bool:
    """Whether the stretches from first to last edit share a character or begin at one place."""
    low, high = first[0].start, first[-1].end
    other_low, other_high = second[0].start, second[-1].end
    return low == other_low or (low < other_high and other_low < high)


def spliced(text: str, changes: Sequence[Change]) -> str:
    """``text`` with ``changes``, put in from the end."""
    for edit in sorted(chain.from_iterable(c.edits for c in changes), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


_ALTERS = "改后读出的文字与预期不符(会影响段落、编号或编码),为稳妥未改,请手工修改"


def settle(
    text: str, changes: Sequence[Change], writer: Writer
) -> tuple[bytes, tuple[Change, ...], tuple[Skipped, ...]]:
    """The file with every change that fits; the result reads back as ``text`` with exactly these changes."""
    fitting: list[Change] = []
    skipped: list[Skipped] = []
    for change in changes:
        try:
            writer.check(change)
            fitting.append(change)
        except Unfit as reason:
            skipped.append(Skipped(change.finding, change.old, change.new, str(reason)))
    if not fitting or _reads_back(text, fitting, writer):
        return writer.write(fitting), tuple(fitting), tuple(skipped)
    kept: list[Change] = []
    for change in fitting:
        if _reads_back(text, [*kept, change], writer):
            kept.append(change)
        else:
            skipped.append(Skipped(change.finding, change.old, change.new, _ALTERS))
    return writer.write(kept), tuple(kept), tuple(skipped)


def _reads_back(text: str, changes: Sequence[Change], writer: Writer) -> bool:
    try:
        return writer.read(writer.write(changes)) == spliced(text, changes)
    except ReadingError:
        return False
