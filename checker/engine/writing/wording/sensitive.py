"""Personal data that should not be published: identity-card and mobile numbers, bank accounts.

What is quoted in a message shows the first and last digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}((?:19|20)\d{6})\d{3}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d(?:[- ]?\d{4}){2}(?![0-9A-Za-z.])")
_ACCOUNT = re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[- ]?\d{4}){2,3}[- ]?\d{1,7}(?![0-9A-Za-z])")
_LONGEST_ACCOUNT = 19
_SHORTEST_ACCOUNT = 12
_BEFORE = 20


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Numbers of persons; ``account_words`` must stand shortly before an account number."""
    taken: list[range] = []
    for key, pattern in (("identity", _IDENTITY), ("account", _ACCOUNT), ("mobile", _MOBILE)):
        for match in pattern.finditer(reader.text):
            if reader.paragraph(match.start()) is None or any(match.start() in r for r in taken):
                continue
            if not _plausible(reader, spec, key, match):
                continue
            taken.append(range(*match.span()))
            yield make_fault(reader.span(*match.span()), part(spec, key), masked=mask(match[0]))


def _plausible(reader: Reader, spec: Spec, key: str, match: re.Match[str]) -> bool:
    if key == "identity":
        try:
            date.fromisoformat(match[1])
        except ValueError:
            return False
        return True
    before = reader.text[max(0, match.start() - _BEFORE) : match.start()]
    if key == "account":
        digits = sum(c.isdigit() for c in match[0])
        named = any(word in before for word in part(spec, "account_words"))
        return named and _SHORTEST_ACCOUNT <= digits <= _LONGEST_ACCOUNT
    return not any(word in before for word in spec.get("office_words", ()))


def mask(text: str) -> str:
    """``text`` with all but its first three and last two characters as stars."""
    return text[:3] + "*" * max(0, len(text) - 5) + text[-2:]
