"""Where the data that ships with the program stands on disk.

In a checkout, and in an editable installation of one, packs and schemas are the top-level folders ``rules/``
and ``schemas/``, so that a rule author edits the files that run. A wheel carries the same two folders inside
the package, as ``checker/_data/rules`` and ``checker/_data/schemas``. Callers ask here and need not know which.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["rules_dir", "schemas_dir"]

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def rules_dir() -> Path:
    """Return the folder of the built-in rule packs."""
    return _root() / "rules"


def schemas_dir() -> Path:
    """Return the folder of the JSON Schemas for packs, assessments, configuration and waivers."""
    return _root() / "schemas"


def _root() -> Path:
    """Return the folder that holds ``rules`` and ``schemas``; the installed copy wins where there is one."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
