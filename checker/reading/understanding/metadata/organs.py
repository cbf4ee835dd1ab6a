"""Names of authorities: where one ends in a text, and of which sort it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from checker.reading.understanding.metadata.places import Gazetteer, Place, load_gazetteer
from checker.reading.understanding.metadata.words import Words, alternatives

_MIN = 2
_SHORT_NAME = 3
_NOT_NAME = re.compile(r"[0-9。:;!?《》]")
_PAREN = re.compile(r"\([^()]{2,30}\)")


class Sort(StrEnum):
    """What an authority is."""

    GOVERNMENT = "government"
    OFFICE = "office"  # the general office of a government
    DEPARTMENT = "department"
    PARTY = "party"
    JOINT = "joint"  # party committee and government together
    PLACE = "place"  # no authority: only a place is named


@dataclass(frozen=True, slots=True)
class Organ:
    """An authority, or a place alone, at the start of a text. ``name`` is folded; ``tail`` what follows the place."""

    name: str
    sort: Sort
    place: Place | None
    tail: str

    @property
    def end(self) -> int:
        """Where the name ends in the text."""
        return len(self.name)


@dataclass(frozen=True, slots=True)
class OrganReader:
    """Reads names of authorities; made once from the language files."""

    gazetteer: Gazetteer
    inner: re.Pattern[str]
    ends: tuple[str, ...]
    government: tuple[str, ...]
    zone_tails: tuple[str, ...]
    areas: tuple[str, ...]
    offices: tuple[str, ...]
    party: tuple[str, ...]
    joint: re.Pattern[str]
    prefix: re.Pattern[str]
    party_prefix: str
    short: tuple[str, ...]

    def read(self, text: str) -> Organ | None:
        """The authority or place that ``text`` (folded, no blanks) starts with; names hold no digits."""
        text = _NOT_NAME.split(text, maxsplit=1)[0]
        name = self._name(text)
        skip = self.prefix.match(text)
        at = skip.end() if skip else 0
        place = self.gazetteer.read(text[at:])
        if not name:
            return Organ(text[: at + place.end], Sort.PLACE, place, "") if place and not at else None
        if place and at + place.end >= len(name):
            return Organ(name, Sort.PLACE, place, "")
        tail = name[at + place.end :] if place else name[at:]
        return Organ(name, self._sort(name, place, tail), place, tail)

    def whole(self, text: str) -> Organ | None:
        """The authority that ``text`` consists of; None for anything else, also for a place alone."""
        organ = self.read(text)
        if organ is None or organ.end != len(text) or organ.sort is Sort.PLACE:
            return None
        known = organ.place or self.prefix.match(text) or text.startswith(self.short)
        return organ if known or organ.sort in {Sort.DEPARTMENT, Sort.JOINT} else None

    def _name(self, text: str) -> str:
        found = [match.end() for match in self.inner.finditer(text)]
        if text.endswith(self.ends):
            found.append(len(text))
        end = max(found, default=0)
        if end <= _MIN:
            return ""
        if text.count("(", 0, end) > text.count(")", 0, end) and text.startswith(")", end):
            return text[: end + 1]  # 文化广电和旅游局(文物局)
        aside = _PAREN.match(text, end)
        return text[: aside.end()] if aside and aside.end() == len(text) else text[:end]

    def _sort(self, name: str, place: Place | None, tail: str) -> Sort:
        if self._is_joint(name):
            return Sort.JOINT
        if name.endswith(self.offices):
            return Sort.OFFICE
        if name.endswith((*self.government, *self.areas)) or (place and place.last.is_zone and self._runs_zone(tail)):
            return Sort.GOVERNMENT
        if name.startswith(self.party_prefix) and name.endswith(self.party):
            return Sort.PARTY
        return Sort.PARTY if place and tail in self.party and len(tail) <= _MIN + 1 else Sort.DEPARTMENT

    def _runs_zone(self, tail: str) -> bool:
        """管理委员会, perhaps with a name in front (天府新区 成都管理委员会); longer names are departments."""
        return any(tail.endswith(end) and len(tail) <= len(end) + _SHORT_NAME for end in self.zone_tails)

    def _is_joint(self, name: str) -> bool:
        match = self.joint.fullmatch(name)
        return match is not None and not match["government"].startswith(("办", "领导"))


def load_organs(words: Words) -> OrganReader:
    """Build the reader from the language files."""
    government, zone_tails = words.listed("government_tails"), words.listed("zone_tails")
    inner = alternatives([*government, *zone_tails, *words.listed("department_tails")])
    marks = alternatives(words.listed("party_marks"))
    seats = alternatives([*government, *zone_tails])
    return OrganReader(
        gazetteer=load_gazetteer(words),
        inner=re.compile("".join(f"(?<!{word})" for word in words.listed("not_governments")) + f"(?:{inner})"),
        ends=words.listed("department_ends"),
        government=government,
        zone_tails=zone_tails,
        areas=words.listed("area_tails"),
        offices=words.listed("office_of_government"),
        party=words.listed("party_marks"),
        joint=re.compile(rf".{{0,30}}?(?:{marks})[、,和]?(?P<government>.{{0,30}}?(?:{seats}))"),
        prefix=re.compile(rf"{re.escape(words.one('party_prefix'))}|{words.pattern('organ_prefixes')}"),
        party_prefix=words.one("party_prefix"),
        short=tuple(words.pairs("short_ranks")),
    )
