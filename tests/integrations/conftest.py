"""The machine of a pipeline, as far as it matters: commands on PATH, files that the host reads back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

REPORT = "seeds/02-muyuan-county-2022-draft.txt"
GOOD = "seeds/01-chengyu-city-2023.txt"


@pytest.fixture(scope="session")
def programs(tmp_path_factory) -> Path:
    """A folder for PATH with ``checker``, ``python`` and ``pip`` as this test run has them."""
    folder = tmp_path_factory.mktemp("bin")
    for name, arguments in (("checker", "-m checker"), ("python", ""), ("pip", "-m pip")):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        program.chmod(0o755)
    return folder


@pytest.fixture
def project(tmp_path, repository) -> Path:
    """A repository of a bureau: reports below a folder, one of them with gaps, one in order."""
    folder = tmp_path / "project"
    (folder / "报送 材料").mkdir(parents=True)
    (folder / "报送 材料" / "沐源县法治政府建设年度报告.txt").write_bytes((repository / REPORT).read_bytes())
    (folder / "好.txt").write_bytes((repository / GOOD).read_bytes())
    return folder


@pytest.fixture
def pipeline(programs, repository, tmp_path_factory) -> dict[str, str]:
    """The environment of a step."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "CI_", "CHECKER_", "PIP_"))}
    return {
        **kept,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(repository),
        "CHECKER_CACHE_DIR": str(tmp_path_factory.getbasetemp() / "pipeline-cache"),
    }
