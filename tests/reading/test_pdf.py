"""PDF files, drawn sign by sign: what is read, what is left out, and what is said about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest
from fonts import chinese_font
from pdf_writer import pdf, ruled, show

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw

BODY = "霁川县人民政府全年受理行政复议申请六十四件,审结六十件,其余四件结转下年。"
LINE = 27  # characters of a full line


@pytest.fixture
def read(lexicon: Lexicon) -> Callable[..., RawText]:
    """Return a reader of bytes."""
    return lambda data, limits=DEFAULT_LIMITS: read_raw("r.pdf", data, lexicon, limits)


def page(*paragraphs: str, top: float = 740, number: str = "") -> str:
    """Paragraphs set like an official document: 16 points, indented by two characters, justified."""
    out, y = [], top
    for paragraph in paragraphs:
        text = f"\u3000\u3000{paragraph}"
        for at in range(0, len(text), LINE):
            piece = text[at : at + LINE]
            out.append(show(piece.strip("\u3000"), 80 + 16 * (len(piece) - len(piece.lstrip("\u3000"))), y))
            y -= 29
    return "".join(out) + (show(number, 280, 60, 14) if number else "")


def codes(raw: RawText) -> list[str]:
    """Codes of the notes."""
    return [note.code for note in raw.notes]


def rows(raw: RawText) -> list[tuple[int, list[str]]]:
    """Table number and cells of each row."""
    return [(b.table, [c.of(raw.text) for c in b.cells]) for b in raw.blocks if b.kind is BlockKind.ROW]


def test_a_paragraph_is_one_line_though_it_crosses_a_page(read: Callable[..., RawText]) -> None:
    """Page numbers are left out and counted; the page's beginning is kept as an offset."""
    text = BODY.replace(",", "，") * 3
    first = page("一、总体情况", text[:79], number="— 1 —")
    flush, indented = _flush(text[79:], number="— 2 —"), page(text[79:], number="— 2 —")

    raw = read(pdf([first, flush]))

    assert ["一、总体情况", text] == raw.text.split("\n")
    assert (0, len("一、总体情况\n") + 79) == raw.pages
    assert ["layout-page-numbers"] == codes(raw)
    assert 3 == len(read(pdf([first, indented])).text.split("\n")), "an indent after a page break begins a paragraph"


def _flush(text: str, number: str) -> str:
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    return "".join(show(line, 80, 740 - 29 * n) for n, line in enumerate(lines)) + show(number, 280, 60, 14)


def test_running_heads_are_kept_once_and_are_not_the_report(read: Callable[..., RawText]) -> None:
    """They may carry a mark that matters, so they stay in the text, as what they are."""
    head = show("霁川县司法局", 80, 800, 10)
    data = pdf([head + page(f"第{n}件事。", BODY, number=f"- {n} -") for n in "123"])

    raw = read(data)

    assert 1 == raw.text.count("霁川县司法局")
    assert ["霁川县司法局"] == [b.span.of(raw.text) for b in raw.blocks if b.kind is BlockKind.BOILERPLATE]
    assert ["layout-page-numbers", "layout-margins"] == codes(raw)


@pytest.mark.parametrize("number", ["— 1 —", "-1-", "第1页", "第 1 页 共 1 页", "1/1", "1"])
def test_page_numbers_are_known_in_every_dress(number: str, read: Callable[..., RawText]) -> None:
    assert BODY == read(pdf([page(BODY, number=number)])).text


def test_a_number_in_the_text_is_no_page_number(read: Callable[..., RawText]) -> None:
    """Only what stands in the margin, apart from the text, is one."""
    raw = read(pdf([page(BODY) + show("64", 280, 420)]))

    assert raw.text.endswith("\n64")


def test_signs_drawn_twice_for_bold_are_read_once(read: Callable[..., RawText]) -> None:
    assert "一、总体情况" == read(pdf([show("一、总体情况", 80, 700) + show("一、总体情况", 80.3, 700)])).text


def test_blanks_between_all_signs_mean_nothing_and_others_stay(read: Callable[..., RawText]) -> None:
    """Some programs write a blank after every sign."""
    spaced = show(" ".join("法治政府建设情况"), 80, 700)
    typed = show("报告机关 霁川县人民政府", 80, 600)

    assert ["法治政府建设情况", "报告机关 霁川县人民政府"] == read(pdf([spaced + typed])).text.split("\n")


def test_leaning_and_covering_watermarks_are_left_out(read: Callable[..., RawText]) -> None:
    """Leaning signs, and large ones that lie over the text; both are counted."""
    leaning = show("内部资料", 200, 400, 60, (0.7, 0.7))
    covering = show("样稿", 100, 690, 70)

    raw = read(pdf([page(BODY, BODY) + leaning + covering]))

    assert [BODY, BODY] == raw.text.split("\n")
    assert ["pdf-turned", "layout-watermark"] == codes(raw)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_laid_on_its_side_is_read_as_it_is_seen(rotate: int, read: Callable[..., RawText]) -> None:
    """Whatever the file calls upright."""
    chinese_font()  # the file names a font and leaves it to the machine, whose signs have the extent that is read
    turns = {90: ((0, 1), 100, 100), 180: ((-1, 0), 500, 700), 270: ((0, -1), 400, 700)}
    direction, x, y = turns[rotate]

    raw = read(pdf([show("霁川县人民政府", x, y, turn=direction)], more=f"/Rotate {rotate}"))

    assert "霁川县人民政府" == raw.text


def test_two_columns_are_read_one_after_the_other(read: Callable[..., RawText]) -> None:
    left = "".join(show(f"左栏第{n}行文字写满这一栏", 60, 700 - 24 * n) for n in range(8))
    right = "".join(show(f"右栏第{n}行文字写满这一栏", 320, 700 - 24 * n) for n in range(8))

    text = read(pdf([left + right])).text

    assert text.rindex("左栏") < text.index("右栏")


def test_a_footnote_does_not_cut_the_sentence_above_it(read: Callable[..., RawText]) -> None:
    """Its sign is written as a reference and not as a digit of the number before it."""
    text = BODY.replace(",", "，") * 2
    first = show(text[:26], 80, 200) + show("1", 80 + 26 * 16, 206, 8) + show("1此处含上年结转。", 80, 100, 10)

    raw = read(pdf([first, show(text[26:52], 80, 740) + show(text[52:], 80, 711)]))

    assert f"{text[:26]}[注1]{text[26:]}" in raw.text
    assert "1此处含上年结转。" in raw.text.split("\n")


def test_tables_keep_cells_under_their_headers(read: Callable[..., RawText]) -> None:
    """Ruling lines make the cells; a merged cell keeps its places as empty ones."""
    chinese_font()
    xs, ys = [80, 200, 320, 440], [700, 670, 640]
    words = [
        ("项目", 90, 680),
        ("2022年", 210, 680),
        ("2023年", 330, 680),
        ("受理", 90, 650),
        ("61", 210, 650),
        ("64", 330, 650),
    ]
    draw = ruled(xs, ys) + "".join(show(*word, 12) for word in words)
    merged = "80 600 m 440 600 l 440 540 l 80 540 l h S 80 570 m 440 570 l S 200 570 m 200 540 l S\n"

    below = show("合计两年", 200, 580, 12) + show("甲", 90, 550, 12) + show("乙", 300, 550, 12)

    raw = read(pdf([draw + merged + below]))

    assert [
        (0, ["项目", "2022年", "2023年"]),
        (0, ["受理", "61", "64"]),
        (1, ["合计两年", ""]),
        (1, ["甲", "乙"]),
    ] == rows(raw)


def test_a_table_that_goes_on_keeps_one_head(read: Callable[..., RawText]) -> None:
    """Repeated head rows are left out and counted; rows know their page."""

    def part(name: str, value: str) -> str:
        words = [("项目", 90, 680), ("件数", 310, 680), (name, 90, 650), (value, 310, 650)]
        return ruled([80, 300, 500], [700, 670, 640]) + "".join(show(*word, 12) for word in words)

    raw = read(pdf([part("受理", "64"), part("审结", "60")]))

    assert [(0, ["项目", "件数"]), (0, ["受理", "64"]), (0, ["审结", "60"])] == rows(raw)
    assert raw.text.index("审结") == raw.pages[1]
    assert "layout-table-head" in codes(raw)


def test_columns_of_words_without_lines_are_a_table(read: Callable[..., RawText]) -> None:
    cells = [("项目", "受理", "审结"), ("复议", "64", "60"), ("应诉", "12", "12")]
    draw = "".join(show(c, 90 + 150 * i, 700 - 25 * n, 12) for n, row in enumerate(cells) for i, c in enumerate(row))

    assert [(0, list(row)) for row in cells] == rows(read(pdf([draw])))


@pytest.mark.usefixtures("without_recognition")
@pytest.mark.parametrize(
    ("pages", "picture", "words"),
    [
        (["", ""], True, "全部 2 页没有文字层"),
        ([""], False, "第1页没有文字层"),
        ([show("霁川县人民政府" * 3, 80, 700, font="F2")], False, "第1页的字体没有文字编码"),
    ],
)
def test_a_file_without_words_is_refused_with_the_way_out(
    pages: Sequence[str], picture: bool, words: str, read: Callable[..., RawText]
) -> None:
    with pytest.raises(ReadingError, match=words) as caught:
        read(pdf(pages, picture=picture))

    assert "原始 Word" in caught.value.message


@pytest.mark.usefixtures("without_recognition")
def test_pages_without_words_among_others_are_named(read: Callable[..., RawText]) -> None:
    raw = read(pdf([page(BODY), "", "", page(BODY), show("乱码" * 20, 80, 700, font="F2")]))

    notes = {note.code: note.message for note in raw.notes}
    assert notes["pdf-no-text"].startswith("第2—3页没有文字层")
    assert notes["pdf-garbled"].startswith("第5页的字体没有文字编码")
    assert 5 == len(raw.pages)


def test_wrong_names_do_not_matter(lexicon: Lexicon) -> None:
    raw = read_raw("r.docx", pdf([page(BODY)]), lexicon)

    assert ("pdf", "extension") == (raw.format, raw.notes[0].code)


def test_a_wrong_table_of_places_is_repaired(read: Callable[..., RawText]) -> None:
    assert BODY == read(pdf([page(BODY)], broken=True)).text


def test_a_file_cut_off_or_damaged_is_read_or_refused_and_nothing_else(read: Callable[..., RawText]) -> None:
    """Whatever byte is damaged, no other error comes out."""
    data = pdf([page(BODY)], packed=True)
    for at in range(20, len(data), 61):
        flipped = bytearray(data)
        flipped[at] ^= 0xFF
        for broken in (data[:at], bytes(flipped)):
            try:
                read(broken)
            except ReadingError:
                continue


CROWDED = "".join(show("字" * 250, 10, y, 2) for y in range(10, 830, 3))
REFUSED = {
    "ten thousand pages": (pdf([b""] * 10_000), DEFAULT_LIMITS, "10000 页,超过上限 2000 页"),
    "no pages": (pdf([]), DEFAULT_LIMITS, "没有页面|已损坏"),
    "nothing but a head": (b"%PDF-1.7\n", DEFAULT_LIMITS, "已损坏"),
    "a stream that unpacks to gigabytes": (pdf([b" " * 300_000_000], packed=True), Limits(drawing_bytes=10**9), "炸弹"),
    "pages that draw without end": (pdf(["0 0 m 9 9 l S\n" * 2_000_000]), DEFAULT_LIMITS, "页面内容超过上限 24 MB"),
    "the same, packed": (pdf(["0 0 m 9 9 l S\n" * 2_000_000], packed=True), DEFAULT_LIMITS, "页面内容超过上限"),
    "a page crowded with signs": (pdf([CROWDED]), Limits(page_signs=50_000), "第1页有 .*超过每页上限 50000"),
    "pages beyond the limit": (pdf([page(BODY)] * 3), Limits(pages=2), "3 页,超过上限 2 页"),
    "no time": (pdf([page(BODY)]), Limits(seconds=-1), "时间上限"),
    "too many signs": (pdf([page(BODY)] * 3), Limits(characters=60), "超过上限 60"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_end_in_one_sentence(case: str, read: Callable[..., RawText]) -> None:
    data, limits, words = REFUSED[case]
    if data is REFUSED["a page crowded with signs"][0]:
        chinese_font()  # signs without extent are not counted
    started = time.monotonic()

    with pytest.raises(ReadingError, match=words) as caught:
        read(data, limits)

    assert "\n" not in caught.value.message
    assert time.monotonic() - started < 30


def test_a_page_full_of_lines_is_read_as_text(read: Callable[..., RawText]) -> None:
    """Ruling lines beyond the limit are not followed, and that is said."""
    lines = "".join(f"0 {n % 800} m 500 {n % 800} l S\n" for n in range(31_000))

    raw = read(pdf([page(BODY) + lines], packed=True))

    assert (BODY, ["pdf-strokes"]) == (raw.text, codes(raw))


def test_a_secrecy_mark_in_the_running_head_stops_the_run(lexicon: Lexicon) -> None:
    """Heads are no text of the report, but they are not thrown away unseen."""
    from checker.api import read_document
    from checker.errors import SecretError

    head = show("机密★10年", 80, 800, 12)

    with pytest.raises(SecretError):
        read_document("r.pdf", pdf([head + page(BODY)] * 3), lexicon)


STRUCK = show("收到行政复议申请", 80, 700) + show("241", 208, 700) + show("214件，受理187件。", 232, 700)


def test_words_with_a_line_through_them_are_struck_out(read: Callable[..., RawText]) -> None:
    """A reader takes them for deleted; a line below them only stresses them."""
    through, below = "208 705.5 m 232 705.5 l S\n", "208 696 m 232 696 l S\n"

    raw = read(pdf([show("一、主要成效", 80, 740) + STRUCK + through]))

    assert ["一、主要成效", "收到行政复议申请214件，受理187件。"] == ["".join(t.split()) for t in raw.text.split("\n")]
    assert "layout-struck" in codes(raw)
    assert "241214" in "".join(read(pdf([STRUCK + below])).text.split())


@pytest.mark.parametrize(
    "paint",
    ["1 g {} 0 g", "1 1 1 rg {} 0 g", "3 Tr {} 0 Tr", "q 7 Tr {} Q", "0.99 g {} 0 g"],
    ids=["white", "white in colours", "no ink", "clip only", "nearly white"],
)
def test_words_that_nobody_sees_on_a_page_are_no_evidence(paint: str, read: Callable[..., RawText]) -> None:
    """They are noted."""
    secret = show("行政复议纠错率为百分之十五。", 80, 650)

    raw = read(pdf([page(BODY) + paint.replace("{}", secret)]))

    assert "纠错率" not in raw.text
    assert "layout-invisible" in codes(raw)


def test_white_words_on_a_dark_ground_are_seen(read: Callable[..., RawText]) -> None:
    """As heads of tables are set."""
    head = "0.2 0.2 0.6 rg 70 640 400 30 re f 1 g " + show("行政复议案件情况", 80, 650) + "0 g\n"

    assert "行政复议案件情况" in read(pdf([page(BODY) + head])).text


def test_words_under_a_picture_are_not_seen_and_those_on_it_are(read: Callable[..., RawText]) -> None:
    """The order of drawing decides."""
    picture = "q 300 0 0 40 70 640 cm /I1 Do Q\n"
    words = show("行政复议纠错率为百分之十五。", 80, 650)

    assert "纠错率" not in read(pdf([page(BODY) + words + picture])).text
    assert "纠错率" in read(pdf([page(BODY) + picture + words])).text


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_with_a_text_layer_is_a_recognised_page(read: Callable[..., RawText]) -> None:
    """Its words were recognised by another program; the page is named."""
    raw = read(pdf(["3 Tr " + page(BODY, BODY)], picture=True))

    assert 1 == len(raw.recognised)
    assert "六十四件" in raw.text
    assert ["第1页"] == [note.message[:3] for note in raw.notes if note.code == "pdf-text-layer"]
    assert not read(pdf([page(BODY, BODY)], picture=True)).recognised, "words on a picture are words"
