"""From a page's tree to its lines, each with what the tree knows about it.

The walk uses no recursion: how deeply a page nests is its author's choice. Which lines belong to the report is
decided by ``checker.reading.formats.web.reader``.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from checker.reading.formats.office.numbering import labelled

__all__ = ["Piece", "pieces"]

_UNREAD = "script style template noscript iframe object embed svg canvas head textarea input audio video map"
_SKIPPED = frozenset(_UNREAD.split())
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select summary table"
    " tbody td tfoot th thead tr ucapcontent ul"
)
_LEAF_TAGS = "p h1 h2 h3 h4 h5 h6 li dd dt td th caption legend option summary figcaption"
_BLOCKS, _LEAVES = frozenset(_BLOCK_TAGS.split()), frozenset(_LEAF_TAGS.split())
_HEADING = re.compile(r"h([1-6])$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NUMBERED = re.compile(r"\s*[(（]?[\d一二三四五六七八九十]+[)）、..]")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CHINESE = "一二三四五六七八九十"

_DATA_CELL = 300  # characters from which a cell holds prose, so that its table lays out a page
_DATA_PARAGRAPHS = 4


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
class _State:
    """What the walk carries along."""

    outside_words: frozenset[str]
    path: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    links: int = 0
    in_link: int = 0
    in_pre: int = 0
    in_list: int = 0
    level: int = 0
    tables: int = 0
    label: str = ""  # number of a list item whose words have not come yet

    def flush(self) -> Iterator[Piece]:
        """The line that has been gathered, if there is one."""
        text = "".join(self.buffer)
        text = text if self.in_pre else re.sub(r" ?\n ?", "\n", _BLANKS.sub(_one_blank, text))
        self.buffer.clear()
        links, self.links = self.links, 0
        for line in [text] if self.level else text.split("\n"):
            if line.strip():
                label, self.label = (
                    "" if self.level else self.label,
                    "",
                )  # which signs a heading is numbered with is not said
                yield Piece(
                    labelled(label, line.strip()),
                    tuple(self.path),
                    tuple(self.outside),
                    self.level,
                    links,
                    listed=self.in_list > 0,
                )


def pieces(root: LexborNode, outside_words: frozenset[str]) -> Iterator[Piece]:
    """Yield the lines under ``root``.

    Args:
        root: The body.
        outside_words: Words in ``id`` and ``class`` that name navigation, footers and the like.
    """
    state = _State(outside_words)
    node: LexborNode | None = root
    while node is not None:
        descend = yield from _open(node, state)
        if descend and node.child is not None:
            node = node.child
            continue
        if descend:
            yield from _close(node, state)
        while node is not None and node.mem_id != root.mem_id and node.next is None:
            node = node.parent
            if node is not None:
                yield from _close(node, state)
        node = node.next if node is not None and node.mem_id != root.mem_id else None
    yield from state.flush()


def _open(node: LexborNode, state: _State) -> Generator[Piece, None, bool]:
    """Enter a node; the generator's return value says whether its children are to be visited."""
    if node.is_text_node:
        text = node.text_content or ""
        state.buffer.append(text if state.in_pre else _BLANKS.sub(" ", text))
        state.links += len("".join(text.split())) if state.in_link else 0
        return False
    if not node.is_element_node or is_hidden(node):
        return False
    tag = node.tag or ""
    if tag == "br":
        state.buffer.append("\n")
        return False
    if tag in _BLOCKS:
        yield from state.flush()
        if tag == "table" and _holds_data(node):
            yield from _rows(node, state)
            return False
    _enter(node, tag, state)
    return True


def _enter(node: LexborNode, tag: str, state: _State) -> None:
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
        state.label = _number(node)


def _close(node: LexborNode, state: _State) -> Iterator[Piece]:
    tag = node.tag or ""
    if tag in _BLOCKS:
        yield from state.flush()
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


def is_hidden(node: LexborNode) -> bool:
    """Whether the reader of the page never sees the element."""
    attributes = node.attributes
    return node.tag in _SKIPPED or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _is_outside(node: LexborNode, tag: str, words: frozenset[str]) -> bool:
    if tag in {"nav", "footer", "aside", "header", "select"}:
        return True
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return any(name.lower() in words for name in _WORD.findall(names)) or any(
        name.lower() in words for name in names.split()
    )


def _number(item: LexborNode) -> str:
    """The number that the browser draws before an item of an ordered list."""
    parent = item.parent
    if parent is None or parent.tag != "ol" or _NUMBERED.match(item.text(deep=True)):
        return ""
    style = f"{parent.attributes.get('style') or ''} {item.attributes.get('style') or ''}"
    if "list-style-type: none" in style or "list-style:none" in style.replace(" ", ""):
        return ""
    start = parent.attributes.get("start") or "1"
    number = int(start) if start.isdigit() else 1
    before = item.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    if "cjk-ideographic" in style and number <= len(_CHINESE):
        return f"{_CHINESE[number - 1]}、"
    return f"{number}."


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


def _rows(table: LexborNode, state: _State) -> Iterator[Piece]:
    """Caption and rows; cells merged across rows or columns keep their place as empty cells."""
    number, state.tables = state.tables, state.tables + 1
    path, outside = tuple(state.path), tuple(state.outside)
    for caption in table.css("caption"):
        if text := _cell_text(caption):
            yield Piece(text, path, outside)
    covered: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.css("td, th"):
            _skip_covered(cells, covered)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + width):
                covered[column] = height - 1
            cells.extend([_cell_text(cell), *[""] * (width - 1)])
        _skip_covered(cells, covered)
        if any(cells):
            yield Piece("\t".join(cells), path, outside, cells=tuple(cells), table=number)


def _skip_covered(cells: list[str], covered: dict[int, int]) -> None:
    while covered.get(len(cells), 0) > 0:
        covered[len(cells)] -= 1
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 50) if value.isdigit() and int(value) > 0 else 1


def _cell_text(cell: LexborNode) -> str:
    parts = [part.text_content or "" for part in cell.traverse(include_text=True) if part.is_text_node]
    return " ".join("".join(parts).split())
