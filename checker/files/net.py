"""The net under the readers: whatever fails while a file is read becomes one error that names the file.

Readers refuse what they foresee with a sentence of their own. The rest (a library's odd exception, too deep a
recursion, no memory left) is a defect of ours, but it must cost one file and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import CheckerError, ReaderDefectError

__all__ = ["net"]


@contextmanager
def net(where: str) -> Iterator[None]:
    """Turn what is no error of the product's own into one that names ``where``.

    Raises:
        ReaderDefectError: Something failed that nobody foresaw; its cause is attached.
    """
    try:
        yield
    except CheckerError:
        raise
    except Exception as error:
        raise ReaderDefectError(_sentence(error), where) from error


def _sentence(error: Exception) -> str:
    way_out = "请用 Word 或 WPS 打开确认后另存为 docx 再试"
    if isinstance(error, MemoryError):
        return f"读这份文件时内存不够,没有读完;请只保留报告正文,{way_out}"
    if isinstance(error, RecursionError):
        return f"这份文件嵌套太深,没有读完;{way_out}"
    return f"读这份文件时程序出错({error.__class__.__name__}),文件可能已损坏;{way_out},并把出错的文件反馈给维护者"
