"""A structure printed for people: sections, roles, paragraphs and items with their places."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Paragraph, Section, Span
from checker.reading.understanding.structure.build import Structure

_WIDTH = 46


def outline(structure: Structure, text: str) -> str:
    """One line for each paragraph, indented by section, with role changes and items below it."""
    return "\n".join(_lines(structure, text)) + "\n"


def _lines(structure: Structure, text: str) -> Iterator[str]:
    for index, paragraph in enumerate(structure.paragraphs):
        section = structure.sections[paragraph.section] if paragraph.section >= 0 else None
        yield _paragraph(paragraph, section, text)
        shown = ""
        for sentence in structure.sentences:
            if sentence.paragraph != index:
                continue
            role = sentence.role.value
            if role != shown:
                yield _entry(section, f"[{role}] {_cut(sentence.span, text)}", sentence.span)
                shown = role
        for item in structure.items:
            if item.paragraph == index:
                yield _entry(section, f"· {item.label} {_cut(item.lead, text)}", item.span)


def _paragraph(paragraph: Paragraph, section: Section | None, text: str) -> str:
    level = section.level if section else 0
    heading = section is not None and section.heading.start == paragraph.span.start
    opened = f" ◆{section.role.value} «{section.label}|{section.title}»" if section is not None and heading else ""
    kind = paragraph.kind.value
    return f"{'  ' * level}{kind}{opened} {_cut(paragraph.span, text)} {_place(paragraph.span)}"


def _entry(section: Section | None, body: str, span: Span) -> str:
    return f"{'  ' * ((section.level if section else 0) + 2)}{body} {_place(span)}"


def _cut(span: Span, text: str) -> str:
    body = " ".join(span.of(text).split())
    return body if len(body) <= _WIDTH else body[:_WIDTH] + "…"


def _place(span: Span) -> str:
    return f"({span.start}–{span.end})"
