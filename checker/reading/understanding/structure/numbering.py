"""Numbering at the start of a line: 一、 / (一) / 1. / 1.1 / (1) / ① / 第一章 / Ⅰ …

A *scheme* is a way of numbering; which scheme stands above which is worked out per document, not here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from checker.reading.understanding.structure.words import Words
from checker.text.normal import fold

_CN = "一二三四五六七八九十百零〇"
_NUMERAL = rf"[{_CN}](?: {{0,2}}[{_CN}])*"  # blanks strewn by copying, or characters without width, may stand inside
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_MAX_SKIP = 3  # 一 → 四 is still the same list with items lost

PART, CHINESE, CHINESE_PAREN, ARABIC, ARABIC_PAREN, CIRCLED = "part", "cn", "(cn)", "1", "(1)", "①"
STRONG = (PART, CHINESE, CHINESE_PAREN)  # believed wherever a line begins with them

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第 *({_NUMERAL}|\d+) *(部 *分|章|节|编|篇)(?!程)[ 、:.,]*")),
    (CHINESE, re.compile(rf"({_NUMERAL})(?: ?[、.:] ?| +(?=[^ 是要]))")),
    (CHINESE_PAREN, re.compile(rf"\( *({_NUMERAL}) *\)[、. ]*|([㈠-㈩])[、. ]*")),
    (ARABIC, re.compile(r"(\d{1,2})\.(?=\d{1,2}月)")),
    ("dotted", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、] ?| +|(?=[^\d.%‰ ]))")),
    (ARABIC, re.compile(r"(\d{1,2})(?: ?[.、](?!\d) ?| +(?=[^\d ]))")),
    (ARABIC_PAREN, re.compile(r"\(? ?(\d{1,2}) ?\)[、. ]*|([⑴-⒇])[、. ]*")),
    (CIRCLED, re.compile(r"([①-⑳❶-❿])[、. ]*")),
    ("roman", re.compile(r"([IVX]{1,5})[.、 ] *|([Ⅰ-Ⅻ]|[IVX]{1,4})[.、] *")),
    ("letter", re.compile(r"([A-Z])[.、] *(?=[\u4e00-\u9fff])")),
)
_MARKUP = re.compile(r"#{1,6} +|\*\*|__")


@dataclass(frozen=True, slots=True)
class Label:
    """A numbering as written. ``length`` counts the characters up to the title; ``path`` is (2, 1) for 2.1."""

    scheme: str
    path: tuple[int, ...]
    text: str
    length: int

    @property
    def number(self) -> int:
        """The last component."""
        return self.path[-1]


def flatten(text: str) -> str:
    """Width-folded text of the same length, every blank one space, invisible characters as spaces."""
    return "".join(" " if c.isspace() else fold(c) or " " for c in text)


def chinese_number(text: str) -> int:
    """Value of 一 … 九十九 (or digits)."""
    text = text.replace(" ", "")
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_DIGIT.get(tens, 1) if tens else 1) * 10 + (_DIGIT.get(ones, 0) if ones else 0)
    value = 0
    for char in text:
        value = value * 10 + _DIGIT.get(char, 0)
    return value


def _value(scheme: str, text: str) -> int:
    if scheme == "roman":
        return _roman(unicodedata.normalize("NFKC", text))
    if scheme == "letter":
        return ord(text) - ord("A") + 1
    return mark_number(text)


def mark_number(text: str) -> int:
    """Value of 三, 12, ⑶, ㈢, ③ or ❸."""
    if "❶" <= text <= "❿":
        return ord(text) - ord("❶") + 1
    return chinese_number(unicodedata.normalize("NFKC", text).strip("()"))


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _is_quantity(scheme: str, written: str, after: str, words: Words) -> bool:
    """Whether the digits count something: 5 件, 2.36亿."""
    if scheme == "dotted":
        return bool(words.pattern("decimal_followers").match(after))
    spaced = scheme == ARABIC and written.strip().isdigit()
    return spaced and bool(words.pattern("number_followers").match(after))


def markup(flat: str) -> int:
    """Length of Markdown signs before the text (``## ``, ``**``)."""
    length = 0
    while match := _MARKUP.match(flat, length):
        length = match.end()
    return length


def parse(flat: str, words: Words) -> Label | None:
    """The numbering at the start of a flattened line, if there is one."""
    start = markup(flat)
    for scheme, pattern in _PATTERNS:
        match = pattern.match(flat, start)
        if match is None:
            continue
        if _is_quantity(scheme, match[0], flat[match.end() :], words):
            continue
        raw = next(g for g in match.groups() if g)
        if scheme == "dotted":
            path = tuple(int(p) for p in raw.split("."))
            return Label(f"1.{len(path)}", path, match[0].strip(), match.end())
        name = scheme if scheme != PART else f"{PART}-{match[2]}"
        return Label(
            name, (_value(scheme, raw),), match[0].strip(" 、:.,") if scheme == PART else match[0].strip(), match.end()
        )
    return None


@dataclass(slots=True)
class Sequence:
    """Remembers the last number of each scheme, to tell numbering from numbers that happen to begin a line."""

    last: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def accepts(self, label: Label) -> bool:
        """Whether ``label`` can be the next of its scheme."""
        if label.scheme in STRONG or label.scheme.startswith(PART):
            return True
        before = self.last.get(label.scheme)
        if len(label.path) > 1:
            depth = len(label.path) - 1
            parent = self.last.get(f"1.{depth}" if depth > 1 else ARABIC)
            if parent is not None and parent != label.path[:-1]:
                return False
        if label.number == 1:
            return True
        return before is not None and 0 < label.number - before[-1] <= _MAX_SKIP

    def take(self, label: Label) -> None:
        """Note that ``label`` was used."""
        self.last[label.scheme] = label.path
