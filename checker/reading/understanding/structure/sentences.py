"""Sentences: the smallest stretches with one role, one item and one section."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import pairwise

from checker.model import Item, ParagraphKind, Role, Sentence
from checker.reading.understanding.structure.headings import Heading
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.turns import Turn

_PAIRS = {"(": ")", "《": "》", "“": "”", "‘": "’", "〔": "〕"}
_CLOSERS = "”’)》】」\"'"
_GOES_ON = (",", "、", ";", ":", "的", "等", "和")  # after a closing quote: the sentence goes on
_LONGEST, _NEAR = 4_000, 200  # characters of what is still one sentence, and where its last comma is looked for
_SHORT = 60  # a bracket that closes within so many characters is not cut


def find_sentences(
    drafts: list[Draft], section: list[int], items: list[Item], headings: list[Heading], turns: dict[int, list[Turn]]
) -> list[Sentence]:
    """All sentences in order. Table rows are one each."""
    leads = {h.draft: h.end for h in headings if h.runs_in and h.opens}
    owned: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        owned[item.paragraph].append(number)
    out: list[Sentence] = []
    for index, draft in enumerate(drafts):
        here, own = turns[index], owned[index]
        starts = {draft.normal.locate(items[i].span.start) for i in own}
        cuts = {t.offset for t in here} | starts | {draft.normal.locate(items[i].span.end) for i in own}
        if index in leads:
            cuts.add(_after(draft.text, leads[index]))
        pending, around = deque(own), list[int]()
        for start, end in _pieces(draft, cuts):
            role = _role_at(here, start)
            span = draft.normal.span(start, end)
            while pending and items[pending[0]].span.start <= span.start:
                around.append(pending.popleft())
            while around and items[around[-1]].span.end <= span.start:
                around.pop()
            inner = around[-1] if around else -1
            out.append(Sentence(span, index, section[index], inner, role))
    return out


def _pieces(draft: Draft, cuts: set[int]) -> Iterator[tuple[int, int]]:
    text = draft.text
    whole = draft.kind in (ParagraphKind.ROW, ParagraphKind.HEADING, ParagraphKind.TITLE)
    ends = set() if whole else set(_ends(text))
    borders = sorted({0, len(text)} | ends | (set() if whole else {c for c in cuts if c <= len(text)}))
    for start, end in pairwise(borders):
        if text[start:end].strip():
            yield from [(start, end)] if whole else _bearable(text, start, end)


def _bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without a full stop in pieces that may be worked on: nobody writes it, and work would know no end."""
    while end - start > _LONGEST:
        cut = max(text.rfind(sign, start + _LONGEST - _NEAR, start + _LONGEST) for sign in ",、;") + 1
        cut = cut or start + _LONGEST
        if text[start:cut].strip():
            yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _ends(text: str) -> Iterator[int]:
    """Offsets after each full stop outside short brackets, closing signs included."""
    shielded = 0
    for position, char in enumerate(text):
        if char in _PAIRS and position >= shielded:
            close = text.find(_PAIRS[char], position, position + _SHORT)
            shielded = max(shielded, close)
        if char not in TERMINALS or text[position + 1 : position + 2] in tuple(TERMINALS):
            continue
        quoted = (
            position + 1 == shielded and text[shielded] in "”’" and text[shielded + 1 : shielded + 2] not in _GOES_ON
        )
        if position >= shielded or quoted:
            yield _after(text, position)


def _after(text: str, position: int) -> int:
    """Behind the stop at ``position`` and the closing signs that belong to it."""
    end = position
    while end < len(text) and text[end] in TERMINALS + ":,、":
        end += 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return end


def _role_at(turns: list[Turn], offset: int) -> Role:
    return turns[max(bisect_right([t.offset for t in turns], offset) - 1, 0)].role
