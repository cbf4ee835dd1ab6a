r"""Normalised text for matching, with an exact way back to the original.

Marks of notes behind a number or a word are not there (214[1]件 is 214件, 187²件 is 187件), radicals are the characters
that they look like, marks of direction are nothing. Width is folded (１２％ → 12%, （ → (), dashes are made one, white
space inside a paragraph goes away (also line breaks inside words and numbers), thousands written with spaces are closed
up. Every kept character knows the offset it came from. Paragraphs are separated by ``\n``; table cells by ``\t``.
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
_DASHES = frozenset("‐‑‒–—―−－─━⸺⸻﹣﹘")
_DOTS = frozenset("・•‧∙")
_QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "｢": "“", "｣": "”"}
_ZERO_WIDTH = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
    "\ufeff\ufff9\ufffa\ufffb"
) | frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # marks of direction, variants of signs
_PAIRS = (
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎尤⺏尢⺐尢⺒巳⺓幺⺔彐⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爪⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻"
    "⺮竹⺯纟⺰纟⺱网⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长"
    "⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
RADICALS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""Radicals and the characters that they look like."""
_SAID = {
    **RADICALS, **_QUOTES, **dict.fromkeys(_ZERO_WIDTH, ""), **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_DOTS, "·"), **{char: char for char in _KEEP},
}  # fmt: skip

_NOTE_MARK = re.compile(
    r"\[注[^\[\]\n]{1,6}\]"
    r"|(?<=[\d０-９])(?:[\[［〔]\d{1,2}[\]］〕]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[①-⑳])(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff%％”’）)》])(?<![米里])(?:[\[［〔]\d{1,2}[\]］〕]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?=[，。；：、,.;:）)\s]|$)",
    re.MULTILINE,
)
_O_ZERO = re.compile(r"(?<=[0-9０-９])[OoＯ]+(?=[0-9０-９,.，．年月日号件人名次个份项家起条万亿%％])")
_NUMBER = "[0-9０-９][0-9０-９,.，．]{0,30}"  # nobody writes more
_PARTED = re.compile(
    r"(?<![-/:.：0-9０-９])(?<![-/:：0-9０-９] )"
    rf"{_NUMBER}(?:[ \u3000]{_NUMBER}){{1,3}}"
    r"(?![-/:：0-9０-９ \u3000\t])"
)
_HAN_ZERO = re.compile(r"(?<=[一二三四五六七八九十百千〇])[○◯]+(?=[一二三四五六七八九十百千万〇年月日号件个人次])")


@lru_cache(maxsize=8192)
def fold(char: str) -> str:
    """One character in its matching form; empty for characters that do not count."""
    if char in _SAID:
        return _SAID[char]
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


def letters_to_zeros(text: str) -> str:
    """``text`` with the letter O among digits as the zero it stands for (2O24年, 1O件): recognition takes 0 for O."""
    return _O_ZERO.sub(lambda zero: "0" * len(zero[0]), text)


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
    paragraphs = list(paragraphs)
    # Only the part that is wanted is worked on: a document is normalised paragraph by paragraph, too.
    base = max(min((p.start for p in paragraphs), default=0) - _AROUND, 0)
    text = text[base : max((p.end for p in paragraphs), default=0) + _AROUND]
    paragraphs = [_moved(p, base) for p in paragraphs]
    row_starts = {r.start - base for r in rows}
    text = _NOTE_MARK.sub(lambda mark: "\u2060" * len(mark[0]), text)  # 214[注1]件 is 214件
    text = letters_to_zeros(text)
    text = _HAN_ZERO.sub(lambda zero: "〇" * len(zero[0]), text)  # 二○二四, 一百○五
    for hole in (_moved(h, base) for h in holes if h.end > base and h.start < base + len(text)):
        text = text[: hole.start] + " " * (hole.end - hole.start) + text[hole.end :]
    folded = _Folded(out, origin, _is_strewn(text, paragraphs))
    for paragraph in paragraphs:
        if out:
            out.append("\n")
            origin.append(max(paragraph.start - 1, origin[-1]))
        _fold_paragraph(text, paragraph, folded, keep_tabs=paragraph.start in row_starts)
    return NormalText("".join(out), array("l", (offset + base for offset in origin)) if base else origin)


_AROUND = 64  # characters beside a stretch that may decide how its first and last ones are read


def _moved(span: Span, base: int) -> Span:
    return Span(max(span.start - base, 0), span.end - base)


def _is_strewn(text: str, paragraphs: Iterable[Span]) -> bool:
    """Whether blanks stand anywhere in the words, as in text copied out of a scan: then they part no numbers either."""
    blanks = length = 0
    for paragraph in paragraphs:
        if paragraph.end - paragraph.start >= _PROSE:
            prose = text[paragraph.start : paragraph.end]
            blanks += len(_STRAY.findall(prose))
            length += len(prose)
    return blanks >= _MANY and blanks * _EVERY >= length


_STRAY = re.compile(r"(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff])")
_PROSE, _MANY, _EVERY = 60, 10, 300  # characters of a paragraph, blanks of a document, characters for one of them


@dataclass(frozen=True, slots=True)
class _Folded:
    """What has been folded; ``strewn``: blanks stand anywhere in the words and mean nothing."""

    out: list[str]
    origin: array[int]
    strewn: bool


def _fold_paragraph(text: str, span: Span, folded: _Folded, *, keep_tabs: bool) -> None:
    out, origin = folded.out, folded.origin
    gap = -1  # offset of a pending blank
    parted = _parted(text, span) if not keep_tabs else frozenset()
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
            joined = wrapped or gap in parted or (folded.strewn and char.isdigit())
            if len(out) > first and not joined and _keeps_space(out[-1], char, _digits_from(text, offset, span.end)):
                out.append(" ")
                origin.append(gap)
            gap = -1
        out.append(char)
        origin.append(offset)


def _parted(text: str, span: Span) -> frozenset[int]:
    """Single blanks that part the figures of one number inside a sentence: 受理4 46件 (not 10:28, not a column)."""
    if span.end - span.start < _PROSE or not _SENTENCE.search(text, span.start, span.end):
        return frozenset()
    numbers = _PARTED.finditer(text, span.start, span.end)
    return frozenset(at for number in numbers for at in range(*number.span()) if text[at].isspace())


_SENTENCE = re.compile("[。,，;；]")


def _digits_from(text: str, offset: int, end: int) -> int:
    count = offset
    while count < end and fold(text[count]).isdigit() and fold(text[count]).isascii():
        count += 1
    return count - offset
