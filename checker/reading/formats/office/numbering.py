"""Automatic numbers of list paragraphs, counted the way word processors count them.

A drafter sees ``一、`` in front of a heading; the file only says "level 1 of list 3". A report whose numbers are lost
cannot be cut into sections. Every format describes its lists differently; what they describe is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.reading.formats.office.number_forms import written

__all__ = ["Level", "Numbering", "labelled"]

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """What a level looks like. ``text`` holds ``%1``..``%9`` where numbers stand, ``form`` is Word's name of a format.

    ``style`` is the id of the paragraph style that the level is tied to. ``restart`` says after which levels it begins
    anew: -1 after any above it, 0 never, n after the first n levels.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int = -1
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in document order.

    Lists are known by a number id; several may share the counters of one ``abstract`` list.
    """

    _levels: dict[str, Mapping[int, Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, Mapping[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def define(
        self, num_id: str, levels: Mapping[int, Level], abstract: str = "", starts: Mapping[int, int] | None = None
    ) -> None:
        """Make a list known. ``starts`` are the numbers at which it sets shared counters when it is first met."""
        self._levels[num_id] = levels
        self._abstract[num_id] = abstract or num_id
        if starts:
            self._overrides[num_id] = starts

    def knows(self, num_id: str) -> bool:
        """Whether the list has been defined."""
        return num_id in self._levels

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """The level that is tied to a paragraph style."""
        levels = self._levels.get(num_id, {})
        return next((depth for depth, level in levels.items() if level.style == style_id), None)

    def label(self, num_id: str, depth: int, value: int | None = None) -> str:
        """Count one paragraph and return its number as it is drawn; empty for bullets and unknown lists.

        ``value`` is a number that the paragraph itself sets.
        """
        level = self._levels.get(num_id, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[num_id], {})
        if num_id not in self._seen:
            self._seen.add(num_id)
            for number, start in self._overrides.get(num_id, {}).items():
                counts[number] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1 if value is None else value
        for deeper in [number for number in counts if number > depth]:
            lower = self._levels[num_id].get(deeper)
            if lower is None or lower.restart < 0 or lower.restart > deeper or depth < lower.restart:
                del counts[deeper]
        if level.form in {"bullet", "none"} and "%" not in level.text:
            return level.text if level.form == "none" else ""
        return _PLACE.sub(lambda match: self._part(num_id, int(match[1]) - 1, counts, level), level.text)

    def _part(self, num_id: str, depth: int, counts: Mapping[int, int], own: Level) -> str:
        level = self._levels[num_id].get(depth, own)
        form = "decimal" if own.legal else level.form
        return written(counts.get(depth, level.start), form)


def labelled(label: str, text: str) -> str:
    """Number and text, kept apart where they would read as another number."""
    if label and label[-1].isalnum():
        return f"{label} {text}"
    if label.endswith(".") and text[:1].isdigit():
        return f"{label[:-1]}、{text}"
    return label + text
