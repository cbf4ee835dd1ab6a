"""Two numbers of one thing whose digits changed places, and 上述5项 behind 6项.

年末持证执法人员1032名 … 对1023名持证执法人员开展轮训    the same digits in another order, the same thing counted
现有特邀监督员20名 … 22名特邀监督员全部参与                a stock, and all of them a little off
确定决策事项6项。上述5项决策均……                        a number that points back agrees with none that it can mean
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count, Sheet

__all__ = ["check"]

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")
_AROUND = 10


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Pairs of numbers with the same digits, and numbers that point back."""
    counts = [c for c in sheet.counts if c.is_count() and c.column < 0 and sheet.clause(c).role in rule.roles()]
    least = rule.number("least", "100")
    large = [c for c in counts if c.amount.value >= least and not c.quantity.approx]
    for one, other in _pairs(large):
        if _transposed(one, other) and _shared(sheet, rule, one, other):
            yield _outcome(sheet, one, other, "数字的位次不同")
    for one, other in _stocks(sheet, rule, counts):
        yield _outcome(sheet, one, other, "总数不同")
    for count in counts:
        earlier = _pointed_at(sheet, rule, count, counts)
        if earlier and not any(count.amount.meets(c.amount) for c in earlier):
            yield _outcome(sheet, earlier[-1], count, "所指件数不同")


def _pairs(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Pairs with the same digits, in the order of the text; only these are looked at, since reports may be long."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, count in enumerate(counts):
        alike[count.quantity.unit, *sorted(count.written)].append(index)
    several = (same for same in alike.values() if len({counts[i].written for i in same}) > 1)
    for one, other in sorted(pair for same in several for pair in combinations(same, 2)):
        yield counts[one], counts[other]


def _stocks(sheet: Sheet, rule: Params, counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """A number that says how many there are, and one that speaks of all of them and misses it by little."""
    skip, stock, every = rule.words("skip"), rule.words("stock"), rule.words("every")
    held: dict[str, Count] = {}
    for count in counts:
        noun = _NOUN_BEFORE.search(sheet.text, max(0, count.start - _LONGEST), count.start)
        lead = sheet.text[max(sheet.clause(count).start, count.start - _LONGEST - _AROUND) : count.start]
        found = noun and stock.search(noun[0])
        if found and not skip.search(lead):
            held.setdefault(noun[0][found.end() :] if noun else "", count)
    order = {name: place for place, name in enumerate(held)}
    for count in counts:
        behind = _NOUN_BEHIND.match(sheet.text, count.end)
        around = f"{sheet.text[max(0, count.start - _AROUND) : count.start]}#{sheet.text[count.end : count.end + 16]}"
        if not behind or skip.search(around) or not every.search(around):
            continue
        starts = (behind[0][:end] for end in range(_SHORTEST, min(len(behind[0]), _LONGEST) + 1))
        for name in sorted((start for start in starts if start in held), key=order.__getitem__):
            one = held[name]
            off = abs(one.amount.value - count.amount.value)
            same = one.quantity.unit == count.quantity.unit
            exact = not one.quantity.approx and not count.quantity.approx
            if same and exact and 0 < off <= max(_FEW, one.amount.value * _SHARE):
                yield one, count


_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff]+$")
_NOUN_BEHIND = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST, _SHORTEST = 18, 4
_FEW, _SHARE = Decimal(3), Decimal("0.15")


def _transposed(one: Count, other: Count) -> bool:
    a, b = one.written, other.written
    return a != b and len(a) == len(b) and sorted(a) == sorted(b) and one.quantity.unit == other.quantity.unit


def _shared(sheet: Sheet, rule: Params, one: Count, other: Count) -> bool:
    """Whether the words around both numbers name one thing, and neither is a part of it or of another time."""
    if sheet.clause(one).sentence == sheet.clause(other).sentence:
        return False  # members of one list
    skip = rule.words("skip")
    texts = [_around(sheet, c) for c in (one, other)]
    if any(skip.search(sheet.text[max(0, c.start - _AROUND) : c.end]) for c in (one, other)):
        return False
    size = int(rule.number("shared", "4"))
    first, second = texts
    common = {first[i : i + size] for i in range(len(first) - size + 1)}
    return any(w in common and "|" not in w for i in range(len(second) - size + 1) if (w := second[i : i + size]))


def _around(sheet: Sheet, count: Count) -> str:
    clause = sheet.clause(count)
    before = sheet.text[max(clause.start, count.start - _AROUND) : count.start]
    after = sheet.text[count.end : min(clause.end, count.end + _AROUND)]
    return _NOT_HAN.sub("", before) + "|" + _NOT_HAN.sub("", after)


def _pointed_at(sheet: Sheet, rule: Params, count: Count, counts: Sequence[Count]) -> list[Count]:
    """The numbers of the paragraph that 上述5项决策 can mean: before it, in its unit, of the noun behind it."""
    if not rule.words("back").search(sheet.text[max(0, count.start - _AROUND) : count.start]):
        return []
    noun = _NOT_HAN.sub("", sheet.text[count.end : count.end + 2])
    paragraph = sheet.clause(count).paragraph
    return [
        c
        for c in counts
        if c.start < count.start
        and sheet.clause(c).paragraph == paragraph
        and sheet.same_unit(c, count)
        and len(noun) > 1
        and noun in _around(sheet, c)
    ]


def _outcome(sheet: Sheet, first: Count, second: Count, why: str) -> Outcome:
    first, second = sorted((first, second), key=lambda c: c.start)
    clause = sheet.clause(second)
    units = (first.quantity.unit, second.quantity.unit)
    return Outcome(
        Status.FAILED,
        f"{first.written}{units[0]} ≠ {second.written}{units[1]}",
        (first.hit, second.hit),
        (max(clause.start, second.start - _AROUND), min(clause.end, second.end + _AROUND)),
        second.start,
        "mention",
        f"前文为 {first.written}{units[0]},此处为 {second.written}{units[1]},似指同一事项而{why}。",
        confidence="medium",
    )
