"""The distributions hold what they should, and the command works far from the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from checker import __version__

pytestmark = pytest.mark.slow("builds both distributions and installs one; the first tier runs from the checkout")

DRAFT = """\
临川县2024年法治政府建设年度报告

2024年,临川县坚持以习近平新时代中国特色社会主义思想为指导,推进法治政府建设,现将有关情况报告如下。

一、主要举措和成效
全年受理行政复议申请24件,审结22件。

二、党政主要负责人履行推进法治建设第一责任人职责情况
县长主持召开县政府常务会议2次,专题研究法治建设。

三、存在的不足和原因
基层执法力量不足,原因是专业人员招录偏少。

四、2025年工作安排
举办执法人员培训班2期。
"""


@pytest.fixture(scope="module")
def dist(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from that sdist, so that a file missing in the former shows in the latter."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, repository, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Return the built wheel."""
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> list[str]:
    """Return the names of all files inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with its declared dependencies and nothing else, into a fresh environment."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=venv.parent)
    run(venv / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, cwd=venv.parent)
    return venv / "bin"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command outside the repository and return what it printed; show everything when it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command[:4]} → {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_wheel_adds_one_package(wheel_names: list[str]):
    """Installing leaves no stray `rules` or `tests` beside the package."""
    tops = {name.partition("/")[0] for name in wheel_names}

    assert {"checker", f"fazhi_checker-{__version__}.dist-info"} == tops


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("rules", "checker/_data/rules"),
        ("schemas", "checker/_data/schemas"),
        ("checker/reporting/html/templates", "checker/reporting/html/templates"),
    ],
)
def test_wheel_carries_the_data(repository: Path, wheel_names: list[str], folder, inside):
    """Every pack, schema and template of the repository is in the wheel."""
    expected = {
        f"{inside}/{path.relative_to(repository / folder).as_posix()}"
        for path in (repository / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert expected, f"{folder} is empty"
    assert expected <= set(wheel_names)


def test_sdist_builds(dist: Path):
    """The source distribution holds what is needed to build, and to read about, the project."""
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "LICENSE", "checker/__init__.py", "checker/resources.py"} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "build/"))]


def test_installed_command_knows_its_version(installed: Path, tmp_path: Path):
    """`checker --version` prints the version of the distribution."""
    assert __version__ in run(installed / "checker", "--version", cwd=tmp_path)


def test_installed_command_checks_a_file(installed: Path, tmp_path: Path):
    """With no option at all, the gap report lands in reports_out of the current folder."""
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")

    printed = run(installed / "checker", "check", "draft.txt", cwd=tmp_path)

    assert printed.strip()
    assert "法治政府建设" in (tmp_path / "reports_out" / "draft.html").read_text(encoding="utf-8")


def test_installed_command_uses_the_packs_of_the_wheel(installed: Path, tmp_path: Path):
    """The machine-readable result comes from the built-in pack and covers its rules."""
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")

    run(installed / "checker", "check", "draft.txt", "-f", "json", "-o", "out", cwd=tmp_path)

    assessment = json.loads((tmp_path / "out" / "draft.json").read_text(encoding="utf-8"))
    assert assessment["schema"] == "checker/assessment/1"
    assert assessment["document"]["kind"] == "rule_of_law_report"
    assert assessment["pack"]["id"]
    assert assessment["results"]
