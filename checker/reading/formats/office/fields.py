"""Fields of word processors: a code that is not text, and a result that is; the end may stand paragraphs later."""

from __future__ import annotations

import re
from collections.abc import MutableSet
from dataclasses import dataclass, field

__all__ = ["Fields"]

_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
_FORM = re.compile(r"\s*FORM(?:DROPDOWN|CHECKBOX)\b", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[A-Za-z]+\d*")
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[lcr]\s*)*\(\s*[○◯〇△□]\s*[,;]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_RUBY = re.compile(r"\\s\s*\\up\s*\d+\s*\([^()]*\)\s*[,;]", re.IGNORECASE)
_HINT = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)")
_APART = re.compile(r"[(),;\s]+")
_CIRCLES = 20
_DEEPEST = 100


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    result: bool = False
    shown: bool = False  # something stands in its result
    form: str = ""


@dataclass(slots=True)
class Fields:
    """The fields that are open; ``met`` is told of one that cannot be read."""

    met: MutableSet[str]
    stack: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what comes next is no text."""
        return any(not item.result for item in self.stack)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(_CONTENTS.match("".join(item.code)) for item in self.stack)

    def begin(self, form: str = "") -> None:
        """A field begins; ``form`` is what it shows as a form field."""
        self.stack.append(_Field(form=form))

    def separate(self) -> None:
        """Its code is complete."""
        if self.stack:
            self.stack[-1].result = True

    def end(self) -> str:
        """It is complete. What a reader sees of a field that has no result."""
        done = self.stack.pop() if self.stack else _Field()
        if done.shown:
            return ""
        code = "".join(done.code)
        shown = done.form or _drawn(code)
        if not shown and (_EQUATION.match(code) or _FORM.match(code)):
            self.met.add("fields")
        return shown

    def code(self, text: str) -> None:
        """Words of a code."""
        if self.stack and not self.stack[-1].result:
            self.stack[-1].code.append(text)

    def show(self) -> None:
        """Words of the text are met: those of a result, where one is open."""
        for item in self.stack[-_DEEPEST:]:
            item.shown = item.shown or item.result


def _drawn(code: str) -> str:
    """A field ``EQ`` as it is drawn: a number in a circle, a fraction, signs one over the other."""
    if not _EQUATION.match(code):
        return ""
    if match := _ENCLOSED.search(code):
        number = int(match[1])
        return chr(ord("①") + number - 1) if 0 < number <= _CIRCLES else match[1]
    if match := _FRACTION.search(code):
        return f"{match[1].strip()}/{match[2].strip()}"
    base = _RUBY.sub("", _HINT.sub("", code.strip()[2:]))  # signs of pronunciation are no text
    return _APART.sub("", _SWITCH.sub("", base))
