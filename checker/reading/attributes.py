"""What a department or a township does by its own report: enforcement, approvals, rule-making.

The catalogue judges these by the text and not by the name of the office: its own acts count, told anywhere but among
the problems and next year's plans; what it does for others, to its subordinates, or only studies does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Document, Role
from checker.model.names import ATTRIBUTES
from checker.text.normal import fold_text

__all__ = ["told_attributes"]

_SECTION = "attributes"
_OUTSIDE = (Role.PROBLEMS, Role.PLAN)
_BLANK = re.compile(r"[ \t\u3000\n]+")
_CLAUSE = re.compile(r"[,。;:]")


@dataclass(frozen=True, slots=True)
class _Sign:
    """How an attribute shows in a sentence, and what in the same clause says that it does not."""

    says: re.Pattern[str]
    unless: re.Pattern[str]


def told_attributes(document: Document, lexicon: Lexicon) -> tuple[str, ...]:
    """The attributes that the report tells of, sorted.

    Raises:
        RuleError: The word list is broken.
    """
    signs = {name: _sign(lexicon, name) for name in ATTRIBUTES}
    found: set[str] = set()
    for sentence in document.sentences:
        if sentence.role in _OUTSIDE:
            continue
        text = _BLANK.sub("", fold_text(sentence.span.of(document.text)))
        found |= {name for name, sign in signs.items() if name not in found and _shows(text, sign)}
        if len(found) == len(signs):
            break
    return tuple(sorted(found))


def _sign(lexicon: Lexicon, name: str) -> _Sign:
    kinds = []
    for kind in ("says", "unless"):
        try:
            kinds.append(re.compile("|".join(f"(?:{s})" for s in lexicon.value(_SECTION, name)[kind])))
        except (KeyError, TypeError, re.error) as error:
            msg = f"{name}.{kind} 的写法有误:{error}"
            raise RuleError(msg, "language/attributes.yaml") from None
    return _Sign(*kinds)


def _shows(text: str, sign: _Sign) -> bool:
    for match in sign.says.finditer(text):
        before = max((m.end() for m in _CLAUSE.finditer(text, 0, match.start())), default=0)
        after = _CLAUSE.search(text, match.end())
        if not sign.unless.search(text[before : after.start() if after else len(text)]):
            return True
    return False
