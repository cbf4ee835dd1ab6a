"""The small phrase language of rules and vocabularies.

==============  =====================================================================================
``受理|立案``    alternatives
``[甲|乙]``      alternatives in the middle of a phrase; ``[甲|乙]?`` may be absent
``审核…文件``    a gap of at most 15 characters that stays inside one sentence part (no 。；！？)
``甲……乙``      a long gap: at most 60 characters, inside one sentence (no 。！？)
``#``           a number, in digits or Chinese numerals
``@集合``        a set of the shared vocabulary (up to the next blank, bracket or sign)
``re:…``        a raw pattern (``regex`` syntax) on normalised text, under a timeout
==============  =====================================================================================

A phrase is parsed into *variants*; a variant is a chain of links, each a choice of literals and the widest gap
allowed before it. Literals are in matching form (see :mod:`checker.text.normal`), so a phrase may be written in any
width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from checker.errors import RuleError
from checker.text.normal import fold_text

SHORT_GAP = 15
LONG_GAP = 60
NUMBER = "\x00#"  # stands for any number where a literal is expected

_MARKS = "|[]…#@?"


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: any of ``choices``, at most ``gap`` characters after the step before (0: adjacent).

    ``long`` gaps may cross ``;``.
    """

    choices: tuple[str, ...]
    gap: int = 0
    long: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase: any one of ``variants`` matches, or the raw pattern does."""

    source: str
    variants: tuple[tuple[Link, ...], ...] = ()
    pattern: str = ""

    def literals(self) -> Iterator[str]:
        """Every literal that the automaton must look for."""
        for variant in self.variants:
            for link in variant:
                yield from (c for c in link.choices if c != NUMBER)


Resolve = Callable[[str], "tuple[Phrase, ...]"]


def parse_phrase(source: str, resolve: Resolve | None = None) -> Phrase:
    """Parse one phrase.

    Args:
        source: The phrase as written in YAML.
        resolve: Gives the phrases of a vocabulary set by name (without ``@``).

    Raises:
        RuleError: Empty phrase, unbalanced bracket, gap at an end, or an unknown set.
    """
    if source.startswith("re:"):
        return Phrase(source, pattern=source[3:])
    variants: list[tuple[Link, ...]] = []
    for part in split_alternatives(source):
        variants.extend(_Parser(part, source, resolve).variants())
    if not variants:
        msg = f"空的词语:{source!r}"
        raise RuleError(msg)
    return Phrase(source, tuple(dict.fromkeys(variants)))


def split_alternatives(source: str) -> list[str]:
    """The alternatives of a phrase as written; bars inside brackets do not divide."""
    parts, depth, current = [], 0, ""
    for char in source:
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        if char == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


class _Parser:
    """Turns one alternative into chains of links."""

    def __init__(self, text: str, source: str, resolve: Resolve | None) -> None:
        self.text = text
        self.source = source
        self.resolve = resolve
        self.at = 0

    def variants(self) -> list[tuple[Link, ...]]:
        """All chains, optional groups expanded."""
        chains: list[list[tuple[Link, ...]]] = []
        gap, long = 0, False
        while self.at < len(self.text):
            if self.text[self.at] == "…":
                count = len(self.text[self.at :]) - len(self.text[self.at :].lstrip("…"))
                self.at += count
                gap, long = (LONG_GAP, True) if count > 1 else (SHORT_GAP, False)
                continue
            chains.append(self._step(gap, long=long))
            gap, long = 0, False
        if gap or not chains:
            self._fail("间隔“…”两边都要有词")
        result: list[tuple[Link, ...]] = [()]
        for options in chains:
            result = [_join(done, option) for done in result for option in options]
        kept = [chain for chain in result if chain]
        if any(chain[0].gap for chain in kept):
            kept = [(Link(chain[0].choices), *chain[1:]) for chain in kept]
        return kept

    def _step(self, gap: int, *, long: bool) -> list[tuple[Link, ...]]:
        char = self.text[self.at]
        if char == "[":
            end = self.text.find("]", self.at)
            if end < 0:
                self._fail("方括号没有闭合")
            inner = self.text[self.at + 1 : end]
            self.at = end + 1
            optional = self.at < len(self.text) and self.text[self.at] == "?"
            self.at += optional
            chains = [c for part in inner.split("|") for c in _Parser(part, self.source, self.resolve).variants()]
            options = _merge(chains, gap, long=long)
            return [*options, ()] if optional else options
        if char == "#":
            self.at += 1
            return [(Link((NUMBER,), gap, long),)]
        if char == "@":
            return self._set(gap, long=long)
        if char in _MARKS:
            self._fail(f"这里不能用“{char}”")
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in _MARKS:
            self.at += 1
        literal = fold_text(self.text[start : self.at])
        if not literal:
            self._fail("词语里只有空白")
        return [(Link((literal,), gap, long),)]

    def _set(self, gap: int, *, long: bool) -> list[tuple[Link, ...]]:
        start = self.at + 1
        self.at = start
        while self.at < len(self.text) and self.text[self.at] not in _MARKS + " ":
            self.at += 1
        name = self.text[start : self.at]
        if self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1
        if self.resolve is None:
            return self._fail(f"这里不能引用词表“@{name}”")
        phrases = self.resolve(name)
        if any(p.pattern for p in phrases):
            return self._fail(f"词表“@{name}”里有 re: 正则,不能在词语里引用,请把正则直接写进规则")
        return _merge([v for p in phrases for v in p.variants], gap, long=long)

    def _fail(self, why: str) -> NoReturn:
        msg = f"词语写法有误({why}):{self.source}"
        raise RuleError(msg)


def _merge(chains: list[tuple[Link, ...]], gap: int, *, long: bool) -> list[tuple[Link, ...]]:
    """Put single literals into one link, keep longer chains apart."""
    single = tuple(dict.fromkeys(c for chain in chains if len(chain) == 1 for c in chain[0].choices))
    merged: list[tuple[Link, ...]] = [(Link(single, gap, long),)] if single else []
    merged += [(Link(chain[0].choices, gap, long), *chain[1:]) for chain in chains if len(chain) > 1]
    return merged


def _join(left: tuple[Link, ...], right: tuple[Link, ...]) -> tuple[Link, ...]:
    """Append ``right``; adjacent plain literals become one."""
    if not left or not right:
        return left or right
    last, first = left[-1], right[0]
    if first.gap == 0 and NUMBER not in last.choices and NUMBER not in first.choices:
        glued = tuple(a + b for a in last.choices for b in first.choices)
        return (*left[:-1], Link(glued, last.gap, last.long), *right[1:])
    return (*left, *right)
