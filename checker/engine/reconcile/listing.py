"""A total and the parts that are said to make it up: how many of them belong, and whether they add up.

A sum is wrong only when the intervals cannot meet. Parts that exceed their total are wrong; parts that fall short are
wrong only when the list claims to be complete: by its words (分别为), by an 其他, because the total's own words name
every part, or because the parts are a known complete set (一审、二审、再审).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import plain
from checker.engine.reconcile.arithmetic import total as add
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.statements.matching import Hit

__all__ = ["Listing", "judge", "short_label"]

_MARKS = re.compile(r"[、,;:]")
_LABEL_EDGE = re.compile(r"^[\s、,;:()“”和及与的]+|[\s、,;:()“”为是达共有]+$")
_TWO, _THREE, _TEN = 2, 3, 10


@dataclass(frozen=True, slots=True)
class Listing:
    """``parts`` in the order of the text; ``closed`` when its words say that nothing is left out.

    ``fixed`` parts are known to belong, so that no shorter list is tried; ``disjoint`` ones cannot overlap;
    ``trailing`` totals stand behind their parts; ``between`` are the words from the total to the first part.
    """

    total: Count
    parts: tuple[Count, ...]
    closed: bool = False
    trailing: bool = False
    fixed: bool = False
    disjoint: bool = False
    between: str = ""


def judge(sheet: Sheet, listing: Listing, rule: Params, sets: Sequence[tuple[re.Pattern[str], ...]]) -> Outcome | None:
    """What the sum of the parts says about the total; None when nothing can be said."""
    if len(listing.parts) < _TWO:
        return None
    total = listing.total.amount
    for chosen in _readings(listing):
        summed = add(p.amount for p in chosen)
        if summed.meets(total):
            status = Status.OK if summed.value == total.value else Status.ROUNDING
            return _outcome(sheet, listing, chosen, status)
    chosen = natural(sheet, listing)
    if len(chosen) < _TWO:
        return None
    known = any(covers(chosen, members) for members in sets)
    loose = not known and not listing.disjoint and _is_loose(sheet, listing, chosen)
    summed = add(p.amount for p in chosen)
    if summed.above(total):
        unlikely = summed.value > total.value * rule.number("most", "3")  # rather the total of something else
        return _outcome(sheet, listing, chosen, Status.AMBIGUOUS if loose or unlikely else Status.FAILED)
    confidence = "" if loose else _falls_short(sheet, listing, chosen, rule, known=known)
    if confidence:
        return _outcome(sheet, listing, chosen, Status.FAILED, confidence=confidence)
    return _outcome(sheet, listing, chosen, Status.OK, sign="≤")


def _falls_short(sheet: Sheet, listing: Listing, parts: Sequence[Count], rule: Params, *, known: bool) -> str:
    """How sure it is that parts below the total are a fault; empty when they are none."""
    if add(p.amount for p in parts).value < listing.total.amount.value * rule.number("least", "0.6"):
        return ""  # rather a selection, or parts of something else
    if known or _is_complete(sheet, listing, parts):
        return "high"
    return "medium" if _is_nearly_complete(sheet, listing, parts, rule) else ""


def _readings(listing: Listing) -> Iterator[tuple[Count, ...]]:
    """Lists that may be meant: all of them, or the nearest two, three … (a second division may follow the first)."""
    parts = listing.parts
    yield parts
    if listing.fixed:
        return
    for size in range(len(parts) - 1, 1, -1):
        yield parts[-size:] if listing.trailing else parts[:size]


def natural(sheet: Sheet, listing: Listing) -> tuple[Count, ...]:
    """The list that a reader would take: while the marks between its members stay the same, or the labels alike."""
    parts = listing.parts
    if listing.fixed:
        return parts
    marks = [_mark(sheet, a, b) for a, b in pairwise(parts)]
    if listing.trailing:
        size = 1
        while size < len(parts) and marks[-size] == marks[-1]:
            size += 1
        return parts[-size:]
    size = 1
    while size < len(parts) and (marks[size - 1] == marks[0] or _alike(parts[size - 1], parts[size])):
        size += 1
    return parts[:size]


def _mark(sheet: Sheet, one: Count, other: Count) -> str:
    found = _MARKS.search(sheet.text[one.end : other.start])
    return found[0] if found else "、"


def _alike(one: Count, other: Count) -> bool:
    """Labels that end alike: 概况类、信息公开类."""
    a, b = short_label(one), short_label(other)
    return bool(a and b and a[-1] == b[-1])


def covers(parts: Sequence[Count], members: Sequence[re.Pattern[str]]) -> bool:
    """Whether the parts are exactly the members of a known complete set."""
    named = [any(m.search(p.before) for m in members) for p in parts]
    return all(named) and all(any(m.search(p.before) for p in parts) for m in members)


def _is_loose(sheet: Sheet, listing: Listing, parts: Sequence[Count]) -> bool:
    """Whether the parts may overlap (女性、党员) or follow each other (受理、办结): then they need not add up."""
    words = sheet.words
    stage, overlap = words.words("stages"), words.words("overlaps")
    if words.words("net").search(listing.total.before):
        return True  # 净增11人,其中新进14人、调出3人: its parts have signs
    sentence = sheet.page.sentence_range(sheet.clause(listing.total).sentence)
    if words.words("shared").search(sheet.text, *sentence):
        return True
    return any(p.says(stage) or p.says(overlap) for p in parts) or bool(stage.search(listing.between))


def _is_complete(sheet: Sheet, listing: Listing, parts: Sequence[Count]) -> bool:
    if listing.closed or sheet.words.words("rest").search(parts[-1].before):
        return True
    noun = listing.total.before
    labels = [short_label(p) for p in parts]
    return all(len(label) >= _TWO and label in noun for label in labels)


def _is_nearly_complete(sheet: Sheet, listing: Listing, parts: Sequence[Count], rule: Params) -> bool:
    """Three parts or more that miss the total by a hair: a slip rather than a selection."""
    total = listing.total
    missing = total.amount.value - add(p.amount for p in parts).value
    few = missing <= rule.number("few", "0") and missing * _TEN <= total.amount.value
    return (
        len(parts) >= _THREE
        and (few or missing <= total.amount.value * (1 - rule.number("nearly", "2")))
        and not sheet.words.words("open_total").search(total.before)
        and all(p.quantity.approx == "" for p in (*parts, total))
    )


def short_label(count: Count) -> str:
    """The words before a number without cue words and punctuation."""
    label = count.before.rsplit("其中", 1)[-1]
    while (cut := _LABEL_EDGE.sub("", label)) != label:
        label = cut
    return label


def _outcome(  # noqa: PLR0913 - the parts of one sentence
    sheet: Sheet,
    listing: Listing,
    parts: Sequence[Count],
    status: Status,
    *,
    sign: str = "",
    confidence: str = "high",
) -> Outcome:
    like = listing.total.written
    summed = add(p.amount for p in parts)
    sign = sign or {Status.OK: "=", Status.ROUNDING: "≈"}.get(status, "≠")
    left = " + ".join(p.written for p in parts)
    worked = f"{left} = {plain(summed.value, like)}"
    expression = worked if sign == "=" else f"{worked} {sign} {listing.total.written}"
    gap = abs(summed.value - listing.total.amount.value)
    side = "多" if summed.value > listing.total.amount.value else "少"
    message = (
        f"所列{len(parts)}项相加:{worked},报告写的总数是 {listing.total.written},分项之和{side} {plain(gap, like)}。"
    )
    return Outcome(
        status,
        expression,
        (listing.total.hit, *(p.hit for p in parts)),
        _stretch(sheet, [listing.total, *parts]),
        listing.total.start,
        "sum",
        message,
        confidence=confidence,
        distance=gap,
    )


def _stretch(sheet: Sheet, counts: Sequence[Count]) -> Hit:
    """From the clause (row) of the first number to the last one."""
    first = min(counts, key=lambda c: c.start)
    start = sheet.clause(first).start if first.column >= 0 else first.number.before[0]
    return start, max(c.end for c in counts)
