"""Runs the command line in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ready import needs_new_interpreter


@pytest.fixture
def run(tmp_path, cache, request):
    """Call ``checker`` as a user would; gives the finished process with text output."""

    def call(*arguments: str, stdin: bytes | None = None, encoding: str = "utf-8", **environment: str):
        own = {
            "PYTHONIOENCODING": encoding,
            "CHECKER_CACHE_DIR": cache,
            "XDG_CONFIG_HOME": str(tmp_path / ".config"),  # the developer's own configuration stays out
            "GITHUB_STEP_SUMMARY": "",
        }
        env = {**os.environ, **own, **environment}
        if needs_new_interpreter(environment):
            finished = subprocess.run(
                [sys.executable, "-m", "checker", *arguments],
                cwd=tmp_path,
                env=env,
                input=stdin or b"",
                capture_output=True,
                check=False,
            )
        else:
            finished = request.getfixturevalue("ready").run(arguments, cwd=tmp_path, env=env, stdin=stdin or b"")
        finished.stdout = finished.stdout.decode(encoding.partition(":")[0], "replace")
        finished.stderr = finished.stderr.decode(encoding.partition(":")[0], "replace")
        return finished

    return call


@pytest.fixture(scope="session")
def seeds(repository) -> Path:
    """The sample reports."""
    return repository / "seeds"
