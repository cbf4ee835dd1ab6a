"""Marks put into the bytes of the main part: where a comment begins, where it ends, and its sign."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.annotating.anchors import Anchor, Edge
from checker.annotating.markup import Markup, Run, Text
from checker.fixing.runs import Piece

__all__ = ["marked"]

_SPACE = re.compile(rb"\s+xml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SIZE = 16  # half points of the sign, which shows nothing: no taller than any text around it


def marked(xml: bytes, markup: Markup, anchors: Sequence[tuple[int, Anchor]]) -> bytes:
    """``xml`` with the marks of comments, each given with its id. Nothing but marks is added, nothing is taken away."""
    writer = _Writer(xml, markup)
    for number, anchor in anchors:
        writer.mark(number, anchor)
    return writer.result()


class _Writer:
    """Collects what is put where. At one place ends come before beginnings, so that comments do not overlap there."""

    def __init__(self, xml: bytes, markup: Markup) -> None:
        self.xml = xml
        self.prefix = markup.prefix or "w"
        self.declared = "" if markup.prefix else f' xmlns:w="{html.escape(markup.namespace)}"'
        self.plain: dict[int, _Marks] = defaultdict(_Marks)  # between elements
        self.between: dict[int, tuple[Run, _Marks]] = {}  # between two elements of a run, which is cut there
        self.inside: dict[Text, tuple[Run, Piece, dict[int, _Marks]]] = {}  # inside a text, which is cut with its run

    def mark(self, number: int, anchor: Anchor) -> None:
        """Put in one comment."""
        begin, end = self._element("commentRangeStart", number), self._element("commentRangeEnd", number)
        sign = self._sign(number)
        if anchor.start.order == anchor.end.order:  # a point
            self._at(anchor.start).signs.append(begin + end + sign)
            return
        self._at(anchor.start).begins.append(begin)
        if anchor.sign is None:
            self._at(anchor.end).ends.append(end + sign)
        else:
            self._at(anchor.end).ends.append(end)
            self.plain[anchor.sign].signs.append(sign)

    def _element(self, name: str, number: int) -> bytes:
        return f'<{self.prefix}:{name}{self.declared} {self.prefix}:id="{number}"/>'.encode()

    def _sign(self, number: int) -> bytes:
        w, declared = self.prefix, self.declared
        size = f'<{w}:sz {w}:val="{_SIZE}"/><{w}:szCs {w}:val="{_SIZE}"/>'
        return (f'<{w}:r{declared}><{w}:rPr>{size}</{w}:rPr><{w}:commentReference {w}:id="{number}"/></{w}:r>').encode()

    def _at(self, edge: Edge) -> _Marks:
        """The marks at one edge; a run is cut only where text stands on both sides."""
        run, text, piece = edge.run, edge.text, edge.piece
        if run is None or text is None or piece is None:
            return self.plain[edge.at]
        if edge.index == 0:
            return self.plain[run.start] if text.start == run.body else self._between(text.start, run)
        if edge.index == len(piece.text):
            return self.plain[run.end] if text.end == run.close else self._between(text.end, run)
        _, _, cuts = self.inside.setdefault(text, (run, piece, defaultdict(_Marks)))
        return cuts[edge.index]

    def _between(self, at: int, run: Run) -> _Marks:
        return self.between.setdefault(at, (run, _Marks()))[1]

    def result(self) -> bytes:
        """The part with everything put in."""
        out: list[bytes] = []
        at = 0
        for start, end, new in sorted(self._edits()):
            out += [self.xml[at:start], new]
            at = end
        return b"".join([*out, self.xml[at:]])

    def _edits(self) -> Iterator[tuple[int, int, bytes]]:
        for at, marks in self.plain.items():
            yield at, at, marks.bytes()
        for at, (run, marks) in self.between.items():
            yield at, at, run.closing + marks.bytes() + run.opening
        for text, (run, piece, cuts) in self.inside.items():
            yield text.start, text.end, self._cut(text, run, piece, cuts)

    def _cut(self, text: Text, run: Run, piece: Piece, cuts: dict[int, _Marks]) -> bytes:
        """A text in several, each in a run of its own. Blanks that a cut lays bare are kept."""
        opening, closing = self.xml[text.start : piece.named], self.xml[piece.end : text.end]
        rest = self.xml[piece.named : piece.start]
        out: list[bytes] = []
        edges = [0, *sorted(cuts), len(piece.text)]
        for low, high in pairwise(edges):
            words = piece.text[low:high]
            bare = (low > 0 and words[:1].isspace()) or (high < len(piece.text) and words[-1:].isspace())
            if low:
                out += [run.closing, cuts[low].bytes(), run.opening]
            kept = bare and not piece.spaced
            out += [opening, b' xml:space="preserve"' + _SPACE.sub(b"", rest) if kept else rest]
            out += [html.escape(words, quote=False).replace("\r", "&#13;").encode(), closing]
        return b"".join(out)


class _Marks:
    """What stands at one place."""

    def __init__(self) -> None:
        self.ends: list[bytes] = []
        self.signs: list[bytes] = []
        self.begins: list[bytes] = []

    def bytes(self) -> bytes:
        """In the order in which it stands there."""
        return b"".join([*self.ends, *self.signs, *self.begins])
