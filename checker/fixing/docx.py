"""Word files: a change is made inside the runs of its paragraph, everything else stays as it is.

Positions count characters of the text that the reader made; numbers of lists, separators of cells and footnote marks in
it stand in no run. To learn which character stands where, the file is read a second time with every character of every
run replaced by a sign that stands for its run. The reader treats both alike, so the two texts line up.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers.expat import ExpatError

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.files.package import open_package
from checker.fixing.plan import Change, Edit, Unfit
from checker.fixing.runs import Part, Piece, find_pieces, rewritten
from checker.reading.formats.docx.reader import read_docx

__all__ = ["Cut", "Docx"]

_FIRST, _PLANE = 0xF0000, 0xFFFE  # private-use characters of two planes
_DECLARED = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")
_SIGNS = 2 * _PLANE
_ELSEWHERE = "这处文字不在正文的字里(自动编号、脚注号、符号或单元格分隔),请在 Word 里修改"
_TRACKED = "这处有未接受的修订,请先在 Word 里接受或拒绝修订,再运行一次"
_TWICE = "这处在文本框里,文件中存有两份,请在 Word 里修改"
_APART = "这处文字分在几个段落或单元格里,请在 Word 里修改"


@dataclass(frozen=True, slots=True)
class _Place:
    """A character inside a piece of a part."""

    part: str
    piece: Piece
    index: int


@dataclass(frozen=True, slots=True)
class Cut:
    """``text`` in place of characters of one piece."""

    start: int
    end: int
    text: str


class Docx:
    """A Word file."""

    def __init__(self, data: bytes, text: str) -> None:
        """Find the run of every character of ``text``."""
        self.package = open_package(data, DEFAULT_LIMITS, "")
        self.data = data
        self.text = text
        self.contents: dict[str, bytes] = {}
        self.parts: dict[str, Part] = {}
        for name in sorted(n for n in self.package.names() if n.endswith(".xml")):
            self._add(name)
        self.places = self._locate()

    def _add(self, name: str) -> None:
        xml = self.package.read(name)
        try:
            self.package.xml(name)
            part = find_pieces(xml)
        except (ReadingError, ExpatError):  # not a part that the reader reads
            return
        if part.pieces and _is_utf8(xml):
            self.contents[name], self.parts[name] = xml, part

    def _locate(self) -> list[_Place | None]:
        """The place of every character of the text; None for what stands in no run."""
        owners = [(name, piece) for name, part in self.parts.items() for piece in part.pieces]
        nowhere: list[_Place | None] = [None] * len(self.text)
        if len(owners) > _SIGNS:
            return nowhere
        signs: dict[str, dict[Piece, str]] = {name: {} for name in self.parts}
        for number, (name, piece) in enumerate(owners):
            signs[name][piece] = "".join(c if c.isspace() else _sign(number) for c in piece.text)
        probe = self.read(self._packed({n: rewritten(self.contents[n], signs[n]) for n in self.parts}))
        if len(probe) != len(self.text):
            return nowhere
        inked = [[i for i, c in enumerate(piece.text) if not c.isspace()] for _, piece in owners]
        met: Counter[int] = Counter()
        places = nowhere
        for offset, char in enumerate(probe):
            number = _number(char)
            if not 0 <= number < len(owners) or met[number] >= len(inked[number]):
                continue
            name, piece = owners[number]
            index = inked[number][met[number]]
            met[number] += 1
            if piece.text[index] == self.text[offset]:
                places[offset] = _Place(name, piece, index)
        return places

    def check(self, change: Change) -> None:
        """Whether all edits fall into runs of one paragraph that no revision touches.

        Raises:
            Unfit: It does not.
        """
        touched = [[place for place, _ in self._cuts(edit, change)] for edit in change.edits]
        if len({(p.part, p.piece.paragraph) for places in touched for p in places}) > 1:
            raise Unfit(_APART)
        for places in touched:
            first, last = places[0], places[-1]
            if any(p.piece.twice for p in places):
                raise Unfit(_TWICE)
            between = self.parts[first.part].removed_between(first.piece.start, last.piece.end)
            if between or any(p.piece.tracked for p in places):
                raise Unfit(_TRACKED)

    def write(self, changes: Sequence[Change]) -> bytes:
        """The package with ``changes``."""
        cuts: dict[str, dict[Piece, list[Cut]]] = {}
        for edit, change in ((e, c) for c in changes for e in c.edits):
            for place, cut in self._cuts(edit, change):
                cuts.setdefault(place.part, {}).setdefault(place.piece, []).append(cut)
        if not cuts:
            return self.data
        return self._packed({name: self._rewritten(name, pieces) for name, pieces in cuts.items()})

    def _rewritten(self, name: str, pieces: Mapping[Piece, Sequence[Cut]]) -> bytes:
        """A part with its cuts."""
        return rewritten(self.contents[name], {piece: _cut(piece.text, some) for piece, some in pieces.items()})

    @staticmethod
    def read(data: bytes) -> str:
        """The text as the reader makes it."""
        return read_docx(data, DEFAULT_LIMITS, "").text

    def _cuts(self, edit: Edit, change: Change) -> Iterator[tuple[_Place, Cut]]:
        """What an edit means for each piece that it touches.

        Raises:
            Unfit: Some of its characters stand in no run.
        """
        if edit.start == edit.end:
            yield self._insertion(edit, change)
            return
        inked = [i for i in range(edit.start, edit.end) if not self.text[i].isspace()]
        if not inked:
            yield self._blank(edit)
            return
        places = [self.places[i] for i in inked]
        text = edit.text
        by_piece: dict[tuple[str, Piece], list[_Place]] = {}
        for place in places:
            if place is None:
                raise Unfit(_ELSEWHERE)
            by_piece.setdefault((place.part, place.piece), []).append(place)
        for some in by_piece.values():
            yield some[0], Cut(some[0].index, some[-1].index + 1, text)
            text = ""  # the first run takes the new words

    def _insertion(self, edit: Edit, change: Change) -> tuple[_Place, Cut]:
        """Beside a character that the finding shows, so that the words look like it: the one before if it can be."""
        before = self.places[edit.start - 1] if edit.start else None
        after = self.places[edit.start] if edit.start < len(self.text) else None
        begins = change.finding.fix is not None and edit.start == change.finding.fix.start
        place = after if before is None or (begins and after is not None) else before
        if place is None:
            raise Unfit(_ELSEWHERE)
        at = place.index + (place is before)
        return place, Cut(at, at, edit.text)

    def _blank(self, edit: Edit) -> tuple[_Place, Cut]:
        """Blanks between two characters of one run."""
        before = self.places[edit.start - 1] if edit.start else None
        after = self.places[edit.end] if edit.end < len(self.text) else None
        if before is None or after is None or before.piece != after.piece or before.part != after.part:
            raise Unfit(_ELSEWHERE)
        return before, Cut(before.index + 1, after.index, edit.text)

    def _packed(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with some parts replaced; all others keep their bytes, order, dates and attributes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as new:
            new.comment = self.package.archive.comment
            for entry in self.package.archive.infolist():
                data = parts.get(entry.filename)
                new.writestr(copy.copy(entry), self.package.read(entry.filename) if data is None else data)
        return buffer.getvalue()


def _is_utf8(xml: bytes) -> bool:
    """Whether new words can be put in as UTF-8."""
    try:
        head = xml.decode()[:200]
    except UnicodeDecodeError:
        return False
    return not (declared := _DECLARED.search(head)) or declared[1].lower() == "utf-8"


def _cut(text: str, cuts: Sequence[Cut]) -> str:
    for cut in sorted(cuts, key=lambda c: (c.start, c.end), reverse=True):
        text = text[: cut.start] + cut.text + text[cut.end :]
    return text


def _sign(number: int) -> str:
    return chr(_FIRST + number % _PLANE + 0x10000 * (number // _PLANE))


def _number(char: str) -> int:
    plane, rest = divmod(ord(char) - _FIRST, 0x10000)
    return plane * _PLANE + rest if plane >= 0 else -1
