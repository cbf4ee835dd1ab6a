"""Text measured as a terminal shows it: Chinese characters take two columns.

Editors and PDF readers break lines at a column of the screen, programs after a number of characters, whatever their
width: which of the two it was (:func:`measure`) shows in where the lines end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

_WIDE = ("W", "F", "A")
_SLACK = 3  # columns by which a full line may fall short: punctuation that must not start a line


def columns(text: str) -> int:
    """Columns that ``text`` takes; ambiguous characters count as wide, as Chinese terminals draw them."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """``text`` without what commands a terminal or turns round what stands beside it."""
    return _UNSHOWN.sub("\ufffd", text)


def clip(text: str, width: int) -> str:
    """``text`` cut to ``width`` columns, with an ellipsis where something is left out; its indent stays."""
    lead = text[: len(text) - len(text.lstrip(" "))]
    flat = lead + shown(" ".join(text.split()))
    if columns(flat) <= width:
        return flat
    kept, used = "", 0
    for char in flat:
        wide = columns(char)
        if used + wide > width - 2:
            break
        kept += char
        used += wide
    return kept + "…"


def clip_left(text: str, width: int) -> str:
    """``text`` cut to ``width`` columns at its beginning: the end of a path tells more than its start."""
    flat = shown(" ".join(text.split()))
    if columns(flat) <= width:
        return flat
    kept, used = "", 0
    for char in reversed(flat):
        wide = columns(char)
        if used + wide > width - 2:
            break
        kept = char + kept
        used += wide
    return "…" + kept


def pad(text: str, width: int) -> str:
    """``text`` filled with blanks to ``width`` columns."""
    return text + " " * max(0, width - columns(text))


def wrap(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Lines of at most ``width`` columns; ``indent`` goes before every line. No line begins with a closing sign."""
    room = width - columns(indent)
    line, used = "", 0
    for char in " ".join(text.split()):
        wide = columns(char)
        if used + wide > room and char not in "。,、;:!?)》”,;:!?)":
            yield indent + line
            line, used = "", 0
        line += char
        used += wide
    if line:
        yield indent + line


def measure(lines: Sequence[str]) -> Callable[[str], int]:
    """The measure in which more of ``lines`` are as long as the longest: columns, or two for every character."""
    return _characters if _full(lines, _characters) > _full(lines, columns) else columns


def _characters(line: str) -> int:
    return 2 * len(line)


def _full(lines: Sequence[str], width: Callable[[str], int]) -> int:
    widths = [width(line) for line in lines]
    longest = max(widths, default=0)
    return sum(value >= longest - _SLACK for value in widths)
