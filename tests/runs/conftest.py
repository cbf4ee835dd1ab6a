"""Two drafts of one report, judged and stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.api import Checker
from checker.results.stored.write import render_json

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def checker() -> Checker:
    """Return the national pack, prepared once."""
    return Checker()


@pytest.fixture(scope="session")
def drafts(checker):
    """Return the assessments of the first and the second draft."""
    return tuple(checker.check_bytes(f"{n}.txt", (DATA / f"recheck-{n}.txt").read_bytes()) for n in ("first", "second"))


@pytest.fixture
def stored(tmp_path, drafts) -> tuple[Path, Path]:
    """Return two folders: a run of the first draft, and one of the second; both results have the same name."""
    for folder, assessment in zip(("old", "new"), drafts, strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "县.json").write_bytes(render_json(assessment))
    return tmp_path / "old", tmp_path / "new"
