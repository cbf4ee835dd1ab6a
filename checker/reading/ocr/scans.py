"""The recognised pages of one document: who reads them, who is told, until when, and what is kept and said of them.

Readers of formats call ``Scans.read`` for each page that is a picture and hand the sheets to the layout stage; when
they are done, ``Scans.notes`` says what a person must know about these pages.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.model import Note

if TYPE_CHECKING:
    from PIL.Image import Image

    from checker.reading.layout import Sheet
    from checker.reading.ocr.page import PageReading
    from checker.reading.ocr.recogniser import Recogniser

__all__ = ["MISSING", "Listener", "PagePicture", "Scans", "installed", "page_list"]

Listener = Callable[[int, int], None]
"""Is told (which picture, of how many) before each is read."""

MISSING = "需要文字识别组件:请运行 pip install 'fazhi-checker[ocr]',或取得原始 Word 文件"
_NEEDED = ("rapidocr", "onnxruntime", "PIL", "cv2", "numpy")
_SECONDS = 1800.0


def installed() -> bool:
    """Whether the extra ``ocr`` is there; imports none of it."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a recognised page, as it is stored beside a report (JPEG)."""

    page: int
    data: bytes


def _nobody(page: int, pages: int) -> None:
    del page, pages


@dataclass(slots=True)
class Scans:
    """Reads the pictures of one document.

    ``keep``: store the pages' pictures; ``seconds``: how long one document may take; ``recogniser`` None: the one of
    this process.
    """

    where: str = ""
    listener: Listener = _nobody
    keep: bool = False
    seconds: float = _SECONDS
    recogniser: Recogniser | None = None
    pictures: list[PagePicture] = field(default_factory=list)
    readings: dict[int, PageReading] = field(default_factory=dict)
    _started: float | None = None

    def read(  # noqa: PLR0913 - what is known of a page
        self, picture: Image, page: int, *, done: int, pages: int, size: tuple[float, float] | None = None
    ) -> Sheet:
        """Read one picture.

        Args:
            picture: The page, RGB.
            page: Its number in the document, from 1.
            done: How many pictures of the document were read before.
            pages: How many there are.
            size: The page's width and height in points, where known.

        Raises:
            ReadingError: The extra is not installed, or the time is used up.
        """
        from checker.reading.ocr.page import read_page

        now = time.monotonic()
        self._started = now if self._started is None else self._started
        if now - self._started > self.seconds:
            msg = (
                f"文字识别用时超过上限 {self.seconds:.0f} 秒(共 {pages} 页图片,已完成 {done} 页);"
                "请拆分文件后再试,或取得原始 Word 文件"
            )
            raise ReadingError(msg, self.where)
        self.listener(done + 1, pages)
        reading = read_page(picture, self._recogniser(), number=page, size=size)
        self.readings[page] = reading
        if self.keep:
            from checker.reading.ocr.pictures import encode

            self.pictures.append(PagePicture(page, encode(picture)))
        return reading.sheet

    def _recogniser(self) -> Recogniser:
        if self.recogniser is None:
            if not installed():
                msg = f"这是图片,{MISSING}"
                raise ReadingError(msg, self.where)
            from checker.reading.ocr.recogniser import shared

            self.recogniser = shared()
        return self.recogniser

    def notes(self, starts: Sequence[int] = (), doubtful: int = 0) -> list[Note]:
        """What is to be said of the pages: ``starts`` are the offsets at which pages begin, for links.

        ``doubtful`` is the number of characters that the recognition was unsure of.
        """
        if not self.readings:
            return []
        pages = sorted(self.readings)
        unsure = f",其中{doubtful}个字把握不大" if doubtful else ""
        notes = [
            Note(
                "ocr",
                f"{page_list(pages)}是图片,文字由程序识别而来{unsure};结论和数字请对照原件核实。",
            )
        ]
        for page in pages:
            reading = self.readings[page]
            start = starts[page - 1] if 0 < page <= len(starts) else None
            if reading.unread:
                message = (
                    f"第{page}页约有{reading.unread}行未识别出(也可能是手写、印章或图案);"
                    "“未见”的结论请对照原件核实。"
                )
                notes.append(Note("ocr-unread", message, start, start))
            if reading.quarters:
                angle = {1: "左转90度", 2: "转180度", 3: "右转90度"}[reading.quarters]
                notes.append(Note("ocr-turned", f"第{page}页已{angle}后识别。", start, start))
        return notes


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 第1—3、5页."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs) + "页"
