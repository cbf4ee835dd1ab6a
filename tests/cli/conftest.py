"""Runs the command line in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def run(tmp_path):
    """Call ``checker`` as a user would; gives the finished process with text output."""

    def call(*arguments: str, stdin: bytes | None = None, encoding: str = "utf-8", **environment: str):
        own = {
            "PYTHONIOENCODING": encoding,
            "CHECKER_CACHE_DIR": str(tmp_path / ".cache"),
            "XDG_CONFIG_HOME": str(tmp_path / ".config"),  # the developer's own configuration stays out
        }
        env = {**os.environ, **own, **environment}
        finished = subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=tmp_path,
            env=env,
            input=stdin if stdin is not None else b"",
            capture_output=True,
            check=False,
        )
        finished.stdout = finished.stdout.decode(encoding.partition(":")[0], "replace")
        finished.stderr = finished.stderr.decode(encoding.partition(":")[0], "replace")
        return finished

    return call


@pytest.fixture(scope="session")
def seeds(repository) -> Path:
    """The sample reports."""
    return repository / "seeds"
