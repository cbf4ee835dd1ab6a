"""Where the role changes inside prose: 但…存在不足 and 下一步,…将 without a heading of their own.

A turn holds for the rest of its item. It holds further only where no results can follow: in a section about problems,
or after the last section about results. Findings that were put right (发现问题85个,督促整改) are no problems role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checker.model import ParagraphKind, Role
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.markers import IS, Marker
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.roles import Places, report_year
from checker.reading.understanding.structure.sections import Tree
from checker.reading.understanding.structure.words import Words

_RESULTS = (Role.ACHIEVEMENTS, Role.LEADERSHIP)
_NO_TURNS = (Role.PLAN, Role.CLOSING, Role.BOILERPLATE, Role.PREAMBLE)
_NEXT_ITEM = re.compile(r"(?:[一二三四五六七八九十]+是|\([一二三四五六七八九十\d]+\)|\d+[.、]|[①-⑳])")
_CLAUSE = re.compile(r"[^,;:。!?…]+[,;:。!?…]?[”’)]*")
_OPENING = 200  # stops at which the opening of a report is looked for
_LAST_PART = 3  # without headings, closing remarks stand in the last third


@dataclass(frozen=True, slots=True)
class Turn:
    """From ``offset`` of the draft's normalised text on, ``role`` holds."""

    draft: int
    offset: int
    role: Role


@dataclass(slots=True)
class _Carry:
    """A role that goes on into the next paragraphs: of section ``section``, or to the end (-1)."""

    role: Role
    section: int


def find_turns(
    drafts: list[Draft], marks: list[list[Marker]], tree: Tree, places: Places, words: Words
) -> dict[int, list[Turn]]:
    """Turns by draft: one at the start of each, and those inside."""
    prose = [i for i, d in enumerate(drafts) if d.kind is ParagraphKind.TEXT and any(t in d.text for t in TERMINALS)]
    sole = prose[0] if len(prose) == 1 and not tree.nodes else -1
    closing = max(places.tail, 0 if tree.nodes else _last_part(drafts))
    return _Turner(drafts, marks, tree, places, report_year(drafts), words, closing, sole).turns()


def _last_part(drafts: list[Draft]) -> int:
    """Index of the first draft behind which no more than the last part of the text stands."""
    sizes = [len(d.text) if d.kind is ParagraphKind.TEXT else 0 for d in drafts]
    rest = sum(sizes)
    for index, size in enumerate(sizes):
        rest -= size
        if _LAST_PART * rest <= sum(sizes):
            return max(index, 1)
    return len(drafts)


@dataclass(frozen=True, slots=True)
class _Turner:
    """Finds the turns of a document. Closing remarks may stand from draft ``closing`` on, and in ``sole``."""

    drafts: list[Draft]
    marks: list[list[Marker]]
    tree: Tree
    places: Places
    year: int
    words: Words
    closing: int
    sole: int

    def turns(self) -> dict[int, list[Turn]]:
        out: dict[int, list[Turn]] = {}
        carry: _Carry | None = None
        for index, draft in enumerate(self.drafts):
            base = self.places.drafts[index]
            if carry is not None and not self._reaches(carry, index):
                carry = None
            start = carry.role if carry is not None and base in (*_RESULTS, Role.PROBLEMS) else base
            inside = [Turn(index, 0, start)]
            if index == self.sole and (at := self._opening(draft.text)) < len(draft.text):
                opening = Turn(index, at, Role.ACHIEVEMENTS)
                later = self._inside(index, opening.role, opening.role)
                inside += [opening, *(turn for turn in later if turn.offset > opening.offset)]
            if draft.kind is ParagraphKind.TEXT and base not in _NO_TURNS:
                inside += self._inside(index, start, base)
                carry = self._carried(index, inside, base, carry)
            out[index] = inside
        return out

    def _opening(self, text: str) -> int:
        """Where the preamble of a report in one paragraph ends: behind 报告如下, else behind the first sentence."""
        ends = [m.end() for m in islice(re.finditer(f"[{TERMINALS}:]", text), _OPENING)]
        told = next((end for end in ends if self.words.found("introduces", text[:end])), None)
        return told or (ends[0] if len(ends) > 1 else 0)

    def _reaches(self, carry: _Carry, index: int) -> bool:
        if self.places.drafts[index] in (Role.CLOSING, Role.PLAN):
            return False
        if self.places.drafts[index] is Role.BOILERPLATE or carry.section < 0:
            return True
        return carry.section in self.tree.path(self.tree.section[index])

    def _inside(self, index: int, start: Role, base: Role) -> Iterator[Turn]:
        text = self.drafts[index].text
        role, series, number = start, "", 0
        within = False  # the turn was made inside an item, and ends with it
        for offset, marker, sentence_start in self._clauses(index):
            if marker is not None:
                goes_on = marker.series == series and marker.number > number
                if goes_on and within and not self._held(index, base, role):
                    role, within = start, False
                    yield Turn(index, marker.start, role)
                within = within and marker.series == series and goes_on
                series, number = marker.series, marker.number
            turned = self._turn(text[offset:], role, index, sentence_start=sentence_start)
            if turned is not None and turned is not role:
                role, within = turned, bool(series)
                yield Turn(index, offset if marker is None else marker.start, role)

    def _held(self, index: int, base: Role, role: Role) -> bool:
        """Whether a turn to problems keeps holding at the next item: in closing remarks it does."""
        return role is Role.PROBLEMS and base in _RESULTS and self._closing(index)

    def _clauses(self, index: int) -> Iterator[tuple[int, Marker | None, bool]]:
        """Start of each clause after its enumeration mark; the mark; whether a sentence or item starts there."""
        text, marks = self.drafts[index].text, {m.start: m for m in self.marks[index]}
        cuts = sorted({*(m.start() for m in _CLAUSE.finditer(text)), *marks})
        for cut in cuts:
            marker = marks.get(cut)
            offset = marker.end if marker is not None else cut
            if cut == 0 and self.drafts[index].head:
                offset = max(offset, self.drafts[index].head)
            begins = cut == 0 or marker is not None or text[:cut].rstrip("”’)")[-1:] in TERMINALS + ";"
            offset += len(text[offset:]) - len(text[offset:].lstrip(",、:"))
            yield offset, marker, begins

    def _turn(self, rest: str, role: Role, index: int, *, sentence_start: bool) -> Role | None:
        """The role that begins at this clause, if one does."""
        sentence = re.split(f"[{TERMINALS}]", rest, maxsplit=1)[0]
        words = self.words
        if role is not Role.PLAN and self._plans(sentence, role, sentence_start=sentence_start):
            return Role.PLAN
        if role not in _RESULTS or words.found("problems_not", sentence):
            return None
        if words.found("problems_turn", sentence):
            return Role.PROBLEMS
        if words.found("problems_tail", sentence) and self._ends(rest[len(sentence) + 1 :]):
            return Role.PROBLEMS
        if sentence_start and self._closing(index) and words.found("problems_open", sentence):
            concession = words.pattern("concession").match(sentence)
            return None if concession else Role.PROBLEMS
        return None

    def _ends(self, rest: str) -> bool:
        """Whether an item or paragraph ends here: nothing follows, or the next member of a list."""
        return not rest.strip("”’) ") or bool(_NEXT_ITEM.match(rest))

    def _plans(self, sentence: str, role: Role, *, sentence_start: bool) -> bool:
        if not sentence_start and role is not Role.PROBLEMS:
            return False
        if self.words.found("plan_turn", sentence):
            return True
        match = self.words.pattern("plan_turn_year").search(sentence)
        if match is None or not sentence_start:
            return False
        later = 0 < self.year < int(match[0][match[0].index("年") - 4 : match[0].index("年")])
        return later or (role is Role.PROBLEMS and not self.words.found("not_plan_turn", sentence))

    def _closing(self, index: int) -> bool:
        """Whether draft ``index`` can belong to closing remarks."""
        return index >= self.closing or index == self.sole

    def _carried(self, index: int, inside: list[Turn], base: Role, carry: _Carry | None) -> _Carry | None:
        """What goes on into the next paragraph."""
        role = inside[-1].role
        if role is inside[0].role:
            return carry
        text = self.drafts[index].text[inside[-1].offset :]
        if role is Role.PROBLEMS and self.words.found("problems_tail", text) and self._ends(text.partition("。")[2]):
            return carry  # the last words of one item
        draft, section = self.drafts[index], self.tree.section[index]
        listed = draft.label is not None or (bool(self.marks[index]) and self.marks[index][0].start == 0)
        if listed and not draft.text.endswith(":"):
            return carry
        if base is Role.PROBLEMS:
            return _Carry(role, section)
        listed_below = draft.text.endswith(":") and self._items_follow(index)
        return _Carry(role, -1) if self._closing(index) or listed_below else None

    def _items_follow(self, index: int) -> bool:
        after = self.marks[index + 1] if index + 1 < len(self.marks) else []
        return bool(after) and after[0].start == 0 and after[0].series == IS
