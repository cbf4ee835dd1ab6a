"""Stable short names for results and findings."""

from __future__ import annotations

import hashlib


def fingerprint(*parts: str) -> str:
    """A stable short name for a result or finding: survives moved lines and changed counts."""
    text = "|".join("".join(c for c in p if not c.isdigit() and not c.isspace()) for p in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
