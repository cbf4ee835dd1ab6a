"""The whole text with every quoted place marked, cut into lines and pieces that a template can print as they are.

Places may overlap and may cross line breaks: a piece is a stretch over which the set of places does not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.model import Document, ParagraphKind, Span


@dataclass(frozen=True, slots=True)
class Link:
    """A way back from the text: ``label`` is printed after the place, ``target`` is an anchor of the page."""

    label: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that the page quotes. ``look`` names how it is marked; figures have no link back."""

    span: Span
    look: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. ``anchors`` are the places that begin here, ``links`` those of the places that end here."""

    text: str
    looks: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; ``number`` counts from 1, ``kind`` is a paragraph kind (empty: a blank line)."""

    number: int
    kind: str
    pieces: tuple[Piece, ...]


def anchor(span: Span) -> str:
    """The anchor of a place in the text."""
    return f"t{span.start}-{span.end}"


def marked_lines(document: Document, places: Sequence[Place], shown: str | None = None) -> Iterator[Line]:
    """Every line of ``document.text`` with its pieces; ``shown`` is the text to print, as long as the original."""
    text = document.text if shown is None else shown
    ordered = sorted(
        (p for p in places if p.span.start <= len(text)),
        key=lambda p: (p.span.start, -p.span.end, p.look, _label(p)),
    )
    starts, at = [p.span.start for p in document.paragraphs], 0
    begin, following, active = 0, 0, list[Place]()
    for number, content in enumerate(text.split("\n"), start=1):
        end = begin + len(content)
        while following < len(ordered) and ordered[following].span.start <= end:
            active.append(ordered[following])
            following += 1
        while at + 1 < len(starts) and starts[at + 1] <= end:
            at += 1
        kind = document.paragraphs[at].kind if document.paragraphs else ParagraphKind.TEXT
        yield Line(number, kind.value if content.strip() else "", tuple(_pieces(text, begin, end, active)))
        begin = end + 1
        active = [p for p in active if _end(p) > begin]


def _end(place: Place) -> int:
    """Where a place ends; an empty one (something absent) takes the character that it stands before."""
    return max(place.span.end, place.span.start + 1)


def _label(place: Place) -> tuple[int, str]:
    """So that 9 stands before 12."""
    label = place.link.label if place.link else ""
    return len(label), label


def _pieces(text: str, begin: int, end: int, active: Sequence[Place]) -> Iterator[Piece]:
    """Cut ``[begin, end)`` where a place begins or ends; what begins on the line break belongs to the last piece."""
    here = [p for p in active if p.span.start <= end and _end(p) > begin]
    inner = {c for p in here for c in (p.span.start, _end(p)) if begin < c < end}
    cuts = [begin, *sorted(inner), end]
    for start, stop in pairwise(cuts):
        last = stop == end
        covering = [p for p in here if p.span.start < max(stop, start + 1) and _end(p) > start]
        beginning = [p for p in here if start <= p.span.start < stop or (last and p.span.start == end)]
        ending = [p for p in here if start < _end(p) <= stop or (last and _end(p) == end + 1)]
        yield Piece(
            text[start:stop],
            tuple(dict.fromkeys(p.look for p in covering)),
            tuple(dict.fromkeys(anchor(p.span) for p in beginning)),
            tuple(dict.fromkeys(p.link for p in ending if p.link)),
        )
