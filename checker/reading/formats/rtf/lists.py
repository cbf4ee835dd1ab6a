"""The list tables of rtf, for paragraphs whose number is not written out beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from checker.reading.formats.doc.lists import FORMS
from checker.reading.formats.office.numbering import Level, Numbering

__all__ = ["Lists"]

_DEEPEST = 9
_MOST = 10_000  # lists of one file


@dataclass(slots=True)
class Lists:
    """Gathers control words of the tables; afterwards answers by the number that paragraphs name."""

    numbering: Numbering = field(default_factory=Numbering)
    _lists: dict[int, dict[int, Level]] = field(default_factory=dict)
    _bullets: dict[int, frozenset[int]] = field(default_factory=dict)
    _levels: dict[int, Level] = field(default_factory=dict)
    _list_id: int = 0
    _starts: dict[int, int] = field(default_factory=dict)
    _override: int = -1  # the level that an override speaks of

    def word(self, word: str, value: int) -> None:  # noqa: C901 - one case a control word
        """A control word inside one of the tables."""
        match word:
            case "list" | "listoverride":
                self._levels, self._starts, self._override = {}, {}, -1
            case "listlevel" if len(self._levels) < _DEEPEST:
                self._levels[len(self._levels)] = Level()
            case "levelnfc" | "levelnfcn":
                self._change(form=FORMS.get(value, "decimal"))
            case "levelstartat" if self._override >= 0:
                self._starts[self._override] = value
            case "levelstartat":
                self._change(start=value)
            case "levellegal":
                self._change(legal=value != 0)
            case "levelnorestart":
                self._change(restart=0 if value else -1)
            case "lfolevel":
                self._override += 1
            case "listid":
                self._list_id = value
            case "ls" if len(self._bullets) < _MOST:
                self._use(value)

    def text(self, text: str) -> None:
        """The text of a level: its length, then characters, levels as characters 0 to 8."""
        shown = text[1 : 1 + ord(text[0])] if text else ""
        self._change(text="".join(f"%{ord(c) + 1}" if ord(c) < _DEEPEST else c for c in shown))

    def end_list(self) -> None:
        """A list of the first table is complete."""
        if self._levels and len(self._lists) < _MOST:
            self._lists[self._list_id] = self._levels

    def is_bullet(self, number: int, depth: int) -> bool:
        """Whether paragraphs of this list and level have a sign, not a number."""
        return depth in self._bullets.get(number, frozenset())

    def _change(self, **values: object) -> None:
        if self._levels and self._override < 0:
            last = len(self._levels) - 1
            self._levels[last] = replace(self._levels[last], **values)  # type: ignore[arg-type]  # as the caller says

    def _use(self, number: int) -> None:
        levels = self._lists.get(self._list_id)
        if levels is not None:
            self.numbering.define(str(number), levels, str(self._list_id), dict(self._starts))
            self._bullets[number] = frozenset(depth for depth, level in levels.items() if level.form == "bullet")
