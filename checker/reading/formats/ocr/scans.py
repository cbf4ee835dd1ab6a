"""The recognised pages of one document: who reads them, who is told, until when, and what is kept and said of them.

Readers of formats call ``Scans.read`` for each page that is a picture and hand the sheets to the layout stage;
``Scans.finish`` adds to the text what a person must know about these pages.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.model import Note, RawText

if TYPE_CHECKING:
    from PIL.Image import Image

    from checker.reading.formats.ocr.page import PageReading
    from checker.reading.formats.ocr.recogniser import Recogniser

__all__ = ["INSTALL", "Listener", "Scans", "Watch", "installed", "page_list", "watching"]

Listener = Callable[[str, int, int], None]
"""Is told (which document, which page, of how many in the document) before a picture is read."""

INSTALL = "请安装文字识别组件(pip install 'fazhi-checker[ocr]')后再试,或取得原始 Word 文件"
"""The way out for someone without the extra."""

_NEEDED = ("rapidocr", "onnxruntime", "PIL", "cv2", "numpy")
_TURNS = {1: "左转90度", 2: "转180度", 3: "右转90度"}


def installed() -> bool:
    """Whether the extra ``ocr`` is there; imports none of it."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def _nobody(where: str, page: int, pages: int) -> None:
    del where, page, pages


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who follows the reading of pictures.

    ``pictures`` gathers the pages' pictures (JPEG) by document and page; None: nobody wants them.
    """

    listener: Listener = _nobody
    pictures: dict[str, dict[int, bytes]] | None = None


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(listener: Listener = _nobody, *, keep: bool = False) -> Iterator[Watch]:
    """Follow what is read inside the ``with``; what is read does not depend on it."""
    watch = Watch(listener, {} if keep else None)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)


@dataclass(slots=True)
class Scans:
    """Reads the pictures of one document.

    ``recogniser`` None: the one of this process. ``spent`` is the time that recognition took, in seconds.
    """

    recogniser: Recogniser | None = None
    readings: dict[int, PageReading] = field(default_factory=dict)
    spent: float = 0.0

    @property
    def ready(self) -> bool:
        """Whether pictures can be read."""
        return self.recogniser is not None or installed()

    def read(  # noqa: PLR0913 - what is known of a page
        self,
        picture: Image,
        page: int,
        pages: int,
        *,
        size: tuple[float, float] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        where: str = "",
    ) -> PageReading:
        """Read one picture, in RGB.

        Args:
            picture: The page.
            page: Its number in the document, from 1.
            pages: How many pages the document has.
            size: The page's width and height in points, where known.
            limits: ``recognition_seconds`` is how long one document may take.
            where: Names the document in messages.

        Raises:
            ReadingError: The extra is not installed, or the time is used up.
        """
        from checker.reading.formats.ocr.page import read_page

        if self.spent > limits.recognition_seconds:
            msg = (
                f"文字识别用时超过上限 {limits.recognition_seconds:.0f} 秒(第{page}页以前已识别,共 {pages} 页),已停止;"
                "请拆分文件后再试,或取得原始 Word 文件"
            )
            raise ReadingError(msg, where)
        started = time.monotonic()
        recogniser = self._recogniser(where)
        watch = _WATCH.get() or Watch()
        watch.listener(where, page, pages)
        reading = read_page(picture, recogniser, number=page, size=size)
        self.readings[page] = reading
        if watch.pictures is not None and not reading.blank:
            from checker.reading.formats.ocr.files import encode

            watch.pictures.setdefault(where, {})[page] = encode(picture)
        self.spent += time.monotonic() - started
        return reading

    def _recogniser(self, where: str) -> Recogniser:
        if self.recogniser is None:
            if not installed():
                msg = f"这是图片或扫描件,{INSTALL}"
                raise ReadingError(msg, where)
            from checker.reading.formats.ocr.recogniser import shared

            self.recogniser = shared()
        return self.recogniser

    def finish(self, raw: RawText) -> RawText:
        """The text with notes on its recognised pages."""
        return replace(raw, notes=(*raw.notes, *self._notes(raw))) if self.readings else raw

    def _notes(self, raw: RawText) -> Iterator[Note]:
        pages = sorted(n for n, reading in self.readings.items() if not reading.blank)
        unsure = sum(s.end - s.start for s in raw.doubtful)
        if pages:
            remark = f",其中{unsure}个字把握不大" if unsure else ""
            message = f"{page_list(pages)}的文字由程序从图片中识别{remark},难免有误;结论和数字请对照原件核实。"
            yield Note("ocr", message)
        if blank := sorted(set(self.readings) - set(pages)):
            yield Note("ocr-blank", f"{page_list(blank)}没有文字(空白页)。")
        for page in pages:
            reading = self.readings[page]
            start = raw.pages[page - 1] if page <= len(raw.pages) else None
            if reading.unread:
                message = (
                    f"第{page}页约有{reading.unread}行未识别出(也可能是手写、印章或图案);"
                    "本页请对照原件核对,“未见”的结论请以原件为准。"
                )
                yield Note("ocr-unread", message, start, start)
            if reading.quarters:
                yield Note("ocr-turned", f"第{page}页已{_TURNS[reading.quarters]}后识别。", start, start)


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 第1—3、5页."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs) + "页"
