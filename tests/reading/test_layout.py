"""The layout of signs, whatever file they come from: nothing is lost, nothing is invented."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.reading.formats.layout import Glyph, Sheet, Stroke, lay_out
from checker.reading.formats.lines import assemble

SIZE = 12.0
# Every page has signs of its own: the head of a table that goes on, told again, is left out by design.
HAN = [st.sampled_from(signs) for signs in ("行复应法", "治府设况", "报年诉建", "情告度政")]
PLACES = st.lists(st.tuples(st.integers(3, 40), st.integers(8, 40)), min_size=1, max_size=60, unique=True)


def glyph(text: str, column: int, row: int) -> Glyph:
    """A sign in a grid of places."""
    x, y = column * 14.0, row * 18.0
    return Glyph(text, x, y, x + SIZE, y + SIZE, SIZE)


@given(st.lists(st.tuples(PLACES, st.booleans()), min_size=1, max_size=4), st.data())
@settings(max_examples=60)
def test_every_sign_comes_out_once(pages: list, data: st.DataObject) -> None:
    """Scattered signs, with and without ruling lines; the words, offsets and pages stay consistent."""
    sheets, signs = [], []
    for number, (places, framed) in enumerate(pages, 1):
        glyphs = [glyph(data.draw(HAN[number - 1]), *place) for place in places]
        strokes = [Stroke(40, y, 580, y) for y in (140, 300, 500)] + [Stroke(x, 140, x, 500) for x in (40, 300, 580)]
        sheets.append(Sheet(number, 595, 842, glyphs, strokes if framed else ()))
        signs += [g.text for g in glyphs]

    laid = lay_out(sheets)
    raw = assemble(laid.lines, "pdf", laid.hints, laid.notes, pages=laid.pages)

    assert sorted(signs) == sorted("".join(raw.text.split()))
    assert len(pages) == len(raw.pages)
    assert (0, sorted(raw.pages)) == (raw.pages[0], list(raw.pages))
    ends = 0
    for block in raw.blocks:
        assert ends <= block.span.start
        ends = block.span.end
        assert all(block.span.start <= cell.start <= cell.end <= block.span.end for cell in block.cells)


def test_no_pages_give_no_lines() -> None:
    assert ((), 0) == (lay_out([]).lines, lay_out([]).pages)


def test_unsure_signs_keep_their_places() -> None:
    """What a recognition was unsure of is known by its offsets in the text."""
    row = [
        Glyph(char, 80 + 14 * n, 100, 92 + 14 * n, 112, 12, doubtful=n in {3, 4})
        for n, char in enumerate("全年受理六十四件")
    ]

    laid = lay_out([Sheet(1, 595, 842, row, recognised=True)])
    raw = assemble(laid.lines, "pdf", (), (), pages=1, recognised=[1])

    assert ["理六"] == [span.of(raw.text) for span in raw.doubtful]
    assert ["全年受理六十四件"] == [span.of(raw.text) for span in raw.recognised]
