"""For what is missing: the passages of the report whose words come closest to what the rule asks.

Words are cut with jieba, which is loaded only here.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from math import log

from checker.model import Document, Role
from checker.rules.model import Rule

_SHOWN = 3
_WORD = 2  # shorter words say too little


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the words it shares with the rule, best first."""

    text: str
    line: int
    role: Role
    words: tuple[str, ...]


def closest(rule: Rule, document: Document) -> tuple[Passage, ...]:
    """At most three sentences nearest in words to the rule's definition and full examples."""
    import jieba

    jieba.setLogLevel(logging.ERROR)

    def cut(text: str) -> set[str]:
        return {w for w in jieba.cut(text) if len(w) >= _WORD and not w.isascii()}

    wanted = cut(rule.title + rule.definition.get("full", ""))
    wanted |= {w for e in rule.examples if e.verdict == "full" for w in cut(e.text)}
    sentences = [(s, cut(s.span.of(document.text))) for s in document.sentences if s.role is not Role.BOILERPLATE]
    spread = Counter(w for _, words in sentences for w in words)
    scored = []
    for sentence, words in sentences:
        shared = wanted & words
        score = sum(log(1 + len(sentences) / spread[w]) for w in shared)
        if shared:
            scored.append((-score, sentence.span.start, sentence, shared))
    found = []
    for _, start, sentence, shared in sorted(scored, key=lambda s: s[:2])[:_SHOWN]:
        rarest = tuple(sorted(shared, key=lambda w: (spread[w], w)))
        line = document.text.count("\n", 0, start) + 1
        found.append(Passage(" ".join(sentence.span.of(document.text).split()), line, sentence.role, rarest))
    return tuple(found)
