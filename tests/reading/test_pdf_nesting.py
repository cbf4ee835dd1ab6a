"""Forms that stand in forms are counted before the library gets the file."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from pdf_writer import pdf, show

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.lexicon import Lexicon
from checker.reading.formats.pdf.nesting import check_nesting
from checker.reading.formats.registry import read_raw


def form(number: int, draws: bytes, named: str = "", *, packed: bool = False) -> bytes:
    """A form called by ``number`` that draws, with names for others."""
    data = zlib.compress(draws) if packed else draws
    filters = b"/Filter /FlateDecode " if packed else b""
    resources = f"/Resources << /XObject << {named} >> >>".encode()
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s %s /Length %d >>" % (filters, resources, len(data))
    return b"\n%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, data)


def chain(depth: int, times: int, **how: bool) -> bytes:
    """Forms each of which shows the next one several times."""
    forms = [form(100 + n, b"/X Do " * times, f"/X {101 + n} 0 R", **how) for n in range(depth)]
    return b"%PDF-1.4\n" + b"".join(forms) + form(100 + depth, b"0 0 1 1 re f", **how)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda how: chain(9, 10, **how), "超过上限 24 MB"),
        (lambda how: chain(26, 2, **how), "超过上限 24 MB"),
        (lambda how: b"%PDF-1.4\n" + form(7, b"/Me Do", "/Me 7 0 R", **how), "引用了自己"),
        (
            lambda how: (
                b"%PDF-1.4\n" + form(7, b"/A Do /B Do", "/B 8 0 R", **how) + form(8, b"/C Do", "/C 7 0 R", **how)
            ),
            "引用了自己",
        ),
    ],
    ids=["nine deep, ten times", "twenty-six deep, twice", "itself", "each other"],
)
def test_drawing_without_end_is_refused_by_a_sentence(data: Callable, words: str, packed: bool) -> None:
    with pytest.raises(ReadingError, match=words):
        check_nesting(data({"packed": packed}), DEFAULT_LIMITS, "r.pdf")


def test_a_form_that_is_listed_and_not_shown_is_none_of_it() -> None:
    """Programs write one list of all forms for the whole file, themselves included."""
    listed = "/A 7 0 R /B 8 0 R"
    check_nesting(b"%PDF-1.4\n" + form(7, b"/B Do", listed) + form(8, b"0 0 1 1 re f", listed), DEFAULT_LIMITS, "r.pdf")
    check_nesting(chain(3000, 1), DEFAULT_LIMITS, "r.pdf")


def test_a_page_that_shows_one_form_too_often_is_refused() -> None:
    content = b"/X Do " * 100_000
    page = b"1 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>\nendobj\n"
    parent = b"2 0 obj\n<< /Type /Pages /Kids [1 0 R] /Resources << /XObject << /X 4 0 R >> >> >>\nendobj\n"
    stream = b"3 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)

    with pytest.raises(ReadingError, match="反复引用的图形逐次计"):
        check_nesting(b"%PDF-1.4\n" + page + parent + stream + form(4, b"0 0 1 1 re f " * 100), DEFAULT_LIMITS, "r.pdf")


def test_a_report_with_forms_is_read(lexicon: Lexicon) -> None:
    data = pdf([show("一、总体情况", 80, 700)]) + form(99, b"0 0 1 1 re f")

    assert "一、总体情况" == read_raw("r.pdf", data, lexicon).text
