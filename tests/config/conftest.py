"""The command line in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from ready import needs_new_interpreter


@pytest.fixture
def seeds_folder(repository):
    """Return the sample reports."""
    return repository / "seeds"


@pytest.fixture
def run_checker(tmp_path, cache, request):
    """Call ``checker`` as a user would, in ``tmp_path`` or a folder below it; gives the finished process."""

    def call(*arguments, cwd=None, **environment):
        own = {
            "PYTHONIOENCODING": "utf-8",
            "CHECKER_CACHE_DIR": cache,
            "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        }
        env = {**os.environ, **own, **environment}
        if not needs_new_interpreter(environment):
            done = request.getfixturevalue("ready").run(arguments, cwd=cwd or tmp_path, env=env)
            done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
            return done
        return subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=cwd or tmp_path,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return call
