"""Whose report it is: title, signature, a field of the page, the site, or a place that the text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Fact, Level, Span
from checker.reading.understanding.metadata.fields import Field
from checker.reading.understanding.metadata.level import Context, level_of, rank_of
from checker.reading.understanding.metadata.organs import Organ, OrganReader, Sort
from checker.reading.understanding.metadata.page import Page
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
        if self.context.own_office:
            rank = self.context.seat or self.context.own
            return Issuer(level=Level.DEPARTMENT, admin_level=rank)
        place = self._place_in_body()
        own = self.context.own
        if place is None:
            return Issuer(level=own, admin_level=own)
        return Issuer(place, inferred=True, source="body", level=own, admin_level=own)

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

    def _place_in_body(self) -> Fact | None:
        """The place of the author's own rank that the body names most often at the start of a name or sentence."""
        counts: Counter[str] = Counter()
        first: dict[str, Span] = {}
        for line in self.page.lines[self.page.body_start : self.page.body_end]:
            origins = line.origins()
            for match in re.finditer(r"(?:^|[《。,;、])(?=[^《。,;、])", line.tight):
                place = self.organs.gazetteer.read(line.tight[match.end() : match.end() + 40])
                if place and place.last.level in {self.context.own, None}:
                    name = line.tight[match.end() : match.end() + place.end]
                    counts[name] += 1
                    first.setdefault(name, Span(origins[match.end()], origins[match.end() + place.end - 1] + 1))
        if not counts or self.context.own is None:
            return None
        best = max(counts, key=lambda name: (counts[name], len(name), name))
        return Fact(first[best].of(self.page.text), first[best])


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
