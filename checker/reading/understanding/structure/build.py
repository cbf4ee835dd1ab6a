"""Raw text to structure: the steps in order."""

from __future__ import annotations

from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.model import Item, Paragraph, ParagraphKind, RawText, Role, RoleSpan, Section, Sentence, Span
from checker.reading.understanding.structure.headings import Heading, find_headings
from checker.reading.understanding.structure.items import find_items
from checker.reading.understanding.structure.markers import find_markers
from checker.reading.understanding.structure.paragraphs import Draft, read_paragraphs
from checker.reading.understanding.structure.roles import Places, closing_start, place_roles
from checker.reading.understanding.structure.sections import Tree, build_tree
from checker.reading.understanding.structure.sentences import find_sentences
from checker.reading.understanding.structure.turns import Turn, find_turns
from checker.reading.understanding.structure.words import Words

_RESULTS = (Role.ACHIEVEMENTS, Role.LEADERSHIP)
_NEAR = 2  # a closing paragraph turns within its first sentences


@dataclass(frozen=True, slots=True)
class Structure:
    """What ``Document`` needs to know about the make-up of a text."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    roles: tuple[RoleSpan, ...]
    items: tuple[Item, ...]
    sentences: tuple[Sentence, ...]


def build_structure(raw: RawText, lexicon: Lexicon) -> Structure:
    """Work out paragraphs, sections, roles, items and sentences.

    Raises:
        RuleError: ``language/structure.yaml`` lacks an entry or holds a broken expression.
    """
    words = Words(lexicon)
    drafts = read_paragraphs(raw, words)
    marks = [find_markers(d.text, words) if d.kind is ParagraphKind.TEXT else [] for d in drafts]
    headings = find_headings(drafts, marks, words)
    end = closing_start(drafts, words)
    tree = build_tree(drafts, marks, headings, end)
    places = place_roles(drafts, tree, end, words)
    turns = find_turns(drafts, marks, tree, places, words)
    section = _detached(drafts, tree, places, turns)
    items = find_items(drafts, marks, headings, turns)
    sentences = find_sentences(drafts, section, items, headings, turns)
    return Structure(
        _paragraphs(drafts, section, headings),
        _sections(drafts, section, tree, turns),
        _roles(raw.text, drafts, turns),
        tuple(items),
        tuple(sentences),
    )


def _detached(drafts: list[Draft], tree: Tree, places: Places, turns: dict[int, list[Turn]]) -> list[int]:
    """Sections of the drafts, closing remarks taken out of the section that happens to stand last."""
    section = list(tree.section)
    for index in range(places.tail, len(drafts)):
        turn = next((t for t in turns[index] if t.role in (Role.PROBLEMS, Role.PLAN)), None)
        if turn is None or section[index] < 0 or drafts[index].label is not None:
            continue
        own = tree.nodes[section[index]].heading.draft == index
        near = drafts[index].text.count("。", 0, turn.offset) < _NEAR
        if own or not near or places.sections[section[index]] not in _RESULTS:
            continue
        return [*section[:index], *(-1 if s == section[index] else s for s in section[index:])]
    return section


def _paragraphs(drafts: list[Draft], section: list[int], headings: list[Heading]) -> tuple[Paragraph, ...]:
    by_draft = {h.draft: h for h in headings if h.opens}
    tables = _tables(drafts)
    out: list[Paragraph] = []
    for index, draft in enumerate(drafts):
        heading = by_draft.get(index)
        kind = ParagraphKind.HEADING if heading is not None and not heading.runs_in else draft.kind
        if heading is None and kind is ParagraphKind.HEADING:
            kind = ParagraphKind.TEXT
        lead = draft.normal.span(0, heading.end) if heading is not None and heading.runs_in else None
        cells, table = draft.block.cells, tables.get(index, draft.block.table)
        out.append(Paragraph(draft.span, kind, section[index], lead, cells, table, draft.holes))
    return tuple(out)


def _tables(drafts: list[Draft]) -> dict[int, int]:
    """The tables of rows: one that a page break parts (page number, running head) goes on behind it."""
    out: dict[int, int] = {}
    last = -1
    for index, draft in enumerate(drafts):
        if draft.kind is ParagraphKind.BOILERPLATE:
            continue
        if draft.kind is not ParagraphKind.ROW:
            last = -1
            continue
        parted = last >= 0 and last < index - 1 and len(drafts[last].block.cells) == len(draft.block.cells)
        same = last >= 0 and drafts[last].block.table == draft.block.table
        out[index] = out[last] if parted or same else draft.block.table
        last = index
    return out


def _sections(drafts: list[Draft], section: list[int], tree: Tree, turns: dict[int, list[Turn]]) -> tuple[Section, ...]:
    ends = [drafts[node.heading.draft].span.end for node in tree.nodes]
    for index, draft in enumerate(drafts):
        for around in tree.path(section[index]):
            ends[around] = max(ends[around], draft.span.end)
    out: list[Section] = []
    for node, end in zip(tree.nodes, ends, strict=True):
        heading, draft = node.heading, drafts[node.heading.draft]
        title = draft.text[heading.start : heading.end].strip(" *#")
        span = Span(draft.span.start, end)
        out.append(
            Section(
                draft.normal.span(0, heading.end),
                span,
                heading.label,
                title,
                node.level,
                node.parent,
                turns[heading.draft][0].role,
            )
        )
    return tuple(out)


def _roles(text: str, drafts: list[Draft], turns: dict[int, list[Turn]]) -> tuple[RoleSpan, ...]:
    """Cover the text; what lies between paragraphs belongs to the one before."""
    if not turns:
        return (RoleSpan(Span(0, len(text)), Role.PREAMBLE),) if text else ()
    starts: list[tuple[int, Role]] = []
    for turn in (turn for here in turns.values() for turn in here):
        draft = drafts[turn.draft]
        starts.append((draft.span.start if turn.offset == 0 else draft.normal.origin[turn.offset], turn.role))
    for draft in drafts:
        for hole in draft.holes:
            resumed = next(role for start, role in reversed(starts) if start <= hole.start)
            starts += [(hole.start, Role.BOILERPLATE), (hole.end, resumed)]
    starts.sort(key=lambda pair: pair[0])
    merged: list[tuple[int, Role]] = []
    for start, role in starts:
        if not merged or merged[-1][1] is not role:
            merged.append((start if merged else 0, role))
    ends = [start for start, _ in merged[1:]] + [len(text)]
    return tuple(RoleSpan(Span(s, e), role) for (s, role), e in zip(merged, ends, strict=True))
