"""Lines to paragraphs, also across columns and pages.

A line breaks where the next word did not fit. So a line that left room for the next word was ended by its writer, and
a full line is followed by a new paragraph only if that one is indented, set apart, or of another size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.reading.formats.layout.edges import Edges
from checker.reading.formats.layout.model import Piece
from checker.reading.formats.layout.text import glue

__all__ = ["Paragraph", "begins", "indented"]

_INDENT = 1.2  # of the size: Chinese paragraphs are indented by two characters
_ROOM = 0.35  # of the size: what a line may be short of its edge
_APART = 1.35  # times the usual step
_SIZES = 1.2  # ratio of sizes that are different
_USUAL = 2.7  # of the size: the widest usual indent
_DEEP = 4  # of the size: no paragraph is indented that far
_LARGER = 1.1  # times the size of the text
_SAME = 0.3  # of the size: edges that are meant to be one
_ENDS = re.compile(r"[。！？；：!?;:…][”’」』）)》\]]*$")
_FIELD = re.compile(r"[^，。；：:\s]{2,8}[：:]")
_STOP = re.compile(r"[，。；！？,;]")
_LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]+[章节部条]|[（(]?\d{1,2}[）)、.．]\D"
)


@dataclass(slots=True)
class Paragraph:
    """Words of one paragraph. ``breaks`` are offsets in ``text`` at which pages begin; ``lines`` its lines."""

    text: str = ""
    breaks: list[int] = field(default_factory=list)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Piece] = field(default_factory=list)

    def add(self, line: Piece, pages: int = 0) -> None:
        """Append a line, ``pages`` page breaks before it."""
        if self.text:
            self.text, joint = glue(self.text, line.text)
            self.text += joint
        self.breaks.extend([len(self.text)] * pages)
        self.doubtful.extend((len(self.text) + start, len(self.text) + end) for start, end in line.doubtful)
        self.text += line.text
        self.lines.append(line)


def begins(before: Piece, line: Piece, edges: Edges, *, indents: bool, first: bool) -> bool:
    """Whether ``line`` begins a paragraph.

    Args:
        before: The line before it in reading order, perhaps on another page.
        line: The line.
        edges: What is usual in the document.
        indents: Paragraphs of the document are indented.
        first: ``before`` is the first line of its paragraph.
    """
    size = max(line.size, before.size)
    if size > _SIZES * min(line.size, before.size) or before.x1 + line.lead <= before.right - _ROOM * size:
        return True
    step = line.y1 - before.y1
    if before.page == line.page and step > _APART * edges.step * size:
        return True
    if _centred(before) and _centred(line) and line.size > _LARGER * edges.size:
        return False  # a title on two lines
    inset = (before.x0 - before.left) / size
    if indents and first and inset < _INDENT and not _STOP.search(before.text) and _FIELD.match(line.text):
        return True  # lines at the edge that are no sentences: a date of publication, then whom the text addresses
    ends, labelled = bool(_ENDS.search(before.text)), bool(_LABEL.match(line.text))
    if line.x0 - line.left >= _INDENT * line.size:
        return ends or labelled or not _in_block(before, line, inset, indents=indents)
    # A line set to the right or the middle is no beginning of the one below it.
    return inset > _DEEP or (not indents and ends and labelled)


def _in_block(before: Piece, line: Piece, inset: float, *, indents: bool) -> bool:
    """Whether two indented lines belong to a paragraph all of whose lines are indented; ``inset`` is in sizes."""
    size = max(line.size, before.size)
    same = abs((line.x0 - line.left) - (before.x0 - before.left)) < _SAME * size
    full = before.x1 > before.right - size
    return same and full and inset <= _DEEP and (not indents or inset > _USUAL)


def _centred(line: Piece) -> bool:
    return abs((line.x0 - line.left) - (line.right - line.x1)) < line.size


def indented(columns: Sequence[Sequence[Piece]]) -> bool:
    """Whether a document's paragraphs begin with an indent."""
    lines = [line for column in columns for line in column]
    count = sum(2 * _INDENT >= (line.x0 - line.left) / line.size >= _INDENT for line in lines)
    return count * 20 >= len(lines)
