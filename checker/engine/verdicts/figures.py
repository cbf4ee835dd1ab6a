"""Figures: which numbers of the text report which requirement.

A number belongs to its noun: the words that own it stand between the number before and itself, or right behind its
unit; a number with nothing but a connective before it shares the owner of its neighbour. In a table row the label
cells and the column header own it. Changes against last year, last year's values and limits are never figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.engine.statements.matching import begins_between, lies_between
from checker.engine.statements.numbers import Modality, Number, Relation
from checker.engine.statements.tables import column_header, line_above
from checker.engine.statements.view import Page
from checker.model import Figure, ParagraphKind, Role, Span
from checker.rules.model import FigureSpec, Rule

AFTER_CHARS = 20  # how far behind the unit a noun may still own the number
_PART_GAP = 24  # characters between two parts of one breakdown
_PART_WORDS = re.compile(r"其中|包括|分为|分别|含|\A[:(]")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure together with its normalised place, for evidence and reconciliation."""

    figure: Figure
    start: int
    end: int
    clause: int


def find_figures(rule: Rule, page: Page, *, spare: bool = False) -> tuple[Found, ...]:
    """All figures that report ``rule``, in order of place; a number may carry several labels.

    Args:
        rule: Whose figures.
        page: Where to look.
        spare: Look with the widely cast specs (``spare: true``) instead of the others.
    """
    found: dict[tuple[str, int, str], Found] = {}
    look_alikes = page.matcher.all_hits(rule.lookalikes)
    for spec in rule.figures:
        if spec.spare is not spare:
            continue
        numbers = page.numbers if not spec.says or page.matcher.all_hits(spec.says) else ()
        for number in numbers:
            if any(s <= number.quantity.start < e for s, e in look_alikes):
                continue
            if _reports(spec, rule, number, page):
                item = _figure(spec, rule, number, page)
                found.setdefault((item.figure.id, number.quantity.start, spec.label), item)
                if spec.parts:
                    for part in _parts(number, page, spec):
                        item = _figure(spec, rule, part, page)
                        found.setdefault((item.figure.id, part.quantity.start, spec.label), item)
        for item in _zeros(spec, rule, page):
            found.setdefault((item.figure.id, item.start, spec.label), item)
    return tuple(sorted(_not_superseded(rule, found), key=lambda f: (f.start, f.figure.id)))


def _not_superseded(rule: Rule, found: dict[tuple[str, int, str], Found]) -> Iterator[Found]:
    """Without the figures of specs that count only while others report nothing (``unless``)."""
    labels = {f.figure.label for f in found.values()}
    void = {s.label for s in rule.figures if s.unless and labels >= set(s.unless)}
    yield from (f for f in found.values() if f.figure.label not in void)


def _reports(spec: FigureSpec, rule: Rule, number: Number, page: Page) -> bool:
    clause = page.clauses.clauses[number.clause]
    return (
        (number.relation is Relation.OWN or (spec.limits and number.relation is Relation.LIMIT))
        and _unit_fits(spec, number, row=clause.row)
        and clause.role in (spec.roles or rule.scope)
        and page.modality[number.clause] is not Modality.PLANNED
        and _owned(spec, number, page)
        and (not spec.about or _about(spec, number, page))
        and (not spec.under or _under(spec, number, page))
        and (not spec.sentence or _in_sentence(spec, number, page))
    )


def _owned(spec: FigureSpec, number: Number, page: Page) -> bool:
    """Whether the words that own the number say what is asked, nothing that forbids it, on the right topic."""
    clause = page.clauses.clauses[number.clause]
    start, end = owner_range(number, page, spec.unit)
    ranges = [(start, end)]
    header = column_header(page.document, page.clauses, number)
    if header is not None:
        ranges.append(header)
    if spec.says and not _hit_in(page, spec, ranges):
        return False
    forbidden = page.matcher.all_hits(spec.without)
    if any(begins_between(forbidden, low, high) for low, high in ranges):
        return False
    place = (max(start, clause.start), max(number.quantity.start, clause.start + 1))
    return not spec.topic or page.topics.about(spec.topic, *place)


def _unit_fits(spec: FigureSpec, number: Number, *, row: bool) -> bool:
    quantity = number.quantity
    if quantity.kind not in ("number", "percent"):
        return False
    if not spec.units:
        return quantity.kind in spec.kinds
    if quantity.unit in spec.units or quantity.unit_class in spec.units:
        return True
    return not quantity.unit and (row or "" in spec.units) and quantity.kind == "number"


def owner_range(number: Number, page: Page, unit: str = "segment") -> tuple[int, int]:
    """Normalised range of the words that own a number."""
    clause = page.clauses.clauses[number.clause]
    first = number
    while first.shared >= 0:
        first = page.numbers[first.shared]
    start = first.before[0]
    end = min(number.after[1], number.quantity.end + AFTER_CHARS)
    cut = re.search(r"[、。\t]", page.clauses.text(number.quantity.end, end))
    if cut:
        end = number.quantity.end + cut.start()
    if clause.row:
        start = clause.start
    if unit == "clause":
        start = min(start, clause.start)
    elif unit == "sentence":
        start = page.sentence_range(clause.sentence)[0]
    elif start == clause.start and end == number.quantity.end and not clause.row:
        start = _lent_owner(number, page, start)
    return start, end


def _lent_owner(number: Number, page: Page, start: int) -> int:
    """Where the owner begins when the clause itself has none: 开展合法性审查,全年86件; 受理申请(共12件)."""
    if not page.words.empty_owner.fullmatch(page.clauses.text(start, number.quantity.number_start)):
        return start
    clause = page.clauses.clauses[number.clause]
    if clause.host >= 0:
        return page.clauses.clauses[clause.host].start
    before = page.clauses.clauses[number.clause - 1] if number.clause else clause
    return before.start if before.sentence == clause.sentence and not before.heading else start


def _hit_in(page: Page, spec: FigureSpec, ranges: list[tuple[int, int]]) -> bool:
    hits = page.matcher.all_hits(spec.says)
    return any(lies_between(hits, low, high) for low, high in ranges)


def _about(spec: FigureSpec, number: Number, page: Page) -> bool:
    """Whether the sentence, the item (paragraph) so far, a heading or the line above the table says it."""
    clause = page.clauses.clauses[number.clause]
    wanted = page.matcher.all_hits(spec.about)
    so_far = page.clauses.items[clause.item][0] if clause.item >= 0 else page.clauses.paragraphs[clause.paragraph][0]
    ranges = [(page.sentence_range(clause.sentence)[0], clause.end), (so_far, clause.end), *page.headings_over(clause)]
    if clause.row:
        ranges.append(line_above(page.document, page.clauses, clause.paragraph))
    return any(low <= h[0] < high for low, high in ranges for h in wanted)


def _under(spec: FigureSpec, number: Number, page: Page) -> bool:
    clause = page.clauses.clauses[number.clause]
    wanted = page.matcher.all_hits(spec.under)
    return any(low <= h[0] < high for low, high in page.headings_over(clause) for h in wanted)


def _in_sentence(spec: FigureSpec, number: Number, page: Page) -> bool:
    """Whether the sentence says it, before or behind the number (制定5件,均经合法性审核)."""
    low, high = page.sentence_range(page.clauses.clauses[number.clause].sentence)
    return any(low <= h[0] < high for h in page.matcher.all_hits(spec.sentence))


def _parts(total: Number, page: Page, spec: FigureSpec) -> Iterator[Number]:
    """Numbers that break ``total`` down: after 其中 / 包括 / in its parenthesis, in the same unit and sentence."""
    clause = page.clauses.clauses[total.clause]
    _, sentence_end = page.sentence_range(clause.sentence)
    reach = total.quantity.end
    for number in page.numbers_in(total.quantity.end, sentence_end):
        between = page.clauses.text(total.quantity.end, number.quantity.start)
        if number.relation is not Relation.OWN or number.quantity.unit_class != total.quantity.unit_class:
            continue
        if _PART_WORDS.search(between) and "。" not in between and ";" not in between:
            if spec.without and any(
                number.before[0] <= h[0] < number.quantity.start for h in page.matcher.all_hits(spec.without)
            ):
                continue
            if number.quantity.start - reach > _PART_GAP:
                return
            reach = number.quantity.end
            yield number


def _figure(spec: FigureSpec, rule: Rule, number: Number, page: Page) -> Found:
    quantity = number.quantity
    clause = page.clauses.clauses[number.clause]
    start = min(clause.start, number.quantity.start)
    span = page.original((quantity.start, quantity.end))
    quoted = page.original((start, max(quantity.end, min(clause.end, quantity.end + AFTER_CHARS))))
    figure = Figure(
        spec.id or rule.id,
        spec.label,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.unit,
        quoted.of(page.document.text),
        span.start,
        span.end,
        period=page.scopes.period(page.clauses.text(page.sentence_range(clause.sentence)[0], quantity.start)),
        scope=page.scopes.scope(page.clauses.text(clause.start, quantity.start)),
    )
    return Found(figure, quantity.start, quantity.end, number.clause)


def _zeros(spec: FigureSpec, rule: Rule, page: Page) -> Iterator[Found]:
    for start, end in page.matcher.all_hits(spec.zero):
        index = page.clauses.at(start)
        clause = page.clauses.clauses[index]
        alone = page.document.paragraphs[clause.paragraph].kind is ParagraphKind.HEADING  # 3.1 全年未制定…。 says it
        if clause.role not in (spec.roles or rule.scope) or alone or clause.role is Role.BOILERPLATE:
            continue
        span: Span = page.original((start, end))
        unit = next((u for u in spec.units if u and not u.isascii()), "件")
        yield Found(
            Figure(
                spec.id or rule.id,
                spec.label,
                Decimal(0),
                Decimal(0),
                Decimal(0),
                unit,
                span.of(page.document.text),
                span.start,
                span.end,
            ),
            start,
            end,
            index,
        )
