"""Signs of one line to words: where a blank belongs, and what superscripts and odd signs stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from checker.reading.formats.appearance import raised_text
from checker.reading.formats.layout.model import Glyph, Piece
from checker.text.normal import RADICALS

__all__ = ["glue", "is_noise", "make_piece", "plain", "unreadable"]

_WORD_GAP = 0.15  # of the size: a blank between Latin words
_BLANK = 0.2  # of the size beyond the usual: a blank between Chinese signs, where the file has none
_TYPED_GAP = 0.7  # of the size: a blank as wide as a Chinese sign was typed
_SPREAD, _SPREAD_PAIRS = 0.3, 4  # share and number of blanks between Chinese signs that no writer typed
_WIDE_GAP = 1.2  # of the size: signs that far apart are apart for everybody
_FORMS = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_NOISE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\ufffe\uffff")
_WIDE_OPENERS = frozenset("（《〔【「『〈")
_WIDE_CLOSERS = frozenset("）》〕】」』〉，。、；：！？")
_OPENERS = frozenset("（《“‘〔【「『([<〈—…")
_CLOSERS = frozenset("）》”’〕】」』)]>〉，。、；：？！,.;:?!%％‰—…·")


def plain(text: str) -> str:
    """The sign as it is typed: producers write radicals and compatibility forms where a font shares their shapes."""
    if text in RADICALS:
        return RADICALS[text]
    return unicodedata.normalize("NFKC", text) if _FORMS.match(text) else text


def is_noise(char: str) -> bool:
    """Whether a sign is invisible: soft hyphens, marks of direction."""
    return char in _NOISE


def unreadable(char: str) -> bool:
    """Whether a sign stands for nothing: private use, control, replacement."""
    return char == "\ufffd" or unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"}


def make_piece(glyphs: Sequence[Glyph], page: int) -> Piece:
    """Signs, sorted from left to right, to a piece with its text.

    The empty halves of brackets and stops do not count for its edges: many programs let them hang over.
    """
    parts: list[str] = []
    doubtful: list[tuple[int, int]] = []
    length = 0
    spacing = _Spacing.of(glyphs)
    for index, glyph in enumerate(glyphs):
        before = glyphs[index - 1] if index else None
        word = _raised(glyphs, index) if glyph.raised else glyph.text
        if before is not None and spacing.apart(before, glyph):
            word = f" {word}"
        if glyph.doubtful and word:
            start = length + (word[0] == " ")
            if doubtful and doubtful[-1][1] >= length:
                doubtful[-1] = (doubtful[-1][0], length + len(word))
            else:
                doubtful.append((start, length + len(word)))
        parts.append(word)
        length += len(word)
    sized = [g for g in glyphs if not g.raised] or list(glyphs)
    return Piece(
        "".join(parts),
        page,
        glyphs[0].x0 + (glyphs[0].size / 2 if glyphs[0].text in _WIDE_OPENERS else 0.0),
        min(g.y0 for g in sized),
        max(g.x1 - (g.size / 2 if g.text in _WIDE_CLOSERS else 0.0) for g in glyphs),
        max(g.y1 for g in sized),
        median(g.size for g in sized),
        _lead(glyphs),
        tuple(doubtful),
    )


def _lead(glyphs: Sequence[Glyph]) -> float:
    """Width of the first word with the signs that cling to it."""
    end = 0
    while end + 1 < len(glyphs) and glyphs[end].text[-1:] in _OPENERS:
        end += 1
    while end + 1 < len(glyphs) and _clings(glyphs[end], glyphs[end + 1]):
        end += 1
    return glyphs[end].x1 - glyphs[0].x0


def _clings(one: Glyph, other: Glyph) -> bool:
    """Whether no line may break between two neighbours."""
    last, first = one.text[-1:], other.text[:1]
    if first in _CLOSERS or last in _OPENERS:
        return True
    return last.isascii() and first.isascii() and not other.gap


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How a line is set: the usual distance between Chinese signs, in sizes, and whether blanks mean nothing."""

    usual: float
    spread: bool

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> _Spacing:
        pairs = [(a, b) for a, b in pairwise(glyphs) if _is_chinese(a) and _is_chinese(b)]
        blanks = sum(b.gap for _, b in pairs)
        spread = blanks >= _SPREAD_PAIRS and blanks > _SPREAD * len(pairs)
        return cls(median((b.x0 - a.x1) / b.size for a, b in pairs) if pairs else 0.0, spread)

    def apart(self, before: Glyph, glyph: Glyph) -> bool:
        """Whether a blank is to be written between two neighbours."""
        size = max(before.size, glyph.size)
        distance = (glyph.x0 - before.x1) / size
        if distance > _WIDE_GAP:
            return True
        last, first = before.text[-1:], glyph.text[:1]
        latin = last.isascii() and first.isascii()
        if glyph.gap and distance > _WORD_GAP and (latin or not self.spread):
            return True
        if latin and last.isalnum() and first.isalnum():
            return distance > (3 if last.isdigit() and first.isdigit() else 1) * _WORD_GAP
        stands_out = distance - max(self.usual, 0.0)
        return stands_out > (_BLANK if _is_chinese(before) and _is_chinese(glyph) else _TYPED_GAP)


def _is_chinese(glyph: Glyph) -> bool:
    return glyph.text.isalpha() and not glyph.text.isascii()


def _raised(glyphs: Sequence[Glyph], index: int) -> str:
    """A superscript with those beside it, written where the first of them stands."""
    if index and glyphs[index - 1].raised:
        return ""
    end = next((n for n in range(index, len(glyphs)) if not glyphs[n].raised), len(glyphs))
    return raised_text(
        "".join(g.text for g in glyphs[index:end]), "".join(g.text for g in glyphs[max(0, index - 4) : index])
    )


def glue(before: str, after: str) -> tuple[str, str]:
    """What stands between two lines of a paragraph: the end of the first, as it is to be kept, and the joint."""
    last, first = before[-1:], after[:1]
    if last == "-" and before[-2:-1].isascii() and before[-2:-1].isalpha() and first.isascii() and first.islower():
        return before[:-1], ""
    if last.isascii() and first.isascii() and last.isalpha() and first.isalnum():
        return before, " "
    return before, ""
