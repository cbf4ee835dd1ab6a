"""A file as it stood at a revision of its repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from checker.config.find import shown
from checker.errors import ConfigError

__all__ = ["read_at"]


def read_at(path: Path, revision: str) -> str:
    """The text of ``path`` at ``revision``.

    Raises:
        ConfigError: Git is not there, the folder is no repository, or it knows no such revision or no such file in it.
    """
    git = shutil.which("git")
    if git is None:
        msg = "要从 git 的版本里读文件,而这台机器上没有 git。"
        raise ConfigError(msg, shown(path))
    found = _run(git, path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        msg = f"git 里没有“{revision}”这个版本,请核对;流水线里浅克隆的,先取回它(git fetch)。"
        raise ConfigError(msg, shown(path))
    commit = found.stdout.decode().strip()
    held = _run(git, path, "show", f"{commit}:./{path.name}")
    if held.returncode:
        msg = f"git 的版本“{revision}”里没有这个文件。"
        raise ConfigError(msg, shown(path))
    return held.stdout.decode("utf-8-sig", "replace")


def _run(git: str, path: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    folder = next(f for f in path.parents if f.is_dir())  # a file that is gone may have taken its folder along
    return subprocess.run([git, *words], cwd=folder, capture_output=True, check=False)  # noqa: S603 - never a shell
