"""From pictures of pages to signs with places: scans, photographs, faxes.

    picture → upright, without seals → strips of text → signs → rows that were left unread → sheet

The recognition itself is behind ``Recogniser``; everything else here is measuring. The libraries of the extra
``fazhi-checker[ocr]`` are imported by the first picture that is met and not before.
"""

from __future__ import annotations

from checker.reading.formats.ocr.scans import INSTALL, Listener, Scans, Watch, installed, watching

__all__ = ["INSTALL", "Listener", "Scans", "Watch", "installed", "watching"]
