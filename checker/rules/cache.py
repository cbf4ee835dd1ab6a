"""What has been read and validated once need not be again: merged packs, kept as JSON by the hash of their sources.

The cache holds data only, never code; a missing, broken or unwritable cache costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from checker.version import __version__

DISABLED = "CHECKER_NO_CACHE"
_FORMAT = "2"


def cache_dir() -> Path:
    """Where merged packs are kept: ``CHECKER_CACHE_DIR``, else the user's cache folder."""
    given = os.environ.get("CHECKER_CACHE_DIR")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "fazhi-checker" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fazhi-checker"


def source_hash(files: list[Path], name: str) -> str:
    """Hash over names and bytes of all sources, the pack asked for, and the program's version.

    Raises:
        OSError: A file cannot be read.
    """
    digest = hashlib.sha256(f"{_FORMAT}|{__version__}|{name}".encode())
    for file in files:
        data = file.read_bytes()
        digest.update(f"|{file}|{len(data)}|".encode())
        digest.update(data)
    return digest.hexdigest()


def fetch(key: str) -> dict[str, Any] | None:
    """The data kept under ``key``, if there is any that can be read."""
    if os.environ.get(DISABLED):
        return None
    try:
        kept = json.loads((cache_dir() / f"{key}.json").read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def keep(key: str, data: dict[str, Any]) -> None:
    """Keep ``data`` under ``key``; silently do without when that is impossible."""
    if os.environ.get(DISABLED):
        return
    with contextlib.suppress(OSError):
        folder = cache_dir()
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        Path(name).replace(folder / f"{key}.json")
