"""Scanned documents: pdf without text, mixed pdf, picture files; with and without the extra."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest
import scans
from PIL import Image

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.reading.formats.ocr import scans as module
from checker.reading.formats.ocr import watching
from checker.reading.formats.registry import read_raw

LINES = ["云川县人民政府关于2023年度法治政府建设情况的报告", "全年受理行政复议申请27件,审结25件。"]
FORMS = pytest.mark.slow(
    "recognises the same page again; one form stays in the first tier, test_files opens the others"
)


@pytest.fixture(scope="module")
def lexicon(checker):
    return checker.lexicon


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return scans.draw(LINES, size=40, width=1200)


def pdf_of(*pages) -> bytes:
    return scans.picture_pdf(list(pages))


def mixed_pdf(picture: Image.Image) -> bytes:
    """A page with words, and one that is a picture."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=1)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 16)
    for number in range(6):
        canvas.drawString(90, 760 - 29 * number, f"第{number + 1}行是文字层里的字,不必识别,照样读得出来。")
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 500, 595, 595 * picture.height / picture.width)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def without_extra(monkeypatch) -> None:
    """As on a machine where the extra was not installed."""
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: None)


def test_only_the_pictures_of_a_mixed_pdf_are_recognised(lexicon, page):
    raw = read_raw("混.pdf", mixed_pdf(page), lexicon)

    second = raw.pages[1]
    assert "不必识别" in raw.text[:second]
    assert "27件" in raw.text[second:]
    assert [second] == [span.start for span in raw.recognised]
    assert any(n.code == "ocr" and "第2页" in n.message for n in raw.notes)


def test_without_the_extra_the_pictures_of_a_mixed_pdf_are_named(lexicon, page, monkeypatch):
    without_extra(monkeypatch)

    raw = read_raw("混.pdf", mixed_pdf(page), lexicon)

    assert "27件" not in raw.text
    assert any("第2页" in n.message and "fazhi-checker[ocr]" in n.message for n in raw.notes)


@pytest.mark.parametrize("kind", ["pdf", "png", "tiff"])
def test_without_the_extra_a_scan_is_an_error_with_the_way_out(lexicon, page, monkeypatch, kind):
    target = io.BytesIO()
    page.save(target, kind.upper())
    without_extra(monkeypatch)

    with pytest.raises(ReadingError, match=r"pip install 'fazhi-checker\[ocr\]'.*原始 Word 文件"):
        read_raw(f"扫描.{kind}", target.getvalue(), lexicon)


def test_pages_are_told_one_by_one_and_their_pictures_kept(lexicon, page):
    told = []

    with watching(lambda *what: told.append(what), keep=True) as watch:
        raw = read_raw("扫描.pdf", pdf_of(page, Image.new("RGB", page.size, "white")), lexicon)

    assert [("扫描.pdf", 1, 2), ("扫描.pdf", 2, 2)] == told
    assert [1] == list(watch.pictures["扫描.pdf"])
    assert watch.pictures["扫描.pdf"][1].startswith(b"\xff\xd8")
    assert any(n.code == "ocr-blank" and "第2页" in n.message for n in raw.notes)


def test_what_is_read_does_not_depend_on_who_watches(lexicon, page):
    data = pdf_of(page)

    with watching(keep=True):
        watched = read_raw("扫描.pdf", data, lexicon)

    assert watched == read_raw("扫描.pdf", data, lexicon)


def test_a_document_that_takes_too_long_is_given_up(lexicon, page):
    limits = replace(DEFAULT_LIMITS, recognition_seconds=0)

    with pytest.raises(ReadingError, match="文字识别用时超过上限 0 秒"):
        read_raw("扫描.pdf", pdf_of(page, page), lexicon, limits)


@pytest.mark.parametrize("form", ["JPEG", *(pytest.param(f, marks=FORMS) for f in ("TIFF", "WEBP", "BMP"))])
def test_picture_files_are_recognised_by_content_and_read(lexicon, page, form):
    target = io.BytesIO()
    page.save(target, form)

    raw = read_raw("报告.docx", target.getvalue(), lexicon)

    assert "受理行政复议申请27件" in raw.text
    assert raw.pages == (0,)
    assert any(n.code == "extension" for n in raw.notes)


def test_an_empty_picture_is_an_error(lexicon):
    target = io.BytesIO()
    Image.new("L", (800, 1100), 250).save(target, "PNG")

    with pytest.raises(ReadingError, match="没有识别出文字"):
        read_raw("空.png", target.getvalue(), lexicon)


def test_a_real_chart_without_a_text_layer_gives_its_words(lexicon, shared_dir):
    data = (shared_dir / "corpus" / "formats" / "办理流程图_无文字层.pdf").read_bytes()

    raw = read_raw("流程图.pdf", data, lexicon)

    assert len("".join(raw.text.split())) > 50
    assert raw.recognised


def test_documents_without_pictures_do_not_load_the_recognition():
    code = (
        "import sys; from checker.api import check_bytes; check_bytes('a.txt', '关于法治政府建设的报告。'.encode());"
        "sys.exit(bool({'cv2', 'onnxruntime', 'rapidocr', 'PIL', 'numpy'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
