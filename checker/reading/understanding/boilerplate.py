"""Which lines belong to the web page and not to the report.

Reports arrive as copies of whole pages. What the page added stays in the text, so that offsets remain true, but its
blocks are marked and nothing is ever read from them as if the authority had written it. Two mistakes are possible and
they are not alike: a menu that stays in costs a remark, a sentence of the report that goes out costs a verdict. So a
rule here must fit a whole line, weak rules hold only before the report begins and after it has ended, and lines that
look like headings, sentences or signatures are not even tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.lexicon import Lexicon
from checker.model import Block, BlockKind, RawText, Span
from checker.reading.prose import flat, is_prose
from checker.reading.understanding.contents import contents_lines
from checker.reading.understanding.page_lines import LinePatterns
from checker.reading.understanding.repeated import repeated_lines
from checker.text.widths import columns

__all__ = ["mark_boilerplate"]

_DATE = re.compile(r"(?:19|20|二[〇○零0Oo])\S{2}\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日")
_VALUE_LINE = re.compile(r"[^,。;:!?]{1,30}")


def mark_boilerplate(raw: RawText, lexicon: Lexicon) -> RawText:
    """Mark the blocks, and the pieces of blocks, that the web page added.

    The text is untouched; marking twice changes nothing.
    """
    patterns = LinePatterns.of(lexicon)
    owned = [(owner, line) for owner in raw.blocks for line in _lines(raw.text, owner)]
    contents = contents_lines(raw.text, [line for _, line in owned], lexicon)
    blocks = [replace(line, kind=BlockKind.BOILERPLATE) if n in contents else line for n, (_, line) in enumerate(owned)]
    folded = [flat(block.span.of(raw.text)) for block in blocks]
    first, last = _body(blocks, folded, patterns)
    title = max((index for index in range(first) if patterns.is_title(folded[index])), default=first)
    marked = []
    for index, block in enumerate(blocks):
        edge = index < first or (index > last and block.kind is not BlockKind.ROW)  # a table may follow as an annex
        fits = patterns.fits(folded[index], edge=edge, column=edge and not title <= index < first)
        marked.append(fits or block.kind is BlockKind.BOILERPLATE)
    for index in repeated_lines(blocks, folded, first, lexicon):
        marked[index] = True
    _mark_wrapped(raw.text, marked, blocks, folded, title, patterns)
    edges = [index for index in range(1, len(blocks)) if not first <= index <= last]
    _mark_values(marked, folded, edges, patterns)
    _mark_index_tables(marked, blocks, first)
    _mark_footer(marked, folded, last, patterns)
    out: list[Block] = []
    pieces: list[Block] = []
    for index, (owner, line) in enumerate(owned):
        if marked[index]:
            pieces.append(replace(line, kind=BlockKind.BOILERPLATE, level=0))
        else:
            pieces.extend(_without_fragments(raw.text, line, patterns))
        if index + 1 == len(owned) or owned[index + 1][0] is not owner:
            out.extend(_joined(owner, pieces))
            pieces = []
    return replace(raw, blocks=tuple(out))


def _lines(text: str, block: Block) -> Iterator[Block]:
    """A block, or the lines of a paragraph that has several."""
    content = block.span.of(text)
    if block.kind is not BlockKind.TEXT or "\n" not in content:
        yield block
        return
    for match in re.finditer(r"[^\n]*\S[^\n]*", content):
        yield replace(block, span=Span(block.span.start + match.start(), block.span.start + match.end()))


def _joined(owner: Block, pieces: Sequence[Block]) -> Iterator[Block]:
    """Put the lines of a paragraph together again, except at boilerplate."""
    pending: Block | None = None
    for piece in pieces:
        if pending is not None and pending.kind is piece.kind is BlockKind.TEXT:
            pending = replace(pending, span=Span(pending.span.start, piece.span.end))
            continue
        if pending is not None:
            yield pending
        pending = piece
    if pending is not None:
        yield owner if pending.span == owner.span and pending.kind is owner.kind else pending


def _body(blocks: Sequence[Block], folded: Sequence[str], patterns: LinePatterns) -> tuple[int, int]:
    """Indexes of the first and the last block that can only be the report's own."""
    inside = [
        index
        for index, (block, line) in enumerate(zip(blocks, folded, strict=True))
        if block.kind is not BlockKind.BOILERPLATE and is_prose(line) and not patterns.fits(line, edge=True)
    ]
    return (inside[0], inside[-1]) if inside else (len(blocks), -1)


def _mark_wrapped(  # noqa: PLR0913, PLR0917 - the lines in three forms, and what they are
    text: str, marked: list[bool], blocks: Sequence[Block], folded: Sequence[str], title: int, patterns: LinePatterns
) -> None:
    """Around the title of a wrapped text, a line of the page that was cut takes its second line along."""
    widths = [columns(block.span.of(text)) for block in blocks]
    full = [_FULL <= width <= _WIDEST for width in widths]
    if sum(full) < _WRAPPED or max(widths) > _WIDEST:
        return
    for index in range(1, min(title + _HEAD, len(blocks))):
        before, line = blocks[index - 1], blocks[index]
        adjacent = text[before.span.end : line.span.start] in {"\n", "\r\n"} and line.kind is BlockKind.TEXT
        apart = is_prose(folded[index]) or patterns.is_title(folded[index]) or folded[index].endswith(":")
        if marked[index - 1] and not marked[index] and adjacent and full[index - 1] and not full[index] and not apart:
            marked[index] = True


_HEAD = 6  # lines below the title where the page still speaks
_FULL, _WIDEST, _WRAPPED = 70, 84, 5  # columns of a wrapped line, and how many of them make a wrapped text


def _mark_values(marked: list[bool], folded: Sequence[str], edges: Sequence[int], patterns: LinePatterns) -> None:
    """A label alone on its line, before or after the report, takes the next line along as its value."""
    for index in edges:
        label, value = folded[index - 1], folded[index]
        if not marked[index - 1] or marked[index] or not label.endswith(":"):
            continue
        one_label = patterns.field.fullmatch(label)
        if one_label and _VALUE_LINE.fullmatch(value) and not _DATE.fullmatch(value) and not patterns.is_title(value):
            marked[index] = True


def _mark_index_tables(marked: list[bool], blocks: Sequence[Block], first: int) -> None:
    """A table before the report of which most rows are labelled fields is an index table as a whole."""
    tables = {block.table for block in blocks[:first] if block.table >= 0}
    for table in tables:
        rows = [index for index, block in enumerate(blocks) if block.table == table]
        if sum(marked[index] for index in rows) * 2 > len(rows):
            for index in rows:
                marked[index] = True


def _mark_footer(marked: list[bool], folded: Sequence[str], last: int, patterns: LinePatterns) -> None:
    """Once the page's footer has begun, all that follows is footer, save a signature that slipped below it."""
    begun = False
    for index in range(last + 1, len(folded)):
        line = folded[index]
        if begun and not _is_signature(folded, index):
            marked[index] = True
        begun = begun or (marked[index] and last >= 0 and bool(patterns.footer.search(line)))


def _is_signature(folded: Sequence[str], index: int) -> bool:
    following = folded[index + 1] if index + 1 < len(folded) else ""
    return bool(_DATE.fullmatch(folded[index]) or _DATE.fullmatch(following))


def _without_fragments(text: str, block: Block, patterns: LinePatterns) -> Iterator[Block]:
    """A block, cut where the page left a piece of itself inside."""
    if block.kind is BlockKind.ROW:
        yield block
        return
    start = block.span.start
    for match in patterns.fragment.finditer(block.span.of(text)):
        piece = Span(block.span.start + match.start(), block.span.start + match.end())
        yield from _solid(text, replace(block, span=Span(start, piece.start)))
        yield from _solid(text, replace(block, span=piece, kind=BlockKind.BOILERPLATE, level=0))
        start = piece.end
    yield from _solid(text, replace(block, span=Span(start, block.span.end)))


def _solid(text: str, block: Block) -> Iterator[Block]:
    content = block.span.of(text)
    if content.strip():
        start = block.span.start + len(content) - len(content.lstrip())
        yield replace(block, span=Span(start, start + len(content.strip())))
