"""Characters lost inside fixed phrases: 全法治政府建设示范 for 全国法治政府建设示范.

Every phrase is looked for with one of its inner characters left out. ``accepted`` lists shortened forms in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader
from checker.text.normal import fold_text


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Phrases of ``phrases`` that lack one character."""
    variants, pattern = _variants(tuple(part(spec, "phrases")), tuple(spec.get("accepted", ())))
    for match in pattern.finditer(reader.text):
        if reader.paragraph(match.start()) is None:
            continue
        right = variants[match[0]]
        yield make_fault(
            reader.span(*match.span()),
            spec,
            reader.replacing(*match.span(), right),
            text=match[0],
            right=right,
        )


@lru_cache(maxsize=8)
def _variants(phrases: tuple[str, ...], accepted: tuple[str, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    found: dict[str, str] = {}
    right = {fold_text(p): p for p in phrases}
    usual = {fold_text(a) for a in accepted}
    for folded, phrase in right.items():
        for variant in shortened(folded):
            if variant not in usual and not any(variant in other for other in right):
                found[variant] = phrase
    longest_first = sorted(found, key=len, reverse=True)
    return found, re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def shortened(word: str) -> list[str]:
    """``word`` with each of its inner characters left out in turn."""
    return [word[:i] + word[i + 1 :] for i in range(1, len(word) - 1)]
