"""Of which rank an authority is: from its name, and where the name leaves it open, from what the text speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model import Level
from checker.reading.understanding.metadata.organs import Organ, Sort
from checker.reading.understanding.metadata.places import RANKS
from checker.reading.understanding.metadata.words import Words, alternatives

_TOWNSHIP_OFFICE = "办事处"
_DECISIVE = 3  # county-level signs needed to overrule one sign of a prefecture


@dataclass(frozen=True, slots=True)
class Context:
    """What the body says about the rank of its author.

    ``own`` is the rank of 我市 / 我局 / 全县 …, whichever comes most often; ``own_office`` says that it is an office
    (我局), ``seat`` the rank of the party and government named together (县委、县政府), ``city`` what 市 means here.
    """

    own: Level | None
    own_office: bool
    seat: Level | None
    city: Level


def read_context(body: str, words: Words) -> Context:
    """Count what the body (folded) says."""
    units = words.pairs("self_units")
    marks = words.pattern("self_marks")
    counts: dict[str, int] = {}
    for match in re.finditer(rf"(?:{marks})({alternatives(units)})(?![级直面体员])", body):
        level = units[match[1]]
        if match[0][0] != "全" or level != Level.DEPARTMENT.value:
            counts[level] = counts.get(level, 0) + (3 if match[0][0] == "我" else 1)
    city = _city_rank(body, words)
    own = _most(counts)
    seats = {
        unit: sum(body.count(pair) for pair in pairs) for unit, pairs in words.grouped("seat_pairs").items() if pairs
    }
    seat = _most(seats)
    ranked = words.pairs("short_ranks").get(seat) if seat else None
    own_places = {level: n for level, n in counts.items() if level != Level.DEPARTMENT.value}
    own_place = _most(own_places)
    return Context(
        own=_settle(own_place, city),
        own_office=own == Level.DEPARTMENT.value,
        seat=_settle(ranked, city),
        city=city,
    )


def _most(counts: dict[str, int]) -> str | None:
    best = max(counts.values(), default=0)
    return next((name for name, n in counts.items() if n == best), None) if best else None


def _settle(level: str | None, city: Level) -> Level | None:
    if level is None:
        return None
    return city if level == Level.CITY.value and city is Level.COUNTY else Level(level)


def _city_rank(body: str, words: Words) -> Level:
    above = sum(body.count(sign) for sign in words.listed("prefecture_signs"))
    below = sum(body.count(sign) for sign in words.listed("county_city_signs"))
    return Level.COUNTY if below and below >= _DECISIVE * above else Level.CITY


def rank_of(organ: Organ, context: Context, words: Words) -> Level | None:
    """The rank (province … township) of an authority or place."""
    if organ.name.endswith((*words.listed("area_tails"), _TOWNSHIP_OFFICE)):
        return Level.TOWNSHIP
    level = _named_rank(organ, context, words)
    if words.one("sub_bureau") in organ.tail and (level is None or RANKS[level] < RANKS[Level.COUNTY]):
        return Level.COUNTY
    return level


def _named_rank(organ: Organ, context: Context, words: Words) -> Level | None:
    if organ.place:
        last = organ.place.last
        return last.level or context.city
    short = words.pairs("short_ranks")
    start = next((word for word in sorted(short, key=lambda w: (-len(w), w)) if organ.name.startswith(word)), None)
    if start and not organ.name.startswith(words.listed("place_masks")):  # 市场监督管理局 says nothing
        return _settle(short[start], context.city)
    return context.seat or context.own


def level_of(organ: Organ, rank: Level | None) -> Level | None:
    """The sort of issuer that rules ask about: a rank, a department, or party and government together."""
    if organ.sort in {Sort.JOINT, Sort.PARTY}:
        return Level.PARTY_GOVERNMENT
    if organ.sort in {Sort.DEPARTMENT, Sort.OFFICE}:
        return Level.DEPARTMENT
    return rank
