"""Picture files of every kind open within limits, or say what is wrong."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.reading.formats.ocr.files import count_pages, encode, open_pages, size_in_points


def stored(picture: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(12_000, 12_000), (60_000, 60_000)])
def test_a_picture_that_would_unpack_to_gigabytes_is_not_unpacked(size):
    with pytest.raises(ReadingError, match="疑似压缩炸弹"):
        list(open_pages(huge_png(*size), DEFAULT_LIMITS, "弹.png"))


def test_a_photograph_that_breaks_off_is_said_to_be_damaged():
    whole = stored(Image.effect_noise((800, 600), 90).convert("RGB"), "JPEG")

    with pytest.raises(ReadingError, match="图片已损坏或不完整"):
        list(open_pages(whole[: len(whole) // 3], DEFAULT_LIMITS, "断.jpg"))


def test_every_page_of_a_tiff_is_opened():
    pages = [Image.new("1", (300, 400), n % 2) for n in range(3)]
    data = stored(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4")

    opened = [page.convert("RGB").getpixel((5, 5)) for page in open_pages(data, DEFAULT_LIMITS, "传真.tif")]

    assert count_pages(data, DEFAULT_LIMITS, "传真.tif") == 3
    assert [(0, 0, 0), (255, 255, 255), (0, 0, 0)] == opened


def test_a_tiff_with_more_pages_than_the_limit_is_refused():
    pages = [Image.new("1", (30, 40)) for _ in range(4)]
    data = stored(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    with pytest.raises(ReadingError, match="有 4 页,超过上限 3 页"):
        count_pages(data, replace(DEFAULT_LIMITS, pages=3), "多.tif")


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_pictures_of_every_mode_become_colour_on_white(mode):
    source = Image.new("L", (40, 30), 255)
    picture = source if mode == "L" else Image.new(mode, (40, 30)) if mode in {"RGBA", "LA"} else source.convert(mode)

    page = next(open_pages(stored(picture, "TIFF"), DEFAULT_LIMITS, "图.tif"))

    assert page.mode == "RGB"
    if mode in {"1", "P", "RGBA", "LA", "CMYK"}:
        assert page.getpixel((3, 3)) == (255, 255, 255)


def test_a_page_is_turned_as_the_camera_noted():
    picture = Image.new("RGB", (60, 40), "white")
    exif = picture.getexif()
    exif[0x0112] = 6

    assert (40, 60) == next(open_pages(stored(picture, "JPEG", exif=exif), DEFAULT_LIMITS, "照.jpg")).size


@pytest.mark.parametrize(("dpi", "points"), [(200, (595, 842)), (72, None), (None, None)])
def test_the_paper_is_measured_where_the_resolution_makes_sense(dpi, points):
    picture = Image.new("1", (1653, 2339) if dpi != 72 else (3300, 4700))
    data = stored(picture, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))

    size = size_in_points(next(open_pages(data, DEFAULT_LIMITS, "页.png")))

    assert points == (size and tuple(round(v) for v in size))


def test_a_stored_page_is_no_larger_than_reading_needs():
    page = Image.open(io.BytesIO(encode(Image.new("RGB", (4000, 6000), "white"))))

    assert ("JPEG", 1654) == (page.format, page.width)
