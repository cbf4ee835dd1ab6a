"""Lines of text to a ``RawText``: what the readers of structured formats share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.model import Block, BlockKind, Hint, Note, RawText, Span

__all__ = ["Line", "assemble"]


@dataclass(frozen=True, slots=True)
class Line:
    """A block before it has a place; the text of a row is its cells, joined by tabs.

    ``breaks`` are the offsets in ``text`` at which a page begins, one a page after the first, empty pages included;
    ``doubtful`` are the stretches that a recognition was unsure of.
    """

    text: str
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int = -1
    breaks: tuple[int, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


def assemble(  # noqa: PLR0913 - one parameter a part of the result
    lines: Iterable[Line],
    fmt: str,
    hints: Sequence[Hint],
    notes: Sequence[Note],
    *,
    pages: int = 0,
    recognised: Collection[int] = (),
) -> RawText:
    """Put each line on a line of its own.

    Args:
        lines: The lines.
        fmt: Name of the format.
        hints: As in ``RawText``.
        notes: As in ``RawText``.
        pages: How many pages there are; 0: the format has none.
        recognised: Numbers (from 1) of the pages that were read from pictures.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    starts = [0] if pages else []
    doubtful: list[Span] = []
    offset = 0
    for line in lines:
        cells: list[Span] = []
        at = offset
        for cell in line.cells:
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        blocks.append(Block(Span(offset, offset + len(line.text)), line.kind, line.level, tuple(cells), line.table))
        texts.append(line.text)
        starts += [offset + place for place in line.breaks]
        doubtful += [Span(offset + start, offset + end) for start, end in line.doubtful]
        offset += len(line.text) + 1
    text = "\n".join(texts)
    starts = [*starts, *[len(text)] * pages][:pages]
    read = tuple(_recognised(text, starts, recognised))
    return RawText(text, tuple(blocks), fmt, tuple(hints), tuple(notes), tuple(starts), read, tuple(doubtful))


def _recognised(text: str, starts: Sequence[int], pages: Collection[int]) -> Iterator[Span]:
    """The stretches of the pages that were read from pictures, blanks at their ends left out."""
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        words = text[start:end]
        if number in pages and words.strip():
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
