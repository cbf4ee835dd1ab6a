"""The pre-commit hook: installed by pre-commit itself from a repository, and run on a commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from checker.reading.formats.registry import EXTENSIONS, PICTURES

PACKAGE = ("checker", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
PRE_COMMIT = (sys.executable, "-m", "pre_commit")


@pytest.fixture(scope="module")
def hook(repository):
    (hook,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return hook


@pytest.fixture
def git(project, pipeline):
    """Return a function that runs git in the project, which is a repository with everything staged."""

    def run(*arguments, folder=project, check=True):
        settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", *settings, *arguments], cwd=folder, env=pipeline, capture_output=True, encoding="utf-8", check=check
        )

    run("init", "-q", "-b", "main")
    run("add", ".")
    return run


def test_the_manifest_is_valid(repository):
    finished = subprocess.run(
        [*PRE_COMMIT, "validate-manifest", str(repository / ".pre-commit-hooks.yaml")], capture_output=True, check=False
    )

    assert 0 == finished.returncode, finished.stdout


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("报送/报告.docx", True),
        ("报告.PDF", True),
        ("a.wps", True),
        ("沐源县法治政府建设年度报告.txt", True),
        ("x/法治政府.html", True),
        ("README.md", False),
        ("法治政府/README.md", False),
        ("法治政府.py", False),
        ("a.docx.bak", False),
    ],
)
def test_the_hook_is_for_reports_only(hook, path, wanted):
    assert wanted == bool(re.search(hook["files"], path))


def test_the_hook_knows_every_text_format_that_is_read(hook):
    tables = {".xls", ".xlsx", ".xlsm", ".et", ".ods"}
    rare = {".text", ".dotx", ".xhtml", ".jhtml", ".mht", ".mhtml", ".wpt", ".dot", ".ott", ".fodt"}

    unknown = [e for e in EXTENSIONS - set(PICTURES) - tables - rare if not re.search(hook["files"], f"法治政府{e}")]

    assert [] == unknown


@pytest.mark.slow("git runs the hook in new processes; test_thresholds has the exit codes")
def test_the_entry_runs_on_a_commit_and_stops_it(hook, git, project, pipeline, tmp_path):
    """As a local hook: the command line of the manifest, the file names from pre-commit."""
    local = {**hook, "language": "system", "files": r"\.txt$"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    env = {**pipeline, "PRE_COMMIT_HOME": str(tmp_path / "cache")}

    def check(*files):
        return subprocess.run(
            [*PRE_COMMIT, "run", "--files", *files],
            cwd=project,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    short, good = check("报送 材料/沐源县法治政府建设年度报告.txt", "好.txt"), check("好.txt")

    assert git("status", "--short").stdout
    assert 1 == short.returncode
    assert "沐源县法治政府建设年度报告.txt" in short.stdout
    assert "共 2 份" in short.stdout
    assert 0 == good.returncode, good.stdout


@pytest.mark.slow("builds an environment with pip; the first tier has the manifest and the files it takes")
def test_pre_commit_installs_the_hook_from_a_repository_and_runs_it(repository, git, pipeline, project, tmp_path):
    """The real way: clone, environment of its own, pip. Only the libraries come from here instead of the network."""
    source = tmp_path / "source"
    source.mkdir()
    for name in PACKAGE:
        one = repository / name
        (shutil.copytree if one.is_dir() else shutil.copy2)(one, source / name)
    git("init", "-q", "-b", "main", folder=source)
    git("add", "-f", ".", folder=source)
    git("commit", "-q", "-m", "source", folder=source)
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    for one in Path(sysconfig.get_path("purelib")).iterdir():
        if not one.name.lower().startswith(("fazhi_checker", "_fazhi", "__editable__", "pip", "setuptools")):
            (libraries / one.name).symlink_to(one)
    env = {
        **pipeline,
        "PYTHONPATH": str(libraries),
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }

    finished = subprocess.run(
        [*PRE_COMMIT, "try-repo", str(source), "checker", "--verbose", "--all-files"],
        cwd=project, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert "沐原县人民政府" in finished.stdout, finished.stdout + finished.stderr
    assert "exit code: 1" in finished.stdout
    assert 1 == finished.returncode
