"""Lines of text to a ``RawText``: what the readers of structured formats share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.model import Block, BlockKind, Hint, Note, RawText, Span

__all__ = ["Line", "assemble"]


@dataclass(frozen=True, slots=True)
class Line:
    """A block before it has a place; the text of a row is its cells, joined by tabs."""

    text: str
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int = -1


def assemble(lines: Iterable[Line], fmt: str, hints: Sequence[Hint], notes: Sequence[Note]) -> RawText:
    """Put each line on a line of its own."""
    texts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for line in lines:
        cells: list[Span] = []
        at = offset
        for cell in line.cells:
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        blocks.append(Block(Span(offset, offset + len(line.text)), line.kind, line.level, tuple(cells), line.table))
        texts.append(line.text)
        offset += len(line.text) + 1
    return RawText("\n".join(texts), tuple(blocks), fmt, tuple(hints), tuple(notes))
