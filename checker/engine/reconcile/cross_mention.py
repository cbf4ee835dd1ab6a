"""The same thing counted twice in one report: numbers of towns, of certificate holders, of problems found.

An *entity* lists patterns in which ``#`` is the number. ``mode: total``: a mention that speaks of all
(全县15个乡镇) sets the total; fewer is a selection, more cannot be. ``mode: same``: a definite mention
(``references``: 案卷评查发现的67个问题) must agree with one of the statements (``patterns``: 指出问题67个).
Mentions of another year, of a part (其中, 新增) or of different scopes (市本级 against 全市) are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import Amount, plain, total
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.statements.clauses import Clause
from checker.engine.statements.matching import Hit
from checker.engine.statements.numbers import Relation
from checker.model import Role
from checker.text.numerals import NUMERAL

__all__ = ["check"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One count of an entity: its noun as written, whether it speaks of all, and its scope words.

    ``every`` is the stronger ``whole``: such a number cannot be a selection (全县13个乡镇均…, 下辖13个乡镇).
    """

    count: Count
    noun: str
    whole: bool
    every: bool
    definite: bool
    scope: frozenset[str]
    hit: Hit

    @property
    def amount(self) -> Amount:
        """What is counted."""
        return self.count.amount


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every entity of the rule."""
    for entity in rule.each("entities"):
        mentions = sorted(_mentions(sheet, rule, entity), key=lambda m: m.hit)
        yield from _against_sum(sheet, entity, mentions)
        for noun in dict.fromkeys(m.noun for m in mentions):
            same = [m for m in mentions if m.noun == noun]
            yield from (
                _against_total(sheet, entity, same)
                if entity.text("mode") == "total"
                else _all_same(sheet, entity, same)
            )


def _mentions(sheet: Sheet, rule: Params, entity: Params) -> Iterator[Mention]:
    scopes, roles = rule.words("scopes"), entity.roles()
    skip, whole, every = entity.words("skip"), entity.words("whole"), entity.words("every")
    seen: set[int] = set()
    forms = [(p, True) for p in entity.texts("references")] + [(p, False) for p in entity.texts("patterns")]
    for pattern, definite in forms:
        for found in _compile(pattern).finditer(sheet.text):
            count = sheet.by_number.get(found.start("n"))
            if count is None or count.start in seen or count.number.relation is not Relation.OWN:
                continue
            clause = sheet.clause(count)
            around = _around(sheet, clause)
            if clause.role not in roles or skip.search(around) or _other_year(sheet, around):
                continue
            seen.add(count.start)
            noun = found["noun"] if "noun" in found.re.groupindex else ""
            yield Mention(
                count,
                noun,
                bool(whole.search(around)),
                _says_every(sheet, every, count),
                definite,
                frozenset(scopes.findall(around)),
                (found.start(), found.end()),
            )


def _says_every(sheet: Sheet, every: re.Pattern[str], count: Count) -> bool:
    """Whether the clause, with ``#`` in the place of this number, says that it counts all of them."""
    clause = sheet.clause(count)
    return bool(every.search(f"{sheet.text[clause.start : count.start]}#{sheet.text[count.end : clause.end]}"))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("#", f"(?<![0-9])(?P<n>{NUMERAL})(?:余|多)?"))


def _around(sheet: Sheet, clause: Clause) -> str:
    """The clause, with the one that its parenthesis interrupts."""
    host = sheet.page.clauses.clauses[clause.host] if clause.host >= 0 else None
    return (sheet.text[host.start : host.end] if host else "") + sheet.text[clause.start : clause.end]


def _other_year(sheet: Sheet, text: str) -> bool:
    years = {int(y) for y in re.findall(r"(20[0-9]{2})年", text)}
    return sheet.year is not None and bool(years) and sheet.year not in years and sheet.year + 1 not in years


def _against_total(sheet: Sheet, entity: Params, mentions: Sequence[Mention]) -> Iterator[Outcome]:
    totals = [m for m in mentions if m.whole and sheet.clause(m.count).role is not Role.PLAN]
    if not totals:
        return
    total = totals[0]
    for mention in mentions:
        if mention is total:
            continue
        if _other_whole(total, mention):
            continue
        if mention.amount.meets(total.amount):
            yield _outcome(sheet, entity, total, mention, Status.OK)
        elif _contradicts(total, mention) and not _with_neighbours(sheet, total, mention):
            alike = sum(m.amount.meets(mention.amount) for m in mentions)
            same = sum(m.amount.meets(total.amount) for m in mentions)
            pair = (mention, total) if alike > same else (total, mention)  # the one that stands alone is shown
            if alike == same and pair[1].hit < pair[0].hit:
                pair = (pair[1], pair[0])
            yield _outcome(sheet, entity, *pair, Status.FAILED)


def _against_sum(sheet: Sheet, entity: Params, mentions: Sequence[Mention]) -> Iterator[Outcome]:
    """辖12个镇、3个街道, and elsewhere 16个镇街均…: kinds that are told side by side make up the whole."""
    kinds, wholes = entity.texts("kinds"), entity.texts("together")
    told: list[Mention] = []
    for mention in mentions:
        beside = bool(told) and sheet.text[told[-1].hit[1] : mention.hit[0]] in _BESIDE
        if mention.noun in kinds and (beside or (mention.whole and len(told) < _TWO)):
            told = [*told, mention] if beside else [mention]
    if len(told) < _TWO or len({m.noun for m in told}) < len(told):
        return
    both = total([m.amount for m in told])
    sum_of = replace(told[0], hit=(told[0].hit[0], told[-1].hit[1]))
    for mention in mentions:
        every = mention.every or _says_every(sheet, entity.words("all_of_them"), mention.count)
        if mention.noun in wholes and every and 0 < abs(mention.amount.value - both.value) <= _FEW_MORE:
            first, second = (sum_of, mention) if sum_of.hit < mention.hit else (mention, sum_of)
            outcome = _outcome(sheet, entity, first, second, Status.FAILED)
            shown = sheet.text[sum_of.hit[0] : sum_of.hit[1]]
            said = f"“{shown}”合计 {plain(both.value)},{sheet.text[mention.hit[0] : mention.hit[1]]}与之不一"
            yield replace(outcome, message=f"{entity.text('name')}前后不一:{said}。")


_TWO = 2
_BESIDE = ("、", "和", "及", ",")
_FEW_MORE = 3


def _contradicts(total: Mention, mention: Mention) -> bool:
    """More than all cannot be; fewer can, unless both speak of every one."""
    if mention.amount.above(total.amount):
        return True
    near = mention.amount.value >= total.amount.value * _SLIP  # far fewer are a selection, whatever stands with them
    return near and total.every and mention.every and total.amount.above(mention.amount)


_SLIP = Decimal("0.75")


def _with_neighbours(sheet: Sheet, total: Mention, mention: Mention) -> bool:
    """13个乡镇、2个街道 elsewhere called 15个乡镇: the larger number is the sum of what stands together."""
    line = sheet.page.sentence_range(sheet.clause(total.count).sentence)
    near = [c for c in sheet.within(*line) if c is not total.count and c.quantity.unit == total.count.quantity.unit]
    return any(total.amount.plus(c.amount).meets(mention.amount) for c in near)


def _all_same(sheet: Sheet, entity: Params, mentions: Sequence[Mention]) -> Iterator[Outcome]:
    """Every definite mention against the others of its scope: one that agrees is enough."""
    for mention in mentions:
        others = [m for m in mentions if m is not mention and _one_scope(m, mention)]
        told = any(m.definite and m.hit < mention.hit and m.amount == mention.amount for m in others)
        if not mention.definite or not others or told:
            continue
        agreeing = [m for m in others if m.amount.meets(mention.amount)]
        first, second = sorted((mention, (agreeing or others)[0]), key=lambda m: m.hit)
        yield _outcome(sheet, entity, first, second, Status.OK if agreeing else Status.FAILED)


def _one_scope(one: Mention, other: Mention) -> bool:
    return not one.scope or not other.scope or one.scope == other.scope


def _other_whole(one: Mention, other: Mention) -> bool:
    """全市126个乡镇 beside 全县15个乡镇: both speak of all, of different places."""
    first, second = ({word for word in m.scope if word.startswith(_ALL)} for m in (one, other))
    return bool(first and second) and not first & second


_ALL = "全"


def _outcome(sheet: Sheet, entity: Params, first: Mention, second: Mention, status: Status) -> Outcome:
    sign = "=" if status is Status.OK else "≠"
    one, other = first.count, second.count
    names = (one.quantity.unit, other.quantity.unit)
    quote = sheet.text[first.hit[0] : first.hit[1]]
    again = sheet.text[second.hit[0] : second.hit[1]]
    return Outcome(
        status,
        f"{entity.text('name')}:{one.written} {sign} {other.written}",
        (one.hit, other.hit),
        second.hit,
        other.start,
        "mention",
        f"{entity.text('name')}前后不一:前文“{quote}”为 {one.written}{names[0]},"
        f"此处“{again}”为 {other.written}{names[1]}。",
        confidence="medium",
    )
