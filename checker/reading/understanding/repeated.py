"""Running heads and watermarks: one short line again and again, where no reader would look for it.

A line that stands beside page numbers, or inside a sentence, was put there by paper. Three times the same is enough;
elsewhere it must not be a word that headings use again (主要做法, 存在问题).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.lexicon import Lexicon
from checker.model import Block, BlockKind
from checker.reading.prose import numbered, page_number

__all__ = ["repeated_lines"]

_SHORTEST, _LONGEST, _LEAST = 3, 30, 3
_STOPS = re.compile(r"[。;:!?,、\t|]")
_ENDS = tuple("。;:!?”》)】")
_WRAPPED = 20  # a line this long that has no stop at its end goes on


def repeated_lines(blocks: Sequence[Block], folded: Sequence[str], first: int, lexicon: Lexicon) -> set[int]:
    """Indexes of the lines that a page repeats; the title itself, before the body, stays."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(folded):
        if blocks[index].kind is BlockKind.TEXT and _may_repeat(line):
            places.setdefault("".join(line.split()), []).append(index)
    known = re.compile("|".join(lexicon.words("boilerplate", "repeated_headings")))
    found: set[int] = set()
    for text, indexes in places.items():
        if len(indexes) < _LEAST:
            continue
        inside = [i for i in indexes if i >= first]
        if any(_on_page_edge(folded, i) or _breaks_in(folded, i) for i in inside) or not known.search(text):
            found.update(inside)
    return found


def _may_repeat(line: str) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST:
        return False
    return not _STOPS.search(line) and not numbered(line) and not page_number(line)


def _on_page_edge(folded: Sequence[str], index: int) -> bool:
    return any(page_number(line) for line in _neighbours(folded, index))


def _breaks_in(folded: Sequence[str], index: int) -> bool:
    before = folded[index - 1] if index else ""
    return len(before) >= _WRAPPED and not before.endswith(_ENDS)


def _neighbours(folded: Sequence[str], index: int) -> Iterator[str]:
    yield from folded[max(0, index - 1) : index]
    yield from folded[index + 1 : index + 2]
