"""The way from a page without words to a recogniser, if one is installed.

A reader that meets such a page makes a picture of it and hands it to a ``PictureReader``. What that gives is laid out
like any other page and marked as recognised. Without the extra ``ocr`` the page is named, with the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.model import Note
from checker.reading.formats.layout import Sheet, Stroke
from checker.reading.formats.ocr import INSTALL, Scans

__all__ = ["PictureReader"]

_MANY = 8  # page numbers that a message spells out
_WAY_OUT = INSTALL


@dataclass(slots=True)
class PictureReader:
    """Gives pages without words to the recogniser, and remembers which could not be read.

    ``name`` of the format stands in messages; ``empty`` and ``garbled`` are numbers of pages without words, and of
    those whose words cannot be made out.
    """

    name: str
    pages: int
    empty: list[int]
    garbled: list[int]
    recognised: list[int]
    scans: Scans
    limits: Limits = DEFAULT_LIMITS
    where: str = ""

    @classmethod
    def ready(
        cls, name: str, pages: int, scans: Scans | None = None, limits: Limits = DEFAULT_LIMITS, where: str = ""
    ) -> PictureReader:
        """A reader for one document, with what recognises its pictures."""
        return cls(name, pages, [], [], [], scans or Scans(), limits, where)

    def read(
        self,
        sheet: Sheet,
        draw: Callable[[], bytes | None],
        *,
        place: tuple[float, float, float, float] | None = None,
        garbled: bool = False,
    ) -> Sheet:
        """The page as it is recognised; ``sheet``, noted, when nobody can.

        Args:
            sheet: What the page has without recognition.
            draw: Gives the picture, encoded (PNG, JPEG, PPM …); None when it cannot.
            place: Left, top, width, height of the picture on the page; None: it shows all of the page.
            garbled: The page has signs, but they stand for nothing.
        """
        if self.scans.ready and (data := draw()) is not None:
            from checker.reading.formats.ocr.files import open_pages

            number = sheet.number
            picture = next(open_pages(data, self.limits, self.where))
            size = place[2:] if place else (sheet.width, sheet.height)
            reading = self.scans.read(picture, number, self.pages, size=size, limits=self.limits, where=self.where)
            if not reading.blank:
                self.recognised.append(number)
            return _moved(reading.sheet, sheet, place[:2]) if place and not reading.quarters else reading.sheet
        (self.garbled if garbled else self.empty).append(sheet.number)
        return sheet

    def check(self, where: str) -> list[Note]:
        """Notes on pages that are not read.

        Raises:
            ReadingError: No page could be read.
        """
        if self.scans.readings and len(self.scans.readings) == self.pages and not self.recognised:
            msg = f"{self._every()}都是空白的,没有识别出文字;请确认扫描是否完整"
            raise ReadingError(msg, where)
        if self.empty and len(self.empty) + len(self.garbled) == self.pages:
            msg = f"{self._every()}没有文字层(是扫描件或图片),需要识别其中的文字;{_WAY_OUT}"
            raise ReadingError(msg, where)
        if self.garbled and len(self.garbled) == self.pages:
            msg = f"{self._every()}的字体没有文字编码,取出的是乱码,不能作为报告文字;{_WAY_OUT}"
            raise ReadingError(msg, where)
        notes = []
        if self.empty:
            message = f"{_listed(self.empty)}没有文字层(空白页、扫描件或图片),其中内容未读取;{_WAY_OUT}"
            notes.append(Note(f"{self.name}-no-text", message))
        if self.garbled:
            message = f"{_listed(self.garbled)}的字体没有文字编码,取出的是乱码,未读取;{_WAY_OUT}"
            notes.append(Note(f"{self.name}-garbled", message))
        return notes

    def _every(self) -> str:
        return "第1页" if self.pages == 1 else f"全部 {self.pages} 页"


def _moved(found: Sheet, page: Sheet, corner: tuple[float, float]) -> Sheet:
    """What was found in a picture whose upper left corner stands at ``corner`` of ``page``."""
    x, y = corner
    return replace(
        page,
        glyphs=[replace(g, x0=g.x0 + x, x1=g.x1 + x, y0=g.y0 + y, y1=g.y1 + y) for g in found.glyphs],
        strokes=[Stroke(s.x0 + x, s.y0 + y, s.x1 + x, s.y1 + y) for s in found.strokes],
        recognised=True,
    )


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers in words: 第2、5—7页."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}—{b}" for a, b in runs]
    more = f"等共 {len(numbers)} " if len(words) > _MANY else ""
    return f"第{'、'.join(words[:_MANY])}{more}页"
