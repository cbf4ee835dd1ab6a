"""The way from a page without words to a recogniser, if one is installed.

A reader that meets such a page makes a picture of it and asks ``recogniser()``. What that gives is laid out like any
other page and marked as recognised. Without a recogniser the page is named, with the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from checker.errors import ReadingError
from checker.model import Note
from checker.reading.layout import Glyph, Sheet

__all__ = ["Picture", "PictureReader", "Recogniser", "recogniser"]

_MANY = 8  # page numbers that a message spells out
_WAY_OUT = "请提供文字版(原始 Word 文件,或由 Word、WPS 直接导出的 PDF、OFD),或先做文字识别再试"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture.

    ``data`` is an encoded picture (PNG, JPEG, PPM …); ``page`` counts from 1 up to ``pages``. ``width`` and
    ``height`` are what the picture measures on the page, in points: signs are placed in that measure.
    """

    page: int
    pages: int
    width: float
    height: float
    data: bytes


class Recogniser(Protocol):
    """Reads the words in a picture."""

    def __call__(self, picture: Picture) -> Sequence[Glyph]:
        """The signs in ``picture``, in points of its page, unsure ones marked ``doubtful``."""


def recogniser() -> Recogniser | None:
    """The recogniser that is installed, or None."""
    return None


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
    tool: Recogniser | None

    @classmethod
    def ready(cls, name: str, pages: int) -> PictureReader:
        """A reader with the recogniser that is installed."""
        return cls(name, pages, [], [], [], recogniser())

    def read(
        self,
        sheet: Sheet,
        draw: Callable[[], bytes | None],
        *,
        place: tuple[float, float, float, float] | None = None,
        garbled: bool = False,
    ) -> Sheet:
        """The page as the recogniser reads it; ``sheet``, noted, when nobody can.

        Args:
            sheet: What the page has without recognition.
            draw: Makes the picture; None when it cannot.
            place: Left, top, width, height of the picture on the page; None: it shows all of the page.
            garbled: The page has signs, but they stand for nothing.
        """
        x, y, width, height = place or (0.0, 0.0, sheet.width, sheet.height)
        if self.tool is not None and (data := draw()) is not None:
            found = self.tool(Picture(sheet.number, self.pages, width, height, data))
            glyphs = tuple(replace(g, x0=g.x0 + x, x1=g.x1 + x, y0=g.y0 + y, y1=g.y1 + y) for g in found)
            self.recognised.append(sheet.number)
            return replace(sheet, glyphs=glyphs, recognised=True)
        (self.garbled if garbled else self.empty).append(sheet.number)
        return sheet

    def check(self, where: str) -> list[Note]:
        """Notes on pages that are not read.

        Raises:
            ReadingError: No page could be read.
        """
        if self.empty and len(self.empty) + len(self.garbled) == self.pages:
            msg = f"{self._every()}没有文字层(可能是扫描件或图片),读不到文字;{_WAY_OUT}"
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
