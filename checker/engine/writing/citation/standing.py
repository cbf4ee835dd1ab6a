"""Documents not yet issued or already replaced in the report's year.

``context`` lists words that show the report knows (草案, 废止, 修订 …): then nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.engine.writing.citation.cited import Cited, entries_named, read_cited
from checker.engine.writing.fault import Fault, Spec, make_fault, part, says
from checker.engine.writing.prose import Reader
from checker.model import Role
from checker.rules.register import Entry


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """``early`` and ``replaced`` hold the sentences; documents with a period are left to ``periods``."""
    if not reader.known_year or not reader.latest:
        return
    told: set[str] = set()
    for cited in read_cited(reader):
        entries = entries_named(reader.register, cited)
        if len(entries) != 1 or entries[0].period or entries[0].namesakes or cited.local or entries[0].title in told:
            continue
        for fault in _entry(reader, spec, cited, entries[0]):
            told.add(entries[0].title)
            yield fault


def _used(reader: Reader, position: int, sentence: str) -> str:
    """By when the document is used: the first month that the sentence names, next year in the plan, else spring."""
    if reader.role(position) is Role.PLAN:
        return f"{(reader.year or 0) + 1}-01-01"
    months = [int(m) for m in _MONTH.findall(sentence)]
    month = min((m for m in months if 1 <= m <= _DECEMBER), default=_SPRING)
    return f"{reader.year}-{month:02d}-01"


_MONTH = re.compile(r"(?<![0-9])([0-9]{1,2})月")
_DECEMBER, _SPRING = 12, 4


def _entry(reader: Reader, spec: Spec, cited: Cited, entry: Entry) -> Iterator[Fault]:
    low, high = reader.sentence(cited.start)
    if says(str(spec.get("context", "")), reader.text[low:high]):
        return
    fix, key, day = None, "", ""
    if entry.issued and entry.issued > reader.latest:
        key, day = "early", entry.issued
    elif entry.ended and entry.ended < _used(reader, cited.start, reader.text[low:high]):
        key, day = "replaced", entry.ended
        fix = reader.replacing(cited.start + 1, cited.end - 1, entry.successor) if entry.successor else None
    if key:
        yield make_fault(
            reader.span(cited.start, cited.end),
            part(spec, key),
            fix,
            text=cited.name,
            title=entry.title,
            by=entry.successor,
            year=reader.year,
            day=day,
        )
