"""Members of enumerations, from their marks to the next mark of the series, the end of the paragraph or a new role."""

from __future__ import annotations

from bisect import bisect_right

from checker.model import Item, ParagraphKind
from checker.reading.understanding.structure.headings import Heading
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.markers import Marker
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.turns import Turn

_LEAD = 40


def find_items(
    drafts: list[Draft], marks: list[list[Marker]], headings: list[Heading], turns: dict[int, list[Turn]]
) -> list[Item]:
    """All items of the document in order; those of an inner series follow the one that holds them."""
    opened = {h.draft for h in headings if h.opens}
    items: list[Item] = []
    for index, draft in enumerate(drafts):
        if draft.kind is not ParagraphKind.TEXT:
            continue
        listed = list(marks[index])
        label = draft.label
        if label is not None and index not in opened and not (listed and listed[0].start == 0):
            listed.insert(0, Marker(0, draft.head, label.scheme, label.number, opens=True))
        cuts = [turn.offset for turn in turns[index]]
        ends = _ends(listed, cuts, len(draft.text))
        items += [_item(draft, index, mark, end) for mark, end in zip(listed, ends, strict=True)]
    return items


def _ends(marks: list[Marker], cuts: list[int], length: int) -> list[int]:
    """Where each item ends: the next mark of its series or of one around it, a new role, or the paragraph's end."""
    ends = [length] * len(marks)
    still_open: list[int] = []
    for position, mark in enumerate(marks):
        if any(marks[i].series == mark.series for i in still_open):
            while still_open:
                closed = still_open.pop()
                ends[closed] = mark.start
                if marks[closed].series == mark.series:
                    break
        still_open.append(position)
    later = [bisect_right(cuts, mark.start) for mark in marks]
    return [min(end, cuts[cut]) if cut < len(cuts) else end for end, cut in zip(ends, later, strict=True)]


def _item(draft: Draft, index: int, mark: Marker, end: int) -> Item:
    text = draft.text
    body = mark.end
    while body < end and text[body] in "、,:. ":
        body += 1
    lead = body
    while lead < min(end, body + _LEAD) and text[lead] not in TERMINALS + ";:":
        lead += 1
    return Item(
        draft.normal.span(mark.start, end),
        draft.normal.span(body, lead) if lead > body else draft.normal.span(mark.start, mark.end),
        text[mark.start : mark.end].strip(),
        mark.number,
        index,
    )
