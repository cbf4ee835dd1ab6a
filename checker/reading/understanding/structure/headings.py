"""Which paragraphs are headings, and where a heading that runs into its paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from checker.model import ParagraphKind
from checker.reading.understanding.structure.lines import TERMINALS
from checker.reading.understanding.structure.markers import Marker
from checker.reading.understanding.structure.paragraphs import Draft
from checker.reading.understanding.structure.words import Words

PLAIN, LEAD, FRAMED = "plain", "lead", "framed"
_LINE = 60  # longest heading on a line of its own
_RUN_IN = 40  # longest heading that runs into its paragraph
_COLON = 25  # the same when a colon ends it
_SENTENCE = 24  # longest lead sentence without numbering
_BARE = 30  # longest heading without numbering
_NAMED = 20  # longest unnumbered lead that names problems or plans
_ROW_OF_LEADS = 3
_FRAMED = re.compile(r"【[^【】]{2,20}】")  # 【统领篇】
_UNFRAMED = str.maketrans("", "", "【】")
_STOPS = re.compile(f"[{TERMINALS};:]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a draft.

    ``start``..``end`` is the title in the draft's normalised text. ``opens`` is false for a numbered paragraph
    without a short lead: it closes the sections beside it but is none itself. ``names_role``: its words say that
    problems or plans follow.
    """

    draft: int
    scheme: str
    number: int
    label: str
    start: int
    end: int
    runs_in: bool
    opens: bool = True
    names_role: bool = False


def find_headings(drafts: list[Draft], marks: list[list[Marker]], words: Words) -> list[Heading]:
    """All headings of the document in order."""
    body = _body_start(drafts)
    found = {i: heading for i in range(body, len(drafts)) if (heading := _numbered(i, drafts, marks[i], words))}
    for heading in _plain(drafts, body, found, words):
        found[heading.draft] = heading
    for heading in _framed_leads(drafts, body, found, words):
        found[heading.draft] = heading
    for heading in _leads(drafts, marks, body, found, words):
        found[heading.draft] = heading
    return [found[i] for i in sorted(found)]


def _body_start(drafts: list[Draft]) -> int:
    head = (ParagraphKind.TITLE, ParagraphKind.ADDRESSEE)
    return max((i for i, d in enumerate(drafts) if d.kind in head), default=-1) + 1


def _numbered(index: int, drafts: list[Draft], marks: list[Marker], words: Words) -> Heading | None:
    """A numbered heading, or one that the format states."""
    draft = drafts[index]
    text, label = draft.text, draft.label
    if draft.kind is ParagraphKind.HEADING and (label is None or draft.block.level):
        scheme = f"L{draft.block.level}" if label is None else label.scheme
        title = _title_end(text)
        number, written = (label.number, label.text) if label else (1, "")
        return Heading(index, scheme, number, written, draft.head, title, runs_in=False, names_role=_role(text, words))
    if label is None or draft.kind not in (ParagraphKind.TEXT, ParagraphKind.HEADING):
        return None
    start = draft.head
    siblings = [m for m in marks if m.series == label.scheme]
    glued = words.end_of("glued_heading", text, start)
    end = glued if glued > start else lead_end(text, start, marks)
    short = len(text) - start <= _LINE and not _STOPS.search(text[start:-1]) and text[-1] not in TERMINALS + ";"
    whole = short and glued == start
    listed = len(siblings) > 1 and siblings[0].start == 0
    opens = not listed and (whole or (start < end and (end < len(text) - 1 or _has_body(drafts, index))))
    title = _title_end(text) if whole else end
    return Heading(
        index,
        label.scheme,
        label.number,
        label.text,
        start,
        title if opens else start,
        runs_in=not whole,
        opens=opens,
        names_role=opens and _role(text[start:title], words),
    )


def _has_body(drafts: list[Draft], index: int) -> bool:
    """Whether text of its own follows a numbered sentence, so that it is a heading and not a list member."""
    after = next((d for d in drafts[index + 1 :] if d.kind is not ParagraphKind.BOILERPLATE), None)
    if after is None or after.kind not in (ParagraphKind.TEXT, ParagraphKind.ROW):
        return False
    mine, label = drafts[index].label, after.label
    return label is None or (mine is not None and label.scheme != mine.scheme and label.number == 1)


def lead_end(text: str, start: int, marks: list[Marker]) -> int:
    """Where the short lead after ``start`` ends; ``start`` when there is none."""
    stop = _STOPS.search(text, start)
    end = stop.start() if stop else len(text)
    mark = next((m.start for m in marks if m.start > start), len(text))
    if mark < end:
        return mark if mark - start <= _RUN_IN else start
    if stop is None or stop[0] == ";":
        return start
    limit = _COLON if stop[0] == ":" else _RUN_IN
    return end if 1 < end - start <= limit else start


def _title_end(text: str) -> int:
    return len(text.rstrip(":。,;*"))


def _role(title: str, words: Words) -> bool:
    return words.found("problems_heading", title, "problems_heading_not") or words.found(
        "plan_heading", title, "plan_heading_not"
    )


def _plain(drafts: list[Draft], body: int, found: dict[int, Heading], words: Words) -> Iterator[Heading]:
    """Short lines without numbering: when they name a role, or when the document has several."""
    prose = body or next((i for i, d in enumerate(drafts) if _is_prose(d)), len(drafts))
    candidates = [i for i in range(prose, len(drafts)) if i not in found and _bare(drafts[i], words)]
    plain = [i for i in candidates if _followed(drafts, i, prose_only=True)]
    for i in candidates:
        text = drafts[i].text
        framed = _FRAMED.match(text)
        start, end = (1, framed.end() - 1) if framed and framed.end() == len(text) else (0, _title_end(text))
        names = _role(text.translate(_UNFRAMED), words)
        if (len(plain) > 1 and i in plain) or (names and _followed(drafts, i, prose_only=False)):
            yield Heading(i, FRAMED if framed else PLAIN, 1, "", start, end, runs_in=False, names_role=names)


def _bare(draft: Draft, words: Words) -> bool:
    text = draft.text.rstrip(":")
    return (
        draft.kind is ParagraphKind.TEXT
        and 2 <= len(text) <= _BARE  # noqa: PLR2004 - 成效
        and not _STOPS.search(text)
        and not (draft.text[-1] == ":" and "," in text)
        and not text[0].isdigit() | (text[0] == "(")
        and (text[0] != "【" or bool(_FRAMED.match(text)))
        and not words.found("not_heading", text)
        and not words.found("closing_line", text)
        and "\t" not in text
    )


def _is_prose(draft: Draft) -> bool:
    return draft.kind is ParagraphKind.TEXT and any(t in draft.text for t in TERMINALS)


def _followed(drafts: list[Draft], index: int, *, prose_only: bool) -> bool:
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    if after is None or after.kind not in (ParagraphKind.TEXT, ParagraphKind.HEADING):
        return False
    return _is_prose(after) or (not prose_only and after.label is not None)


def _framed_leads(drafts: list[Draft], body: int, found: dict[int, Heading], words: Words) -> Iterator[Heading]:
    """Titles in 【】 that their paragraph goes on from, when the document has several."""
    framed = {
        i: mark
        for i in range(body, len(drafts))
        if i not in found and drafts[i].kind is ParagraphKind.TEXT and (mark := _FRAMED.match(drafts[i].text))
    }
    running = {i: mark for i, mark in framed.items() if len(drafts[i].text) - mark.end() > _SENTENCE}
    if len(running) < _ROW_OF_LEADS:
        return
    for i, mark in running.items():
        title = drafts[i].text[1 : mark.end() - 1]
        yield Heading(i, FRAMED, 1, "", 1, mark.end() - 1, runs_in=True, names_role=_role(title, words))


def _leads(
    drafts: list[Draft], marks: list[list[Marker]], body: int, found: dict[int, Heading], words: Words
) -> Iterator[Heading]:
    """Lead sentences without numbering: rows of parallel ones, and single ones that name a role."""
    first = next((i for i in range(body, len(drafts)) if _is_prose(drafts[i])), len(drafts))
    rest = [i for i in range(body, len(drafts)) if drafts[i].kind is not ParagraphKind.BOILERPLATE]
    for _, stretch in groupby(rest, key=lambda i: i in found or drafts[i].kind is not ParagraphKind.TEXT):
        block = [i for i in stretch if i not in found and drafts[i].kind is ParagraphKind.TEXT]
        ends = {i: _lead_sentence(drafts[i], marks[i], words) for i in block}
        streaks = [len(list(run)) for lead, run in groupby(block, key=lambda i: ends[i] > 0) if lead]
        row = max(streaks, default=0) >= _ROW_OF_LEADS
        for i in block:
            named = _named_lead(drafts[i], marks[i], words)
            if named:
                yield Heading(i, LEAD, 1, "", 0, named, runs_in=True, names_role=True)
            elif row and ends[i] and (i > first or ends[first] if first in ends else True):
                yield Heading(i, LEAD, 1, "", 0, ends[i], runs_in=True)


def _lead_sentence(draft: Draft, marks: list[Marker], words: Words) -> int:
    end = lead_end(draft.text, 0, marks)
    title = draft.text[:end]
    turned = words.found("plan_turn", title) or words.found("problems_turn", title) or _starts_item(marks)
    short = 0 < end <= _SENTENCE and draft.text[end : end + 1] in tuple(TERMINALS)
    more = len(draft.text) - end > _SENTENCE
    return end if short and more and not turned and not any(c.isdigit() for c in title) else 0


def _named_lead(draft: Draft, marks: list[Marker], words: Words) -> int:
    end = lead_end(draft.text, 0, marks)
    title = draft.text[:end]
    fits = 0 < end <= _NAMED and "," not in title and not _starts_item(marks)
    return end if fits and _role(title, words) else 0


def _starts_item(marks: list[Marker]) -> bool:
    return bool(marks) and marks[0].start == 0
