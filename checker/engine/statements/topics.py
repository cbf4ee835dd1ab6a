"""What each place of the text is about.

Topics come in classes of competitors (行政复议, 行政应诉, 人民调解 … all own 受理 and 审结). A topic holds until a
competitor of its class appears. Looked for, nearest first:

1. the clause itself, up to the place; then its words after the place;
2. earlier clauses of the sentence, earlier sentences of the same item (or paragraph, or table);
3. the lead of the item, the line above a table;
4. the headings, innermost first.

Two topics of one class named together (复议应诉) both count. Item borders stop 2; headings never compete with text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from checker.engine.statements.clauses import ClauseText
from checker.engine.statements.matching import Matcher
from checker.engine.statements.tables import first_row, line_above
from checker.model import Document
from checker.rules.phrase import Phrase

_TOGETHER = 3  # characters between two names that count as one mention (复议、应诉)


class TopicReader:
    """Answers which topics of a class hold at a place. Answers are cached by clause and class."""

    def __init__(
        self,
        document: Document,
        clauses: ClauseText,
        matcher: Matcher,
        topics: Mapping[str, Mapping[str, tuple[Phrase, ...]]],
    ) -> None:
        self._document = document
        self._clauses = clauses
        self._class_of = {topic: name for name, members in topics.items() for topic in members}
        self._mentions: dict[str, list[tuple[int, int, str]]] = {}
        self._starts: dict[str, list[int]] = {}
        for name, members in topics.items():
            found = [(s, e, t) for t, phrases in members.items() for s, e in matcher.all_hits(phrases)]
            found = _longest(found)
            self._mentions[name] = found
            self._starts[name] = [m[0] for m in found]

    def knows(self, topic: str) -> bool:
        """Whether ``topic`` belongs to any class."""
        return topic in self._class_of

    def all_at(self, start: int, end: int) -> dict[str, list[str]]:
        """Topics by class that hold for a stretch; classes without one are left out."""
        found = {name: sorted(self.at(name, start, end)) for name in self._mentions}
        return {name: topics for name, topics in found.items() if topics}

    def about(self, topic: str, start: int, end: int) -> bool:
        """Whether the stretch ``[start, end)`` inside one clause is about ``topic``."""
        return topic in self.at(self._class_of[topic], start, end)

    def at(self, name: str, start: int, end: int) -> frozenset[str]:
        """Topics of class ``name`` that hold for ``[start, end)``; empty when none is in reach."""
        clauses = self._clauses
        index = clauses.at(start)
        clause = clauses.clauses[index]
        found = self._last(name, clause.start, end)
        if not found:
            found = self._first(name, end, clause.end)
        if not found and clause.host >= 0:
            host = clauses.clauses[clause.host]
            found = self._last(name, host.start, host.end)
        if not found:
            found = self._last(name, self._context_start(index), clause.start)
        if not found and clause.item >= 0:
            _, _, lead_start, lead_end = clauses.items[clause.item]
            found = self._last(name, lead_start, lead_end)
        if not found and clause.row:
            found = self._last(name, *line_above(self._document, clauses, clause.paragraph))
        if not found:
            found = self._headings(name, clause.section)
        return found

    def _context_start(self, index: int) -> int:
        """Where the reach of earlier sentences begins: item, table or paragraph."""
        clause = self._clauses.clauses[index]
        if clause.item >= 0:
            return self._clauses.items[clause.item][0]
        paragraph = clause.paragraph
        if clause.row:
            paragraph = first_row(self._document, paragraph)
        return self._clauses.paragraphs[paragraph][0]

    def _headings(self, name: str, section: int) -> frozenset[str]:
        while section >= 0:
            start, end = self._clauses.headings[section]
            found = self._last(name, start, end)
            if found:
                return found
            section = self._document.sections[section].parent
        return frozenset()

    def _last(self, name: str, start: int, end: int) -> frozenset[str]:
        mentions, starts = self._mentions[name], self._starts[name]
        at = bisect_left(starts, end) - 1
        if at < 0 or starts[at] < start:
            return frozenset()
        topics = {mentions[at][2]}
        while at > 0 and starts[at - 1] >= start and mentions[at][0] - mentions[at - 1][1] <= _TOGETHER:
            at -= 1
            topics.add(mentions[at][2])
        return frozenset(topics)

    def _first(self, name: str, start: int, end: int) -> frozenset[str]:
        mentions, starts = self._mentions[name], self._starts[name]
        at = bisect_left(starts, start)
        if at >= len(starts) or starts[at] >= end:
            return frozenset()
        return frozenset({mentions[at][2]})


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Drop mentions that lie inside a longer one."""
    found.sort(key=lambda m: (m[0], -m[1]))
    kept: list[tuple[int, int, str]] = []
    reach = -1
    for start, end, topic in found:
        if end <= reach and not (kept and kept[-1][:2] == (start, end)):
            continue
        kept.append((start, end, topic))
        reach = max(reach, end)
    return kept
