"""The command line in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.fixture
def seeds_folder(repository):
    """Return the sample reports."""
    return repository / "seeds"


@pytest.fixture
def run_checker(tmp_path):
    """Call ``checker`` as a user would, in ``tmp_path`` or a folder below it; gives the finished process."""

    def call(*arguments, cwd=None, **environment):
        own = {
            "PYTHONIOENCODING": "utf-8",
            "CHECKER_CACHE_DIR": str(tmp_path / ".cache"),
            "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        }
        return subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=cwd or tmp_path,
            env={**os.environ, **own, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return call
