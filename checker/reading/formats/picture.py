"""Picture files (PNG, JPEG, TIFF with one or many pages, BMP, WebP, GIF) to a text with pages."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import RawText
from checker.reading.formats.layout import Sheet, lay_out
from checker.reading.formats.lines import assemble
from checker.reading.formats.ocr.scans import INSTALL, Scans

__all__ = ["read_picture"]


def read_picture(data: bytes, kind: str, limits: Limits, where: str, scans: Scans) -> RawText:
    """Read every page of a picture file.

    Args:
        data: The file.
        kind: What it is, for messages and as the format (``png`` …).
        limits: Pixels, pages and time.
        where: Names the file in messages.
        scans: What reads pages.

    Raises:
        ReadingError: The extra is not installed, the file is damaged or beyond the limits, or no text is in it.
    """
    if not scans.ready:
        msg = f"这是图片({kind.upper()}),需要识别其中的文字;{INSTALL}"
        raise ReadingError(msg, where)
    from checker.reading.formats.ocr.files import count_pages

    pages = count_pages(data, limits, where)
    laid = lay_out(_sheets(data, pages, limits, where, scans))
    recognised = [n for n, reading in scans.readings.items() if not reading.blank]
    raw = assemble(laid.lines, kind, laid.hints, laid.notes, pages=laid.pages, recognised=recognised)
    if not raw.text.strip():
        msg = "图片里没有识别出文字;请确认图片清楚、方向正确,以 200—300 dpi 重新扫描,或取得原始 Word 文件"
        raise ReadingError(msg, where)
    return raw


def _sheets(data: bytes, pages: int, limits: Limits, where: str, scans: Scans) -> Iterator[Sheet]:
    from checker.reading.formats.ocr.files import open_pages, size_in_points

    for number, picture in enumerate(open_pages(data, limits, where), start=1):
        size = size_in_points(picture)
        yield scans.read(picture, number, pages, size=size, limits=limits, where=where).sheet
