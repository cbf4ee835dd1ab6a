"""The four things a title should say: who, which year, about what, and what kind of document it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.model import Level
from checker.reading.understanding.metadata.dates import chinese_year, year_pattern
from checker.reading.understanding.metadata.level import Context, level_of, rank_of
from checker.reading.understanding.metadata.organs import Organ, OrganReader, Sort, load_organs
from checker.reading.understanding.metadata.words import Words, alternatives
from checker.text.normal import fold_text

_YEAR = re.compile(rf"(?<![0-9]){year_pattern()}(?:年度?|(?=度))")
_BARE_YEAR = re.compile(rf"(?<![0-9]){year_pattern()}(?=[^0-9\W])")
_RANGE_START = re.compile(r"(?:19|20)[0-9]{2}年?[-~至到](?=(?:19|20)[0-9]{2}年)")
_RANGE_MARKS = frozenset("-~至到")
_ABOUT = "关于"
_PLAN = "plan"
_BOOK = re.compile(r"《[^》]*》")
_NO_CONTEXT = Context(own=None, own_office=False, seat=None, city=Level.CITY)


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title says. Texts are in matching form; ``*_at`` are stretches of the folded title without blanks.

    ``place`` is the place named, alone or inside ``issuer``; ``issuer`` the full name of the authority (None when
    only a place is named). ``subject`` and ``genre`` are as written, ``topic`` and ``kind`` the groups they belong
    to (法治政府建设 …; ``report``, ``summary``, ``plan`` …). ``level`` and ``admin_level`` as in ``Metadata``.
    """

    text: str
    place: str | None = None
    issuer: str | None = None
    issuer_at: tuple[int, int] | None = None
    organ: Organ | None = None
    year: int | None = None
    year_at: tuple[int, int] | None = None
    subject: str | None = None
    topic: str | None = None
    genre: str | None = None
    kind: str | None = None
    level: Level | None = None
    admin_level: Level | None = None

    @property
    def elements(self) -> frozenset[str]:
        """Which of ``issuer``, ``year``, ``subject``, ``genre`` are there."""
        there = {"issuer": self.organ, "year": self.year, "subject": self.subject, "genre": self.genre}
        return frozenset(name for name, value in there.items() if value)


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Takes titles apart; made once from the language files."""

    words: Words
    organs: OrganReader
    subjects: tuple[tuple[str, re.Pattern[str]], ...]
    genres: tuple[tuple[str, str], ...]  # word, kind; longest word first
    tails: re.Pattern[str]
    plans: re.Pattern[str]
    reports: re.Pattern[str]
    leads: re.Pattern[str]

    def read(self, title: str, context: Context = _NO_CONTEXT) -> TitleParts:
        """Take a title apart (any width, blanks ignored)."""
        text = "".join(fold_text(title).split())
        plain = _BOOK.sub(lambda match: "□" * len(match.group()), text)
        core = self.tails.sub("", plain)
        genre, kind = self._genre(core)
        topic, subject = self._subject(core)
        year = self._year(plain)
        organ, at = self._organ(plain, subject.start() if subject else None)
        rank = rank_of(organ, context, self.words) if organ else None
        named = organ is not None and organ.sort is not Sort.PLACE
        return TitleParts(
            text=text,
            place=_place_name(organ),
            issuer=organ.name if organ and named else None,
            issuer_at=(at, at + organ.end) if organ else None,
            organ=organ,
            year=chinese_year(year["year"]) if year else None,
            year_at=(year.start(), year.end()) if year else None,
            subject=subject.group() if subject else None,
            topic=topic,
            genre=genre,
            kind=kind,
            level=level_of(organ, rank) if organ else None,
            admin_level=rank,
        )

    def _subject(self, text: str) -> tuple[str | None, re.Match[str] | None]:
        for topic, pattern in self.subjects:
            if match := pattern.search(text):
                return topic, match
        return None, None

    def _genre(self, core: str) -> tuple[str | None, str | None]:
        """The word that the title ends with; of 总结 … 及 … 打算 the first counts."""
        word, kind = next(((w, k) for w, k in self.genres if core.endswith(w)), (None, None))
        if kind == _PLAN and (match := self.reports.search(core)):
            return next(((w, k) for w, k in self.genres if w == match.group()), (word, kind))
        return word, kind

    def _year(self, text: str) -> re.Match[str] | None:
        """The year reported on: the first one, or the last of a range; none in the title of a plan."""
        found = list(_YEAR.finditer(text)) or list(_BARE_YEAR.finditer(text))
        if not found or (self.plans.search(text) and not self.reports.search(text)):
            return None
        second = found[1] if len(found) > 1 else None
        is_range = second is not None and text[found[0].end() : second.start()] in _RANGE_MARKS
        return second if is_range else found[0]

    def _organ(self, text: str, subject: int | None) -> tuple[Organ | None, int]:
        """The authority before 关于, before the year or before the subject, whichever place holds one."""
        years = list(_YEAR.finditer(text)) or list(_BARE_YEAR.finditer(text))
        stops = {match.start() for match in [*years, *_RANGE_START.finditer(text)]}
        ends = {match.end() for match in years}
        if (about := text.find(_ABOUT)) >= 0:
            stops.add(about)
            ends.add(about + len(_ABOUT))
        if subject is not None:
            stops.add(subject)
        for begin in [0, *sorted(ends)]:
            start = begin
            while lead := self.leads.match(text, start):
                start = lead.end()
            end = min((stop for stop in stops if stop >= start), default=len(text))
            organ = self.organs.read(text[start:end]) if end > start else None
            if organ:
                return organ, start
        return None, 0


def _place_name(organ: Organ | None) -> str | None:
    return "".join(unit.text for unit in organ.place.units) if organ and organ.place else None


def load_titles(words: Words, organs: OrganReader) -> TitleReader:
    """Build the reader from the language files."""
    genres = [(word, kind) for kind, listed in words.grouped("genres").items() for word in listed]
    tails = words.pattern("title_tails")
    return TitleReader(
        words=words,
        organs=organs,
        subjects=tuple(
            (topic, re.compile(alternatives(listed))) for topic, listed in words.grouped("subjects").items()
        ),
        genres=tuple(sorted(genres, key=lambda pair: (-len(pair[0]), pair))),
        tails=re.compile(rf"(?:\((?:[^()]*)\)|(?:{tails}))+$"),
        plans=re.compile(words.pattern("plan_words")),
        reports=re.compile(words.pattern("report_words")),
        leads=re.compile(words.pattern("title_leads")),
    )


def read_title(title: str, lexicon: Lexicon) -> TitleParts:
    """Tell who, which year, what about and what kind of document a title says (机关、年度、主题、文种)."""
    words = Words(lexicon)
    return load_titles(words, load_organs(words)).read(title)
