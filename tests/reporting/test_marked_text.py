"""The text with its marked places."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Span
from checker.reporting.html.marked_text import Link, Place, anchor, marked_lines

TEXT = "甲乙丙\n丁戊\n\n己"


@pytest.fixture(scope="module")
def document_of():
    """Return the function that makes a document of a text."""
    spec = importlib.util.spec_from_file_location("samples", Path(__file__).with_name("conftest.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make_document


def place(start, end, label="1", look="full"):
    """Return a place that links to ``#item-label``."""
    return Place(Span(start, end), look, Link(label, f"item-{label}", "标题"))


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


@given(places=st.lists(spans.map(tuple), max_size=6, unique=True))
def test_nothing_is_lost_and_every_place_has_one_anchor_and_one_way_back(document_of, places):
    """Whatever overlaps, touches, is empty or crosses lines: the text stays, and each place can be reached and left."""
    marked = [place(start, end, str(n)) for n, (start, end) in enumerate(places)]

    lines = list(marked_lines(document_of(TEXT), marked))

    assert "\n".join("".join(p.text for p in line.pieces) for line in lines) == TEXT
    anchors = Counter(a for line in lines for p in line.pieces for a in p.anchors)
    assert anchors == Counter({anchor(Span(*p)): 1 for p in places})
    labels = Counter(link.label for line in lines for p in line.pieces for link in p.links)
    reachable = {str(n): 1 for n, (start, _) in enumerate(places) if start < len(TEXT)}
    assert {k: v for k, v in labels.items() if k in reachable} == reachable


def test_overlapping_places_are_cut_where_the_set_changes(document_of):
    """Two looks on one piece where two places overlap."""
    lines = list(marked_lines(document_of(TEXT), [place(0, 2), place(1, 3, "2", "partial")]))

    assert [("甲", ("full",)), ("乙", ("full", "partial")), ("丙", ("partial",))] == [
        (p.text, p.looks) for p in lines[0].pieces
    ]
    assert [(), ("1",), ("2",)] == [tuple(link.label for link in p.links) for p in lines[0].pieces]


def test_lines_are_numbered_as_evidence_numbers_them(document_of):
    """Blank lines count."""
    assert [1, 2, 3, 4] == [line.number for line in marked_lines(document_of(TEXT), [])]
    assert ["text", "text", "", "text"] == [line.kind for line in marked_lines(document_of(TEXT), [])]
