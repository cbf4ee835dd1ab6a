"""The lines of a document as structure sees them: flattened text, gaps, width, and whether lines are hard-wrapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.model import Block, BlockKind, RawText, Span
from checker.reading.understanding.structure.numbering import Label, flatten, parse
from checker.reading.understanding.structure.words import Words
from checker.text.widths import measure

TERMINALS = "。!?…"
_CLOSERS = "”’\"')》】』]"
_LINE_FORMATS = frozenset({"txt", "text"})  # here a line need not be a paragraph
_SLACK = 6  # columns by which a full line may fall short (no punctuation at the line start)
_MIN_FULL = 5
_MAX_WRAP = 160  # wider lines are paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """One block. ``flat`` is its folded text of equal length, ``gap`` tells whether a blank line stands before."""

    block: Block
    span: Span
    flat: str
    gap: bool
    indented: bool
    label: Label | None

    @property
    def text(self) -> str:
        """The line without blanks between characters."""
        return self.flat.replace(" ", "")

    @property
    def prose(self) -> bool:
        """Whether a full stop stands in it."""
        return any(t in self.flat for t in TERMINALS)

    @property
    def ends(self) -> bool:
        """Whether it closes with a full stop, quotes and brackets aside."""
        return self.text.rstrip(_CLOSERS).endswith(tuple(TERMINALS))


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines, and the column at which they were wrapped (0: they were not)."""

    lines: tuple[Line, ...]
    wrap: int
    width: Callable[[str], int]
    spaced: bool
    indents: bool
    line_format: bool

    def full(self, line: Line, slack: int = _SLACK) -> bool:
        """Whether ``line`` reaches the wrapping column."""
        return bool(self.wrap) and self.width(line.flat) + 2 * line.indented >= self.wrap - slack


def read_lines(raw: RawText, words: Words) -> Lines:
    """Turn blocks into lines; blank blocks vanish."""
    lines: list[Line] = []
    end = 0
    for block in raw.blocks:
        source = block.span.of(raw.text)
        body = source.strip()
        if not body:
            continue
        start = block.span.start + len(source) - len(source.lstrip())
        between = raw.text[end:start]
        flat = flatten(body)
        label = parse(flat, words) if block.kind in (BlockKind.TEXT, BlockKind.HEADING) else None
        indent = between.rpartition("\n")[2]
        lines.append(
            Line(
                block,
                Span(start, start + len(body)),
                flat,
                gap=not lines or between.count("\n") > 1,
                indented=len(indent.replace("\u3000", "  ").replace("\t", "    ")) > 1,
                label=label,
            )
        )
        end = start + len(body)
    texts = [line for line in lines if line.block.kind is BlockKind.TEXT]
    width = measure([line.flat for line in texts])
    wrap = _wrap_column([width(line.flat) for line in texts])
    if wrap and 10 * sum(line.gap for line in texts) > 9 * len(texts):  # double-spaced: blank lines say nothing
        lines = [replace(line, gap=False) for line in lines]
    return Lines(
        tuple(lines),
        wrap,
        width,
        spaced=_spaced(lines),
        indents=0 < sum(line.indented for line in texts) < len(texts),
        line_format=raw.format in _LINE_FORMATS,
    )


def _spaced(lines: list[Line]) -> bool:
    """Whether blank lines stand between paragraphs, judged where one surely begins."""
    starts = [b.gap for a, b in pairwise(lines) if b.block.kind is BlockKind.TEXT and (a.ends or b.label is not None)]
    return 2 * sum(starts) > len(starts)


def _wrap_column(lines: list[int]) -> int:
    widths = Counter(lines)
    best, count = 0, 0
    for column in widths:
        near = sum(n for w, n in widths.items() if column - _SLACK < w <= column)
        if near > count and column <= _MAX_WRAP:
            best, count = column, near
    longer = sum(n for w, n in widths.items() if w > best)
    wrapped = count >= _MIN_FULL and 5 * count >= 2 * len(lines) and 50 * longer <= len(lines)
    return best if wrapped else 0
