"""PDF files to blocks: signs and ruling lines page by page, then the layout that all paged formats share.

The library is pdfium. It gets the bytes only after a look at how far they unpack; pages, signs on a page and time are
bounded; whatever it opens is closed here.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import Note, RawText
from checker.reading.formats.layout import Sheet, lay_out
from checker.reading.formats.lines import assemble
from checker.reading.formats.ocr import Scans
from checker.reading.formats.ocr.pictures import PictureReader, is_under
from checker.reading.formats.pdf.guard import check_streams
from checker.reading.formats.pdf.nesting import check_nesting

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["read_pdf"]

_RENDER = 200 / 72  # pixels a point: what recognition needs
_PIXELS = 4_000  # on the longer side of a picture
_GARBLED = 0.2  # share of signs without meaning from which a page has no words
_FEW = 30  # signs on a page that is a picture: a page number, a stamp
_PASSWORD, _SECURITY = 4, 5  # error codes of the library
_AGAIN = "请用 Word、WPS 或 PDF 阅读器打开确认后,重新导出 PDF,或提供原始 Word 文件再试"


def read_pdf(data: bytes, limits: Limits, where: str, scans: Scans | None = None) -> RawText:
    """Turn a PDF into blocks.

    Raises:
        ReadingError: Encrypted, damaged, hostile, too long, or without any words.
    """
    check_streams(data, limits, where)
    check_nesting(data, limits, where)
    with closing(_open(data, where)) as document:
        count = len(document)
        if not count:
            msg = f"PDF 里没有页面,文件可能已损坏;{_AGAIN}"
            raise ReadingError(msg, where)
        if count > limits.pages:
            msg = f"PDF 有 {count} 页,超过上限 {limits.pages} 页;请只保留报告正文的页面后再试"
            raise ReadingError(msg, where)
        reader = _Reader(document, limits, where, PictureReader.ready("pdf", count, scans, limits, where))
        laid = lay_out(reader.sheets(count))
        notes = (*reader.pictures.check(where), *reader.notes(), *laid.notes)
    return assemble(laid.lines, "pdf", laid.hints, notes, pages=laid.pages, recognised=reader.pictures.recognised)


def _open(data: bytes, where: str) -> pypdfium2.PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        document.init_forms()
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            msg = "PDF 设有打开密码,无法读取;请取消密码(另存为不加密的 PDF)后再试"
        elif error.err_code == _SECURITY:
            msg = "PDF 使用了不支持的加密方式(如数字证书、版权保护),无法读取;请另存为不加密的 PDF 后再试"
        else:
            msg = f"PDF 已损坏或不完整,无法打开;{_AGAIN}"
        raise ReadingError(msg, where) from error
    return document


@dataclass(slots=True)
class _Reader:
    """Reads pages one after the other, within the limits, and remembers what was left out."""

    document: pypdfium2.PdfDocument
    limits: Limits
    where: str
    pictures: PictureReader
    broken: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    turned: int = 0
    unread: int = 0
    signs: int = 0

    def sheets(self, count: int) -> Iterator[Sheet]:
        """Every page, also those that cannot be read."""
        started = time.monotonic()
        for index in range(count):
            if time.monotonic() - started - self.pictures.scans.spent > self.limits.seconds:
                msg = (
                    f"读到第{index}页已用 {self.limits.seconds:.0f} 秒,超过时间上限,已停止;"
                    "请只保留报告正文的页面,或提供原始 Word 文件再试"
                )
                raise ReadingError(msg, self.where)
            yield self._sheet(index)

    def _sheet(self, index: int) -> Sheet:
        from pypdfium2 import PdfiumError

        number = index + 1
        try:
            with closing(self.document[index]) as page:
                return self._page(page, number)
        except PdfiumError:
            self.broken.append(number)
            return Sheet(number, 595.0, 842.0)

    def _page(self, page: pypdfium2.PdfPage, number: int) -> Sheet:
        from checker.reading.formats.pdf.forms import filled_in, struck_out
        from checker.reading.formats.pdf.layer import Layer
        from checker.reading.formats.pdf.signs import read_signs
        from checker.reading.formats.pdf.strokes import read_strokes

        layer = Layer.of(page)
        signs = read_signs(page, self.limits, number, self.where, layer)
        self.signs += len(signs.glyphs)
        if self.signs > self.limits.characters:
            msg = f"文字超过上限 {self.limits.characters} 个;请只保留报告正文后再试"
            raise ReadingError(msg, self.where)
        signs.glyphs.extend(filled_in(self.document, page, signs.view))
        total = len(signs.glyphs) + signs.unreadable
        garbled = signs.unreadable > _GARBLED * total
        covered = layer.covers(*signs.view.size)
        if garbled or (len(signs.glyphs) < _FEW and (not signs.glyphs or covered)):
            sheet = Sheet(number, *signs.view.size, () if garbled else signs.glyphs)
            return self.pictures.read(sheet, lambda: _draw(page), garbled=garbled)
        self.turned += signs.turned
        self.unread += signs.unreadable
        strokes, complete = read_strokes(page, signs.view)
        if not complete:
            self.crowded.append(number)
        strokes.extend(struck_out(page, signs.view))
        sheet = Sheet(number, *signs.view.size, signs.glyphs, strokes)
        return self.pictures.under(sheet, lambda: _draw(page)) if covered and is_under(signs.glyphs) else sheet

    def notes(self) -> Iterator[Note]:
        """What was left out of the pages that were read."""
        if self.broken:
            pages = "、".join(map(str, self.broken[:8]))
            yield Note("pdf-broken-page", f"第{pages}页{_more(self.broken)}已损坏,未读取;{_AGAIN}")
        if self.turned:
            yield Note("pdf-turned", f"有 {self.turned} 个斜排或转向的字(多为水印),未读取")
        if self.unread:
            yield Note("pdf-unreadable", f"有 {self.unread} 个字在文件中没有对应的文字编码,未读取,请对照原件核对")
        if self.crowded:
            pages = "、".join(map(str, self.crowded[:8]))
            yield Note("pdf-strokes", f"第{pages}页{_more(self.crowded)}线条过多,未据此识别表格")


def _is_empty(page: pypdfium2.PdfPage) -> bool:
    """Whether nothing stands on a page."""
    from pypdfium2 import raw

    return bool(raw.FPDFPage_CountObjects(page) == 0 and raw.FPDFPage_GetAnnotCount(page) == 0)


def _more(pages: list[int]) -> str:
    return f"等共 {len(pages)} 页" if len(pages) > 8 else ""  # noqa: PLR2004 - as many as are spelt out


def _draw(page: pypdfium2.PdfPage) -> bytes:
    """The page as a picture (PPM); a small one where nothing stands on it: thousands of them would take their time."""
    if _is_empty(page):
        return b"P5 64 64 255\n" + b"\xff" * 64 * 64
    longest = max(*page.get_size(), 1.0)
    bitmap = page.render(scale=min(_RENDER, _PIXELS / longest), rev_byteorder=True, prefer_bgrx=False)
    with closing(bitmap):
        stride, width, height = bitmap.stride, bitmap.width, bitmap.height
        data, channels = bytes(bitmap.buffer), bitmap.n_channels
    rows = [data[y * stride : y * stride + width * channels] for y in range(height)]
    kind = "P5" if channels == 1 else "P6"
    return f"{kind} {width} {height} 255\n".encode() + b"".join(_colours(row, channels) for row in rows)


def _colours(row: bytes, channels: int) -> bytes:
    """Three bytes a pixel, or one."""
    if channels <= 3:  # noqa: PLR2004 - no fourth one to drop
        return row
    out = bytearray(len(row) // 4 * 3)
    out[0::3], out[1::3], out[2::3] = row[0::4], row[1::4], row[2::4]
    return bytes(out)
