"""Plain text and Markdown to blocks.

The text is the decoded file and nothing else: every offset that is reported later can be found in the user's editor.
A line is a block, with two exceptions. Lines that an editor or a PDF reader wrapped at a fixed width are joined into
one block, and a table keeps its cells. Markup characters (``##``, ``|---|``) become blocks of their own, marked as
boilerplate, so that headings and cells carry only words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.model import Block, BlockKind, Note, RawText, Span
from checker.reading.prose import page_number
from checker.text.widths import measure

__all__ = ["read_plain"]

_LINE = re.compile(r"[^\n\f\v\x85\u2028\u2029]+")
_BORDER = re.compile(r"[|│┃\s]*[-:=─━┄┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═+|│┃\s]{3,}$")
_PIPES = re.compile(r"[|│┃]")
_HASHES = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_BULLET = re.compile(r"[-*+>][ \t]+(?=\S)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=[^*_\s])(.*[^*_\s])(\1)$")
_FENCE = re.compile(r"(```|~~~|<!--)")
# A numbering followed by a tab is a heading or an item as word processors export it, not a row.
_LABEL = re.compile(r"(第[一二三四五六七八九十百\d]+[章节部分条]+|[(（]?[一二三四五六七八九十百\d]+[)）、..]+[\d..]*)$")
_BLANK_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_ENDS = re.compile(r"[。！？：!?:]$")
_STARTS = re.compile(
    r"[(（]?[一二三四五六七八九十]+[)）、]|第[一二三四五六七八九十\d]+[章节部条]|[(（]?\d{1,2}[)）、..]\D"
)

_MIN_WRAPPED = 5  # lines that must share a width before it counts as a wrap
_WRAP_MIN, _WRAP_MAX = 40, 130  # display columns; a Chinese character takes two
_SLACK = 3  # columns by which a wrapped line may fall short: punctuation that must not start a line


def read_plain(text: str, fmt: str, notes: Sequence[Note] = ()) -> RawText:
    """Split decoded text into blocks.

    Args:
        text: The decoded file.
        fmt: ``txt`` or ``md``.
        notes: Remarks of the decoder, passed on.
    """
    lines = [_trim(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    tables = _tables(text, lines)
    measured = measure([_whole(text, line) for line in lines])
    widths = [measured(_whole(text, line)) for line in lines]
    wrapped = _wrap_width(widths)
    short = [line for line, width in zip(lines[:-1], widths, strict=False) if width < wrapped - _SLACK]
    spaced = _spaced(text, _without_page_lines(text, short))
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        if index in tables:
            blocks.extend(_row(text, line, tables[index]))
        elif fmt == "md" and (marked := list(_markdown(text, line))):
            blocks.extend(marked)
        elif (
            wrapped
            and blocks
            and index - 1 not in tables
            and widths[index - 1] >= wrapped - _SLACK
            and _continues(text, blocks[-1].span, line, spaced=spaced)
        ):
            blocks[-1] = Block(Span(blocks[-1].span.start, line.end))
        else:
            blocks.append(Block(line))
    return RawText(text, tuple(blocks), fmt, notes=tuple(notes))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _tables(text: str, lines: Sequence[Span]) -> dict[int, int]:
    """Which lines are table rows, and the number of their table.

    One line with one tab is as likely a signature moved to the right, so such a line needs a neighbour; lines that
    are not adjacent in the file belong to different tables.
    """
    found: dict[int, int] = {}
    table = -1
    group: list[int] = []
    for index in range(len(lines) + 1):
        inside = index < len(lines) and _separators(lines[index].of(text)) > 0
        adjacent = bool(group) and inside and text.count("\n", lines[index - 1].end, lines[index].start) == 1
        if group and not adjacent:
            if len(group) > 1 or _separators(lines[group[0]].of(text)) > 1:
                table += 1
                found.update(dict.fromkeys(group, table))
            group = []
        if inside:
            group.append(index)
    return found


def _separators(line: str) -> int:
    if line.count("\t"):
        first = line.split("\t", 1)[0].strip()
        return 0 if _LABEL.fullmatch(first) else len(re.findall(r"\t+", line))
    if _PIPES.match(line) and _PIPES.match(line[-1]):
        return len(_PIPES.findall(line)) - 1
    return 1 if _is_border(line) else 0


def _is_border(line: str) -> bool:
    return bool(_BORDER.fullmatch(line)) and bool(re.search(r"[│┃|─━┌└├═╔╚]", line))


def _row(text: str, line: Span, table: int) -> Iterator[Block]:
    content = line.of(text)
    if _is_border(content):
        yield Block(line, BlockKind.BOILERPLATE)
        return
    if "\t" in content:  # an empty first or last cell is a tab that trimming took
        line = _with_outer_tabs(text, line)
        content = line.of(text)
    separator = r"\t" if "\t" in content else r"[|│┃]"
    edges = [line.start, *(line.start + m.start() for m in re.finditer(separator, content)), line.end]
    spans = [
        _trim(text, start + (number > 0), max(end, start + (number > 0)))
        for number, (start, end) in enumerate(pairwise(edges))
    ]
    if separator != r"\t":
        spans = spans[1:-1]  # what stands outside the outer bars is nothing
    yield Block(line, BlockKind.ROW, cells=tuple(spans), table=table)


def _with_outer_tabs(text: str, line: Span) -> Span:
    start, end = line.start, line.end
    while start > 0 and text[start - 1] == "\t":
        start -= 1
    while end < len(text) and text[end] == "\t":
        end += 1
    return Span(start, end)


def _markdown(text: str, line: Span) -> Iterator[Block]:
    """Markup and content of a Markdown line; nothing when it has no markup."""
    content = line.of(text)
    if _FENCE.match(content) or _is_border(content) or re.fullmatch(r"([-*_]\s*){3,}", content):
        yield Block(line, BlockKind.BOILERPLATE)
        return
    start, kind, level = line.start, BlockKind.TEXT, 0
    if match := _HASHES.match(content):
        kind, level = BlockKind.HEADING, len(match[1])
    else:
        match = _BULLET.match(content)
    if match:
        yield Block(Span(start, start + len(match[0].rstrip())), BlockKind.BOILERPLATE)
        start += match.end()
    bold = _BOLD_LINE.match(text[start : line.end])
    if bold and bold[1] not in bold[2]:
        yield Block(Span(start, start + 2), BlockKind.BOILERPLATE)
        yield Block(Span(start + 2, line.end - 2), kind, level)
        yield Block(Span(line.end - 2, line.end), BlockKind.BOILERPLATE)
    elif match:
        yield Block(Span(start, line.end), kind, level)


def _whole(text: str, line: Span) -> str:
    """A line, its indent included."""
    return text[text.rfind("\n", 0, line.start) + 1 : line.end]


def _wrap_width(widths: Sequence[int]) -> int:
    """The width at which the file was wrapped, or 0: most lines end at the same column."""
    width = max(widths, default=0)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return 0
    full = sum(1 for value in widths if value >= width - _SLACK)
    return width if full >= _MIN_WRAPPED and full * 2 >= len(widths) else 0


def _behind_page_number(text: str, end: int, often: Counter[str]) -> int:
    """The end of the page number on the line below, and of the running head below that, if they are there."""
    below = _PAGE_BELOW.match(text, end)
    if below is None:
        return end
    head = _HEAD_BELOW.match(text, below.end())
    return head.end() if head and often[head[0]] >= _OFTEN else below.end()


_HEAD_BELOW = re.compile(r"\n[^\n。,，;；]{2,30}(?=\n)")
_PAGE_BELOW = re.compile(r"\n[-—–·第 ]*\d{1,3}[-—–·页 ]*(?=\n)")


def _without_page_lines(text: str, short: Sequence[Span]) -> list[Span]:
    """Short lines that end a paragraph: page numbers and running heads, which no blank line follows, are none."""
    often = Counter(line.of(text) for line in short)
    return [line for line in short if often[line.of(text)] < _OFTEN and not page_number(line.of(text))]


_OFTEN = 3


def _spaced(text: str, short: Sequence[Span]) -> bool:
    """Whether a blank line follows most of the short lines, the last ones of their paragraphs."""
    often = Counter(match[0] for match in _HEAD_BELOW.finditer(text))
    blank = sum(1 for line in short if _BLANK_LINE.match(text, _behind_page_number(text, line.end, often)))
    return 2 * blank > len(short)


def _continues(text: str, before: Span, line: Span, *, spaced: bool) -> bool:
    """Whether ``line`` goes on with the paragraph that the full line before it broke off.

    A full stop at the very end of a full line closes the paragraph, unless blank lines do that (``spaced``).
    """
    last = Span(max(before.start, text.rfind("\n", 0, before.end) + 1), before.end)
    gap = text[before.end : line.start]
    return (
        gap.count("\n") == 1
        and gap.endswith("\n")  # an indent begins a paragraph
        and (spaced or not _ENDS.search(last.of(text)))
        and not _STARTS.match(line.of(text))
    )
