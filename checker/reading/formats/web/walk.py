"""From a page's tree to its lines, each with what the tree knows about it.

The walk uses no recursion: how deeply a page nests is its author's choice. Which lines belong to the report is
decided by ``checker.reading.formats.web.reader``.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from checker.files.xml import whole
from checker.reading.formats.appearance import Run, Sight, begins
from checker.reading.formats.office.numbering import labelled
from checker.reading.formats.web.looks import Looks

__all__ = ["Piece", "Walk"]

_UNREAD = "script style template noscript iframe object embed svg canvas head textarea input audio video map rt rp"
_SKIPPED = frozenset(_UNREAD.split())
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary table"
    " tbody td tfoot th thead tr ucapcontent ul"
)
_LEAF_TAGS = "p h1 h2 h3 h4 h5 h6 li dd dt td th caption legend option summary figcaption"
_BLOCKS, _LEAVES = frozenset(_BLOCK_TAGS.split()), frozenset(_LEAF_TAGS.split())
_HEADING = re.compile(r"h([1-6])$")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NUMBERED = re.compile(r"\s*[(（]?[\d一二三四五六七八九十]+[)）、..]")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CHINESE = "一二三四五六七八九十"

_DATA_CELL = 300  # characters from which a cell holds prose, so that its table lays out a page
_DATA_PARAGRAPHS = 4
_WRAPPED = 15  # characters from which a line may have been broken in mid-sentence
_COMMA = re.compile(r"[，、,]")
_NEAR = 40  # nodes in which the first words of an item are looked for


@dataclass(slots=True)
class Piece:
    """A line of the page. ``path`` holds the ids of the containers around it, outermost first.

    ``outside`` are those of them whose tag or class names a part of the page other than the article; ``links`` counts
    the characters inside links.
    """

    text: str
    path: tuple[int, ...]
    outside: tuple[int, ...]
    level: int = 0
    links: int = 0
    listed: bool = False
    cells: tuple[str, ...] = ()
    table: int = -1


@dataclass(slots=True)
class Walk:
    """Goes through a page and remembers what it left out.

    ``hidden`` are the elements that are not shown, each with the reason; with ``reveal`` those that hold a good deal of
    text are read all the same.
    """

    outside_words: frozenset[str]
    looks: Looks
    sight: Sight = field(default_factory=Sight)
    reveal: frozenset[int] = frozenset()
    hidden: list[tuple[LexborNode, str]] = field(default_factory=list)
    path: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    buffer: list[Run] = field(default_factory=list)
    links: int = 0
    in_link: int = 0
    in_pre: int = 0
    in_list: int = 0
    level: int = 0
    tables: int = 0
    label: str = ""  # number of a list item whose words have not come yet
    items: dict[int, int] = field(default_factory=dict)  # numbers of the last items of lists

    def pieces(self, root: LexborNode) -> Iterator[Piece]:
        """Yield the lines under ``root``."""
        node: LexborNode | None = root
        while node is not None:
            descend = yield from _open(node, self)
            if descend and node.child is not None:
                node = node.child
                continue
            if descend:
                yield from _close(node, self)
            while node is not None and node.mem_id != root.mem_id and node.next is None:
                node = node.parent
                if node is not None:
                    yield from _close(node, self)
            node = node.next if node is not None and node.mem_id != root.mem_id else None
        yield from self.flush()

    def flush(self) -> Iterator[Piece]:
        """The lines that have been gathered."""
        if not self.buffer:
            return
        text = self.sight.text(self.buffer)
        text = text if self.in_pre else re.sub(r" ?\n ?", "\n", _BLANKS.sub(_one_blank, text))
        self.buffer.clear()
        links, self.links = self.links, 0
        for line in [text] if self.level or self.in_pre else _lines(text):
            if line.strip():
                # which signs a heading is numbered with is not said
                label, self.label = "" if self.level else self.label, ""
                for part in line.split("\n") if self.in_pre else [line]:
                    yield Piece(
                        labelled(label, part.strip()), tuple(self.path), tuple(self.outside), self.level, links,
                        listed=self.in_list > 0,
                    )  # fmt: skip
                    label = ""

    def sees(self, node: LexborNode) -> bool:
        """Open an element; whether its words are read."""
        if node.tag in _SKIPPED:
            return False
        reason = self.looks.enter(node)
        if reason and node.mem_id not in self.reveal:
            self.hidden.append((node, reason))
            return False
        return True


def _lines(text: str) -> list[str]:
    """The lines between breaks; one that was broken in mid-sentence is put together again."""
    lines = text.split("\n")
    if len(lines) == 1:
        return lines
    whole_lines: list[str] = []
    for line in lines:
        before = whole_lines[-1].strip() if whole_lines else ""
        if len(before) >= _WRAPPED and _COMMA.search(before) and line.strip() and not begins(before, "\n", line):
            whole_lines[-1] += line
        else:
            whole_lines.append(line)
    return whole_lines


def _open(node: LexborNode, state: Walk) -> Generator[Piece, None, bool]:
    """Enter a node; the generator's return value says whether its children are to be visited."""
    if node.is_text_node:
        text = node.text_content or ""
        state.buffer.append(Run(text if state.in_pre else _BLANKS.sub(" ", text), state.looks.look))
        state.links += len("".join(text.split())) if state.in_link else 0
        return False
    if not node.is_element_node or not state.sees(node):
        return False
    tag = node.tag or ""
    if tag == "br":
        state.buffer.append(Run("\n"))
        state.looks.leave(node)
        return False
    if tag in _BLOCKS:
        yield from state.flush()
        if tag == "table" and _holds_data(node):
            yield from _rows(node, state)
            state.looks.leave(node)
            return False
    _enter(node, tag, state)
    return True


def _enter(node: LexborNode, tag: str, state: Walk) -> None:
    if tag in _BLOCKS and tag not in _LEAVES:
        state.path.append(node.mem_id)
    if _is_outside(node, tag, state.outside_words):
        state.outside.append(node.mem_id)
    if heading := _HEADING.match(tag):
        state.level = int(heading[1])
    state.in_link += tag == "a"
    state.in_pre += tag == "pre"
    state.in_list += tag in {"li", "dd", "option"}
    if tag == "li":
        state.label = _number(node, state)


def _close(node: LexborNode, state: Walk) -> Iterator[Piece]:
    tag = node.tag or ""
    if tag in _BLOCKS:
        yield from state.flush()
    state.looks.leave(node)
    if tag == "li":
        state.label = ""
    if state.path and state.path[-1] == node.mem_id:
        state.path.pop()
    if state.outside and state.outside[-1] == node.mem_id:
        state.outside.pop()
    if _HEADING.match(tag):
        state.level = 0
    state.in_link -= tag == "a"
    state.in_pre -= tag == "pre"
    state.in_list -= tag in {"li", "dd", "option"}


def _one_blank(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "


def _is_outside(node: LexborNode, tag: str, words: frozenset[str]) -> bool:
    if tag in {"nav", "footer", "aside", "header", "select"}:
        return True
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return any(name.lower() in words for name in _WORD.findall(names)) or any(
        name.lower() in words for name in names.split()
    )


def _number(item: LexborNode, state: Walk) -> str:
    """The number that the browser draws before an item of an ordered list."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    number = state.items.get(parent.mem_id, whole(parent.attributes.get("start"), 1) - 1) + 1
    number = whole(item.attributes.get("value"), number)
    state.items[parent.mem_id] = number
    style = f"{parent.attributes.get('style') or ''} {item.attributes.get('style') or ''}".replace(" ", "")
    if "list-style-type:none" in style or "list-style:none" in style or _NUMBERED.match(_first_words(item)):
        return ""
    if "cjk-ideographic" in style and number <= len(_CHINESE):
        return f"{_CHINESE[number - 1]}、"
    return f"{number}."


def _first_words(item: LexborNode) -> str:
    """What an item begins with."""
    for node, _ in zip(item.traverse(include_text=True), range(_NEAR), strict=False):
        if node.is_text_node and (text := (node.text_content or "").strip()):
            return text
    return ""


def _holds_data(table: LexborNode) -> bool:
    """Whether a table holds data, or only lays out the page."""
    cells = table.css("td, th")
    if len(cells) < 2 or len(table.css("table")) > 1 or table.css_first("h1, h2, h3"):  # noqa: PLR2004 - a single cell
        return False
    for cell in cells:
        length = len("".join(cell.text(deep=True).split()))
        if length > _DATA_CELL or len(cell.css("p")) >= _DATA_PARAGRAPHS:
            return False
    return True


def _rows(table: LexborNode, state: Walk) -> Iterator[Piece]:
    """Caption and rows; cells merged across rows or columns keep their place as empty cells."""
    number, state.tables = state.tables, state.tables + 1
    path, outside = tuple(state.path), tuple(state.outside)
    for caption in table.css("caption"):
        if text := _cell_text(caption, state):
            yield Piece(text, path, outside)
    covered: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in table.css("tr"):
        cells: list[str] = []
        if not state.sees(row):
            continue
        for cell in row.css("td, th"):
            _skip_covered(cells, covered)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + width):
                covered[column] = height - 1
            cells.extend([_cell_text(cell, state), *[""] * (width - 1)])
        state.looks.leave(row)
        _skip_covered(cells, covered)
        if any(cells):
            yield Piece("\t".join(cells), path, outside, cells=tuple(cells), table=number)


def _skip_covered(cells: list[str], covered: dict[int, int]) -> None:
    while covered.get(len(cells), 0) > 0:
        covered[len(cells)] -= 1
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    return min(max(whole(cell.attributes.get(name), 1), 1), 50)


def _cell_text(cell: LexborNode, state: Walk) -> str:
    """The words of a cell that are seen."""
    inner = Walk(
        state.outside_words, Looks(state.looks.rules, state.looks.look), state.sight, state.reveal, state.hidden
    )
    return " ".join(" ".join(piece.text for piece in inner.pieces(cell)).split())
