"""What prose looks like, line by line: readers look for it in pages, and understanding in what they found."""

from __future__ import annotations

import re

from checker.text.normal import fold

__all__ = ["flat", "is_prose", "numbered", "page_number"]

_LABEL = re.compile(
    r"[(\[]?(?:[一二三四五六七八九十百]+|\d{1,2}(?:\.\d{1,2})*)(?:[)\]、.,]|\s(?=\S))"
    r"|第[一二三四五六七八九十百\d]+[章节部条]|[①-⑳]|[一二三四五六七八九十]+是"
)
_PAGE_NUMBER = re.compile(r"[-—–·.\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/共]\s*(?:共\s*)?\d{1,3}\s*页?)?[-—–·.\s]*")
_PROSE = 25  # characters from which a line with a full stop is prose
_LONG = 60  # characters from which a line with a comma is prose


def flat(line: str) -> str:
    """A line with width folded and its blanks kept."""
    return "".join(fold(char) or "" for char in line).strip()


def numbered(line: str) -> bool:
    """Whether a folded line begins with a number of a heading or an item."""
    return bool(_LABEL.match(line))


def page_number(line: str) -> bool:
    """Whether a line is the number of a page and nothing else: 12, - 12 -, 第12页, 第3页 共9页, 3/9."""
    return bool(_PAGE_NUMBER.fullmatch(line))


def is_prose(line: str) -> bool:
    """Whether a folded line can only be part of the report: a numbered heading, or a sentence."""
    if numbered(line):
        return True
    if "。" in line.rstrip("。") or line.endswith("。"):
        return len(line) >= _PROSE
    return len(line) >= _LONG and "," in line and ("、" in line or ";" in line or line.count(",") > 1)
