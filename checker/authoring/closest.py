"""For what is missing: the passages of the report whose words come closest to what the rule asks.

No dictionary is needed: what two texts share are the longest runs of Chinese characters that stand in both.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from checker.model import Document, Role
from checker.rules.model import Rule

_SHOWN = 3
_PAIR = 2  # one character alone says too little
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the words it shares with the rule, best first."""

    text: str
    line: int
    role: Role
    words: tuple[str, ...]


def closest(rule: Rule, document: Document) -> tuple[Passage, ...]:
    """At most three sentences nearest in words to the rule's definition and full examples."""
    asked = " ".join([rule.title, rule.definition.get("full", ""), *_full(rule)])
    wanted = _pairs(asked)
    sentences = [(s, s.span.of(document.text)) for s in document.sentences if s.role is not Role.BOILERPLATE]
    spread = Counter(pair for _, text in sentences for pair in _pairs(text))
    scored = []
    for sentence, text in sentences:
        shared = _pairs(text) & wanted
        if shared:
            score = sum(log(1 + len(sentences) / spread[pair]) for pair in shared)
            scored.append((-score, sentence.span.start, sentence, _runs(text, asked)))
    found = []
    for _, start, sentence, shared in sorted(scored, key=lambda s: s[:2])[:_SHOWN]:
        rarest = tuple(sorted(shared, key=lambda run: (min(spread[p] for p in _pairs(run)), -len(run), run)))
        line = document.text.count("\n", 0, start) + 1
        found.append(Passage(" ".join(sentence.span.of(document.text).split()), line, sentence.role, rarest))
    return tuple(found)


def _full(rule: Rule) -> list[str]:
    return [e.text for e in rule.examples if e.verdict == "full"]


def _pairs(text: str) -> set[str]:
    """Every two characters that stand side by side."""
    return {run[i : i + _PAIR] for run in _CHINESE.findall(text) for i in range(len(run) - 1)}


def _runs(text: str, other: str) -> set[str]:
    """The longest runs of ``text`` that stand in ``other`` as well."""
    found: set[str] = set()
    for chinese in _CHINESE.findall(text):
        start = 0
        while start < len(chinese) - 1:
            end = start + 1
            while end < len(chinese) and chinese[start : end + 1] in other:
                end += 1
            if end - start >= _PAIR:
                found.add(chinese[start:end])
            start = max(end - 1, start + 1) if end - start >= _PAIR else start + 1
    return found
