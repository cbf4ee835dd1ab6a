"""Joins paragraphs and tables across pages and writes them as lines with page breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from checker.model import BlockKind
from checker.reading.formats.layout.edges import Edges
from checker.reading.formats.layout.headings import heading_levels
from checker.reading.formats.layout.margins import Margins
from checker.reading.formats.layout.model import Cell, Piece, Table
from checker.reading.formats.layout.paragraphs import Paragraph, begins
from checker.reading.formats.layout.tables import continued, without_repeated_head
from checker.reading.formats.lines import Line

__all__ = ["Writer"]


@dataclass(slots=True)
class _OpenTable:
    """A table that may go on. ``breaks`` are the page breaks before each row."""

    whole: Table
    breaks: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Writer:
    """Takes pages in order. ``repeated`` counts head rows of tables that were left out."""

    edges: Edges
    margins: Margins
    indents: bool
    paragraphs: list[Paragraph] = field(default_factory=list)
    repeated: int = 0
    _lines: list[Line] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)  # of the paragraphs, in the lines
    _paragraph: Paragraph | None = None
    _table: _OpenTable | None = None
    _tables: int = 0
    _pending: int = 0  # page breaks that no line has taken yet
    _aside: list[Line] = field(default_factory=list)

    def add_page(self, number: int, flow: Sequence[Piece | Table], footnotes: Sequence[Piece]) -> None:
        """Add what stands on page ``number``, in reading order.

        Heads, feet and footnotes stand before or after a paragraph that crosses the page's end, never inside.
        """
        self._pending += number > 1
        self._aside += [Line(line.text, BlockKind.BOILERPLATE) for line in self.margins.heads.get(number, ())]
        if number == 1:
            self._flush()
        for index, part in enumerate(flow):
            if isinstance(part, Table):
                self._add_table(part, first=index == 0)
            else:
                self._add_line(part)
        self._aside += [Line(note) for note in self._footnotes(footnotes)]
        self._aside += [Line(line.text, BlockKind.BOILERPLATE) for line in self.margins.feet.get(number, ())]

    def finish(self) -> Iterator[Line]:
        """All lines, with headings marked."""
        self._close()
        self._flush()
        levels = heading_levels(self.paragraphs, self.edges.size)
        marked = dict(zip(self._places, levels, strict=True))
        for index, line in enumerate(self._lines):
            level = marked.get(index, 0)
            yield replace(line, kind=BlockKind.HEADING, level=level) if level else line

    def _add_line(self, line: Piece) -> None:
        before = self._paragraph
        if before is None or self._begins(before, line):
            self._close()
            self._paragraph = Paragraph()
        self._flush()
        if self._paragraph is not None:
            self._paragraph.add(line, self._take_breaks())

    def _begins(self, paragraph: Paragraph, line: Piece) -> bool:
        lines = paragraph.lines
        return begins(lines[-1], line, self.edges, indents=self.indents, first=len(lines) == 1)

    def _add_table(self, table: Table, *, first: bool) -> None:
        before = self._table
        if first and before is not None and continued(before.whole, table):
            self.repeated += without_repeated_head(before.whole, table)
        else:
            self._close()
            before = self._table = _OpenTable(table)
        self._flush()
        at = len(before.whole.rows) if before.whole is not table else 0
        if breaks := self._take_breaks():
            before.breaks[at] = before.breaks.get(at, 0) + breaks
        if before.whole is not table:
            before.whole.rows.extend(table.rows)

    def _take_breaks(self) -> int:
        breaks, self._pending = self._pending, 0
        return breaks

    def _close(self) -> None:
        """End what is open, and write it."""
        if self._paragraph is not None:
            paragraph, self._paragraph = self._paragraph, None
            self._places.append(len(self._lines))
            self.paragraphs.append(paragraph)
            breaks, doubtful = tuple(paragraph.breaks), tuple(paragraph.doubtful)
            self._lines.append(Line(paragraph.text, breaks=breaks, doubtful=doubtful))
        if self._table is not None:
            table, self._table = self._table, None
            for index, row in enumerate(table.whole.rows):
                self._lines.append(_row(row, self._tables, table.breaks.get(index, 0)))
            self._tables += 1

    def _flush(self) -> None:
        self._lines += self._aside
        self._aside.clear()

    def _footnotes(self, lines: Sequence[Piece]) -> Iterator[str]:
        note: Paragraph | None = None
        for line in lines:
            if note is not None and self._begins(note, line):
                yield note.text
                note = None
            note = note or Paragraph()
            note.add(line)
        if note is not None:
            yield note.text


def _row(row: Sequence[Cell], table: int, breaks: int) -> Line:
    texts = tuple(cell.text for cell in row)
    text = "\t".join(texts)
    doubtful = ((0, len(text)),) if any(cell.doubtful for cell in row) else ()
    return Line(text, BlockKind.ROW, 0, texts, table, (0,) * breaks, doubtful)
