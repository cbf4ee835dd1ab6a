"""How many processors this process may use."""

from __future__ import annotations

import os

__all__ = ["AUTO", "processors"]

AUTO = "auto"
"""What stands for their number in the settings."""


def processors() -> int:
    """Those that the system leaves us, which in a container are fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
