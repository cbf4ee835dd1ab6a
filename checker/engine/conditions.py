"""Elements: where, if anywhere, the document meets a condition.

A condition names words that must stand together in one *unit* (clause, sentence, item, paragraph, section,
document), what the unit must be about, what must not be there, and in which state. Each place where it is met is a
:class:`Match`; ``docs/rule-language.md`` gives every key with an example.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from checker.engine.clauses import Clause
from checker.engine.match import Hit
from checker.engine.page import Page
from checker.engine.parts import part_matches
from checker.engine.statements import Modality, Number, Relation
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


def find(element: Element, page: Page, scope: tuple[Role, ...], blocked: tuple[Phrase, ...], year: int | None) -> tuple[Match, ...]:
    """All places where ``element`` is met, best first.

    Args:
        element: What to look for.
        page: The document.
        scope: Roles in which evidence counts, unless a condition names its own.
        blocked: Look-alikes: a hit inside one of them does not count.
        year: Report year, for conditions that hold for some years only.
    """
    look_alikes = page.matcher.all_hits(blocked)
    found: list[Match] = []
    for condition in element.conditions:
        if condition.years.holds(year):
            found.extend(_meet(condition, page, condition.roles or scope, look_alikes))
    unique = {(m.start, m.end): m for m in found}
    return tuple(sorted(unique.values(), key=Match.rank))


def _meet(condition: Condition, page: Page, roles: tuple[Role, ...], look_alikes: list[Hit]) -> list[Match]:
    if condition.part is not None:
        ranges = part_matches(condition.part, page)
        if not condition.says:
            return [Match(s, e, done=False, counted=False, heading=False) for s, e in ranges]
    groups = [_usable(page, group, condition, roles, look_alikes) for group in condition.says]
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


def _usable(page: Page, group: tuple[Phrase, ...], condition: Condition, roles: tuple[Role, ...], look_alikes: list[Hit]) -> list[Hit]:
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
        case "sentence":
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
        result.setdefault(unit_of(page.clauses.clauses[index], unit, index), []).append(hit)
    return result


def unit_range(page: Page, hit: Hit, unit: str) -> tuple[int, int]:
    """Normalised range of the unit around ``hit``."""
    index = page.clauses.at(hit[0])
    clause = page.clauses.clauses[index]
    match unit:
        case "clause":
            return clause.start, clause.end
        case "sentence":
            return page.clauses.sentences[clause.sentence]
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


def _in_unit(condition: Condition, page: Page, unit: int, groups: list[list[Hit]]) -> list[Match]:
    del unit
    key_hits = groups[0]
    start, end = unit_range(page, key_hits[0], condition.unit)
    if condition.without and any(start <= h[0] < end for h in page.matcher.all_hits(condition.without)):
        return []
    if condition.chars and end - start < condition.chars:
        return []
    if condition.name and "《" not in page.clauses.normal.text[start:end]:
        return []
    if condition.kinds > 1 and _kinds(condition, page, start, end, key_hits) < condition.kinds:
        return []
    accepted = STATES[condition.state]
    matches: list[Match] = []
    for hit in key_hits:
        others = [_nearest(hit, group) for group in groups[1:]]
        hits = [hit, *others]
        clauses = [page.clauses.at(h[0]) for h in hits]
        states = {page.modality[c] for c in clauses if not page.clauses.clauses[c].heading or condition.state not in _ACTS}
        if not states & accepted:
            continue
        if not _about(condition, page, hits, start, end):
            continue
        if condition.under and not _under(condition, page, hit):
            continue
        if condition.opening and not _opening(page, hit):
            continue
        low, high = min(h[0] for h in hits), max(h[1] for h in hits)
        counted = _numbers(condition, page, clauses, start, end)
        if condition.number is not None and not counted:
            continue
        if counted and condition.number is not None:
            nearest = min(counted, key=lambda n: abs(n.quantity.start - hit[0]))
            if page.clauses.at(nearest.quantity.start) in clauses or condition.unit in ("clause", "sentence"):
                low, high = min(low, nearest.quantity.start), max(high, nearest.quantity.end)
        matches.append(
            Match(
                low,
                high,
                done=bool(states & STATES["done"]),
                counted=bool(counted) or any(page.numbers_in(page.clauses.clauses[c].start, page.clauses.clauses[c].end) for c in clauses),
                heading=all(page.clauses.clauses[c].heading for c in clauses),
            ),
        )
    return matches


def _nearest(hit: Hit, group: list[Hit]) -> Hit:
    return min(group, key=lambda h: (abs(h[0] - hit[0]), h[0]))


def _kinds(condition: Condition, page: Page, start: int, end: int, usable: list[Hit]) -> int:
    """How many different entries of the first group stand in the unit."""
    allowed = set(usable)
    return sum(
        any(hit in allowed and start <= hit[0] < end for hit in page.matcher.hits(phrase)) for phrase in condition.says[0]
    )


def _about(condition: Condition, page: Page, hits: list[Hit], start: int, end: int) -> bool:
    if condition.topic:
        clause = page.clause_of(hits[0][0])
        if not page.topics.about(condition.topic, clause.start, max(hits[0][1], clause.start + 1)):
            return False
    if not condition.about:
        return True
    wanted = page.matcher.all_hits(condition.about)
    if any(start <= h[0] < end for h in wanted):
        return True
    clause = page.clause_of(hits[0][0])
    ranges: list[tuple[int, int]] = []
    if clause.item >= 0:
        item = page.clauses.items[clause.item]
        ranges.append((item[2], item[3]))
    paragraph = page.document.paragraphs[clause.paragraph]
    if paragraph.lead is not None:
        ranges.append(page.clauses.paragraphs[clause.paragraph][:1] + (page.clauses.normal.locate(paragraph.lead.end),))
    section = clause.section
    while section >= 0:
        ranges.append(page.clauses.headings[section])
        section = page.document.sections[section].parent
    return any(low <= h[0] < high for low, high in ranges for h in wanted)


def _under(condition: Condition, page: Page, hit: Hit) -> bool:
    """Whether a heading (or the item's or paragraph's lead) above ``hit`` says one of the phrases."""
    clause = page.clause_of(hit[0])
    wanted = page.matcher.all_hits(condition.under)
    ranges: list[tuple[int, int]] = []
    if clause.item >= 0:
        item = page.clauses.items[clause.item]
        ranges.append((item[2], item[3]))
    paragraph = page.document.paragraphs[clause.paragraph]
    if paragraph.lead is not None:
        ranges.append((page.clauses.paragraphs[clause.paragraph][0], page.clauses.normal.locate(paragraph.lead.end)))
    section = clause.section
    while section >= 0:
        ranges.append(page.clauses.headings[section])
        section = page.document.sections[section].parent
    return any(low <= h[0] < high for low, high in ranges for h in wanted)


def _opening(page: Page, hit: Hit) -> bool:
    """Whether ``hit`` stands before the first heading, or in the first paragraph when there is none."""
    clause = page.clause_of(hit[0])
    if clause.role is Role.PREAMBLE:
        return True
    first = next((c.paragraph for c in page.clauses.clauses if c.role is not Role.BOILERPLATE and not c.heading), -1)
    return clause.section < 0 and clause.paragraph == first


def _numbers(condition: Condition, page: Page, clauses: list[int], start: int, end: int) -> list[Number]:
    """Own numbers with one of the wanted units: in the clauses of the hits, else anywhere in a short unit."""
    if condition.number is None:
        return []
    wanted = condition.number
    candidates = page.numbers_in(start, end)
    good = [
        n
        for n in candidates
        if n.relation in (Relation.OWN, Relation.PREVIOUS) and (not wanted or n.quantity.unit in wanted or n.quantity.unit_class in wanted or n.quantity.kind in wanted)
    ]
    del clauses
    return good
