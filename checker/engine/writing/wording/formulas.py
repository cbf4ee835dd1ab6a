"""Fixed formulas against their dates: an earlier report cannot cite a later congress, plenum or campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.engine.writing.fault import Fault, Spec, make_fault, part, says, search_all
from checker.engine.writing.prose import Reader
from checker.rules.register import Form, Plenum

_SESSIONS = re.compile(
    r"(?P<congress>十[八九]|二十[一二]?)届(?P<list>(?:[一二三四五六七八九]中(?:全会)?[、和及与]?)+)全会"
)
_CONGRESS = {"十八": 18, "十九": 19, "二十": 20, "二十一": 21, "二十二": 22}
_NUMERALS = "零一二三四五六七八九"


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Forms and plenums of the register; nothing for years that the rules do not know."""
    if not reader.known_year or not reader.latest:
        return
    for form in reader.register.forms:
        yield from _form(reader, spec, form)
    yield from _plenums(reader, spec)


def _form(reader: Reader, spec: Spec, form: Form) -> Iterator[Fault]:
    early = bool(form.since) and form.since > reader.latest
    outside = bool(form.years) and not any(a <= (reader.year or 0) <= b for a, b in form.years)
    if not early and not outside:
        return
    for match in search_all(form.says, reader.text):
        clause = reader.page.clause_of(match.start())
        if reader.paragraph(match.start()) is None or says(form.unless, reader.text[clause.start : clause.end]):
            continue
        yield make_fault(
            reader.span(*match.span()),
            part(spec, "early" if early else "outside"),
            text=match[0],
            form=form.form,
            since=form.since,
            year=reader.year,
        )
        return


@dataclass(frozen=True, slots=True)
class _Cited:
    plenum: tuple[int, int]
    start: int
    end: int


def _plenums(reader: Reader, spec: Spec) -> Iterator[Fault]:
    known = {(p.congress, p.session): p for p in reader.register.plenums}
    cited = list(_cited(reader))
    last = max(reader.register.plenums, key=lambda p: p.held, default=None)
    for place in cited:
        plenum = known.get(place.plenum)
        if plenum is not None and plenum.held > reader.latest:
            yield _told(reader, part(spec, "early"), place, plenum.held)
    newest = max((p for p in reader.register.plenums if p.held <= f"{reader.year}-12-31"), key=_held, default=last)
    if not cited or newest is None or "stale" not in spec or says(str(spec.get("all", "")), reader.text):
        return
    shown = max(cited, key=lambda c: c.plenum)
    if shown.plenum[0] == newest.congress and shown.plenum[1] < newest.session:
        yield _told(reader, part(spec, "stale"), shown, newest.held, _name(newest))


def _held(plenum: Plenum) -> str:
    return plenum.held


def _name(plenum: Plenum) -> str:
    congress = next(k for k, v in _CONGRESS.items() if v == plenum.congress)
    return f"{congress}届{_NUMERALS[plenum.session]}中全会"


def _cited(reader: Reader) -> Iterator[_Cited]:
    for match in _SESSIONS.finditer(reader.text):
        if reader.paragraph(match.start()) is None or reader.in_title(match.start()):
            continue
        for session in re.finditer(r"([一二三四五六七八九])中", match["list"]):
            start = match.start("list") + session.start()
            number = (_CONGRESS[match["congress"]], _NUMERALS.index(session[1]))
            yield _Cited(number, match.start() if session.start() == 0 else start, start + 2)


def _told(reader: Reader, spec: Spec, place: _Cited, since: str, newest: str = "") -> Fault:
    return make_fault(
        reader.span(place.start, place.end),
        spec,
        text=reader.text[place.start : place.end],
        form=_name(Plenum(*place.plenum, "")),
        year=reader.year,
        since=since,
        newest=newest,
    )
