"""Text in cells of spreadsheets stays text.

What a document says may begin as a formula does; a spreadsheet that opens a CSV file would run it. Leading blanks are
skipped by some programs, and full-width signs are taken for plain ones by others.
"""

from __future__ import annotations

import re

__all__ = ["as_text", "looks_like_formula"]

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a formula."""
    return bool(_FORMULA.match(text))


def as_text(text: str) -> str:
    """``text`` for a CSV cell, with a leading mark where it would be taken for a formula."""
    return f"'{text}" if looks_like_formula(text) else text
