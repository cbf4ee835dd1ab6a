"""Statements that the rule's own elements describe (see the conditions of ``docs/rule-language.md``)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.verdicts.conditions import find
from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader
from checker.rules.model import Rule

_SHOWN = 40
_BREAKS = frozenset(",;:")  # a fault stands in one clause


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Places where the element named ``element`` is met; ``levels`` asks for the issuer's rank."""
    rank = reader.page.document.metadata.admin_level
    if "levels" in spec and (rank is None or rank.value not in spec["levels"]):
        return
    rule: Rule = part(spec, "rule")
    element = next((e for e in rule.elements if e.name == part(spec, "element")), None)
    if element is None:
        return
    told = -1
    for match in sorted(find(element, reader.page, rule.scope, rule.lookalikes, reader.year), key=lambda m: m.start):
        sentence = reader.page.clause_of(match.start).sentence
        if sentence == told or set(reader.text[match.start : match.end]) & _BREAKS:
            continue
        told = sentence
        end = min(max(match.end, match.start + 1), match.start + _SHOWN)
        yield make_fault(reader.span(match.start, end), spec, text=reader.text[match.start : end])
