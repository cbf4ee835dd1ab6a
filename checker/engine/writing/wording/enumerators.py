"""Numbers that skip, repeat or do not begin at one (一是、三是; (一)(三); 一、一、), per level and per paragraph.

A number restarts at one wherever a number of a higher level stands between. The place shown is the number after the
gap; where a sentence in between visibly lost its mark (``。是优化…``, or one sentence too many), that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader
from checker.engine.writing.wording.numbering import PROSE, Mark, label, read_marks
from checker.model import Fix

_WIDEST_GAP = 3  # numbers lost in one place; more is a misreading
_FIRST = ("是", "一、", "(一)")  # schemes whose missing first member is reported
_SHOWN = 12
_LOOK_BACK = 4000  # characters; the length of a long part of a report
_BARE = re.compile(r"(?<=[。;])是(?=[\u4e00-\u9fff])")
_STOP = re.compile(r"[。!?]")


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Every series of the document."""
    marks = read_marks(reader)
    runs = list(_runs(marks))
    for run in runs:
        yield from _run(reader, spec, run)
    if "single" in spec:
        yield from _singles(reader, part(spec, "single"), runs)


@dataclass(slots=True)
class _Run:
    """One series: consecutive marks of a scheme that nothing of a higher level interrupts."""

    marks: list[Mark]
    nested: bool = False


def _runs(marks: list[Mark]) -> Iterator[_Run]:
    open_runs: list[_Run] = []
    for mark in marks:
        depth = next((i for i, r in enumerate(open_runs) if r.marks[-1].scheme == mark.scheme), None)
        if depth is None:
            open_runs.append(_Run([mark]))
            continue
        yield from reversed(open_runs[depth + 1 :])
        del open_runs[depth + 1 :]
        run = open_runs[depth]
        last = run.marks[-1]
        fresh = mark.scheme in PROSE and mark.paragraph != last.paragraph and mark.number <= last.number
        if mark.number == 1 or fresh:
            inside = mark.number == 1 and mark.paragraph == last.paragraph and not mark.heading
            yield run
            open_runs[depth] = _Run([mark], nested=inside)
        else:
            run.marks.append(mark)
    yield from reversed(open_runs)


def _run(reader: Reader, spec: Spec, run: _Run) -> Iterator[Fault]:
    first = run.marks[0]
    if 1 < first.number <= _WIDEST_GAP + 1 and first.scheme in _FIRST and not run.nested and not _glued(reader, first):
        yield _missing(reader, part(spec, "first"), None, first, run)
    for before, after in pairwise(run.marks):
        gap = after.number - before.number - 1
        if 0 < gap <= _WIDEST_GAP and not _run_together(reader, before, after):
            yield _missing(reader, part(spec, "skipped"), before, after, run)
        elif (gap == -1 or _goes_back(before, after)) and not run.nested:
            yield make_fault(
                reader.span(after.start, after.end),
                part(spec, "repeated"),
                text=reader.text[after.start : after.end],
                next=label(after.scheme, before.number + 1),
            )


def _goes_back(before: Mark, after: Mark) -> bool:
    """一是、二是、三是、二是: a series of prose that goes back to a number it has had."""
    return after.scheme in PROSE and before.paragraph == after.paragraph and 1 < after.number <= before.number


def _run_together(reader: Reader, before: Mark, after: Mark) -> bool:
    """5.4个镇挂牌: the number that seems to be missing stands right before a digit."""
    numbers = range(before.number + 1, after.number)
    between = reader.text[before.end : after.start]
    return after.scheme == "1." and all(re.search(rf"(?<=[。;:\n]){n}[.、]", between) for n in numbers)


def _glued(reader: Reader, first: Mark) -> bool:
    """Whether the number before stands in the text after all, run into a line that was not read as a heading."""
    if first.scheme in PROSE:
        return False
    wanted = label(first.scheme, first.number - 1)
    return reader.text.rfind(wanted, max(0, first.start - _LOOK_BACK), first.start) >= 0


def _missing(reader: Reader, spec: Spec, before: Mark | None, after: Mark, run: _Run) -> Fault:
    numbers = range(before.number + 1 if before else 1, after.number)
    lost = "、".join(label(after.scheme, n) for n in numbers)
    start, end, fix = after.start, after.end, None
    place = _unmarked(reader, before, after, run, len(numbers)) if after.scheme in PROSE else None
    if place is not None:
        start, end = place
        fix = _with_mark(reader, start, label(after.scheme, numbers[0])) if len(numbers) == 1 else None
    return make_fault(
        reader.span(start, end),
        spec,
        fix,
        lost=lost,
        label=label(after.scheme, after.number),
        before=label(before.scheme, before.number) if before else "",
        shown=reader.text[start:end],
    )


def _unmarked(reader: Reader, before: Mark | None, after: Mark, run: _Run, count: int) -> tuple[int, int] | None:
    """The stretch that lost its mark, when one can be told."""
    if before is None:
        start = _body_start(reader, after)
    elif before.paragraph == after.paragraph:
        start = before.end
    else:
        return None
    bare = list(_BARE.finditer(reader.text, start, after.start))
    if len(bare) == 1 and count == 1:
        return _clause(reader, bare[0].start())
    starts = _sentences(reader, start, after.start)
    if before is not None:
        if any(len(_sentences(reader, a.end, b.start)) != 1 for a, b in pairwise(run.marks) if a is not before):
            return None
        starts = starts[1:]
    return _clause(reader, starts[0]) if len(starts) == count else None


def _body_start(reader: Reader, mark: Mark) -> int:
    """Where the prose before the first mark of a paragraph begins: after its run-in heading."""
    paragraph = reader.page.document.paragraphs[mark.paragraph]
    if paragraph.lead is not None:
        return reader.page.clauses.normal.locate(paragraph.lead.end)
    return mark.start


def _sentences(reader: Reader, start: int, end: int) -> list[int]:
    """Starts of the sentences in a stretch."""
    cuts = [start, *(m.end() for m in _STOP.finditer(reader.text, start, end)), end]
    return [a for a, b in pairwise(cuts) if reader.text[a:b].strip("。!? \n")]


def _clause(reader: Reader, start: int) -> tuple[int, int]:
    stop = re.compile(r"[,。;:\n]").search(reader.text, start + 1)
    return start, min(stop.start() if stop else len(reader.text), start + _SHOWN)


def _with_mark(reader: Reader, start: int, mark: str) -> Fix:
    char = reader.text[start]
    return reader.replacing(start, start + 1, mark if char == "是" and mark.endswith("是") else mark + char)


def _singles(reader: Reader, spec: Spec, runs: list[_Run]) -> Iterator[Fault]:
    """A level with one member only."""
    for run in runs:
        mark = run.marks[0]
        if len(run.marks) == 1 and mark.number == 1 and mark.scheme in spec["schemes"] and mark.heading:
            yield make_fault(
                reader.span(mark.start, mark.end),
                spec,
                text=reader.text[mark.start : mark.end],
                next=label(mark.scheme, 2),
            )
