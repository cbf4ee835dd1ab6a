"""The way from a page without words to a recogniser, if one is installed.

A reader that meets such a page makes a picture of it and hands it to a ``PictureReader``. What that gives is laid out
like any other page and marked as recognised. Without the extra ``ocr`` the page is named, with the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.model import Note
from checker.reading.formats.appearance import PLAIN
from checker.reading.formats.layout import Glyph, Sheet, Stroke
from checker.reading.formats.ocr import INSTALL, Scans

__all__ = ["PictureReader", "is_under"]

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
    layered: list[int] = field(default_factory=list)  # pages with unseen words under their picture

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

    def under(self, sheet: Sheet, draw: Callable[[], bytes | None]) -> Sheet:
        """A scan with its words, recognised by some other program, lying unseen under the picture (双层).

        They are read as recognised ones. Where a recogniser is there, it reads the picture, too, and signs on which
        both do not agree are doubtful.
        """
        glyphs = [replace(g, look=PLAIN) for g in sheet.glyphs]
        self.recognised.append(sheet.number)
        self.layered.append(sheet.number)
        data = draw() if self.scans.ready else None
        if data is not None:
            from checker.reading.formats.ocr.files import open_pages

            picture, number = next(open_pages(data, self.limits, self.where)), sheet.number
            size = (sheet.width, sheet.height)
            reading = self.scans.read(picture, number, self.pages, size=size, limits=self.limits, where=self.where)
            if reading.blank:
                del self.scans.readings[number]  # the page is not empty: its words are those of the layer
            else:
                glyphs = _compared(glyphs, reading.sheet.glyphs)
        return replace(sheet, glyphs=glyphs, recognised=True)

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
        if self.layered:
            message = (
                f"{_listed(self.layered)}是扫描图片,其下的文字层由别的程序识别而来(双层文件),已按识别的文字读取,"
                "难免有误;结论和数字请对照原件核实"
            )
            notes.append(Note(f"{self.name}-text-layer", message))
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


def is_under(glyphs: Sequence[Glyph]) -> bool:
    """Whether most signs of a page cannot be seen, as those under the picture of a scan."""
    return 2 * sum(bool(g.look.unseen) for g in glyphs) > len(glyphs)


def _compared(glyphs: Sequence[Glyph], others: Sequence[Glyph]) -> list[Glyph]:
    """Signs of a text layer; those that another reading does not confirm are doubtful."""
    theirs = SequenceMatcher(None, [g.text for g in glyphs], [g.text for g in others], autojunk=False)
    agreed = {n for match in theirs.get_matching_blocks() for n in range(match.a, match.a + match.size)}
    return [g if n in agreed else replace(g, doubtful=True) for n, g in enumerate(glyphs)]


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
