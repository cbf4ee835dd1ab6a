"""Whose report it is: title, signature, a field of the page, the site, or a place that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Fact, Level, Span
from checker.reading.understanding.metadata.fields import Field
from checker.reading.understanding.metadata.level import Context, level_of, rank_of
from checker.reading.understanding.metadata.organs import Organ, OrganReader, Sort
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.prose import ProseReader, Subject, is_name, own_part
from checker.reading.understanding.metadata.signature import Signature
from checker.reading.understanding.metadata.title import Title
from checker.reading.understanding.metadata.words import Words

_ON_BEHALF = frozenset({Sort.DEPARTMENT, Sort.OFFICE})
_CUT = re.compile(r"[\s>»›|/()<,;:。→-]+")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The choice and its ranks, ready for ``Metadata``."""

    fact: Fact | None = None
    inferred: bool = False
    source: str = "none"
    level: Level | None = None
    admin_level: Level | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    organ: Organ
    fact: Fact
    source: str


@dataclass(frozen=True, slots=True)
class IssuerFinder:
    """Everything that the choice needs."""

    page: Page
    fields: tuple[Field, ...]
    organs: OrganReader
    words: Words
    context: Context

    def choose(self, title: Title | None, signature: Signature) -> Issuer:
        """The issuer by the first source that names one, with the rank that fits the report."""
        organ = title.parts.organ if title else None
        if title and organ and organ.sort is not Sort.PLACE:
            return self._settled(_Named(organ, self._written(title), "title"))
        named = self._named(signature, organ)
        if title and organ:
            return self._for_place(organ, named, self._written(title))
        return self._for_nobody(named)

    def _written(self, title: Title) -> Fact:
        """The name as the title writes it (blanks between joint issuers included)."""
        at = title.parts.issuer_at or (0, 0)
        pieces, count = [], -1
        for char in title.fact.value:
            count += not char.isspace()
            if at[0] <= count < at[1]:
                pieces.append(char)
        return Fact("".join(pieces).strip(), title.issuer)

    def _for_place(self, place: Organ, named: list[_Named], written: Fact) -> Issuer:
        """The title names a place: the rank is the place's, unless an office speaks of itself."""
        rank = rank_of(place, self.context, self.words)
        of_place = [n for n in named if n.source in {"signature", "field"} or _is_seat_of(n.organ, place)]
        if of_place and of_place[0].organ.sort in _ON_BEHALF and self.context.own_office:
            return self._settled(of_place[0])
        seats = [n for n in of_place if n.organ.sort not in _ON_BEHALF]
        chosen = next(iter(seats or of_place), None)
        if chosen is None:
            return Issuer(written, inferred=True, source="body", level=rank, admin_level=rank)
        level = level_of(chosen.organ, rank) if chosen.organ.sort is Sort.JOINT else rank
        return Issuer(chosen.fact, source=chosen.source, level=level, admin_level=rank)

    def _for_nobody(self, named: list[_Named]) -> Issuer:
        """The title names nobody, or there is none."""
        if named:
            chosen = named[0]
            own = self.context.own
            if chosen.organ.sort in _ON_BEHALF and chosen.source != "signature" and not self.context.own_office and own:
                return Issuer(chosen.fact, source=chosen.source, level=own, admin_level=own)
            return self._settled(chosen)
        own = self.context.own
        prose = ProseReader(self.page, self.organs, self.words)
        subject = prose.subject()
        if subject and self._speaks(subject):
            return self._of_subject(subject)
        if self.context.own_office:
            return Issuer(level=Level.DEPARTMENT, admin_level=self.context.seat or own)
        place = self._place_around() or prose.place(self.context)
        if place is None:
            return Issuer(level=own, admin_level=own)
        return Issuer(place, inferred=True, source="body", level=own, admin_level=own)

    def _speaks(self, subject: Subject) -> bool:
        """Whether the subject of the first sentence can be the author: of its rank, an office where it says 我局."""
        rank = rank_of(subject.organ, self.context, self.words)
        if subject.fact is None and (self.context.own or self.context.own_office):
            return False  # 我县 and 我局 say as much
        if self.context.own_office or subject.organ.sort in _ON_BEHALF:
            return subject.organ.sort in _ON_BEHALF and (self.context.own_office or self.context.own is None)
        return self.context.own in {None, rank}

    def _of_subject(self, subject: Subject) -> Issuer:
        rank = rank_of(subject.organ, self.context, self.words)
        level = rank if subject.organ.sort in {Sort.JOINT, Sort.PARTY} else level_of(subject.organ, rank)
        if subject.fact is None:
            return Issuer(level=level, admin_level=rank)
        return Issuer(subject.fact, inferred=True, source="body", level=level, admin_level=rank)

    def _settled(self, named: _Named) -> Issuer:
        rank = rank_of(named.organ, self.context, self.words)
        return Issuer(named.fact, source=named.source, level=level_of(named.organ, rank), admin_level=rank)

    def _named(self, signature: Signature, place: Organ | None) -> list[_Named]:
        """Everyone who is named outside the title, the best source first."""
        found = []
        if signature.issuer and signature.organ:
            found.append(_Named(signature.organ, signature.issuer, "signature"))
        found += self._in_fields()
        return [*found, *self._on_site(place)]

    def _in_fields(self) -> Iterator[_Named]:
        for field in self.fields:
            if field.group == "issuer" and field.line.index < self.page.body_start and field.value:
                organ = self.organs.whole("".join(field.value.split()))
                if organ:
                    yield _Named(organ, field.fact(self.page.text), "field")

    def _on_site(self, place: Organ | None) -> Iterator[_Named]:
        """Authorities in column paths, site names, footers and source lines; short names only count in none."""
        site = re.compile(self.words.pattern("site_words"))
        weak = [f.line.index for f in self.fields if f.group in {"source", "sponsor"}]
        lines = sorted(self.page.outside(), key=lambda line: (line.index in weak, line.index))
        for line in lines:
            for start, piece in _pieces(line.flat):
                name = site.split(piece, maxsplit=1)[0]
                organ = self.organs.read(name)
                if organ and organ.place and organ.sort is not Sort.PLACE and _fits(organ, place, name):
                    span = line.part(start, start + organ.end)
                    yield _Named(organ, Fact(span.of(self.page.text), span), "channel")

    def _place_around(self) -> Fact | None:
        """The place of the author's own rank that a line before the text consists of, or that an address names."""
        for line in self.page.outside():
            place = self.organs.gazetteer.read(line.tight)
            alone = place and place.end == len(line.tight) and place.last.level is self.context.own
            if (
                place
                and alone
                and line.index < self.page.body_start
                and is_name(place, line.tight, self.organs.gazetteer, self.words)
            ):
                return _fact(self.page, line, line.flat)
        for field in self.fields:
            value = "".join(field.value.split())
            place = self.organs.gazetteer.read(value) if field.group == "address" else None
            name = own_part(place, self.context.own) if place else None
            if place and name and is_name(place, name, self.organs.gazetteer, self.words):
                span = Span(field.span.start, field.span.start + _reach(field.value, len(name)))
                return Fact(span.of(self.page.text), span)
        return None


def _pieces(flat: str) -> Iterator[tuple[int, str]]:
    at = 0
    for gap in [*_CUT.finditer(flat), None]:
        end = gap.start() if gap else len(flat)
        if end > at:
            yield at, flat[at:end]
        at = gap.end() if gap else end


def _fits(organ: Organ, place: Organ | None, name: str) -> bool:
    return organ.end == len(name) if place is None else _is_seat_of(organ, place)


def _is_seat_of(organ: Organ, place: Organ) -> bool:
    """Whether an authority is the government (or party and government) of a place."""
    if organ.sort in _ON_BEHALF or organ.place is None or place.place is None:
        return False
    return organ.place.last.text == place.place.last.text


def _fact(page: Page, line: Line, text: str) -> Fact:
    span = line.part(0, len(text))
    return Fact(span.of(page.text), span)


def _reach(value: str, count: int) -> int:
    """Where the first ``count`` characters of a value end, blanks not counted."""
    ends = [at + 1 for at, char in enumerate(value) if not char.isspace()]
    return ends[count - 1]
