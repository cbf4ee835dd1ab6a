"""A font with Chinese signs: papers and scans cannot be drawn without one."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

FONT = "Noto Serif CJK SC"


def chinese_font() -> Path:
    """The file of the font; skip without it, or fail where ``CHECKER_REQUIRE_TOOLS=1``."""
    found = _found()
    if found is None:
        reason = f"未找到字体 {FONT},请安装 fonts-noto-cjk (font not found: apt-get install fonts-noto-cjk)"
        if os.environ.get("CHECKER_REQUIRE_TOOLS") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@cache
def _found() -> Path | None:
    if shutil.which("fc-match") is None:
        return None
    family, _, file = subprocess.run(
        ["fc-match", "-f", "%{family}\t%{file}", f"{FONT}:lang=zh-cn"],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout.partition("\t")  # fmt: skip
    return Path(file) if "CJK" in family else None
