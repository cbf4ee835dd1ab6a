"""Roles that no heading names: a part that tells of nothing but shortcomings, and what stands behind it.

Headings may be images (欠账单), questions (往哪里使劲) or one word (再出发). A part whose sentences mostly say what is
lacking, and hardly count anything, is about problems; a part behind the problems that does not report results is the
plan, whatever year its heading carries by mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.model import ParagraphKind, Role
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.sections import Tree
from checker.reading.understanding.structure.words import Words

__all__ = ["is_weak", "revised"]

_CLAUSES = re.compile(f"[{TERMINALS};]|(?<=[一二三四五六七八九十])是")
_LEAST, _SHARE, _FEW = 2, 0.5, 0.34  # sentences that say so, their share; the share of sentences that count
_SHORT = 4


def revised(drafts: list[Draft], tree: Tree, roles: list[Role], words: Words) -> list[Role]:
    """Roles of the sections after a look at what stands in those that headings say nothing about."""
    out = list(roles)
    places = _Places.of(tree)
    for family in places.families.values():
        behind = False  # a part about problems
        for index in family:
            if out[index] is Role.ACHIEVEMENTS and index != family[0]:
                role = _told(drafts, tree, places, index, words, behind=behind)
                for other in places.below(index) if role is not None else ():
                    if role is not None and out[other] in (Role.ACHIEVEMENTS, role):
                        out[other] = role
            behind = behind or out[index] is Role.PROBLEMS
    return out


def _told(  # noqa: PLR0913 - a section and where it stands
    drafts: list[Draft], tree: Tree, places: _Places, index: int, words: Words, *, behind: bool
) -> Role | None:
    """The role of a section by what stands in it; None: what it has."""
    if words.found("results_heading", _title(drafts, tree, index)):
        return None
    text = _text(drafts, tree, places, index)
    if behind:
        return Role.PLAN if len(words.pattern("told_done").findall(text)) < _LEAST else None
    return Role.PROBLEMS if is_weak(text, words) else None


@dataclass(frozen=True, slots=True)
class _Places:
    """Sections by the one around them, and drafts by their section: gathered once, not looked for again and again."""

    families: Mapping[int, list[int]]
    drafts: Mapping[int, list[int]]

    @classmethod
    def of(cls, tree: Tree) -> _Places:
        families: dict[int, list[int]] = defaultdict(list)
        for index, node in enumerate(tree.nodes):
            families[node.parent].append(index)
        drafts: dict[int, list[int]] = defaultdict(list)
        for place, section in enumerate(tree.section):
            drafts[section].append(place)
        return cls(dict(families), dict(drafts))

    def below(self, index: int) -> Iterator[int]:
        """A section and all that lie under it."""
        todo = [index]
        while todo:
            one = todo.pop()
            yield one
            todo.extend(self.families.get(one, ()))


def _title(drafts: list[Draft], tree: Tree, index: int) -> str:
    heading = tree.nodes[index].heading
    return drafts[heading.draft].text[heading.start : heading.end]


def _text(drafts: list[Draft], tree: Tree, places: _Places, index: int) -> str:
    """What stands under a section, its heading left out."""
    heading = tree.nodes[index].heading
    pieces = []
    for place in sorted(p for section in places.below(index) for p in places.drafts.get(section, ())):
        draft = drafts[place]
        if draft.kind is ParagraphKind.TEXT:
            pieces.append(draft.text[heading.end :] if place == heading.draft else draft.text)
    return "\n".join(pieces)


def is_weak(text: str, words: Words) -> bool:
    """Whether most sentences say what is lacking, and hardly any counts anything."""
    sentences = [s for s in _CLAUSES.split(text.replace("\n", "。")) if len(s) > _SHORT]
    weak = [s for s in sentences if words.found("weakness", s, "weakness_not")]
    counted = [s for s in sentences if words.found("told_in_numbers", s)]
    return len(weak) >= _LEAST and len(weak) >= _SHARE * len(sentences) and len(counted) <= _FEW * len(sentences)
