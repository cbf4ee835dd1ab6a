"""Whose report it is when only the prose says so: the subject of its first sentence, or the place it keeps naming.

A place is taken from prose only where its name is clean: 我镇成立由镇 and 率先颁发全市 end like places and are
pieces of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Fact, Level, Span
from checker.reading.understanding.metadata.level import Context
from checker.reading.understanding.metadata.organs import Organ, OrganReader, Sort
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.places import Gazetteer, Place
from checker.reading.understanding.metadata.words import Words

_REACH = 40
_LONGEST = 30  # characters of a subject
_STEM = 4  # characters of an unknown name without its 县 or 镇
_ENOUGH = 2  # times that an unknown name is met before it is believed
_CLAUSE = re.compile(r"(?:^|[《。,;、])(?=[^《。,;、])")
_TIME = re.compile(r"(?:(?:20\d\d|[一二三四五六七八九〇○零]{4})年(?:度|以来|来|间)?|一年来|今年以来|近年来),?")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who the first sentence speaks of. ``fact`` is absent where no place is named (县人民政府, 我局)."""

    organ: Organ
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class ProseReader:
    """Reads the body of one page."""

    page: Page
    organs: OrganReader
    words: Words

    def subject(self) -> Subject | None:
        """The authority or place that the first sentence of the body begins with, after its 2023年."""
        line = next((line for line in self._lines() if line.is_prose), None)
        if line is None:
            return None
        opening = _TIME.match(line.tight)
        start = opening.end() if opening else 0
        piece = line.tight[start : start + _LONGEST]
        verb = re.search(rf"(?:{self.words.pattern('subject_verbs')}|20\d\d年)", piece)
        if verb is None:
            return None
        name = piece[: verb.start()].rstrip(",")
        organ = self._organ(name)
        if organ is None or (organ.place and not self._is_clean(organ.place, name)):
            return None
        if organ.place is None:
            return Subject(organ, None)
        # 望湖县委、县政府 opens reports of the government as well: only the place is sure
        end = organ.place.end if organ.sort in {Sort.PARTY, Sort.JOINT} else len(name)
        return Subject(organ, _fact(self.page, line, start, start + end))

    def place(self, context: Context) -> Fact | None:
        """The place of the author's own rank that the body names most often at the start of a name or clause."""
        if context.own is None:
            return None
        counts: Counter[str] = Counter()
        first: dict[str, Fact] = {}
        for line in self._lines():
            for start, place in self._places(line):
                name = line.tight[start : start + place.end]
                if place.last.level in {context.own, None} and self._is_clean(place, name):
                    counts[name] += _ENOUGH if self._is_sure(line, start, place) else 1
                    first.setdefault(name, _fact(self.page, line, start, start + place.end))
        sure = [name for name, count in counts.items() if count >= _ENOUGH]
        best = max(sure, key=lambda name: (counts[name], len(name), name), default=None)
        return first[best] if best else None

    def _lines(self) -> tuple[Line, ...]:
        return self.page.lines[self.page.body_start : self.page.body_end]

    def _places(self, line: Line) -> Iterator[tuple[int, Place]]:
        for match in _CLAUSE.finditer(line.tight):
            place = self.organs.gazetteer.read(line.tight[match.end() : match.end() + _REACH])
            if place:
                yield match.end(), place

    def _is_sure(self, line: Line, start: int, place: Place) -> bool:
        """Whether it stands where names stand: known, in the name of a document, before its government or a verb."""
        known = all(unit.text in self.organs.gazetteer.known for unit in place.units)
        after = line.tight[start + place.end :]
        follows = (*self.words.listed("seat_words"), *self.words.listed("subject_verbs"))
        return known or line.tight[:start].endswith("《") or after.startswith(follows)

    def _organ(self, name: str) -> Organ | None:
        groups = "|".join(map(re.escape, self.words.listed("party_groups")))
        office = re.sub(rf"(?:{groups})$", "", name)
        organ = self.organs.read(office)
        if organ is None or organ.end != len(office):
            return None
        if organ.sort is Sort.PLACE:
            return organ if organ.place and organ.place.end == len(name) else None
        starts = (*self.words.pairs("short_ranks"), *self.words.listed("bare_seats"))
        return organ if organ.place or organ.name.startswith(starts) else None

    def _is_clean(self, place: Place, name: str) -> bool:
        return is_name(place, name, self.organs.gazetteer, self.words)


def is_name(place: Place, text: str, gazetteer: Gazetteer, words: Words) -> bool:
    """Whether every unit of a place is known or looks like a name rather than a piece of a sentence."""
    bans, last = words.listed("name_bans"), words.listed("name_last_bans")
    for unit in place.units:
        if unit.text in gazetteer.known or unit.is_zone or "自治" in unit.text:
            continue
        stem = re.sub(r"(?:街道|苏木|.)$", "", unit.text)
        if len(stem) > _STEM or stem.endswith(last) or any(ban in stem for ban in bans):
            return False
    return not text.startswith(gazetteer.bans)


def own_part(place: Place, level: Level | None) -> str | None:
    """The units of a place down to the one of a rank (云岭省清源市望湖县 of an address in 城关镇)."""
    for count, unit in enumerate(place.units, start=1):
        if level is not None and unit.level is level:
            return "".join(each.text for each in place.units[:count])
    return None


def _fact(page: Page, line: Line, start: int, end: int) -> Fact:
    origins = line.origins()
    span = Span(origins[start], origins[end - 1] + 1)
    return Fact(span.of(page.text), span)
