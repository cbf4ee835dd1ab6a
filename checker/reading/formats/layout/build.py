"""Pages to lines: the steps in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from checker.model import Hint, Note
from checker.reading.formats.appearance import Sight
from checker.reading.formats.layout.aligned import split_aligned
from checker.reading.formats.layout.clean import clean
from checker.reading.formats.layout.columns import regions
from checker.reading.formats.layout.edges import Edges, find_edges, plausible, set_edges
from checker.reading.formats.layout.headings import title_hint
from checker.reading.formats.layout.margins import Margins, find_margins
from checker.reading.formats.layout.model import Piece, Sheet, Table
from checker.reading.formats.layout.notes import split_footnotes
from checker.reading.formats.layout.paragraphs import indented
from checker.reading.formats.layout.rows import find_pieces, joined, rows_of
from checker.reading.formats.layout.tables import ruled_tables
from checker.reading.formats.layout.writer import Writer
from checker.reading.formats.lines import Line

__all__ = ["Laid", "lay_out"]


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid-out document: lines for ``assemble``, with their page breaks; ``pages`` counts the sheets."""

    lines: tuple[Line, ...]
    pages: int
    hints: tuple[Hint, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Page:
    """A page whose words are known. ``flow`` is what stands on it, in reading order."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    tables: list[Table]
    flow: list[Piece | Table] = field(default_factory=list)
    footnotes: list[Piece] = field(default_factory=list)


def lay_out(sheets: Iterable[Sheet]) -> Laid:
    """Read pages in order. The sheets are taken one after the other and not kept."""
    covers, sight = 0, Sight()
    pages: list[_Page] = []
    for sheet in sheets:
        glyphs, cover = clean(sheet, sight)
        covers += cover
        tables, rest = ruled_tables(sheet, glyphs)
        pages.append(_Page(sheet.number, sheet.width, sheet.height, find_pieces(rest, sheet.number), tables))
    margins = find_margins([p.pieces for p in pages], [p.height for p in pages], [_extent(p) for p in pages])
    columns = [_columns(page) for page in pages]
    single = [lines for page in columns for lines in page if len(page) == 1]
    edges = find_edges(single or [lines for page in columns for lines in page])
    edges = plausible(edges, median(page.width for page in pages) if pages else 0.0)
    for page, parts in zip(pages, columns, strict=True):
        _arrange(page, parts, edges)
    writer = Writer(edges, margins, indented([[p for p in page.flow if isinstance(p, Piece)] for page in pages]))
    for page in pages:
        writer.add_page(page.number, page.flow, page.footnotes)
    lines = tuple(writer.finish())
    hints = tuple(title_hint(writer.paragraphs, edges.size))
    return Laid(lines, len(pages), hints, (*_notes(margins, covers, writer), *sight.notes("layout")))


def _extent(page: _Page) -> tuple[float, float]:
    """From where to where tables reach."""
    return min((t.y0 for t in page.tables), default=page.height), max((t.y1 for t in page.tables), default=0.0)


def _columns(page: _Page) -> list[list[Piece]]:
    """Columns of lines in reading order. Tables end a stretch, so that columns beside them are found."""
    borders = sorted(table.y0 for table in page.tables)
    out: list[list[Piece]] = []
    for low, high in zip([float("-inf"), *borders], [*borders, float("inf")], strict=True):
        out.extend(regions([p for p in page.pieces if low <= p.y0 < high]))
    return out if len(out) > len(borders) + 1 else [[p for column in out for p in column]]


def _arrange(page: _Page, columns: Sequence[list[Piece]], edges: Edges) -> None:
    """Lines and tables of a page in reading order, with the edges of the lines."""
    alone = len(columns) == 1
    waiting = sorted(page.tables, key=lambda t: t.y0)
    for column in columns:
        lines: list[Piece] = []
        for row in split_aligned(rows_of(column)):
            part = row if isinstance(row, Table) else joined(row)
            while waiting and waiting[0].y0 < part.y0:
                page.flow.append(waiting.pop(0))
            page.flow.append(part)
            if isinstance(part, Piece):
                lines.append(part)
        set_edges(lines, edges, alone=alone)
    page.flow.extend(waiting)
    tail = len(page.flow)
    while tail > 0 and isinstance(page.flow[tail - 1], Piece):
        tail -= 1
    body, page.footnotes = split_footnotes([p for p in page.flow[tail:] if isinstance(p, Piece)], edges.size)
    page.flow[tail:] = body


def _notes(margins: Margins, covers: int, writer: Writer) -> Iterator[Note]:
    if margins.numbers:
        yield Note("layout-page-numbers", f"已略去页码 {margins.numbers} 处")
    if margins.repeats:
        message = f"每页重复的页眉、页脚只保留第一次出现的,略去其余 {margins.repeats} 处;它们不作为报告正文"
        yield Note("layout-margins", message)
    if writer.repeated:
        yield Note("layout-table-head", f"跨页表格在续页重复的表头略去 {writer.repeated} 行")
    if covers:
        yield Note("layout-watermark", f"有 {covers} 个字压在正文上,按水印处理,未读取")
