"""Numbers that may have been broken apart on their way here: 维持1⏎48件, 受理4 46件, 审结 12|46件 around a page number.

Joined or not, their reading is a guess; an answer that rests on one is no finding but a remark with its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.engine.statements.matching import Hit
from checker.engine.statements.view import Page
from checker.model import Note, Span

__all__ = ["CODE", "torn", "torn_note"]

CODE = "torn-number"
_INSIDE = re.compile(r"[0-9０-９,，.．][^\S\n]*(?:\n[^一-龥]*|[^\S\n])(?=[0-9０-９.．])")
_GROUPS = re.compile(r"[0-9０-９]{1,3}(?:[ \u00a0\u2009\u202f][0-9０-９]{3})+(?![0-9０-９])")  # 12 345: thousands
_BEFORE = re.compile(r"(?<![年月第])[0-9０-９][^\S\n]*(?:\n[^\S\n]*|[^\S\n])$")
_CONFUSED = re.compile(r"[0-9０-９][OoＯ]")  # 1O件: read as 10, but who knows
_REACH = 6


def torn(page: Page, places: Sequence[Hit]) -> tuple[Span, ...]:
    """Those of ``places`` whose digits blanks or a line end part, in original coordinates."""
    text = page.document.text
    found: list[Span] = []
    for start, end in places:
        span = page.original((start, max(end, start + 1)))
        raw = _GROUPS.sub("", span.of(text))
        starts_bare = text[span.start : span.start + 1].isdigit()
        if (
            _INSIDE.search(raw)
            or _CONFUSED.search(raw)
            or (starts_bare and _BEFORE.search(text[max(0, span.start - _REACH) : span.start]))
        ):
            found.append(span)
    return tuple(found)


def torn_note(page: Page, spans: Sequence[Span], expression: str) -> Note:
    """The remark that takes the place of a finding."""
    shown = "、".join(" ".join(s.of(page.document.text).split()) for s in spans)
    return Note(
        CODE,
        f"数字可能被断开,请核对原文:{shown}(第{page.line(spans[0].start)}行)。按现在读到的数未能勾稽:{expression}。",
        spans[0].start,
        spans[0].end,
    )
