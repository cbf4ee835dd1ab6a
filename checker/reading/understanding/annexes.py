"""How a table that was handed in beside a report joins it.

The figures in the workbook are the report's figures. It becomes a section of its own at the end, so that evidence says
where a number stands and nothing else in the report changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.lexicon import Lexicon
from checker.model import (
    BlockKind,
    Document,
    Note,
    Paragraph,
    ParagraphKind,
    RawText,
    Role,
    RoleSpan,
    Section,
    Sentence,
    Span,
)

__all__ = ["join_annex"]

_SECTION = "annexes"


def join_annex(document: Document, name: str, raw: RawText, sha256: str, lexicon: Lexicon) -> Document:
    """The document with an annex as its last section.

    Args:
        document: The report, as read by itself.
        name: File name of the annex, without folders.
        raw: What was read from it.
        sha256: Its hash, for the note by which the run can be repeated.
        lexicon: Word lists; the section ``annexes`` is needed.
    """
    title = str(lexicon.value(_SECTION, "heading")).format(name=name)
    start = len(document.text) + 1
    shift = start + len(title) + 1
    text = f"{document.text}\n{title}\n{raw.text}"
    tables = 1 + max((p.table for p in document.paragraphs), default=-1)
    whole = Span(start, len(text))
    head = Section(Span(start, start + len(title)), whole, "", title, 1, -1, Role.ACHIEVEMENTS)
    sections = [*document.sections, head]
    paragraphs = [*document.paragraphs, Paragraph(head.heading, ParagraphKind.HEADING, len(sections) - 1)]
    current = top = len(sections) - 1
    ends = {top: len(text)}
    for block in raw.blocks:
        span = _moved(block.span, shift)
        heading = block.kind is BlockKind.HEADING
        if heading:
            sections.append(Section(span, span, "", span.of(text), 2, top, Role.ACHIEVEMENTS))
            current = len(sections) - 1
        kind = {BlockKind.HEADING: ParagraphKind.HEADING, BlockKind.ROW: ParagraphKind.ROW}.get(
            block.kind, ParagraphKind.TEXT
        )
        cells = tuple(_moved(cell, shift) for cell in block.cells)
        paragraphs.append(Paragraph(span, kind, current, None, cells, block.table + tables if block.table >= 0 else -1))
        ends[current] = span.end
    sections[top + 1 :] = [replace(s, span=Span(s.span.start, ends[i])) for i, s in _numbered(sections, top + 1)]
    added = range(len(document.paragraphs), len(paragraphs))
    sentences = [Sentence(paragraphs[n].span, n, paragraphs[n].section, -1, Role.ACHIEVEMENTS) for n in added]
    message = f"已把附件“{name}”并入(sha256 {sha256[:16]}),其中的数字计入数据项,位置在“{title}”一节。"
    return replace(
        document,
        text=text,
        paragraphs=tuple(paragraphs),
        sections=tuple(sections),
        roles=(*_closed(document, start), RoleSpan(whole, Role.ACHIEVEMENTS)),
        sentences=(*document.sentences, *sentences),
        notes=(*document.notes, Note("annex", message, whole.start, whole.end), *raw.notes),
    )


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _numbered(sections: Sequence[Section], first: int) -> Iterator[tuple[int, Section]]:
    return ((number, sections[number]) for number in range(first, len(sections)))


def _closed(document: Document, end: int) -> tuple[RoleSpan, ...]:
    """Roles of the report, the last one up to where the annex begins."""
    if not document.roles:
        return (RoleSpan(Span(0, end), Role.PREAMBLE),)
    last = document.roles[-1]
    return (*document.roles[:-1], replace(last, span=Span(last.span.start, end)))
