r"""Normalised text for matching, with an exact way back to the original.

Width is folded (１２％ → 12%, （ → (), dashes are made one, white space inside a paragraph goes away (also line
breaks inside words and numbers), thousands written with spaces are closed up. Every kept character knows the offset
it came from. Paragraphs are separated by ``\n``; table cells by ``\t``.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from checker.model import Span

_KEEP = frozenset("①②③④⑤⑥⑦⑧⑨⑩…")  # folding these would lose what they are
_DASHES = frozenset("‐‑‒–—―−－")
_DOTS = frozenset("・•‧∙")
_QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "｢": "“", "｣": "”"}
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@lru_cache(maxsize=8192)
def fold(char: str) -> str:
    """One character in its matching form; empty for characters that do not count."""
    if char in _KEEP:
        return char
    if char in _ZERO_WIDTH:
        return ""
    if char in _DASHES:
        return "-"
    if char in _DOTS:
        return "·"
    if char in _QUOTES:
        return _QUOTES[char]
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]*")


@lru_cache(maxsize=65536)
def fold_text(text: str) -> str:
    """Matching form of a phrase: folded, without white space between Chinese characters."""
    if _PLAIN.fullmatch(text):
        return text
    return normalise(text, [Span(0, len(text))]).text


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalpha())


def _keeps_space(before: str, after: str, next_digits: int) -> bool:
    """Whether a run of blanks between two kept characters means something."""
    if _is_word(before) and _is_word(after):
        return True
    # 12 345 is one number; 12 35 is two
    return before.isdigit() and after.isdigit() and next_digits != 3  # noqa: PLR2004 - thousands group


@dataclass(frozen=True, slots=True)
class NormalText:
    """Folded text and, for each of its characters, the offset in the original."""

    text: str
    origin: array[int]

    def span(self, start: int, end: int) -> Span:
        """The original stretch behind ``text[start:end]``.

        Raises:
            ValueError: The stretch is empty.
        """
        if start >= end:
            msg = f"empty stretch {start}..{end}"
            raise ValueError(msg)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def locate(self, offset: int) -> int:
        """First normalised index whose original offset is at or after ``offset``."""
        low, high = 0, len(self.origin)
        while low < high:
            mid = (low + high) // 2
            if self.origin[mid] < offset:
                low = mid + 1
            else:
                high = mid
        return low


def normalise(
    text: str, paragraphs: Iterable[Span], *, rows: Iterable[Span] = (), holes: Iterable[Span] = ()
) -> NormalText:
    """Fold ``text``, paragraph by paragraph.

    Args:
        text: The original.
        paragraphs: Stretches to keep, in order; everything else is left out.
        rows: Those of them that are table rows: their tabs stay, as cell borders.
        holes: Stretches inside paragraphs to leave out, such as page numbers at a page break.
    """
    out: list[str] = []
    origin = array("l")
    row_starts = {r.start for r in rows}
    for hole in holes:
        text = text[: hole.start] + " " * (hole.end - hole.start) + text[hole.end :]
    for paragraph in paragraphs:
        if out:
            out.append("\n")
            origin.append(max(paragraph.start - 1, origin[-1]))
        _fold_paragraph(text, paragraph, out, origin, keep_tabs=paragraph.start in row_starts)
    return NormalText("".join(out), origin)


def _fold_paragraph(text: str, span: Span, out: list[str], origin: array[int], *, keep_tabs: bool) -> None:
    gap = -1  # offset of a pending blank
    first = len(out)
    for offset in range(span.start, span.end):
        raw = text[offset]
        if raw == "\t" and keep_tabs:
            out.append("\t")
            origin.append(offset)
            gap = -1
            continue
        if raw.isspace() or raw == "\u3000":
            gap = offset if gap < 0 else gap
            continue
        char = fold(raw)
        if not char:
            continue
        if gap >= 0:
            wrapped = char.isdigit() and "\n" in text[gap:offset]  # a number broken by a line end
            if len(out) > first and not wrapped and _keeps_space(out[-1], char, _digits_from(text, offset, span.end)):
                out.append(" ")
                origin.append(gap)
            gap = -1
        out.append(char)
        origin.append(offset)


def _digits_from(text: str, offset: int, end: int) -> int:
    count = offset
    while count < end and fold(text[count]).isdigit() and fold(text[count]).isascii():
        count += 1
    return count - offset
