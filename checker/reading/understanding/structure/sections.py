"""Headings become a tree of sections.

Which scheme of numbering stands above which is worked out from the document: B lies under A when B starts again at
one between two neighbours of A. Where that says nothing, the scheme that appears first is the higher one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from checker.model import ParagraphKind
from checker.reading.understanding.structure.headings import LEAD, PLAIN, Heading
from checker.reading.understanding.structure.markers import Marker
from checker.reading.understanding.structure.paragraphs import Draft

_MAX_SKIP = 3
_OUTSIDE = (ParagraphKind.TITLE, ParagraphKind.ADDRESSEE, ParagraphKind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class Node:
    """A section before offsets and role are filled in."""

    heading: Heading
    level: int
    parent: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Sections, and the section of each draft (-1: none)."""

    nodes: tuple[Node, ...]
    section: tuple[int, ...]

    def path(self, index: int) -> list[int]:
        """A section and those around it, innermost first."""
        out: list[int] = []
        while index >= 0:
            out.append(index)
            index = self.nodes[index].parent
        return out


def build_tree(drafts: list[Draft], marks: list[list[Marker]], headings: list[Heading], end: int) -> Tree:
    """Nest the headings and give every draft its section; drafts from ``end`` on are closing matter."""
    builder = _Builder(headings, _Order(headings))
    section: list[int] = []
    for index, draft in enumerate(drafts):
        if index >= end or draft.kind in _OUTSIDE:
            section.append(-1)
        elif builder.passed < len(headings) and headings[builder.passed].draft == index:
            section.append(builder.head())
        else:
            listed = bool(marks[index]) and marks[index][0].start == 0
            section.append(builder.body(own=draft.kind is ParagraphKind.TEXT and not listed))
    return Tree(tuple(builder.nodes), tuple(section))


@dataclass(slots=True)
class _Builder:
    """The sections that are open while the drafts go by. ``passed`` counts headings."""

    headings: list[Heading]
    order: _Order
    nodes: list[Node] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    lead: int = -1
    passed: int = 0
    fuller: set[int] = field(default_factory=set)

    def head(self) -> int:
        """Take the next heading; the section of its draft."""
        heading = self.headings[self.passed]
        alone = _stands_alone(heading, self.stack, self.nodes)
        if alone and not self.order.resumes(self.stack, self.nodes, self.passed):
            self.stack = []
        while self.stack and not self.order.above(self.nodes[self.stack[-1]].heading.scheme, heading.scheme):
            self.stack.pop()
        self.lead, self.passed = -1, self.passed + 1
        parent = self.stack[-1] if self.stack else -1
        if not heading.opens:
            return parent
        self.nodes.append(Node(heading, len(self.stack) + 1, parent))
        if heading.scheme == LEAD:
            self.lead = len(self.nodes) - 1
        else:
            self.stack.append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def body(self, *, own: bool) -> int:
        """The section of a draft that is no heading; ``own``: it is prose, not a member of a list."""
        if own:
            self.lead = -1
        if self.lead >= 0 or not self.stack:
            return self.lead
        if own and self._finished(self.stack[-1]):
            self.stack.pop()
        elif own:
            self.fuller.add(self.stack[-1])
        return self.stack[-1]

    def _finished(self, top: int) -> bool:
        """Whether the last of several one-paragraph sections is over, so that the text belongs to the one around."""
        node = self.nodes[top]
        heading = node.heading
        if not heading.runs_in or heading.names_role or node.parent < 0 or top in self.fuller:
            return False
        after = self.headings[self.passed] if self.passed < len(self.headings) else None
        if after is not None and after.scheme == heading.scheme and after.number > heading.number:
            return False
        siblings = [i for i, n in enumerate(self.nodes[:top]) if n.parent == node.parent]
        return bool(siblings) and not self.fuller.intersection(siblings)


def _stands_alone(heading: Heading, stack: list[int], nodes: list[Node]) -> bool:
    """Whether an unnumbered heading about problems or plans ends the numbered section before it."""
    return (
        heading.names_role and heading.scheme in (LEAD, PLAIN) and not any(nodes[i].heading.names_role for i in stack)
    )


class _Order:
    """Which scheme stands above which in this document."""

    def __init__(self, headings: list[Heading]) -> None:
        self.headings = headings
        self.first: dict[str, int] = {}
        self.inside: Counter[tuple[str, str]] = Counter()
        for position, heading in enumerate(headings):
            self.first.setdefault(heading.scheme, position)
        for outer in self.first:
            self._count(outer)

    def _count(self, outer: str) -> None:
        """Count, for each other scheme, the steps of ``outer`` between which it starts at one."""
        before: Heading | None = None
        seen: set[str] = set()
        for heading in self.headings:
            if heading.scheme != outer:
                if heading.number == 1:
                    seen.add(heading.scheme)
                continue
            step = before is not None and (outer in (PLAIN, LEAD) or 0 < heading.number - before.number <= _MAX_SKIP)
            if step:
                self.inside.update((outer, inner) for inner in seen)
            before, seen = heading, set()

    def above(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` lies under ``outer``."""
        if outer in (inner, LEAD):
            return False
        if inner == LEAD:
            return True
        if outer[0] == inner[0] == "L":
            return outer < inner
        if inner.startswith("1.") and (outer == "1" or outer.startswith("1.")):
            return outer < inner
        if outer.startswith("1.") and inner == "1":
            return False
        forth, back = self.inside[outer, inner], self.inside[inner, outer]
        return forth > back if forth != back else self.first[outer] < self.first[inner]

    def resumes(self, stack: list[int], nodes: list[Node], position: int) -> bool:
        """Whether the numbering of the outermost open section goes on after heading ``position``."""
        if not stack:
            return False
        top = nodes[stack[0]].heading
        later = (h for h in self.headings[position + 1 :] if h.scheme == top.scheme and top.scheme != PLAIN)
        return any(0 < h.number - top.number <= _MAX_SKIP for h in later)
