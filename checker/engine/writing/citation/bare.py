"""Laws and regulations named without 《》, where they are made a basis or stand in a list beside ones that have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.engine.writing.fault import Fault, Spec, make_fault, part, says
from checker.engine.writing.prose import Reader
from checker.rules.register import Register

_SHORTEST = 4
_BEFORE, _AFTER = 14, 8


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """``cues`` must end right before the name; ``not_after`` are words that make it part of another one.

    A name is reported once, and one name a sentence; not at all where the text says 以下简称.
    """
    pattern = _names(reader.register, tuple(spec.get("also", ())))
    told: set[int | str] = {n for n in pattern.findall(reader.text) if f"简称{n}" in reader.text}
    for match in pattern.finditer(reader.text):
        start, end = match.span()
        low, _ = reader.sentence(start)
        if reader.paragraph(start) is None or reader.in_title(start) or {low, match[0]} & told:
            continue
        before = reader.text[max(low, start - _BEFORE) : start]
        if says(f"^(?:{part(spec, 'not_after')})", reader.text[end : end + _AFTER]):
            continue
        if not says(f"(?:{part(spec, 'cues')})$", before):
            continue
        told |= {low, match[0]}
        right = f"《{reader.original(start, end)}》"
        yield make_fault(reader.span(start, end), spec, reader.replacing(start, end, right), text=match[0], right=right)


@lru_cache(maxsize=4)
def _names(register: Register, also: tuple[str, ...]) -> re.Pattern[str]:
    names = {
        name
        for entry in register.entries
        if entry.kind in ("law", "regulation") and not entry.bare
        for name in entry.names
        if len(name) >= _SHORTEST
    } | set(also)
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")
