"""Elements: where, if anywhere, the document meets a condition.

A condition names words that must stand together in one *unit* (clause, sentence, item, paragraph, section,
document), what the unit must be about, what must not be there, and in which state. Each place where it is met is a
:class:`Match`; ``docs/rule-language.md`` gives every key with an example.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.engine.statements.clauses import Clause
from checker.engine.statements.matching import Hit
from checker.engine.statements.numbers import Modality, Number, Relation
from checker.engine.statements.standing import FACT
from checker.engine.statements.view import Page
from checker.engine.verdicts.role_parts import part_matches
from checker.model import Role
from checker.rules.model import Condition, Element
from checker.rules.phrase import Phrase

STATES: dict[str, frozenset[Modality]] = {
    "any": frozenset(Modality),
    "reported": frozenset(Modality) - {Modality.PLANNED},
    "stated": frozenset({Modality.DONE, Modality.STANDING, Modality.PLAIN}),
    "done": frozenset({Modality.DONE, Modality.STANDING}),
}
"""What ``state`` accepts. ``reported`` (the default) leaves out plans; ``done`` wants a result, number or product."""

_ACTS = ("stated", "done")  # headings give context, never acts


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a condition is met: normalised range, and what makes it good evidence."""

    start: int
    end: int
    done: bool
    counted: bool
    heading: bool

    def rank(self) -> tuple[bool, bool, bool, int]:
        """Best evidence first: with a number, done, not a heading, early."""
        return (not self.counted, not self.done, self.heading, self.start)


EVERY = frozenset({"study", "listed", "service", "body"})
"""All standings beside ``fact``: for rules that ask how something is named rather than what was done."""


def find(  # noqa: PLR0913 - what to look for, and what counts
    element: Element,
    page: Page,
    scope: tuple[Role, ...],
    blocked: tuple[Phrase, ...],
    year: int | None,
    *,
    sees: frozenset[str] = EVERY,
) -> tuple[Match, ...]:
    """All places where ``element`` is met, best first.

    Args:
        element: What to look for.
        page: The document.
        scope: Roles in which evidence counts, unless a condition names its own.
        blocked: Look-alikes: a hit inside one of them does not count.
        year: Report year, for conditions that hold for some years only.
        sees: Standings of mentions that count like facts.
    """
    look_alikes = page.matcher.all_hits(blocked)
    found: list[Match] = []
    for condition in element.conditions:
        if condition.years.holds(year):
            found.extend(_meet(condition, page, condition.roles or scope, look_alikes, sees))
    unique = {(m.start, m.end): m for m in found}
    return tuple(sorted(unique.values(), key=Match.rank))


def _meet(
    condition: Condition, page: Page, roles: tuple[Role, ...], look_alikes: list[Hit], sees: frozenset[str]
) -> list[Match]:
    if condition.part is not None:
        ranges = part_matches(condition.part, page)
        if not condition.says:
            return [Match(s, e, done=False, counted=False, heading=False) for s, e in ranges]
    groups = [_usable(page, group, condition, roles, look_alikes) for group in condition.says]
    if groups:
        groups[0] = [hit for hit in groups[0] if _is_told(page, hit, sees)]
    if condition.says and not all(groups):
        return []
    if not condition.says:
        groups = [_anchors(page, condition, roles)]
    by_unit: list[dict[int, list[Hit]]] = [_by_unit(page, condition.unit, group) for group in groups]
    units = set(by_unit[0])
    for group in by_unit[1:]:
        units &= set(group)
    matches = [m for unit in sorted(units) for m in _in_unit(condition, page, unit, [g[unit] for g in by_unit])]
    if len({m.start for m in matches}) < condition.times:
        return []
    return matches


def _usable(
    page: Page, group: tuple[Phrase, ...], condition: Condition, roles: tuple[Role, ...], look_alikes: list[Hit]
) -> list[Hit]:
    """Hits of a group that stand in scope, are not look-alikes and are not denied."""
    hits: list[Hit] = []
    for hit in page.matcher.all_hits(group):
        clause = page.clause_of(hit[0])
        if clause.role not in roles or not clause.start <= hit[0] < clause.end + 1:
            continue
        if condition.heading and not clause.heading:
            continue
        if _inside(hit, look_alikes) or page.is_negated(hit[0]):
            continue
        hits.append(hit)
    return hits


def _is_told(page: Page, hit: Hit, sees: frozenset[str]) -> bool:
    """Whether the key word tells a fact, or a mention of a standing that the rule asks for."""
    standing = page.standings.at(hit[0])
    return standing == FACT or standing in sees


def _anchors(page: Page, condition: Condition, roles: tuple[Role, ...]) -> list[Hit]:
    """Without words to look for, every clause in scope is a candidate."""
    return [
        (c.start, c.end)
        for c in page.clauses.clauses
        if c.role in roles and c.end > c.start and (not condition.heading or c.heading)
    ]


def _inside(hit: Hit, spans: list[Hit]) -> bool:
    at = bisect_left(spans, (hit[0] + 1, 0)) - 1
    while at >= 0 and hit[0] - spans[at][0] <= _LOOK_ALIKE_REACH:
        if spans[at][1] >= hit[1] and spans[at] != hit:
            return True
        at -= 1
    at = bisect_left(spans, (hit[0], 0))
    return at < len(spans) and spans[at][0] == hit[0] and spans[at][1] >= hit[1]


_LOOK_ALIKE_REACH = 80


def unit_of(clause: Clause, unit: str, index: int) -> int:
    """Number of the unit that a clause belongs to (distinct for different units of one kind)."""
    match unit:
        case "clause":
            return index
        case "sentence" | "pair":
            return clause.sentence
        case "item":
            return clause.item if clause.item >= 0 else _PARAGRAPH_BASE + clause.paragraph
        case "paragraph":
            return clause.paragraph
        case "section":
            return clause.section
        case _:
            return 0


_PARAGRAPH_BASE = 1_000_000


def _by_unit(page: Page, unit: str, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    result: dict[int, list[Hit]] = {}
    for hit in hits:
        index = page.clauses.at(hit[0])
        clause = page.clauses.clauses[index]
        number = unit_of(clause, unit, index)
        result.setdefault(number, []).append(hit)
        if unit == "pair" and number and _follows(page, number):
            result.setdefault(number - 1, []).append(hit)
    return result


def _follows(page: Page, sentence: int) -> bool:
    """Whether a sentence and the one before it stand in the same item (or paragraph)."""
    low, high = (page.clauses.clauses[page.clauses.at(page.clauses.sentences[s][0])] for s in (sentence - 1, sentence))
    return (low.paragraph, low.item, low.heading) == (high.paragraph, high.item, high.heading)


def unit_range(page: Page, hit: Hit, unit: str, number: int) -> tuple[int, int]:
    """Normalised range of the unit around ``hit``; ``number`` tells which, where a hit belongs to two."""
    index = page.clauses.at(hit[0])
    clause = page.clauses.clauses[index]
    match unit:
        case "clause":
            return clause.start, clause.end
        case "sentence" | "pair":
            first = number if unit == "pair" else clause.sentence
            more = unit == "pair" and first + 1 < len(page.clauses.sentences) and _follows(page, first + 1)
            return page.clauses.sentences[first][0], page.clauses.sentences[first + more][1]
        case "item" if clause.item >= 0:
            start, end, _, _ = page.clauses.items[clause.item]
            return start, end
        case "item" | "paragraph":
            return page.clauses.paragraphs[clause.paragraph]
        case "section" if clause.section >= 0:
            span = page.document.sections[clause.section].span
            return page.clauses.normal.locate(span.start), page.clauses.normal.locate(span.end)
        case _:
            return 0, len(page.clauses.normal.text)


@dataclass(frozen=True, slots=True)
class _Place:
    """One candidate: the hits that stand together, their clauses, and the unit around them."""

    hits: tuple[Hit, ...]
    clauses: tuple[Clause, ...]
    states: frozenset[Modality]
    start: int
    end: int


def _in_unit(condition: Condition, page: Page, unit: int, groups: list[list[Hit]]) -> Iterator[Match]:
    """Matches inside one unit in which every group has a hit."""
    start, end = unit_range(page, groups[0][0], condition.unit, unit)
    if not _unit_fits(condition, page, groups[0], start, end):
        return
    for hit in groups[0]:
        hits = (hit, *(_nearest(hit, group) for group in groups[1:]))
        if condition.within and max(h[0] for h in hits) - min(h[1] for h in hits) > condition.within:
            continue
        place = _place(condition, page, hits, start, end)
        if not place.states & STATES[condition.state] or not _surroundings_fit(condition, page, place):
            continue
        match = _match(condition, page, place)
        if match is not None:
            yield match


def _unit_fits(condition: Condition, page: Page, key_hits: list[Hit], start: int, end: int) -> bool:
    """What is asked of the unit as a whole."""
    without = page.matcher.all_hits(condition.without)
    at = bisect_left(without, (start,))
    if at < len(without) and without[at][0] < end:
        return False
    if end - start < condition.chars:
        return False
    if condition.name and "《" not in page.clauses.text(start, end):
        return False
    return condition.kinds <= 1 or _kinds(condition, page, start, end, key_hits) >= condition.kinds


def _place(condition: Condition, page: Page, hits: tuple[Hit, ...], start: int, end: int) -> _Place:
    indexes = [page.clauses.at(h[0]) for h in hits]
    clauses = tuple(page.clauses.clauses[i] for i in indexes)
    telling = [i for i in indexes if condition.state not in _ACTS or not page.clauses.clauses[i].heading]
    return _Place(hits, clauses, frozenset(page.modality[i] for i in telling), start, end)


def _surroundings_fit(condition: Condition, page: Page, place: _Place) -> bool:
    """Topic, context and position of a candidate."""
    key, clause = place.hits[0], place.clauses[0]
    if condition.topic and not page.topics.about(condition.topic, clause.start, max(key[1], clause.start + 1)):
        return False
    if condition.about:
        wanted = page.matcher.all_hits(condition.about)
        if not any(place.start <= h[0] < place.end for h in wanted) and not _said_above(page, clause, wanted):
            return False
    if condition.under and not _said_above(page, clause, page.matcher.all_hits(condition.under)):
        return False
    return not condition.opening or _opening(page, clause)


def _match(condition: Condition, page: Page, place: _Place) -> Match | None:
    """The match with its number, or None when a number is asked for and none fits."""
    low, high = min(h[0] for h in place.hits), max(h[1] for h in place.hits)
    counted = any(page.numbers_in(c.start, c.end) for c in place.clauses)
    if condition.number is not None:
        start = place.start if condition.unit not in _FOLLOWED else min(c.start for c in place.clauses)
        numbers = [n for n in page.numbers_in(start, place.end) if _number_fits(n, condition.number)]
        if not numbers:
            return None
        nearest = min(numbers, key=lambda n: abs(n.quantity.start - place.hits[0][0]))
        clause = page.clauses.clauses[nearest.clause]
        if condition.unit in ("clause", "sentence") or clause in place.clauses:
            low, high = min(low, nearest.quantity.start), max(high, nearest.quantity.end)
        counted = True
    return Match(
        low,
        high,
        done=bool(place.states & STATES["done"]),
        counted=counted,
        heading=all(c.heading for c in place.clauses),
    )


_FOLLOWED = ("sentence",)  # in a sentence a number belongs to what stands with it or before it, not to what follows


def _number_fits(number: Number, wanted: tuple[str, ...]) -> bool:
    """Whether a number of the year has one of the wanted units, unit classes or kinds (any, when none is named)."""
    if number.relation not in (Relation.OWN, Relation.PREVIOUS):
        return False
    quantity = number.quantity
    return not wanted or quantity.unit in wanted or quantity.unit_class in wanted or quantity.kind in wanted


def _nearest(hit: Hit, group: list[Hit]) -> Hit:
    return min(group, key=lambda h: (abs(h[0] - hit[0]), h[0]))


def _kinds(condition: Condition, page: Page, start: int, end: int, usable: list[Hit]) -> int:
    """How many different entries of the first group stand in the unit."""
    allowed = set(usable)
    return sum(
        any(hit in allowed and start <= hit[0] < end for hit in page.matcher.hits(phrase))
        for phrase in condition.says[0]
    )


def _said_above(page: Page, clause: Clause, wanted: list[Hit]) -> bool:
    """Whether the lead of the item or paragraph, or a heading above, has one of the hits."""
    return any(low <= h[0] < high for low, high in page.context(clause) for h in wanted)


def _opening(page: Page, clause: Clause) -> bool:
    """Whether a clause stands before the first heading, or in the first paragraph when there is none."""
    if clause.role is Role.PREAMBLE:
        return True
    first = next((c.paragraph for c in page.clauses.clauses if c.role is not Role.BOILERPLATE and not c.heading), -1)
    return clause.section < 0 and clause.paragraph == first
