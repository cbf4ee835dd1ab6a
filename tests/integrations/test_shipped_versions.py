"""What is shipped for pipelines speaks with one voice: one version of the program, of Python, of each step."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import docx
import pytest
import yaml

from checker.config.starter import RELEASE, starter_files
from checker.version import REPOSITORY, __version__

SHIPPED = ("action.yml", "integrations/gitlab-ci.yml", "docs/pipeline.md", "docs/install.md", "Dockerfile")


@pytest.fixture(scope="module")
def texts(repository):
    """Every shipped file, and what ``init`` writes, by name."""
    written = {
        str(name): text
        for host in ("github", "gitlab")
        for name, text in starter_files("national", None, None, host).items()
    }
    return {**written, **{name: (repository / name).read_text("utf-8") for name in SHIPPED}}


def told(texts, pattern):
    """What ``pattern`` finds in all files, each once."""
    return {found for text in texts.values() for found in re.findall(pattern, text)}


def test_every_file_installs_this_version(texts):
    assert {__version__} == told(texts, r"fazhi-checker@v([\d.]+\d)") | told(texts, r"rev: v([\d.]+\d)")


def test_nothing_installs_a_package_that_no_index_has(texts):
    assert [] == [name for name, text in texts.items() if re.search(r"pip install (?:-\S+ )*fazhi-checker\b", text)]


@pytest.mark.parametrize(
    "pattern", [r"(?:image: |FROM )python:(\d+\.\d+)", r"actions/checkout@(v\d+)", r"setup-python@(v\d+)"]
)
def test_images_and_steps_have_one_version(texts, pattern):
    assert 1 == len(told(texts, pattern))


def test_images_that_install_from_a_repository_have_git(texts):
    """The slim image has none."""
    jobs = [j for n in (".gitlab-ci.yml", "integrations/gitlab-ci.yml") for j in yaml.safe_load(texts[n]).values()]

    assert [] == [j["image"] for j in jobs if "image" in j and j["image"].endswith("-slim")]


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_init_installs_the_wheel_that_it_is_given(host):
    files = starter_files("national", None, None, host, "dist/程序 1.whl")

    data = [yaml.safe_load(text) for name, text in files.items() if str(name).endswith(".yml")]
    assert ["dist/程序 1.whl"] == [d.get("env", d.get("variables"))["CHECKER_PACKAGE"] for d in data]


def test_the_metadata_of_the_package_say_where_it_lies(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]

    assert (REPOSITORY, "README.md", __version__) == (
        project["urls"]["Repository"],
        project["readme"],
        project["version"],
    )
    assert f"git+{REPOSITORY}@v{__version__}" == RELEASE


def test_the_image_is_built_from_all_that_the_wheel_needs(repository):
    lines = (repository / "Dockerfile").read_text("utf-8").splitlines()
    copied = {word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]}
    build = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    wanted = {
        *build["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"],
        "pyproject.toml",
        "README.md",
        "LICENSE",
    }

    assert wanted == copied
    kept = {line[1:] for line in (repository / ".dockerignore").read_text("utf-8").splitlines() if line[0] == "!"}
    assert wanted == kept
    assert all((repository / name).exists() for name in wanted)


def test_a_letter_among_the_drafts_does_not_stop_a_commit_whatever_the_args(repository, tmp_path, pipeline):
    (hook,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text("utf-8"))
    letter = docx.Document()
    for line in ("关于召开年度工作会议的通知", "各科室:", "定于本周五下午召开年度工作会议,请准时参加。"):
        letter.add_paragraph(line)
    letter.save(str(tmp_path / "通知.docx"))
    own = ["-f", "console", "--fail-on", "statutory", "--fail-under", "60"]
    program, *words = hook["entry"].split()

    finished = subprocess.run(
        [sys.executable, "-m", program, *words, *own, "通知.docx"],
        cwd=tmp_path, env=pipeline, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert 0 == finished.returncode, finished.stdout + finished.stderr


def test_runs_of_several_jobs_keep_their_alerts_apart(repository, tmp_path, pipeline):
    draft = repository / "seeds" / "05-jiaping-town-2023.md"

    subprocess.run(
        [sys.executable, "-m", "checker", "check", draft, "-f", "sarif", "-o", "out", "--sarif-category", "乡镇"],
        cwd=tmp_path, env=pipeline, capture_output=True, check=True,
    )  # fmt: skip

    (run,) = json.loads((tmp_path / "out" / "checker.sarif").read_text("utf-8"))["runs"]
    assert "乡镇/" == run["automationDetails"]["id"]
