"""What people set once instead of typing it: configuration, waivers and baselines, read from files.

``docs/config.md`` and ``docs/waivers.md`` say it for users.
"""

from __future__ import annotations

from checker.config.configuration import Configuration
from checker.config.file import Setting
from checker.config.settings import Settings

__all__ = ["Configuration", "Setting", "Settings"]
