"""From the stories of a binary Word file to text.

What Word writes in one stream is taken apart here: field codes, hidden and deleted words, pictures and marks go; cells,
rows, footnotes and text boxes find their places.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import RawText
from checker.reading.formats.appearance import PLAIN, Run
from checker.reading.formats.doc.fib import SAVE_AGAIN, Damaged, Streams, open_streams
from checker.reading.formats.doc.lists import read_lists
from checker.reading.formats.doc.pieces import Chunk, PieceTable, joined
from checker.reading.formats.doc.properties import Characters, Lines, Pages
from checker.reading.formats.doc.styles import Style, read_styles
from checker.reading.formats.office.fields import Fields
from checker.reading.formats.office.flow import Flow, RowEnd
from checker.reading.formats.office.numbering import Numbering
from checker.reading.formats.office.pieces import Box, Paragraph, Piece, finish

__all__ = ["read_doc"]

_FOOTNOTE_PLACES, _FOOTNOTE_TEXTS, _ENDNOTE_PLACES, _ENDNOTE_TEXTS = 2, 3, 46, 47
_CHARACTER_PAGES, _LINE_PAGES, _SHAPES, _BOX_TEXTS = 12, 13, 40, 56
_SIGN = re.compile(r"[\x00-\x1f(]")
_PLAIN = {"\t": "\t", "\x0b": "\n", "\x0e": "\f", "\x1e": "-"}
_CELL, _PAGE, _LINE = "\x07", "\x0c", "\r"
_OPENS, _PARTS, _CLOSES = "\x13", "\x14", "\x15"
_NOTE, _COMMENT, _PICTURE, _SHAPE = "\x02", "\x05", "\x01", "\x08"
_PRIVATE_USE = range(0xE000, 0xF900)
_BODY = 9  # outline level of text that is no heading
_MARGIN_LINES = 200
_CONTENTS = "toc 1"
_SLACK = 10_000
_MAX_SIGNS = 500_000


def read_doc(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn a binary Word file into blocks.

    Raises:
        ReadingError: Damaged, hostile, encrypted, older than Word 97, or without any text.
    """
    try:
        streams = open_streams(data, where)
        if streams.fib.total > limits.characters:
            msg = f"文字有 {streams.fib.total} 个,超过上限 {limits.characters};请只保留报告正文后再试"
            raise ReadingError(msg, where)
        reader = _Reader.open(streams)
        pieces = reader.body()
        endings = list(reader.endings())
        margins = list(reader.margins())
    except (Damaged, struct.error, IndexError, RecursionError) as error:
        msg = f"文件已损坏或不完整,无法按 doc、wps 打开;{SAVE_AGAIN}"
        raise ReadingError(msg, where) from error
    return finish(pieces, "doc", reader.met, where, margins, endings)


@dataclass(slots=True)
class _Reader:
    streams: Streams
    table: PieceTable
    styles: dict[int, Style]
    numbering: Numbering
    characters: Pages
    lines: Pages
    notes: dict[int, range]  # position of a reference → its text
    boxes: dict[int, range]  # position of a shape → the text of its box
    met: set[str] = field(default_factory=set)
    order: dict[int, int] = field(default_factory=dict)  # position of a reference → its number
    signs: int = 0  # marks that may still be met: a text is not made of them
    budget: int = 0  # characters that may still be read; stories that overlap must not multiply the text
    placed: set[int] = field(default_factory=set)

    @classmethod
    def open(cls, streams: Streams) -> _Reader:
        fib = streams.fib
        notes = {
            **_stories(streams, _FOOTNOTE_PLACES, _FOOTNOTE_TEXTS, fib.footnotes),
            **_stories(streams, _ENDNOTE_PLACES, _ENDNOTE_TEXTS, fib.endnotes),
        }
        reader = cls(
            streams,
            PieceTable.read(streams),
            read_styles(streams),
            read_lists(streams),
            Pages.read(streams, _CHARACTER_PAGES, 1),
            Pages.read(streams, _LINE_PAGES, 13),
            notes,
            _boxes(streams),
            signs=_MAX_SIGNS,
            budget=2 * fib.total + _SLACK,
        )
        if fib.commented:
            reader.met.add("comments")
        return reader

    def body(self) -> list[Piece]:
        """The main text; boxes whose shape is not found in it stand at its end."""
        pieces = _Story(self).read(self.streams.fib.main)
        for place in sorted(self.boxes.keys() - self.placed):
            self.placed.add(place)
            pieces.append(Box(_Story(self).read(self.boxes[place])))
        return pieces

    def endings(self) -> Iterator[list[Piece]]:
        """Texts of the notes in the order of their references."""
        done = 0
        while done < len(self.order):  # a note may refer to another
            for place in list(self.order)[done:]:
                done += 1
                yield _Story(self).read(self.notes[place])

    def margins(self) -> Iterator[str]:
        """Lines of headers and footers."""
        lines = (
            line.strip()
            for story in self.streams.fib.margins
            for line in re.split(r"[\r\x07\x0b\x0c]", "".join(chunk.text for chunk in self.table.chunks(story)))
        )
        for _, line in zip(range(_MARGIN_LINES), filter(None, lines), strict=False):
            yield re.sub(r"[\x00-\x1f]", "", joined(line))

    def reference(self, cp: int) -> str:
        """The mark of a note that is referred to at ``cp``."""
        return f"[注{self.order.setdefault(cp, len(self.order) + 1)}]"


@dataclass(slots=True)
class _Story:
    """Reads one story."""

    reader: _Reader
    flow: Flow = field(default_factory=Flow)
    parts: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)  # words, and what is said about their look
    own: Mapping[str, Any] = field(default_factory=dict)  # what is said about the look of the run that is being read
    anchored: list[Piece] = field(default_factory=list)
    fields: Fields = field(init=False)
    contents: bool = False  # the paragraph lists the contents
    paired: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.fields = Fields(self.reader.met)

    def read(self, cps: range) -> list[Piece]:
        self.reader.budget -= len(cps)
        if self.reader.budget < 0:
            raise Damaged
        chunks = list(self.reader.table.chunks(cps))
        self.paired = _paired(chunks)
        for chunk in chunks:
            self._chunk(chunk)
        if self.parts:
            self._end(Lines(), 0)
        return self.flow.finish()

    def _chunk(self, chunk: Chunk) -> None:
        """Cut a chunk where the look of its characters changes."""
        at = 0
        while at < len(chunk.text):
            fc = chunk.fc + at * chunk.width
            _, end, changes = self.reader.characters.at(fc)
            stop = max(min((end - chunk.fc) // chunk.width, len(chunk.text)), at + 1)
            look = Characters()
            look.apply(changes)
            look.apply(chunk.changes)
            self._run(chunk, at, stop, look)
            at = stop

    def _run(self, chunk: Chunk, start: int, stop: int, look: Characters) -> None:
        style = self.reader.styles.get(look.style) if look.style is not None else None
        by_style = style is not None and style.hidden
        hidden = by_style if look.hidden is None else not by_style if look.hidden < 0 else bool(look.hidden)
        if look.inserted:
            self.reader.met.add("revisions")
        self.own = {**(style.look if style is not None else {}), **look.look, "hidden": hidden, "deleted": look.deleted}
        at = start
        while at < stop:
            match = _SIGN.search(chunk.text, at, stop)
            end = match.start() if match else stop
            if end > at:
                self._add(chunk.text[at:end])
            if match:
                self._sign(chunk, end, look)
            at = end + 1

    def _add(self, text: str) -> None:
        if self.fields.in_code:
            self.fields.code(text)
            return
        if self.fields.stack and text.strip():
            self.fields.show()
        self.parts.append((text, self.own))

    def _sign(self, chunk: Chunk, at: int, look: Characters) -> None:
        """One character below the printable ones, or a bracket, which may stand for a symbol."""
        self.reader.signs -= 1
        if self.reader.signs < 0:
            raise Damaged
        sign, cp = chunk.text[at], chunk.cp + at
        if sign in (_OPENS, _PARTS, _CLOSES):
            if cp in self.paired:
                self._field(sign)
        elif sign in (_LINE, _CELL, _PAGE):
            self._mark(chunk, at, look)
        elif not self.fields.in_code:
            self._visible(sign, cp, look)

    def _field(self, sign: str) -> None:
        if sign == _OPENS:
            self.fields.begin()
        elif sign == _PARTS:
            self.fields.separate()
        else:
            self.contents = self.contents or self.fields.in_contents
            if shown := self.fields.end():
                self._add(shown)

    def _visible(self, sign: str, cp: int, look: Characters) -> None:
        reader = self.reader
        if cp in reader.notes:
            self._add("" if self.own["hidden"] or self.own["deleted"] else reader.reference(cp))
            if sign == _NOTE:
                return
        if sign == "(":
            symbol = look.symbol
            if not look.special or not symbol:
                self._add(sign)
            else:
                self._add("□" if symbol in _PRIVATE_USE else chr(symbol))
        elif sign == _SHAPE and cp in reader.boxes and cp not in reader.placed:
            reader.placed.add(cp)
            self.anchored.append(Box(_Story(reader).read(reader.boxes[cp])))
        elif sign in (_PICTURE, _SHAPE):
            reader.met.add("pictures")
        elif sign == _COMMENT:
            reader.met.add("comments")
        else:
            self._add(_PLAIN.get(sign, ""))

    def _mark(self, chunk: Chunk, at: int, look: Characters) -> None:
        """The end of a paragraph, a cell or a row."""
        fc = chunk.fc + at * chunk.width
        _, end, changes = self.reader.lines.at(fc)
        sign = chunk.text[at]
        if sign == _PAGE and end != fc + chunk.width:
            self._add("\f")  # a page break inside a paragraph
            return
        lines = Lines(style=int.from_bytes(changes[:2], "little") if changes else 0)
        lines.apply(changes[2:], self.reader.streams.data)
        lines.apply(chunk.changes, b"")
        depth = lines.depth or 1 if lines.in_table or sign == _CELL else 0
        if sign == _LINE and look.deleted and not lines.inner_cell and not lines.inner_row:
            return  # the next paragraph goes on here
        if lines.row_end if sign == _CELL else lines.inner_row and depth > 1:
            self.parts.clear()
            self.flow.end_row(depth, RowEnd(lines.edges, frozenset(lines.covered)))
        elif sign == _CELL or (lines.inner_cell and depth > 1):
            self._end(lines, depth)
            self.flow.end_cell(depth)
        else:
            self._end(lines, depth)

    def _end(self, lines: Lines, depth: int) -> None:
        """Hand over the paragraph that has been gathered."""
        style = self.reader.styles.get(lines.style or 0, Style())
        base = PLAIN.changed(style.look)
        hidden = {"hidden": True} if style.hidden else {}
        runs = [Run(joined(text), base.changed({**own, **hidden})) for text, own in self.parts]
        self.parts.clear()
        filled = any(run.text.strip() for run in runs)
        label = self._label(lines, style, filled=filled) if not style.hidden else ""
        if runs or label or depth:
            outline = style.outline if lines.outline is None else lines.outline
            level = outline + 1 if outline is not None and outline < _BODY else 0
            name = _CONTENTS if self.contents or self.fields.in_contents else style.name
            self.flow.add(Paragraph(tuple(runs), label, level, name), depth)
        self.contents = self.fields.in_contents
        for box in self.anchored:
            self.flow.add(box, depth)
        self.anchored.clear()

    def _label(self, lines: Lines, style: Style, *, filled: bool) -> str:
        number = style.list_id if lines.list_id is None else lines.list_id
        if not number or number >= 0xF801 or (not filled and lines.list_id is None):  # noqa: PLR2004 - "no number"
            return ""
        numbering = self.reader.numbering
        if not numbering.knows(str(number)):
            self.reader.met.add("numbers")
            return ""
        depth = lines.list_level if lines.list_level is not None else style.list_level
        if lines.list_id is None and lines.list_level is None:
            own = numbering.level_of_style(str(number), str(lines.style))
            depth = own if own is not None else depth
        return numbering.label(str(number), depth or 0)


def _paired(chunks: list[Chunk]) -> frozenset[int]:
    """Positions of field marks that belong together; a lone mark must not swallow the rest of the text."""
    paired: set[int] = set()
    stack: list[list[int]] = []
    for chunk in chunks:
        for match in re.finditer("[\x13\x14\x15]", chunk.text):
            cp = chunk.cp + match.start()
            if match[0] == _OPENS:
                stack.append([cp])
            elif stack and match[0] == _PARTS and len(stack[-1]) == 1:
                stack[-1].append(cp)
            elif stack and match[0] == _CLOSES:
                paired.update([*stack.pop(), cp])
    return frozenset(paired)


def _stories(streams: Streams, places: int, texts: int, story: range) -> dict[int, range]:
    """Positions of references, each with the positions of its note."""
    refs, ends = streams.part(places), streams.part(texts)
    count = (len(refs) - 4) // 6
    if count < 1 or len(ends) < 4 * (count + 1):
        return {}
    at = struct.unpack_from(f"<{count}I", refs)
    edges = struct.unpack_from(f"<{count + 1}I", ends)
    return {at[n]: _within(story, edges[n], edges[n + 1]) for n in range(count)}


def _boxes(streams: Streams) -> dict[int, range]:
    """Positions of shapes, each with the positions of the text in its box; boxes without a shape get negative ones."""
    plc, story = streams.part(_BOX_TEXTS), streams.fib.boxes
    count = (len(plc) - 4) // 26
    if count < 1 or not story:
        return {}
    edges = struct.unpack_from(f"<{count + 1}I", plc)
    places = _shapes(streams)
    found: dict[int, range] = {}
    for number in range(count):
        reusable, shape = struct.unpack_from("<8xH4xI", plc, 4 * (count + 1) + 22 * number)
        text = _within(story, edges[number], edges[number + 1])
        if not reusable and len(text) > 1:
            found[places.get(shape, number - count)] = text
    return found


def _shapes(streams: Streams) -> dict[int, int]:
    """Shape id → where its anchor stands in the main text."""
    plc = streams.part(_SHAPES)
    count = (len(plc) - 4) // 30
    if count < 1:
        return {}
    at = struct.unpack_from(f"<{count}I", plc)
    ids = (struct.unpack_from("<I", plc, 4 * (count + 1) + 26 * n)[0] for n in range(count))
    return dict(zip(ids, at, strict=True))


def _within(story: range, start: int, end: int) -> range:
    """A stretch of a story, whatever the file says."""
    first = min(story.start + start, story.stop)
    return range(first, max(first, min(story.start + end, story.stop)))
