"""Relations between named figures: ``收到 = 受理 + 不予受理``, ``受理 + 上年结转 = 审结 + 未结``, ``审结 <= 受理``.

Names are labels of figure rules (``terms: {收到: 'review.received-count:收到'}``) or words of the relation itself
(``{says: …, not: …}``). The figures of one paragraph or table are compared with each other, never across: what stands
apart may have another scope. Terms under ``added`` are summed when they occur several times (不予受理、告知、转送);
any other term with two values in one paragraph makes the relation ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.arithmetic import Amount, plain
from checker.engine.reconcile.arithmetic import total as add
from checker.engine.reconcile.counts import Sheet
from checker.engine.statements.matching import Hit
from checker.engine.statements.numbers import Relation
from checker.errors import RuleError

__all__ = ["check"]

_RELATION = re.compile(r"^(?P<left>[^<=]+)(?P<sign><=|=)(?P<right>[^<=]+)$")


@dataclass(frozen=True, slots=True)
class Value:
    """One number under a name."""

    amount: Amount
    hit: Hit


@dataclass(frozen=True, slots=True)
class Form:
    """A relation taken apart: names on the left, the sign, names on the right."""

    left: tuple[str, ...]
    sign: str
    right: tuple[str, ...]


def read_form(source: str) -> Form:
    """Take an expression apart.

    Raises:
        RuleError: It is not of the form ``a + b = c`` or ``a <= b + c``.
    """
    found = _RELATION.match(source)
    if found is None:
        msg = f"勾稽式写法有误,应如“受理 + 结转 = 审结 + 未结”或“审结 <= 受理”:{source}"
        raise RuleError(msg)
    left, right = (tuple(n.strip() for n in found[side].split("+")) for side in ("left", "right"))
    return Form(left, found["sign"], right)


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """The relation in every paragraph and table that has all of its terms."""
    form = read_form(rule.text("holds"))
    for block in _blocks(sheet, rule):
        values = {name: _values(sheet, rule, name, block) for name in (*form.left, *form.right)}
        absent = [n for n in rule.texts("absent") if _values(sheet, rule, n, block)]
        if all(values.values()) and not absent:
            yield from _judge(sheet, rule, form, values, block)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch in which figures belong together; in a table one column."""

    start: int
    end: int
    column: int = -1


def _blocks(sheet: Sheet, rule: Params) -> Iterator[Block]:
    """Paragraphs (items where a paragraph has them) and columns of tables."""
    seen: set[Hit] = set()
    for line in sheet.lines(rule.roles()):
        clause = sheet.page.clause_of(line.start)
        block = sheet.page.clauses.items[clause.item][:2] if clause.item >= 0 else None
        block = block or sheet.page.clauses.paragraphs[line.paragraph]
        if block not in seen:
            seen.add(block)
            yield Block(*block)
    for table in sheet.tables(rule.roles()):
        for column in sorted({c.column for row in table.rows for c in row}):
            yield Block(table.start, table.end, column)


def _values(sheet: Sheet, rule: Params, name: str, block: Block) -> tuple[Value, ...]:
    term = rule.table("terms").get(name)
    words = Params(term) if isinstance(term, Mapping) else Params({"figure": term or ""})
    if words.text("figure"):
        figure, _, label = words.text("figure").partition(":")
        found = [f for f in sheet.figures(figure) if f.figure.label == label and block.start <= f.start < block.end]
        amounts = [Value(Amount(f.figure.value, f.figure.low, f.figure.high), (f.start, f.end)) for f in found]
        amounts = [v for v in amounts if _fits(sheet, v.hit, block.column, words)]
    elif term is not None:
        amounts = [
            Value(c.amount, c.hit)
            for c in sheet.within(block.start, block.end)
            if c.column == block.column
            and (c.is_count() or (words.flag("earlier") and c.number.relation is Relation.PREVIOUS))
            and c.says(words.words("says"))
            and not c.says(words.words("not"))
            and sheet.about(rule.text("topic"), c)
        ]
    else:
        msg = f"勾稽式里的“{name}”没有在 terms 里说明。"
        raise RuleError(msg)
    return tuple(sorted(set(amounts), key=lambda v: v.hit))


def _fits(sheet: Sheet, hit: Hit, column: int, words: Params) -> bool:
    """Whether a figure stands in the column (-1: prose; serial numbers stand in none), and no word forbids it."""
    counts = sheet.within(hit[0], hit[0] + 1)
    if not counts:  # a zero in words
        return column < 0 and not sheet.page.clause_of(hit[0]).row
    return counts[0].column == column and not counts[0].says(words.words("not"))


def _owner_start(sheet: Sheet, hit: Hit) -> int:
    """Where the words of the first number begin, or its row."""
    clause = sheet.page.clause_of(hit[0])
    counts = sheet.within(hit[0], hit[0] + 1)
    return counts[0].number.before[0] if counts and not clause.row else min(clause.start, hit[0])


def _inside(sheet: Sheet, hit: Hit) -> bool:
    """Whether it is part of another number: in a parenthesis, or behind 其中."""
    among = sheet.words.words("among")
    return any(sheet.in_parentheses(c) or among.search(c.before) for c in sheet.within(hit[0], hit[0] + 1))


def _judge(
    sheet: Sheet, rule: Params, form: Form, values: Mapping[str, Sequence[Value]], block: Block
) -> Iterator[Outcome]:
    added = rule.texts("added")
    chosen: dict[str, tuple[Value, ...]] = {}
    for name, found in values.items():
        if len({v.amount for v in found}) > 1:
            found = [v for v in found if not _inside(sheet, v.hit)]  # noqa: PLW2901 - (含上年结转审结的10件)
        if not found or (name not in added and len({v.amount for v in found}) > 1):
            return
        chosen[name] = tuple(found) if name in added else (found[0],)
    left = add(v.amount for name in form.left for v in chosen[name])
    right = add(v.amount for name in form.right for v in chosen[name])
    everything = tuple(sorted(v.hit for found in chosen.values() for v in found))
    status, confidence = _status(sheet, rule, form, chosen, left, right, block)
    gap = left.value - right.value
    if status is Status.FAILED and left.above(right) and _elsewhere(sheet, rule, everything, gap):
        status = Status.AMBIGUOUS
    optional = [v.amount.value for name in rule.texts("optional") for v in chosen.get(name, ())]
    if status is Status.FAILED and gap in optional:
        status = Status.AMBIGUOUS  # 受理86件(其中上年结转6件): counted in already
    sign = _sign(form, left, right, holds=status in (Status.OK, Status.ROUNDING))
    expression = f"{_side(form.left, chosen, left)} {sign} {_side(form.right, chosen, right)}"
    yield Outcome(
        status,
        expression,
        everything,
        (_owner_start(sheet, everything[0]), everything[-1][1]),
        chosen[form.left[0]][0].hit[0],
        rule.text("question") or rule.text("holds"),
        f"按“{rule.text('holds')}”核对:{expression}。",
        rule.text("advice"),
        confidence,
    )


def _elsewhere(sheet: Sheet, rule: Params, used: Sequence[Hit], gap: Decimal) -> bool:
    """Whether numbers that no term claims make up the difference: 立案前撤回3件 beside 受理 and 不予受理."""
    if not rule.texts("others"):
        return False
    first, last = (sheet.page.sentence_range(sheet.page.clause_of(hit[0]).sentence) for hit in (used[0], used[-1]))
    others = [
        c.amount.value
        for c in sheet.within(first[0], last[1])
        if c.hit not in used and c.is_count() and c.says(rule.words("others"))
    ]
    sums = {Decimal(0)}
    for value in others[:_MOST_OTHERS]:
        sums |= {s + value for s in sums}
    return gap in sums


_MOST_OTHERS = 8


def _status(  # noqa: PLR0913, PLR0917 - both sides, and where they stand
    sheet: Sheet,
    rule: Params,
    form: Form,
    chosen: Mapping[str, Sequence[Value]],
    left: Amount,
    right: Amount,
    block: Block,
) -> tuple[Status, str]:
    if form.sign == "<=":
        if not left.above(right):
            return Status.OK, "high"
        verdict = Status.FAILED
    elif left.meets(right):
        return (Status.OK if left.value == right.value else Status.ROUNDING), "high"
    else:
        verdict = Status(rule.text("left_larger" if left.above(right) else "right_larger", Status.FAILED))
    confidence = "high"
    listed = rule.table("complete")
    if verdict is Status.AMBIGUOUS and listed and all(len(chosen[n]) >= k for n, k in listed.items()):
        verdict, confidence = Status.FAILED, "medium"
    around = sheet.text[block.start : block.end]
    side = "unless_left" if left.above(right) else "unless_right"
    if verdict is Status.FAILED and (rule.words("unless").search(around) or rule.words(side).search(around)):
        verdict = Status.AMBIGUOUS
    return verdict, confidence


def _sign(form: Form, left: Amount, right: Amount, *, holds: bool) -> str:
    if form.sign == "<=":
        return "≤" if holds else ">"
    if holds:
        return "=" if left.value == right.value else "≈"
    return "≠"


def _side(names: Sequence[str], chosen: Mapping[str, Sequence[Value]], amount: Amount) -> str:
    members = [f"{name} {plain(v.amount.value)}" for name in names for v in chosen[name]]
    return " + ".join(members) + (f" = {plain(amount.value)}" if len(members) > 1 else "")
