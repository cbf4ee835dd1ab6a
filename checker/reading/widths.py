"""How wide a line is, in the measure by which its file was wrapped.

Editors and PDF readers break at a column of the screen, where a Chinese character takes two; programs break after a
number of characters, whatever their width. Which of the two it was shows in where the lines end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

__all__ = ["columns", "measure"]

_SLACK = 3  # columns by which a full line may fall short: punctuation that must not start a line


def columns(line: str) -> int:
    """Columns in a fixed-width terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def measure(lines: Sequence[str]) -> Callable[[str], int]:
    """The measure in which more of ``lines`` are as long as the longest: columns, or two for every character."""
    return _characters if _full(lines, _characters) > _full(lines, columns) else columns


def _characters(line: str) -> int:
    return 2 * len(line)


def _full(lines: Sequence[str], width: Callable[[str], int]) -> int:
    widths = [width(line) for line in lines]
    longest = max(widths, default=0)
    return sum(value >= longest - _SLACK for value in widths)
