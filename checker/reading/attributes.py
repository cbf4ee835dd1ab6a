"""What a department is for, as far as its name tells: enforcement, approvals, rule-making."""

from __future__ import annotations

import re

from checker.errors import RuleError
from checker.lexicon import Lexicon


def infer_attributes(issuer: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Attributes that follow from an issuer's name; None when the name tells nothing.

    Raises:
        RuleError: The word list is broken.
    """
    for entry in lexicon.value("attributes", "by_name"):
        try:
            if re.search(entry["name"], issuer):
                return tuple(sorted(entry["attributes"]))
        except (KeyError, TypeError, re.error) as error:
            msg = f"by_name 的写法有误:{error}"
            raise RuleError(msg, "language/attributes.yaml") from None
    return None
