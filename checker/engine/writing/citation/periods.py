"""Outlines, plans and campaigns whose period does not cover the report's year."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.writing.citation.cited import Cited, entries_named, read_cited
from checker.engine.writing.fault import Fault, Spec, make_fault, part, says, search_all
from checker.engine.writing.prose import Reader
from checker.model import Role

_CLOSED, _OPENED = "closing", "opening"


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """``past``, ``future`` and ``early`` hold the sentences.

    ``closing`` (收官, 总结 …) and ``opening`` (编制, 启动 …) are words that explain a period of other years, ``uses``
    the verbs by which a document is made the basis of this year's work, ``types`` what may carry a period.
    """
    if not reader.known_year or reader.year is None:
        return
    for cited in read_cited(reader):
        if cited.period is not None and says(str(part(spec, "types")), cited.base):
            yield from _cited(reader, spec, cited, cited.period, reader.year)
    for campaign in reader.register.campaigns:
        for match in search_all(campaign.says, reader.text):
            if reader.paragraph(match.start()) is None or reader.in_title(match.start()):
                continue
            key = _misses(reader, spec, match.start(), campaign.years[0], reader.year)
            if key:
                yield _told(reader, spec, key, match.span(), campaign.years[0])
                break


def _cited(reader: Reader, spec: Spec, cited: Cited, period: tuple[int, int], year: int) -> Iterator[Fault]:
    entries = [e for e in entries_named(reader.register, cited) if e.period == period]
    known = bool(entries) and not cited.local
    if known and entries[0].issued > reader.latest and reader.role(cited.start) is not Role.PLAN:
        low, high = reader.sentence(cited.start)
        if not says(str(spec.get(_OPENED, "")), reader.text[low:high]):
            yield _told(reader, spec, "early", (cited.start, cited.end), period, day=entries[0].issued)
        return
    key = _misses(reader, spec, cited.start, period, year)
    if not key or (
        not known and (key == "future" or not says(str(part(spec, "uses")) + "[^,。;]{0,12}$", cited.before))
    ):
        return
    if key == "future" and entries and entries[0].issued <= reader.latest:
        return
    yield _told(reader, spec, key, (cited.start, cited.end), period)


def _misses(reader: Reader, spec: Spec, position: int, period: tuple[int, int], year: int) -> str:
    """``past``, ``future`` or nothing."""
    low, high = reader.sentence(position)
    sentence = reader.text[low:high]
    if year > period[1]:
        return "" if says(str(spec.get(_CLOSED, "")), sentence) else "past"
    if year < period[0]:
        planned = reader.role(position) is Role.PLAN
        return "" if planned or says(str(spec.get(_OPENED, "")), sentence) else "future"
    return ""


def _told(  # noqa: PLR0913 - what the sentences name
    reader: Reader, spec: Spec, key: str, place: tuple[int, int], period: tuple[int, int], *, day: str = ""
) -> Fault:
    return make_fault(
        reader.span(*place),
        part(spec, key),
        text=" ".join(reader.original(*place).split()),
        first=period[0],
        last=period[1],
        year=reader.year,
        day=day,
    )
