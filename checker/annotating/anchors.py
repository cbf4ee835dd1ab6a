"""From a stretch of the document's text to the place in the Word file where a comment is hung.

The text that rules see has characters that stand in no run: numbers of lists, tabs between cells, marks of notes. A
comment begins and ends at the nearest characters that do. What stands in a footnote is marked where the text refers to
it, what stands in a text box where the box is anchored: Word takes no comments inside of either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from checker.annotating.markup import Markup, NoteMark, Run, Text, read_markup
from checker.errors import ReadingError
from checker.fixing.docx import Docx
from checker.fixing.runs import Piece
from checker.model import Span

__all__ = ["Anchor", "Anchors", "Edge"]

_NOTE_TAG = re.compile(rb"<(?:[\w.-]+:)?(footnote|endnote)\b[^>]*?\b(?:[\w.-]+:)?id\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a comment. ``at`` is a byte; where a run is cut, ``text``, ``piece`` and ``index`` say before what."""

    at: int
    run: Run | None = None
    text: Text | None = None
    piece: Piece | None = None
    index: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Sorts by place."""
        return self.at, self.index


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins, ends, and where its sign stands (None: right behind the end)."""

    start: Edge
    end: Edge
    sign: int | None
    exact: bool

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sorts by place; two anchors that sort alike are one."""
        return (*self.start.order, *self.end.order)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one character stands: the edges before and behind it, and where a sign may stand."""

    start: Edge
    end: Edge
    sign: int | None
    exact: bool


class Anchors:
    """Finds places in the main part of one Word file."""

    def __init__(self, docx: Docx, main: str, where: str) -> None:
        """Read the structure of ``main``, the name of the part with the body.

        Raises:
            ReadingError: It is not UTF-8, or has nothing that a comment could be hung on.
        """
        self.docx = docx
        self.main = main
        xml = docx.contents.get(main)
        if xml is None:
            msg = "文件内部不是 UTF-8 编码,不能原样加批注;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, where)
        try:
            self.markup: Markup = read_markup(xml)
        except ExpatError as error:
            msg = "文件内部结构不正常,不能加批注;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, where) from error
        if self.markup.paragraph is None:
            msg = "正文里没有可以加批注的段落;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, where)
        self._starts = [t.start for t in self.markup.texts]
        self._notes = {(n.kind, n.key): n for n in reversed(self.markup.notes)}
        self._note_tags: dict[str, list[tuple[int, str, str]]] = {}

    def at(self, span: Span) -> Anchor:
        """The anchor for a stretch; not exact where a neighbour or the first paragraph had to do."""
        inside = [i for i in range(span.start, span.end) if self._known(i)]
        if inside:
            return self._between(inside[0], inside[-1], exact=True)
        near = self._nearest(span)
        if near is not None:
            return self._between(near, near, exact=False)
        first = self.markup.paragraph or 0
        return Anchor(Edge(first), Edge(first), None, exact=False)

    def _known(self, offset: int) -> bool:
        place = self.docx.places[offset]
        return place is not None and (place.part == self.main or self._note(offset) is not None)

    def _nearest(self, span: Span) -> int | None:
        """The next character with a place: on the same line if there is one, else before, else behind."""
        text = self.docx.text
        low = text.rfind("\n", 0, span.start) + 1
        high = text.find("\n", span.start)
        high = len(text) if high < 0 else high
        ways = (range(span.start, high), range(span.start - 1, low - 1, -1), range(low - 1, -1, -1))
        for way in (*ways, range(high, len(text))):
            found = next((i for i in way if self._known(i)), None)
            if found is not None:
                return found
        return None

    def _between(self, first: int, last: int, *, exact: bool) -> Anchor:
        start, end = self._spot(first), self._spot(last)
        if end.end.order <= start.start.order:  # a box that is anchored before the words that its own words follow
            end = start
        return Anchor(start.start, end.end, end.sign, exact and start.exact and end.exact)

    def _spot(self, offset: int) -> _Spot:
        """Where one character stands."""
        place = self.docx.places[offset]
        if place is None:  # never: only known offsets come here
            msg = f"no place for character {offset}"
            raise ValueError(msg)
        if place.part != self.main:
            note = self._note(offset)
            unit, after = (note.unit, note.after) if note else ((0, 0), 0)
            return _Spot(Edge(unit[0]), Edge(unit[1]), after, exact=False)
        text = self.markup.texts[bisect_right(self._starts, place.piece.start) - 1]
        if text.run is None:
            return _Spot(Edge(text.unit[0]), Edge(text.unit[1]), text.after, exact=False)
        low = Edge(text.start, text.run, text, place.piece, place.index)
        high = Edge(text.start, text.run, text, place.piece, place.index + 1)
        return _Spot(low, high, None if text.after == text.run.end else text.after, exact=True)

    def _note(self, offset: int) -> NoteMark | None:
        """The mark of the note that holds a character; None where nothing in the body refers to it."""
        place = self.docx.places[offset]
        if place is None:
            return None
        if place.part not in self._note_tags:
            tags = [
                (m.start(), m[1].decode(), m[2].decode()) for m in _NOTE_TAG.finditer(self.docx.contents[place.part])
            ]
            self._note_tags[place.part] = tags
        tags = self._note_tags[place.part]
        index = bisect_right([t[0] for t in tags], place.piece.start) - 1
        return self._notes.get(tags[index][1:]) if index >= 0 else None
