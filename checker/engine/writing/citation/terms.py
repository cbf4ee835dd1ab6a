"""Wording of an earlier version of a law (具体行政行为) in reports of years that the later one governs."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.writing.fault import Fault, Spec, make_fault
from checker.engine.writing.prose import Reader
from checker.rules.register import Term


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Terms of the register, once a document each, where the paragraph or its headings are about their subject."""
    if reader.year is None:
        return
    for term in reader.register.terms:
        if reader.year >= term.first_year:
            yield from _term(reader, spec, term)


def _term(reader: Reader, spec: Spec, term: Term) -> Iterator[Fault]:
    places = []
    at = reader.text.find(term.old)
    while at >= 0:
        paragraph = reader.paragraph(at)
        if paragraph is not None and not reader.in_title(at):
            around = reader.text[paragraph.start : paragraph.end] + reader.headings_over(at)
            if any(word in around for word in term.near):
                places.append(at)
        at = reader.text.find(term.old, at + 1)
    if places:
        start, end = places[0], places[0] + len(term.old)
        others = f"(全文共{len(places)}处)" if len(places) > 1 else ""
        fix = reader.replacing(start, end, term.new)
        yield make_fault(
            reader.span(start, end),
            spec,
            fix,
            text=term.old,
            right=term.new,
            law=term.law,
            year=reader.year,
            others=others,
        )
