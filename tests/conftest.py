"""Fixtures that every test may use: tools of the machine, and material that lies beside the checkout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from ready import Ready

REPOSITORY = Path(__file__).resolve().parent.parent

# Wall-clock deadlines fail on busy machines and say nothing about the code. In CI the examples are the same on
# every run; elsewhere they vary, so that developers find new ones.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a slow mark without its reason: who leaves a test out of the first tier says what still covers it."""
    bare = {i.nodeid.partition("[")[0] for i in items for m in i.iter_markers("slow") if not (m.args and m.args[0])}
    if bare:
        msg = f"slow needs a reason, @pytest.mark.slow('…'): {', '.join(sorted(bare))}"
        raise pytest.UsageError(msg)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the top folder of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a folder for prepared packs that many runs of the command share, which makes each of them faster."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def ready() -> Iterator[Ready]:
    """Return a ``checker`` that is loaded already; ``tests/support/ready.py`` says when it may stand for a new one."""
    process = Ready()
    yield process
    process.close()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Return the folder with the corpora, which lies beside the checkout; skip where it does not.

    ``CHECKER_SHARED_DIR`` names another place.
    """
    folder = Path(os.environ.get("CHECKER_SHARED_DIR") or REPOSITORY.parent / "shared")
    if not (folder / "corpus").is_dir():
        pytest.skip("未找到语料目录 ../shared (corpora not found beside the checkout; set CHECKER_SHARED_DIR)")
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Return the system's Chromium for playwright's ``executable_path``."""
    return _tool("chromium", "chromium-browser", "google-chrome", package="chromium")


@pytest.fixture(scope="session")
def soffice_path() -> Path:
    """Return the command of LibreOffice."""
    return _tool("soffice", "libreoffice", package="libreoffice-writer")


def _tool(*names: str, package: str) -> Path:
    """Return the first command that exists; skip without it, or fail where ``CHECKER_REQUIRE_TOOLS=1``."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = f"未找到 {names[0]},请安装 {package} ({names[0]} not found: apt-get install {package})"
        if os.environ.get("CHECKER_REQUIRE_TOOLS") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return Path(found)
