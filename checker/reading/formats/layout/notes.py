"""Footnotes: small lines under the text of a page, which its sentences must not run into."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.reading.formats.layout.model import Piece

__all__ = ["split_footnotes"]

_SMALL = 0.9  # of the text's size
_SIGN = re.compile(r"\[注\d+\]|[①-⑳*＊※]|[\[〔(（]?\d{1,2}[\]〕)）]?(?!\d)")


def split_footnotes(lines: Sequence[Piece], size: float) -> tuple[list[Piece], list[Piece]]:
    """Lines of a column, and the footnotes under them.

    Args:
        lines: From top to bottom.
        size: Of the document's text.
    """
    start = len(lines)
    while start > 0 and lines[start - 1].size < _SMALL * size:
        start -= 1
    first = next((n for n in range(start, len(lines)) if _SIGN.match(lines[n].text)), len(lines))
    if start == 0 or first != start:
        return list(lines), []
    return list(lines[:start]), list(lines[start:])
