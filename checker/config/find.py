"""Where configurations lie: above a document, and in the user's own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["OWN_NAME", "PROJECT_NAME", "find_project", "folder_of", "shown", "user_file"]

OWN_NAME, PROJECT_NAME = "checker.toml", "pyproject.toml"


def find_project(folder: Path) -> Path | None:
    """The file nearest above: ``checker.toml``, else a ``pyproject.toml`` that mentions ``[tool.checker]``.

    ``folder`` itself is looked at first; the search ends with the folder that holds ``.git``, or at the top.
    """
    for place in (folder, *folder.parents):
        own, project = place / OWN_NAME, place / PROJECT_NAME
        if own.is_file():
            return own
        if project.is_file() and _mentions(project):
            return project
        if (place / ".git").exists():
            return None
    return None


def _mentions(project: Path) -> bool:
    """Whether a ``pyproject.toml`` may have our table; a file without the word is left alone, however broken."""
    try:
        return b"checker" in project.read_bytes()
    except OSError:
        return False


def folder_of(path: str) -> Path:
    """The folder where the search for a document's configuration begins; for standard input the current one."""
    if path == "-":
        return Path.cwd()
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolves `..` and leaves links: where a file is named counts
    return absolute if absolute.is_dir() else absolute.parent


def user_file() -> Path | None:
    """The user's own file, where there is one."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    file = base / "fazhi-checker" / OWN_NAME
    return file if file.is_file() else None


def shown(path: Path) -> str:
    """A path as people are told it: relative where it lies below the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
