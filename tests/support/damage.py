"""Twelve ways in which a text is damaged on its way here: by copying, scanning, printing, converting.

Each takes a text and returns it damaged, the same way every time; what it says is what it said. Where a number is torn
or its figures are confused a reader cannot be sure of it, which the tests allow for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

__all__ = ["DAMAGES", "UNSURE"]

_WIDTH = 76  # columns
_PAGE = 22  # lines
_WIDE = str.maketrans({**{chr(0x30 + i): chr(0xFF10 + i) for i in range(10)}, ",": "，", ";": "；", ":": "："})


def _some(text: str, pattern: str, change: Callable[[re.Match[str]], str], share: float, seed: int = 7) -> str:
    """``change`` at a share of the places that match."""
    chance = Random(seed)  # noqa: S311 - a fixed sequence, no secret
    return re.sub(pattern, lambda m: change(m) if chance.random() < share else m[0], text)


def digit_blanks(text: str) -> str:
    """A blank inside some numbers."""
    return _some(text, r"(?<=[0-9])(?=[0-9])", lambda _: " ", 0.06)


def _wrapped(text: str) -> Iterator[str]:
    """Lines cut at a column of the screen, where a Chinese character takes two; closing signs hang."""
    for line in text.split("\n"):
        start = width = 0
        for at, char in enumerate(line):
            width += 1 if char.isascii() else 2
            if width > _WIDTH and char not in "，。；：、！？）》”%" and "\t" not in line:
                yield line[start:at]
                start, width = at, 1 if char.isascii() else 2
        yield line[start:]


def hard_wraps(text: str) -> str:
    """Every line cut at a fixed column."""
    return "\n".join(_wrapped(text))


def wide_digits(text: str) -> str:
    """All figures full width."""
    return text.translate(str.maketrans({chr(0x30 + i): chr(0xFF10 + i) for i in range(10)}))


def _paged(text: str, foot: Callable[[int], list[str]]) -> str:
    lines: list[str] = []
    for count, line in enumerate(_wrapped(text), start=1):
        lines.append(line)
        if count % _PAGE == 0:
            lines += foot(count // _PAGE)
    return "\n".join(lines)


def page_numbers(text: str) -> str:
    """Wrapped lines with a page number between the pages, in the middle of sentences."""
    return _paged(text, lambda page: [f"— {page} —"])


def running_heads(text: str) -> str:
    """The same with a running head behind each page number."""
    return _paged(text, lambda page: [f"- {page} -", "法治政府建设年度报告"])


def watermarks(text: str) -> str:
    """A watermark on a line of its own here and there."""
    lines = text.split("\n")
    return "\n".join(
        x for i, line in enumerate(lines, 1) for x in ([line, "内部资料 注意保存"] if i % 9 == 0 else [line])
    )


def zero_width(text: str) -> str:
    """Characters without width inside words and numbers."""
    return _some(text, r"(?<=[\u4e00-\u9fff0-9])(?=[\u4e00-\u9fff0-9])", lambda _: "\u200b", 0.04)


def tabs(text: str) -> str:
    """Paragraphs indented with tabs."""
    return re.sub(r"(?m)^(?=[^\s])(?!.*\t)", "\t", text)


def crlf(text: str) -> str:
    """Lines that end as on Windows."""
    return text.replace("\n", "\r\n")


def mixed_widths(text: str) -> str:
    """Figures and punctuation full width in every second paragraph, half width in the others."""
    lines = text.split("\n")
    return "\n".join(line.translate(_WIDE) if i % 2 else line for i, line in enumerate(lines))


def o_for_zero(text: str) -> str:
    """The letter O for some noughts, as recognition confuses them."""
    return _some(text, r"(?<=[0-9])0(?=[0-9年件人名次个%])", lambda _: "O", 0.1)


def double_blanks(text: str) -> str:
    """Two blanks strewn between characters."""
    return _some(text, r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: "  ", 0.03)


DAMAGES = (
    digit_blanks, hard_wraps, wide_digits, page_numbers, watermarks, running_heads,
    zero_width, tabs, crlf, mixed_widths, o_for_zero, double_blanks,
)  # fmt: skip
"""All twelve."""

UNSURE = frozenset({digit_blanks, o_for_zero})
"""Those after which a number may rightly be read differently, or not at all."""
