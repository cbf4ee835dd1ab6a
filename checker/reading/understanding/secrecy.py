"""Marks of state secrets (密级标志): a document that carries one is not for this machine.

They are looked for as soon as there is text, before anything is judged or written. A mark is a line of its own
(机密★10年), a bracket at the edge of a title line (…(秘密)), or a field (密级:秘密), in the first lines of the document
or in the headers and footers of a Word file; a line of its own with a star counts everywhere. Words in prose never do.
The words stand in ``rules/language/secrecy.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.errors import SecretError
from checker.lexicon import Lexicon
from checker.model import Block, BlockKind, Note, RawText
from checker.text.normal import fold_text

__all__ = ["check_secrecy"]

_EDGES = r"[\[\](){}【】〔〕<>《》“”,.;:。、/|-]"
_WAY_OUT = (
    "没有写出其中任何内容。涉密文件不得在非涉密设备上处理:请立即停止处理,并按保密规定处置;"
    "确认是误标的,加 --allow-secret 再试。"
)


def check_secrecy(path: str, raw: RawText, lexicon: Lexicon, *, allowed: bool = False) -> RawText:
    """``raw``, with notes on marks that do not stop the run.

    Args:
        path: Names the file in the message, which quotes nothing else.
        raw: What was read; readers hand headers and footers over as hints named ``margin``.
        lexicon: Word lists; the section ``secrecy`` is needed.
        allowed: The caller takes responsibility: a mark is noted and the run goes on.

    Raises:
        SecretError: The document is marked as a state secret.
    """
    signs = _Signs.prepare(lexicon)
    notes = []
    margins = [fold_text(hint.value) for hint in raw.hints if hint.name == "margin"]
    place = _in_text(raw, signs) or ("页眉或页脚" if any(map(signs.head, margins)) else "")
    if place and not allowed:
        msg = f"{place}有国家秘密标志(密级),已停止处理,{_WAY_OUT}"
        raise SecretError(msg, path)
    if place:
        notes.append(Note("secret-allowed", f"{place}有国家秘密标志(密级);按 --allow-secret 的要求继续处理。"))
    if line := next((number for number, text in _head(raw, signs) if signs.internal.fullmatch(text)), 0):
        notes.append(Note("internal-use", f"第{line}行标有内部使用一类的字样,公开前请核实能否公开。"))
    return replace(raw, notes=(*raw.notes, *notes))


@dataclass(frozen=True, slots=True)
class _Signs:
    """Patterns on folded lines. ``line`` matches a whole line, the others search."""

    line: re.Pattern[str]
    star: re.Pattern[str]
    starred: re.Pattern[str]
    edge: re.Pattern[str]
    field: re.Pattern[str]
    internal: re.Pattern[str]
    lines: int
    longest: int

    @classmethod
    def prepare(cls, lexicon: Lexicon) -> _Signs:
        def any_of(key: str) -> str:
            return f"(?:{'|'.join(lexicon.words('secrecy', key))})"

        level = any_of("levels")
        star, period, beside = any_of("stars"), any_of("periods"), any_of("beside")
        mark = f"{star}?{level}{any_of('kinds')}?(?:{star}*[(]?{period}[)]?)?{star}*"
        around = f"(?:{beside}|{_EDGES})*+"
        own = f"(?<!{')(?<!'.join(lexicon.words('secrecy', 'not_after'))})"
        ends = rf"级?(?:$|(?=[^\w、/□○和或及与]|\d|{star}|{beside}|{period}))"
        return cls(
            re.compile(f"{around}{mark}{around}"),
            re.compile(f"{star}|＊"),
            re.compile(f"{own}{level}级?{star}"),
            re.compile(rf"^[\[(【〔]{mark}[\])】〕]|[\[(【〔]{mark}[\])】〕]$"),
            re.compile(f"(?:^{any_of('labels')}:?|{any_of('labels')}:){_EDGES}?{any_of('ticks')}?{level}{ends}"),
            re.compile(f"{_EDGES}*+{any_of('internal')}(?:{_EDGES}|{star}|{period}|{any_of('handling')})*+"),
            int(lexicon.value("secrecy", "lines")),
            int(lexicon.value("secrecy", "longest")),
        )

    def head(self, text: str) -> bool:
        """Whether a line near the head of a page is, or carries, a mark."""
        if self.line.fullmatch(text):
            return True
        if self.starred.search(text, 0, self.longest) or self.field.search(text, 0, self.longest):
            return True
        return len(text) <= self.longest and bool(self.edge.search(text))

    def anywhere(self, text: str) -> bool:
        """Whether a line is nothing but a mark with its star."""
        return bool(self.starred.search(text)) and bool(self.line.fullmatch(text))


def _in_text(raw: RawText, signs: _Signs) -> str:
    """Which line carries a mark, in words; empty when none does."""
    found = next((number for number, text in _head(raw, signs) if signs.head(text)), 0)
    if not found:
        found = next(
            (n for block in _with_star(raw, signs) for n, text in _lines(raw, block) if signs.anywhere(text)), 0
        )
    return f"第{found}行" if found else ""


def _with_star(raw: RawText, signs: _Signs) -> Iterator[Block]:
    """Blocks that are worth a closer look."""
    return (block for block in raw.blocks if signs.star.search(raw.text, block.span.start, block.span.end))


def _head(raw: RawText, signs: _Signs) -> Iterator[tuple[int, str]]:
    """Folded lines of the head with their numbers. Navigation before it is looked at, but not counted."""
    seen = 0
    for block in raw.blocks:
        yield from _lines(raw, block)
        seen += block.kind is not BlockKind.BOILERPLATE
        if seen >= signs.lines:
            return


def _lines(raw: RawText, block: Block) -> Iterator[tuple[int, str]]:
    """A block, its lines, its cells, and each two neighbouring cells, which may be a field."""
    number = raw.text.count("\n", 0, block.span.start) + 1
    whole = block.span.of(raw.text)
    yield number, fold_text(whole)
    lines = whole.split("\n")
    if len(lines) > 1:
        yield from ((number + n, fold_text(line)) for n, line in enumerate(lines))
    cells = [fold_text(cell.of(raw.text)) for cell in block.cells]
    yield from ((number, cell) for cell in cells)
    yield from ((number, f"{cell}{after}") for cell, after in pairwise(cells))
