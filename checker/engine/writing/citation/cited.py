"""Documents that the report names in 《》, read into name, period and surroundings, and what the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.engine.writing.prose import Reader
from checker.rules.register import STATE_NAME, Entry, Register

_PERIOD = re.compile(r"\(?(?P<a>(?:19|20)\d\d)年?(?:-+|至|~)(?P<b>(?:19|20)\d\d)(?P<year>年)?\)?$")
_LOCAL_TITLE = re.compile(r"^[\u4e00-\u9fff]{2,9}?(?:省|自治区|自治州|市(?!场)|县|区(?!域)|州|盟|旗|镇|乡(?!村)|局|厅)")
_LOCAL_BEFORE = re.compile(
    r"(?:[省市县区州旗镇乡委办局厅府]|政府|[我本全][省市县区州旗镇乡局]|出台了?|制定了?|修订了?|印发了?|制发了?|制定出台了?)$"
)
_CENTRAL_BEFORE = re.compile(r"(?:中央|国务院|两办|国办|司法部|全国人大)[^《。]{0,8}$")
_AROUND = 16


@dataclass(frozen=True, slots=True)
class Cited:
    """One 《…》: normalised range with brackets, the name inside, and the years that the name carries.

    ``dated`` is False when the period lacks its 年. ``base`` is the name without the period.
    """

    start: int
    end: int
    name: str
    base: str
    period: tuple[int, int] | None
    dated: bool
    before: str
    after: str

    @property
    def local(self) -> bool:
        """Whether it is, or may be, a document of the place itself."""
        if _LOCAL_TITLE.search(self.name) and not self.name.startswith((STATE_NAME, "中央", "国务院")):
            return True
        return bool(_LOCAL_BEFORE.search(self.before)) and not _CENTRAL_BEFORE.search(self.before)


def read_cited(reader: Reader) -> Iterator[Cited]:
    """Every document named in prose, in order."""
    text = reader.text
    for start, end in reader.titles:
        if reader.paragraph(start) is None:
            continue
        name = text[start + 1 : end - 1]
        match = _PERIOD.search(name)
        period = (int(match["a"]), int(match["b"])) if match else None
        yield Cited(
            start,
            end,
            name,
            name[: match.start()] if match else name,
            period,
            bool(match and match["year"]),
            text[max(0, start - _AROUND) : start],
            text[end : end + _AROUND * 2],
        )


def entries_named(register: Register, cited: Cited) -> tuple[Entry, ...]:
    """The register's documents that bear the name (several when only their periods differ)."""
    named = _by_name(register)
    exact = named.get(cited.name, ())
    if exact:
        return exact
    based = named.get(cited.base, ())
    if cited.period is None:
        return based
    fitting = tuple(e for e in based if e.period == cited.period)
    return fitting or based


@lru_cache(maxsize=4)
def _by_name(register: Register) -> dict[str, tuple[Entry, ...]]:
    """The register's documents under each of their names."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in register.entries:
        for name in dict.fromkeys(entry.names):
            found[name] = (*found.get(name, ()), entry)
    return found
