"""The files that ``checker init`` writes, with a comment on every key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from checker.version import REPOSITORY, __version__

__all__ = ["CI", "RELEASE", "starter_files"]

RELEASE = f"git+{REPOSITORY}@v{__version__}"
"""This version, as pip installs it."""

_TEMPLATES = Path(__file__).with_name("templates")
CI = {"github": ".github/workflows/checker.yml", "gitlab": ".gitlab-ci.yml"}
"""Code host → where its pipeline file lies."""


def starter_files(
    pack: str, level: str | None, attributes: Sequence[str] | None, ci: str | None, package: str | None = None
) -> dict[PurePosixPath, str]:
    """Path below the folder → text. What is None stays a comment that shows how it is written.

    ``package`` is what the pipeline installs; None: this version from its repository.
    """
    listed = ", ".join(f'"{a}"' for a in attributes or ())
    values = {
        "pack": pack.replace("\\", "/"),
        "level": '# level = "county"' if level is None else f'level = "{level}"',
        "attributes": '# attributes = ["enforces"]' if attributes is None else f"attributes = [{listed}]",
    }
    config = _template("checker.toml")
    for name, value in values.items():
        config = config.replace(f"@{name}@", value)
    files = {
        PurePosixPath("checker.toml"): config,
        PurePosixPath("checker-waivers.yaml"): _template("checker-waivers.yaml"),
    }
    if ci is not None:
        files[PurePosixPath(CI[ci])] = _template(f"{ci}.yml").replace('"@package@"', json.dumps(package or RELEASE))
    return files


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")
