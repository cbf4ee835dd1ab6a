"""Where the characters of a Word part stand, as bytes: the ``w:t`` nodes with their contents.

The XML is not rebuilt. Whatever a program wrote around the text (prefixes, order of attributes, extensions that nobody
here knows) stays byte for byte; only the contents of the nodes that change are put in anew. Parts come here only after
the reader's guard has parsed them: no DTD, no entities, bounded depth.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

__all__ = ["Part", "Piece", "find_pieces", "rewritten"]

_INSERTED = frozenset({"ins", "moveTo"})
_REMOVED = frozenset({"del", "moveFrom"})
_TWICE = frozenset({"AlternateContent"})
_NOT_TEXT = frozenset({"a", "m"})  # drawings, formulas


@dataclass(frozen=True, slots=True)
class Piece:
    """One ``w:t``: byte range of its contents, its characters, and what is around it.

    ``named`` is the byte after the tag's name, ``spaced`` whether blanks at the edges count already. ``paragraph`` is
    the byte at which the paragraph begins. ``tracked``: inside an insertion; ``twice``: there is a second copy for old
    programs. ``prefix`` is that of the names of its run of text, ``looks`` the bytes of the run's properties; prefix
    None: it stands in something else (a formula, a drawing).
    """

    start: int
    end: int
    text: str
    named: int
    spaced: bool
    paragraph: int
    tracked: bool
    twice: bool
    prefix: str | None = None
    looks: bytes = b""


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces of a part in order, and the bytes at which deleted stretches begin, in order."""

    pieces: tuple[Piece, ...]
    removed: tuple[int, ...]

    def removed_between(self, start: int, end: int) -> bool:
        """Whether a deleted stretch lies between two bytes."""
        return bisect_right(self.removed, start) < bisect_right(self.removed, end)


def find_pieces(xml: bytes) -> Part:
    """Every ``w:t`` of a part.

    Raises:
        expat.ExpatError: Not well-formed.
    """
    walker = _Walker(expat.ParserCreate(), xml)
    parser = walker.parser
    parser.StartElementHandler = walker.opened
    parser.EndElementHandler = walker.closed
    parser.CharacterDataHandler = walker.characters
    parser.StartCdataSectionHandler = walker.contents_begin
    parser.Parse(xml, True)  # noqa: FBT003 - the C function takes no keyword
    return Part(tuple(walker.pieces), tuple(walker.removed))


@dataclass(slots=True)
class _Walker:
    parser: expat.XMLParserType
    xml: bytes
    pieces: list[Piece] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    begin: int = -1
    named: int = 0
    spaced: bool = False
    looks: list[bytes] = field(default_factory=list)  # of the runs that are open
    looks_begin: int = -1
    prefix: str | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, colon, local = name.rpartition(":")
        at = self.parser.CurrentByteIndex
        above = self.path[-1] if self.path else ""
        self.path.append(local)
        if local == "r":
            self.looks.append(b"")
        elif local == "rPr" and above == "r":
            self.looks_begin = at
        if local == "p":
            self.paragraphs.append(at)
        elif local in _REMOVED:
            self.removed.append(at)
        elif local == "t":
            self.words, self.begin = [], -1
            self.named = at + 1 + len(name.encode())
            self.spaced = attributes.get("xml:space") == "preserve"
            self.prefix = prefix + colon if above == "r" and prefix not in _NOT_TEXT else None

    def contents_begin(self) -> None:
        if self.path[-1] == "t" and self.begin < 0:
            self.begin = self.parser.CurrentByteIndex

    def characters(self, text: str) -> None:
        if self.path[-1] == "t":
            self.contents_begin()
            self.words.append(text)

    def closed(self, _name: str) -> None:
        local = self.path.pop()
        if local == "p":
            self.paragraphs.pop()
        elif local == "r":
            self.looks.pop()
        elif local == "rPr" and self.looks_begin >= 0 and self.path and self.path[-1] == "r":
            self.looks[-1] = self.xml[self.looks_begin : self.xml.index(b">", self.parser.CurrentByteIndex) + 1]
            self.looks_begin = -1
        elif local == "t" and self.words:
            around = set(self.path)
            self.pieces.append(
                Piece(
                    self.begin,
                    self.parser.CurrentByteIndex,
                    "".join(self.words),
                    self.named,
                    self.spaced,
                    self.paragraphs[-1] if self.paragraphs else -1,
                    bool(around & (_INSERTED | _REMOVED)),
                    bool(around & _TWICE),
                    self.prefix,
                    self.looks[-1] if self.looks else b"",
                )
            )


def rewritten(xml: bytes, pieces: Mapping[Piece, str | bytes]) -> bytes:
    """The part with new contents for some pieces: words, or XML that takes their place."""
    out, at = [], 0
    for piece, new in sorted(pieces.items(), key=lambda item: item[0].start):
        plain = isinstance(new, str) and new == new.strip()
        if not plain and not piece.spaced:
            out += [xml[at : piece.named], b' xml:space="preserve"']
            at = piece.named
        out += [xml[at : piece.start], html.escape(new, quote=False).encode() if isinstance(new, str) else new]
        at = piece.end
    return b"".join([*out, xml[at:]])
