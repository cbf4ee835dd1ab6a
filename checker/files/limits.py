"""What is still opened: bounds on what a file may cost."""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import ReadingError

__all__ = ["DEFAULT_LIMITS", "Limits", "check_size"]

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still opened.

    ``elements`` are those of one XML part, or the control words of an rtf; ``ratio`` is unpacked to packed size, looked
    at in entries above one megabyte. ``archive_bytes`` bounds all files of an archive of submissions (or a mail)
    together, ``members`` their number, ``nesting`` how many such containers may stand in one another. ``pages``,
    ``page_signs`` (on one page), ``drawing_bytes`` (of all pages) and ``seconds`` (for one file) are for paged formats;
    ``pixels`` (of one picture) and ``recognition_seconds`` (for one file, on top of ``seconds``) for scans.
    ``paragraph`` is how many characters may stand in one paragraph or row. ``check_seconds`` (reading and judging one
    file; recognition comes on top) and ``memory_bytes`` are what the worker process of a run may take before it is
    stopped.
    """

    file_bytes: int = 64 * _MB
    unpacked_bytes: int = 256 * _MB
    ratio: int = 200
    entries: int = 4096
    depth: int = 200
    elements: int = 1_500_000
    characters: int = 1_000_000
    paragraph: int = 60_000
    archive_bytes: int = 4096 * _MB
    members: int = 20_000
    nesting: int = 3
    pages: int = 2_000
    seconds: float = 60.0
    page_signs: int = 100_000
    drawing_bytes: int = 24 * _MB
    pixels: int = 100_000_000  # A3 at 600 dpi has 70 million
    recognition_seconds: float = 1_800.0
    check_seconds: float = 90.0
    memory_bytes: int = 2048 * _MB


DEFAULT_LIMITS = Limits()


def check_size(data: bytes, limits: Limits, where: str) -> None:
    """Refuse empty and oversized files.

    Raises:
        ReadingError: Either is the case.
    """
    if not data:
        msg = "文件是空的(0 字节);请确认保存或上传是否完整"
        raise ReadingError(msg, where)
    if len(data) > limits.file_bytes:
        msg = (
            f"文件有 {len(data) / _MB:.0f} MB,超过上限 {limits.file_bytes / _MB:.0f} MB;"
            "请删去图片等附件,只保留报告正文后再试"
        )
        raise ReadingError(msg, where)
