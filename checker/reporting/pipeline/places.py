"""Where a problem stands, in the terms of code hosts and editors.

Paths are given relative to the folder in which the program ran (the root of the repository, in a pipeline), lines and
columns count from 1, columns in UTF-16 code units. Lines are lines of the text that ``checker text FILE`` prints; for
txt and md that is the file itself, for the other formats what was extracted from it.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from checker.model import Document

__all__ = ["PLAIN", "Place", "Region", "Ruler", "place", "without_path"]

PLAIN = frozenset({"txt", "md"})
"""Formats whose text is the file, so that lines and columns can be found in it and replacements put into it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file as others may name it.

    ``shown`` is for reading, ``uri`` percent-encoded; ``inside`` whether it lies below the folder of the run.
    """

    shown: str
    uri: str
    inside: bool


def place(path: str, root: str) -> Place:
    """The place of ``path`` (as given by the caller; ``-`` is standard input), seen from the folder ``root``."""
    if path == "-":
        return Place("stdin", "stdin", inside=True)
    seen = PurePath(_seen_from(_utf8(path), _utf8(root)))
    shown = seen.as_posix()
    if seen.is_absolute():
        return Place(shown, seen.as_uri(), inside=False)
    return Place(shown, quote(shown.encode("utf-8", "surrogateescape")), inside=seen.parts[:1] != ("..",))


def _utf8(path: str) -> str:
    """The path as it reads in UTF-8, whatever the locale made of it."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def without_path(message: str, path: str) -> str:
    """``message`` without the path at its beginning: forms name the place themselves, relative to the run."""
    return message.removeprefix(f"{path}:")


def _seen_from(path: str, root: str) -> str:
    """Relative where that leads nowhere above ``root``; else as it was given, tidied."""
    tidy = os.path.normpath(path)
    if not root or not PurePath(tidy).is_absolute():
        return tidy
    try:
        below = os.path.relpath(tidy, root)
    except ValueError:  # another drive
        return tidy
    return tidy if PurePath(below).parts[:1] == ("..",) else below


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text: lines and columns from 1, the end column just after the last character.

    ``offset`` and ``length`` count UTF-16 code units of the file from 0; None where the bytes of the file are not
    exactly the text (other line ends, a byte order mark, a format that is no text).
    """

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int | None = None
    length: int | None = None


class Ruler:
    """Measures stretches of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._starts = [0, *(n + 1 for n, c in enumerate(document.text) if c == "\n")]
        self._exact = document.format in PLAIN and document.sha256 in _hashes(document.text)

    def region(self, start: int, end: int) -> Region | None:
        """The stretch ``start..end`` (offsets of the text); None where the text is not there (older stored results)."""
        if not self._text or end > len(self._text):
            return None
        line, column = self._at(start)
        end_line, end_column = self._at(end)
        if not self._exact:
            return Region(line, column, end_line, end_column)
        return Region(line, column, end_line, end_column, _units(self._text[:start]), _units(self._text[start:end]))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, _units(self._text[self._starts[line - 1] : offset]) + 1


def _units(text: str) -> int:
    """UTF-16 code units: characters beyond the basic plane count twice."""
    return len(text) + sum(c > "\uffff" for c in text)


def _hashes(text: str) -> Sequence[str]:
    """What the file's hash is when its bytes are exactly this text."""
    return [hashlib.sha256(text.encode(e, "replace")).hexdigest() for e in ("utf-8", "gb18030")]
