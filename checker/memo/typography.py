"""Chinese typography: rule texts are typed with half-width punctuation, an official document is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checker.model import Basis

__all__ = ["chinese", "cited", "clean", "day", "lines_of", "numeral"]

_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_CHINESE = re.compile("[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_UNSAFE = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DIGITS = "零一二三四五六七八九十"


def clean(text: str) -> str:
    """``text`` on one line, with the characters that a document must not hold, or that turn text about, spelt out."""
    flat = " ".join(text.split())
    return _UNSAFE.sub(lambda m: f"⟦U+{ord(m[0]):04X}⟧", flat)


def chinese(text: str) -> str:
    """``text`` with full-width punctuation beside Chinese characters; what stands in “” stays as it was written."""
    out: list[str] = []
    depth, brackets = 0, list[bool]()
    for at, char in enumerate(text):
        depth += {"“": 1, "”": -1}.get(char, 0)
        before, after = text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else ""
        beside = bool(_CHINESE.match(before) or _CHINESE.match(after))
        if depth > 0:
            out.append(char)
        elif char == "(":
            brackets.append(beside)
            out.append("（" if beside else char)
        elif char == ")":
            wide = brackets.pop() if brackets else beside
            out.append("）" if wide else char)
        elif char in _FULL and (beside or before in "%_)" or (out and out[-1] == "）")):
            out.append(_FULL[char])
        else:
            out.append(char)
    return "".join(out)


def numeral(number: int) -> str:
    """A Chinese numeral for 1..99 (一、十、十二、二十一)."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def day(iso: str | None) -> str:
    """``2024-03-01`` as 2024年3月1日; a blank to fill in where there is no date."""
    if not iso:
        return "____年____月____日"
    when = date.fromisoformat(iso)
    return f"{when.year}年{when.month}月{when.day}日"


def cited(bases: Sequence[Basis]) -> str:
    """Legal bases as one text: articles of the same document stand together."""
    articles: dict[str, list[str]] = {}
    for basis in bases:
        article = basis.article or ""
        head = basis.cite.removesuffix(article) if article and basis.cite.endswith(article) else basis.cite
        found = articles.setdefault(head, [])
        if head != basis.cite and article not in found:
            found.append(article)
    return "；".join(chinese(head) + "、".join(chinese(a) for a in names) for head, names in articles.items())


def lines_of(title: str, width: int, breaks: Sequence[str]) -> tuple[str, ...]:
    """``title`` in lines of at most ``width`` characters, of like length, broken after one of ``breaks`` if possible.

    Marks that may not begin or end a line, and numbers, are kept together.
    """
    count = -(-len(title) // width)
    if count <= 1:
        return (title,)
    share = len(title) / count

    def cost(start: int, end: int) -> float:
        line, rest = title[start:end], title[end:]
        torn = bool(rest) and (line[-1] in "《〈（“" or rest[0] in "》〉）”的、" or line[-1].isdigit())
        apart = bool(rest) and not line.endswith(tuple(breaks)) and not rest.startswith(("《", "〈"))
        return (end - start - share) ** 2 + 400 * torn + 30 * apart

    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for end in range(1, len(title) + 1):
        options = [
            (best[start][0] + cost(start, end), (*best[start][1], title[start:end]))
            for start in range(max(0, end - width), end)
            if start in best
        ]
        best[end] = min(options)
    return best[len(title)][1]
