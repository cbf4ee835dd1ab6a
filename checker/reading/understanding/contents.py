"""Which lines only list the contents: they repeat headings and are never evidence.

A list is known by its heading (目录), by leaders and page numbers, or by repeating the headings that follow. The words
for its heading are data.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.model import Block
from checker.reading.prose import numbered

__all__ = ["contents_lines"]

_ENTRY = re.compile(
    r"(?P<title>\S.{0,78}?)\s*(?:[.．…·・‥•﹒_—–\-\s]{3,}|\t[\s\t]*|…|[ \u3000]{2,})[(（]?\d{1,3}[)）]?"
)
_LEADER = re.compile(r"[.．…·・‥•﹒_—–]{3,}|…")
_BARE = re.compile(r"(?P<title>\S.{1,58}?)[.．…·・‥•﹒_\s]*")
_NUMBER = re.compile(r"[-—\s]*\d{1,3}[-—\s]*")
_BLANK = re.compile(r"\s+")
_TITLED, _UNTITLED = 2, 3  # entries that make a list, under its heading and without one
_LONGEST = 90  # characters of an entry


def contents_lines(text: str, lines: Sequence[Block], lexicon: Lexicon) -> frozenset[int]:
    """Indexes of the lines that list the contents.

    Args:
        text: The document.
        lines: Its lines.
        lexicon: Word lists; the section ``boilerplate`` is needed.
    """
    words = frozenset(lexicon.words("boilerplate", "contents_titles"))
    bare = [_BLANK.sub("", line.span.of(text)) for line in lines]
    repeats = _Repeats.of(bare)
    found: set[int] = set()
    index = 0
    while index < len(lines):
        titled = bare[index].strip("【】[]<>《》-—").lower() in words
        end, entries = _run(text, lines, repeats, index + titled, titled=titled)
        if entries >= (_TITLED if titled else _UNTITLED):
            found.update(range(index, end))
            index = end
        else:
            index += 1
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Repeats:
    """The lines without blanks: in order, and where each stands last."""

    ordered: Sequence[str]
    last: Mapping[str, int]

    @classmethod
    def of(cls, bare: Sequence[str]) -> _Repeats:
        return cls(sorted(bare), {line: index for index, line in enumerate(bare)})

    def begins_another(self, title: str) -> bool:
        """Whether more than one line begins so."""
        place = bisect_left(self.ordered, title)
        return all(line.startswith(title) for line in self.ordered[place : place + 2]) and place + 1 < len(self.ordered)


def _run(text: str, lines: Sequence[Block], repeats: _Repeats, start: int, *, titled: bool) -> tuple[int, int]:
    """Where the entries that begin at ``start`` end, and how many there are."""
    entries, index, seen = 0, start, set[str]()
    while index < len(lines):
        line = lines[index].span.of(text)
        if titled and entries and _NUMBER.fullmatch(line):
            index += 1
            continue
        title = _title(line, repeats, index, titled=titled) if len(line) <= _LONGEST else ""
        if not title or title in seen:  # the heading itself, where the report begins
            break
        seen.add(title)
        entries += 1
        index += 1
    return index, entries


def _title(line: str, repeats: _Repeats, index: int, *, titled: bool) -> str:
    """What an entry repeats; empty: it is none."""
    entry = _ENTRY.fullmatch(line.strip())
    if entry is not None:
        title = _BLANK.sub("", entry["title"])
        drawn = _LEADER.search(line)  # a blank or a tab before a number also stands in every table of figures
        return title if titled or drawn or repeats.last.get(title, -1) > index else ""
    match = _BARE.fullmatch(line.strip())
    title = _BLANK.sub("", match["title"]) if match else ""
    if not title or not (titled or numbered(title)):
        return ""
    again = repeats.begins_another(title) if titled else repeats.last.get(title, -1) > index
    return title if again else ""
