"""The role that each section and each paragraph has by its place; turns inside prose come later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import ParagraphKind, Role
from checker.reading.understanding.structure.by_content import is_weak, revised
from checker.reading.understanding.structure.headings import LEAD
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.sections import Tree
from checker.reading.understanding.structure.words import Words

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_CAPTION_LINES = 2  # caption, and below it what is counted: 单位:件
_RESULTS = (Role.ACHIEVEMENTS, Role.LEADERSHIP)


@dataclass(frozen=True, slots=True)
class Places:
    """Roles by place: of each section, and of each draft. ``tail`` is where closing remarks may begin."""

    sections: tuple[Role, ...]
    drafts: tuple[Role, ...]
    tail: int


def report_year(drafts: list[Draft]) -> int:
    """The year that the title names, else the first in the text; 0 without any."""
    titles = [d.text for d in drafts if d.kind is ParagraphKind.TITLE]
    prose = [d.text for d in drafts if d.kind is ParagraphKind.TEXT]
    for text in [*titles, *prose]:
        if match := _YEAR.search(text):
            return int(match[0])
    return 0


def closing_start(drafts: list[Draft], words: Words) -> int:
    """Index of the first draft after the body: signature, contact lines, dates of publication."""
    end = next((i for i, d in enumerate(drafts) if d.kind is ParagraphKind.SIGNATURE), len(drafts))
    if end == len(drafts):
        while end > 0 and drafts[end - 1].kind is ParagraphKind.BOILERPLATE:
            end -= 1
    while end > 1 and drafts[end - 1].kind is ParagraphKind.TEXT and words.found("closing_line", drafts[end - 1].text):
        end -= 1
    return end


def section_role(title: str, parent: Role | None, year: int, words: Words) -> Role:
    """Role of a section by its heading, inside a section of role ``parent``."""
    if parent is Role.PLAN:
        return parent
    problems = words.found("problems_heading", title, "problems_heading_not")
    plan = words.found("plan_heading", title, "plan_heading_not") or _later_year(title, year, words)
    if problems and parent is not Role.PROBLEMS:
        return Role.PROBLEMS
    if plan and not problems:
        return Role.PLAN
    if parent is Role.PROBLEMS:
        return parent
    if words.found("leadership_heading", title, "leadership_heading_not"):
        return Role.LEADERSHIP
    return parent or Role.ACHIEVEMENTS


def _later_year(title: str, year: int, words: Words) -> bool:
    match = words.pattern("plan_heading_later").search(title)
    if match is None or words.found("plan_heading_not", title):
        return False
    return 0 < year < int(match[0][:4])


def place_roles(drafts: list[Draft], tree: Tree, end: int, words: Words) -> Places:
    """Give every section and every draft the role of its place."""
    year = report_year(drafts)
    sections: list[Role] = []
    for node in tree.nodes:
        parent = sections[node.parent] if node.parent >= 0 else None
        heading = node.heading
        title = drafts[heading.draft].text[heading.start : heading.end]
        sections.append(section_role(title, parent, year, words))
    sections = revised(drafts, tree, sections, words)
    first = _body_start(drafts, tree, sections, words)
    roles: list[Role] = []
    for index, draft in enumerate(drafts):
        section = tree.section[index]
        if draft.kind is ParagraphKind.BOILERPLATE:
            roles.append(Role.BOILERPLATE)
        elif index >= end:
            roles.append(Role.CLOSING)
        elif section >= 0:
            roles.append(sections[section])
        else:
            roles.append(Role.PREAMBLE if index < first else Role.ACHIEVEMENTS)
    for index in _data_tables(drafts, roles, words):
        roles[index] = Role.ACHIEVEMENTS
    if Role.PROBLEMS not in sections:
        for index in _weak_paragraphs(drafts, roles, words):
            roles[index] = Role.PROBLEMS
    return Places(tuple(sections), tuple(roles), _tail(drafts, tree, sections, first))


def _weak_paragraphs(drafts: list[Draft], roles: list[Role], words: Words) -> Iterator[int]:
    """Paragraphs of the second half that tell of nothing but shortcomings, in a report without a part about them."""
    prose = [i for i, r in enumerate(roles) if r is Role.ACHIEVEMENTS and drafts[i].kind is ParagraphKind.TEXT]
    for index in prose[len(prose) // 2 :]:
        if is_weak(drafts[index].text, words):
            yield index


def _data_tables(drafts: list[Draft], roles: list[Role], words: Words) -> Iterator[int]:
    """Captions and rows of tables with the year's figures that stand behind the plan or the signature."""
    index = 0
    while index < len(drafts):
        first = last = index
        index += 1
        if drafts[first].kind is not ParagraphKind.ROW or roles[first] not in (Role.PLAN, Role.CLOSING):
            continue
        while last + 1 < len(drafts) and drafts[last + 1].kind in (ParagraphKind.ROW, ParagraphKind.BOILERPLATE):
            last += 1  # lines that only draw the table stand between its rows
        index = last + 1
        above = [i for i in range(max(first - _CAPTION_LINES, 0), first) if _is_caption_line(drafts[i])]
        named = [i for i in above if words.found("data_caption", drafts[i].text, "data_caption_not")]
        if named:
            yield from range(named[0], last + 1)


def _is_caption_line(draft: Draft) -> bool:
    return draft.kind is ParagraphKind.TEXT and not any(t in draft.text for t in TERMINALS)


def _body_start(drafts: list[Draft], tree: Tree, sections: list[Role], words: Words) -> int:
    """Index of the first draft after the preamble."""
    prose = [i for i, d in enumerate(drafts) if _is_prose(d)]
    heading = tree.nodes[0].heading.draft if tree.nodes else len(drafts)
    before = [i for i in prose if i < heading]
    told = next((i for i in before if words.found("introduces", drafts[i].text)), None)
    if told is not None:
        return told + 1
    if any(role in _RESULTS for role in sections):
        return heading
    return before[0] + 1 if before else heading


def _is_prose(draft: Draft) -> bool:
    return draft.kind is ParagraphKind.TEXT and (any(t in draft.text for t in TERMINALS) or draft.text.endswith(":"))


def _tail(drafts: list[Draft], tree: Tree, sections: list[Role], first: int) -> int:
    """From this draft on no section about results begins any more, so that closing remarks may follow."""
    last = [n.heading.draft for n, role in zip(tree.nodes, sections, strict=True) if role in _RESULTS]
    if last:
        return last[-1] + (0 if tree.nodes[-1].heading.scheme == LEAD else 1)
    return first if first < len(drafts) else 0
