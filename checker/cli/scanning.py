"""Scans on the command line: progress page by page, and pictures that are passed over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.cli.problems import complain

if TYPE_CHECKING:
    from checker.reading.formats.ocr import Listener

__all__ = ["scan_listener", "why_unread"]


def scan_listener() -> Listener | None:
    """Who is told of scanned pages as they are read: a person at a terminal, nobody else."""
    return _say if sys.stderr.isatty() else None


def _say(where: str, page: int, pages: int) -> None:
    if pages > 1:
        complain(f"{where}:正在识别第{page}页,共{pages}页 …")


def why_unread(extension: str, extensions: frozenset[str]) -> str:
    """Why files with this extension are passed over in a folder; empty: they are read."""
    from checker.reading.formats.ocr import INSTALL, installed
    from checker.reading.formats.registry import PICTURES

    if extension not in extensions:
        return "不是可读的文档类型"
    return f"图片,{INSTALL}" if extension in PICTURES and not installed() else ""
