"""The lines of a document as metadata sees them: folded, and sorted into page head, body and tail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model import Block, BlockKind, Hint, RawText, Span
from checker.reading.understanding.metadata.words import Words
from checker.text.normal import fold

_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+[、.]"
    r"|\([一二三四五六七八九十]+\)|[0-9]{1,2}[、.](?![0-9])|\([0-9]{1,2}\))"
)
_O_ZERO = re.compile(r"(?<=[0-9\-/.])[Oo](?=[0-9年月日\-/. ])")  # recognition takes 0 for O
_WEB = "html"
_ASIDE = re.compile(r"(?:\([^()]*\))+$")
_SENTENCE = 25  # a line at least this long with sentence punctuation is prose
_WRAPPED = 18  # lines of a block that are all at least this long are one paragraph, wrapped


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line. ``flat`` is folded and as long as the original; ``tight`` is ``flat`` without blanks."""

    index: int
    span: Span
    flat: str
    tight: str
    kind: BlockKind
    is_link: bool
    is_prose: bool

    def origins(self) -> list[int]:
        """Offsets in the original of the characters of ``tight``."""
        return [self.span.start + i for i, char in enumerate(self.flat) if not char.isspace()]

    def part(self, start: int, end: int) -> Span:
        """The original stretch of ``flat[start:end]`` without blanks at its ends."""
        piece = self.flat[start:end]
        left = start + len(piece) - len(piece.lstrip())
        return Span(self.span.start + left, self.span.start + left + len(piece.strip()))


@dataclass(frozen=True, slots=True)
class Page:
    """The document, line by line.

    ``body_start`` is the index of the first line of prose or numbered heading (``len(lines)`` without one),
    ``body_end`` the index after the last line of prose.
    """

    text: str
    lines: tuple[Line, ...]
    body_start: int
    body_end: int
    hints: tuple[Hint, ...]

    def outside(self) -> tuple[Line, ...]:
        """Lines around the body and page furniture inside it: where a page says what it is."""
        return tuple(
            line
            for line in self.lines
            if not line.is_link
            and (line.index < self.body_start or line.index >= self.body_end or line.kind is BlockKind.BOILERPLATE)
        )

    def body(self) -> str:
        """Folded text of the body, one line per paragraph."""
        return "\n".join(
            line.tight
            for line in self.lines[self.body_start : self.body_end]
            if line.kind is not BlockKind.BOILERPLATE and not line.is_link
        )


def read_page(raw: RawText, words: Words) -> Page:
    """Split ``raw`` into lines and find where the body lies."""
    links = re.compile(rf"(?:{words.pattern('link_leads')})")
    furniture = re.compile(rf"(?:{words.pattern('title_cuts')}|{words.pattern('date_bans')})")
    endings = words.listed("report_words")
    lines: list[Line] = []
    for block in raw.blocks:
        for span in _line_spans(raw.text, block):
            flat = _O_ZERO.sub("0", "".join(fold(char) or " " for char in span.of(raw.text)))
            tight = "".join(flat.split())
            prose = block.kind is not BlockKind.BOILERPLATE and _is_prose(tight, furniture, endings)
            lines.append(Line(len(lines), span, flat, tight, block.kind, links.match(tight) is not None, prose))
    starts = [line.index for line in lines if line.is_prose or _is_numbered(line)]
    ends = [line.index for line in lines if line.is_prose]
    start = starts[0] if starts else len(lines)
    # properties of office files are often left over from the template; only web pages are trusted
    hints = raw.hints if raw.format == _WEB else ()
    return Page(raw.text, tuple(lines), start, ends[-1] + 1 if ends else start, hints)


def _line_spans(text: str, block: Block) -> list[Span]:
    pieces = block.span.of(text).split("\n")
    if len(pieces) > 1 and all(len(piece.strip()) >= _WRAPPED for piece in pieces[:-1]):
        return [block.span]
    spans, at = [], block.span.start
    for piece in pieces:
        if piece.strip():
            spans.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    return spans


def _is_prose(tight: str, furniture: re.Pattern[str], endings: tuple[str, ...]) -> bool:
    if len(tight) < _SENTENCE or not any(mark in tight for mark in "。;,"):
        return False
    if "。" in tight[1:]:
        return True
    return furniture.search(tight) is None and not _ASIDE.sub("", tight).endswith(endings)


def _is_numbered(line: Line) -> bool:
    return line.kind is not BlockKind.BOILERPLATE and not line.is_link and _NUMBERED.match(line.tight) is not None
