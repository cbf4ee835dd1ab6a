"""The keys of a configuration with their defaults; types and allowed values stand in ``schemas/config.schema.json``.

Keys of tables are written with dots: ``limits.file-mb``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.files.limits import DEFAULT_LIMITS
from checker.rules.loader import DEFAULT_PACK

__all__ = ["DEFAULTS", "LETTERHEAD", "LIMITS", "NAMES_OR_PATHS", "OVERRIDABLE", "PATHS", "RUN_ONLY"]

_MB = 1024 * 1024

LIMITS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "file-mb": ("file_bytes", _MB),
        "unpacked-mb": ("unpacked_bytes", _MB),
        "archive-mb": ("archive_bytes", _MB),
        "ratio": ("ratio", 1),
        "entries": ("entries", 1),
        "members": ("members", 1),
        "nesting": ("nesting", 1),
        "depth": ("depth", 1),
        "characters": ("characters", 1),
        "paragraph": ("paragraph", 1),
        "elements": ("elements", 1),
        "pages": ("pages", 1),
        "seconds": ("seconds", 1),
        "page-signs": ("page_signs", 1),
        "drawing-mb": ("drawing_bytes", _MB),
        "pixels": ("pixels", 1),
        "recognition-seconds": ("recognition_seconds", 1),
        "check-seconds": ("check_seconds", 1),
        "memory-mb": ("memory_bytes", _MB),
    }
)
"""Key below ``limits`` → field of ``Limits`` and how many of its units one is."""

LETTERHEAD = (
    "office", "mark", "number", "recipient", "address", "contact", "phone", "handler", "reviewer", "approver",
)  # fmt: skip
"""Keys below ``memo.letterhead``: free texts."""

DEFAULTS: Mapping[str, object] = MappingProxyType(
    {
        "pack": DEFAULT_PACK,
        "level": None,
        "year": None,
        "stage": None,
        "attributes": None,
        "formats": ("console", "html"),
        "output": "reports_out",
        "jobs": 1,
        "fail-under": None,
        "fail-on": None,
        "select": (),
        "ignore": (),
        "exclude": (),
        "show": None,
        "force": False,
        "waivers": None,
        "baseline": None,
        "decisions": None,
        **{f"limits.{key}": int(getattr(DEFAULT_LIMITS, field) / unit) for key, (field, unit) in LIMITS.items()},
        "memo.template": None,
        "memo.due-days": None,
        "memo.undecided": None,
        "memo.decisions": None,
        **{f"memo.letterhead.{key}": None for key in LETTERHEAD},
    }
)
"""Every key and its value where nobody says anything; None: as read from the document, or none."""

OVERRIDABLE = ("pack", "level", "year", "stage", "attributes")
"""What ``[[overrides]]`` may set."""

RUN_ONLY = ("formats", "output", "jobs", "show", "exclude")
"""What belongs to a whole run and cannot differ between its documents."""

PATHS = ("output", "waivers", "baseline", "decisions", "memo.decisions")
"""Paths, relative to the folder of the file that they are written in."""

NAMES_OR_PATHS = ("pack", "memo.template")
"""Names of something that ships with the program, or paths."""
