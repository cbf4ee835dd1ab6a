"""Pages are read whichever way they lie, without their seals, and rows that got lost are found or told of."""

from __future__ import annotations

import socket
from functools import cache

import pytest
import scans
from PIL import Image

from checker.reading.formats.ocr.page import PageReading, read_page
from checker.reading.formats.ocr.recogniser import RapidRecogniser, Reading, shared
from checker.reading.formats.ocr.turning import width_height

LINES = [
    "一、主要举措和成效",
    "全年受理行政复议申请86件,审结81件,纠错率12.5%。",
    "县政府常务会议会前学法4次,开展法治督察2轮。",
    "二〇二四年一月二十日",
]


def text_of(reading: PageReading) -> str:
    """What was read, line by line from the top, blanks and width of signs left out."""
    rows: dict[int, list] = {}
    for glyph in reading.sheet.glyphs:
        rows.setdefault(round(glyph.middle / glyph.size / 1.4), []).append(glyph)
    text = "\n".join("".join(g.text for g in sorted(rows[y], key=lambda g: g.x0)) for y in sorted(rows))
    return text.translate(str.maketrans("，。、（）", ",.,()"))


@cache
def page() -> Image.Image:
    """A page with a few lines."""
    return scans.draw(LINES)


TURNED = pytest.mark.slow("tries three ways before it reads; upright and askew stay in the first tier")
EXPECTED = "\n".join(LINES).translate(str.maketrans("，。、（）", ",.,()"))


@pytest.mark.parametrize(
    ("turn", "quarters"), [(0, 0), pytest.param(90, 3, marks=TURNED), pytest.param(180, 2, marks=TURNED), (3, 0)]
)
def test_a_page_is_read_whichever_way_it_lies(turn, quarters):
    turned = page().rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")

    reading = read_page(turned, shared())

    assert (EXPECTED, quarters, 0) == (text_of(reading), reading.quarters, reading.unread)


def test_black_and_white_faxes_are_read():
    fax = page().resize((900, page().height * 900 // page().width)).convert("1")

    assert EXPECTED == text_of(read_page(fax, shared()))


def test_a_red_seal_stays_out_of_the_text_and_the_words_under_it_are_read():
    sealed = scans.draw(LINES, height=1400)
    scans.stamp(sealed, (420, 480), 150, "印章专用")

    reading = read_page(sealed, shared())

    assert (EXPECTED, 1) == (text_of(reading), reading.seals)


def test_a_red_heading_is_no_seal():
    headed = scans.draw(["", "", "", *LINES])
    print_ = scans.draw(["云川县人民政府文件"], size=60).convert("L").point(lambda v: 255 - v)
    headed.paste((214, 30, 40), (0, 0), print_.crop((0, 0, *headed.size)))

    assert text_of(read_page(headed, shared())).startswith("云川县人民政府文件")


def test_an_empty_page_is_blank():
    reading = read_page(Image.effect_noise((1200, 1700), 8).convert("RGB"), shared())

    assert (True, 0, ()) == (reading.blank, reading.unread, tuple(reading.sheet.glyphs))


def test_noise_is_no_text():
    reading = read_page(Image.effect_noise((900, 1200), 120).convert("RGB"), shared())

    assert len(reading.sheet.glyphs) < 5


class Forgetful(RapidRecogniser):
    """A recogniser that overlooks the longest strip, and with ``blind`` cannot read it either."""

    def __init__(self, *, blind: bool) -> None:
        super().__init__()
        self.blind = blind

    def find(self, pixels):
        """All strips but the longest."""
        found = super().find(pixels)
        return sorted(found, key=lambda c: -width_height(c)[0])[1:]

    def read(self, strips):
        """What they say, the longest left out where it is blind."""
        readings = super().read(strips)
        longest = max((s.shape[1] for s in strips), default=0)
        return [Reading(()) if self.blind and s.shape[1] == longest and s.shape[1] > 1000 else r
                for s, r in zip(strips, readings, strict=True)]  # fmt: skip


def test_a_row_that_the_search_overlooks_is_found_by_its_ink():
    reading = read_page(page(), Forgetful(blind=False))

    assert (EXPECTED, 1, 0) == (text_of(reading), reading.rescued, reading.unread)


def test_a_row_that_cannot_be_read_is_counted():
    reading = read_page(page(), Forgetful(blind=True))

    assert (0, 1) == (reading.rescued, reading.unread)
    assert "86件" not in text_of(reading)


@pytest.mark.slow("recognises a page twice; test_scans compares two readings in the first tier")
def test_reading_is_the_same_every_time():
    assert read_page(page(), shared()) == read_page(page(), RapidRecogniser())


def test_nothing_is_fetched(monkeypatch):
    def refuse(*args):
        raise AssertionError(args)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert EXPECTED == text_of(read_page(page(), RapidRecogniser()))


def test_ruling_lines_become_strokes_of_the_sheet():
    from PIL import ImageDraw

    ruled = page().copy()
    pen = ImageDraw.Draw(ruled)
    for y in (140, 600):
        pen.line((120, y, 1500, y), fill="black", width=3)
    for x in (120, 1500):
        pen.line((x, 140, x, 600), fill="black", width=3)

    strokes = read_page(ruled, shared()).sheet.strokes

    assert [2, 2] == [sum(s.level for s in strokes), sum(not s.level for s in strokes)]
