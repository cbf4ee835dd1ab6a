"""Picture files to upright pages in colour, within limits.

A picture can claim any size in a few bytes, and a TIFF any number of pages: both are looked at before anything is
unpacked.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.files.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["FORMATS", "count_pages", "encode", "open_pages", "size_in_points"]

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "PPM")
_JPEG_QUALITY = 70
_PAPER = (280.0, 2400.0)  # points: from A6 to A1
_SHOWN = 1654  # pixels of the short side of a stored page: A4 at 200 dpi


def count_pages(data: bytes, limits: Limits, where: str) -> int:
    """How many pages (frames) a picture file has.

    Raises:
        ReadingError: Damaged, too many pages, or too many pixels.
    """
    with _opened(data, limits, where) as picture:
        pages = int(getattr(picture, "n_frames", 1))
        if picture.format in {"GIF", "WEBP", "PNG"}:
            pages = 1  # an animation is no document; its first picture counts
    if pages > limits.pages:
        msg = f"图片文件有 {pages} 页,超过上限 {limits.pages} 页;请拆分后再试"
        raise ReadingError(msg, where)
    return pages


def open_pages(data: bytes, limits: Limits, where: str) -> Iterator[Image]:
    """The pages one after the other, upright as the camera noted it, in RGB on white.

    Raises:
        ReadingError: As ``count_pages``; also for a page that breaks off.
    """
    from PIL import ImageOps

    pages = count_pages(data, limits, where)
    with _opened(data, limits, where) as picture:
        for number in range(pages):
            try:
                picture.seek(number)
                _check_size(picture.size, limits, where)
                picture.load()
                page = ImageOps.exif_transpose(picture) or picture
                yield _rgb(page)
            except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
                place = f"第{number + 1}页" if pages > 1 else ""
                msg = f"图片{place}已损坏或不完整,无法打开;请重新扫描或重新上传"
                raise ReadingError(msg, where) from error


def size_in_points(picture: Image) -> tuple[float, float] | None:
    """Width and height of the paper, where the file states a resolution that makes a page of it."""
    try:
        across, down = (float(v) for v in picture.info["dpi"])
        size = picture.width * 72 / across, picture.height * 72 / down
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return size if _PAPER[0] <= min(size) <= max(size) <= _PAPER[1] else None


def encode(picture: Image) -> bytes:
    """A page as it is stored beside a report (JPEG), no larger than is needed for reading."""
    scale = _SHOWN / min(picture.size)
    if scale < 1:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    target = io.BytesIO()
    picture.convert("RGB").save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return target.getvalue()


def _opened(data: bytes, limits: Limits, where: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's own limit is lower than ours; it warns, then refuses
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ReadingError(_too_large("异常多", limits), where) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        msg = "图片已损坏或不完整,无法打开;请重新扫描或重新上传"
        raise ReadingError(msg, where) from error
    _check_size(picture.size, limits, where)
    return picture


def _check_size(size: tuple[int, int], limits: Limits, where: str) -> None:
    if size[0] * size[1] > limits.pixels:
        raise ReadingError(_too_large(f"有 {size[0]}×{size[1]} 个", limits), where)


def _too_large(how_many: str, limits: Limits) -> str:
    return f"图片的像素{how_many},超过上限 {limits.pixels // 10_000} 万,疑似压缩炸弹,未打开;请以 200—300 dpi 重新扫描"


def _rgb(picture: Image) -> Image:
    """Any mode to RGB; what is transparent becomes paper, 16 bits become 8."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda v: v / 256).convert("L")
    elif picture.mode in {"I", "F"}:
        import numpy as np

        values = np.asarray(picture, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        picture = Image.fromarray(((values - low) * 255 / max(1.0, high - low)).astype(np.uint8))
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        front = picture.convert("RGBA")
        paper = Image.new("RGBA", front.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(paper, front)
    return picture.convert("RGB")
