"""Draft or published page.

A draft is not asked for what only a published page can show, so the question is whether the text bears a trace of
publication: an information line, an index table, a counter, a menu, a footer. Signature and date are no such trace,
and words in the report's own sentences (信息来源, 政府网站) are none either: only lines that the page added count.
"""

from __future__ import annotations

import re

from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText, Span, Stage
from checker.reading.prose import flat
from checker.reading.understanding.boilerplate import mark_boilerplate
from checker.text.normal import fold_text

__all__ = ["guess_stage"]


def guess_stage(raw: RawText, lexicon: Lexicon) -> tuple[Stage, tuple[Span, ...]]:
    """Tell the stage, and the lines that give it away.

    A page whose only traces are meta tags, and a report that says itself when it was published, have no spans.
    """
    trace = re.compile("|".join(lexicon.words("boilerplate", "publication_traces")))
    spans = tuple(
        block.span
        for block in mark_boilerplate(raw, lexicon).blocks
        if block.kind is BlockKind.BOILERPLATE and trace.search(flat(block.span.of(raw.text)))
    )
    tagged = {hint.name for hint in raw.hints if hint.value.strip()}
    meta = tagged.intersection(lexicon.words("boilerplate", "publication_meta"))
    said = re.search("|".join(lexicon.words("boilerplate", "publication_said")), fold_text(raw.text))
    return (Stage.PUBLISHED if spans or meta or said else Stage.DRAFT), spans
