"""Text measured as a terminal shows it: Chinese characters take two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WIDE = ("W", "F", "A")


def columns(text: str) -> int:
    """Columns that ``text`` takes; ambiguous characters count as wide, as Chinese terminals draw them."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def clip(text: str, width: int) -> str:
    """``text`` cut to ``width`` columns, with an ellipsis where something is left out; its indent stays."""
    lead = text[: len(text) - len(text.lstrip(" "))]
    flat = lead + " ".join(text.split())
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
    flat = " ".join(text.split())
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
