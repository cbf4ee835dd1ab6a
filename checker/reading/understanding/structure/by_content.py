"""Roles that no heading names: a part that tells of nothing but shortcomings, and what stands behind it.

Headings may be images (欠账单), questions (往哪里使劲) or one word (再出发). A part whose sentences mostly say what is
lacking, and hardly count anything, is about problems; a part behind the problems that does not report results is the
plan, whatever year its heading carries by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    families: dict[int, list[int]] = {}
    for index, node in enumerate(tree.nodes):
        families.setdefault(node.parent, []).append(index)
    for family in families.values():
        for index in _without_name(family, out):
            if index == family[0] or words.found("results_heading", _title(drafts, tree, index)):
                continue
            earlier = [out[i] for i in family if i < index]
            text = _text(drafts, tree, index)
            if Role.PROBLEMS in earlier:
                if len(words.pattern("told_done").findall(text)) < _LEAST:
                    _give(tree, out, index, Role.PLAN)
            elif is_weak(text, words):
                _give(tree, out, index, Role.PROBLEMS)
    return out


def _without_name(family: list[int], roles: list[Role]) -> Iterator[int]:
    return (i for i in family if roles[i] is Role.ACHIEVEMENTS)


def _title(drafts: list[Draft], tree: Tree, index: int) -> str:
    heading = tree.nodes[index].heading
    return drafts[heading.draft].text[heading.start : heading.end]


def _text(drafts: list[Draft], tree: Tree, index: int) -> str:
    """What stands under a section, its heading left out."""
    heading = tree.nodes[index].heading
    pieces = []
    for place, draft in enumerate(drafts):
        if draft.kind is ParagraphKind.TEXT and index in tree.path(tree.section[place]):
            pieces.append(draft.text[heading.end :] if place == heading.draft else draft.text)
    return "\n".join(pieces)


def _give(tree: Tree, roles: list[Role], index: int, role: Role) -> None:
    """Give a section and what lies under it a role."""
    for other in range(len(tree.nodes)):
        if index in tree.path(other) and roles[other] in (Role.ACHIEVEMENTS, role):
            roles[other] = role


def is_weak(text: str, words: Words) -> bool:
    """Whether most sentences say what is lacking, and hardly any counts anything."""
    sentences = [s for s in _CLAUSES.split(text.replace("\n", "。")) if len(s) > _SHORT]
    weak = [s for s in sentences if words.found("weakness", s, "weakness_not")]
    counted = [s for s in sentences if words.found("told_in_numbers", s)]
    return len(weak) >= _LEAST and len(weak) >= _SHARE * len(sentences) and len(counted) <= _FEW * len(sentences)
