"""Numbers that count nothing: years, document numbers, ordinals, names such as 三项制度, and codes."""

from __future__ import annotations

import re

from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.text.numerals import DIGITS

__all__ = ["blocker_pattern", "is_year", "joined_after", "joined_before"]

_HAN = "".join(DIGITS) + "十百千"
_MACROS = {"<n>": f"[0-9{_HAN}]+", "<c>": f"[{_HAN}]+", "<d>": "[0-9]{1,2}", "<h>": _HAN}
_GLUE = frozenset("+×*·=_/:.-#№~")
_TIGHT = frozenset("+#№")
_SUM = frozenset("+×*=")
_YEARS = range(1900, 2100)


def blocker_pattern(lexicon: Lexicon) -> str:
    """One alternative for everything under ``blockers``.

    The groups carry a look at the first character: most places of a text are none of their business.

    Raises:
        RuleError: A pattern is not a valid regular expression.
    """
    table = lexicon.table("quantity", "blockers")
    literals = sorted(set(table["literals"]), key=lambda w: (-len(w), w))
    firsts = "".join(sorted({re.escape(w[0]) for w in literals}))
    numeric = [_expand(name, entry["find"]) for name, entry in table["number_patterns"].items()]
    others = [_expand(name, entry["find"]) for name, entry in table["patterns"].items()]
    return "|".join(
        [
            f"(?=[0-9{_HAN}])(?:{'|'.join(numeric)})",
            f"(?=[{firsts}])(?:{'|'.join(map(re.escape, literals))})",
            *others,
        ]
    )


def _expand(name: str, pattern: str) -> str:
    for macro, meaning in _MACROS.items():
        pattern = pattern.replace(macro, meaning)
    try:
        re.compile(pattern)
    except re.error as error:
        msg = f"blockers 中“{name}”不是有效的正则表达式({error.msg}),请改正"
        raise RuleError(msg, "language/quantity.yaml") from None
    return pattern


def joined_before(text: str, start: int) -> bool:
    """Whether the character before a number makes it part of a code, a date, a ratio or a sum (G220, 10:28, 4+1)."""
    if not start:
        return False
    before = text[start - 1]
    if before in _GLUE:
        return not _loose(text, start - 1, before)
    return before.isascii() and before.isdigit()  # letters before a number are a matter of the vocabulary


def joined_after(text: str, end: int) -> bool:
    """The same for the character behind a number that has no unit (5G, 7×24, 0999-6612345)."""
    if end >= len(text):
        return False
    after = text[end]
    if after in _GLUE:
        return after in _SUM or _alnum(text, end + 1)
    return after.isascii() and after.isalpha()


def _loose(text: str, at: int, mark: str) -> bool:
    """A mark that follows no letter or digit is punctuation or a bullet; a sum or a number sign never is."""
    return mark not in _TIGHT and not _alnum(text, at - 1)


def _alnum(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def is_year(text: str) -> bool:
    """Whether a bare number looks like a calendar year."""
    return len(text) == len("2024") and text.isdecimal() and int(text) in _YEARS
