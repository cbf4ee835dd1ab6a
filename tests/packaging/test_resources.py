"""Packs and schemas are found both in a checkout and in an installed copy."""

from __future__ import annotations

from pathlib import Path

from checker import resources


def test_checkout_uses_the_top_level_folders(repository: Path):
    """A rule author edits the files that run."""
    assert repository / "rules" == resources.rules_dir()
    assert repository / "schemas" == resources.schemas_dir()


def test_installed_copy_uses_its_own_data(tmp_path: Path, monkeypatch):
    """Where the package carries data, whatever lies beside the package is ignored."""
    installed = tmp_path / "checker" / "_data"
    installed.mkdir(parents=True)
    monkeypatch.setattr(resources, "_INSTALLED", installed)

    assert installed / "rules" == resources.rules_dir()
    assert installed / "schemas" == resources.schemas_dir()
