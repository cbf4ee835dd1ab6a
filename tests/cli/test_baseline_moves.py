"""A baseline follows a draft that was renamed, and can be that of another revision."""

from __future__ import annotations

import json
import subprocess

import pytest

OLD, NEW = "报送/初稿.txt", "报送/二稿.txt"
CHECK = ("check", "报送", "-f", "console", "--baseline", "checker-baseline.json", "--fail-on", "low,normative")


@pytest.fixture
def known(run, tmp_path, seeds):
    """A folder with one draft whose gaps and findings stand in the baseline."""
    (tmp_path / "报送").mkdir()
    (tmp_path / OLD).write_bytes((seeds / "02-muyuan-county-2022-draft.txt").read_bytes())
    assert 0 == run("baseline", "write", "报送").returncode
    return tmp_path


def test_a_renamed_draft_keeps_what_is_known_of_it(run, known):
    (known / OLD).rename(known / NEW)

    finished = run(*CHECK)

    assert 0 == finished.returncode, finished.stderr
    assert f"checker-baseline.json:{NEW} 照 {OLD} 的项看(文件改了名)。" in finished.stderr


def test_a_renamed_and_edited_draft_is_known_by_issuer_and_year(run, known):
    text = (known / OLD).read_text("utf-8")
    (known / OLD).unlink()
    (known / NEW).write_text(text.replace("\n\n", "\n\n\n", 1), "utf-8")

    assert 0 == run(*CHECK).returncode


def test_the_report_of_another_unit_is_not_taken_for_the_one_that_is_gone(run, known, seeds):
    (known / OLD).unlink()
    (known / NEW).write_bytes((seeds / "01-chengyu-city-2023.txt").read_bytes())

    finished = run(*CHECK)

    assert "的项看" not in finished.stderr


def test_a_copy_beside_the_draft_is_new(run, known):
    (known / NEW).write_bytes((known / OLD).read_bytes())

    finished = run(*CHECK)

    assert 1 == finished.returncode
    assert f"({NEW}:" in finished.stderr


def test_prune_and_write_go_on_under_the_new_name(run, known):
    count = (known / "checker-baseline.json").read_text("utf-8").count(OLD)
    (known / OLD).rename(known / NEW)

    pruned = run("baseline", "prune", "报送")

    kept = json.loads((known / "checker-baseline.json").read_text("utf-8"))
    assert 0 == pruned.returncode, pruned.stderr
    assert {NEW} == {e["document"] for e in kept["entries"]} == {d["document"] for d in kept["documents"]}
    assert count - 1 == len(kept["entries"])


def test_the_baseline_can_be_that_of_a_revision(run, known):
    """What the working copy says to be known does not count."""
    git(known, "init", "-q", "-b", "main")
    full = (known / "checker-baseline.json").read_bytes()
    (known / "checker-baseline.json").write_text('{"schema": "checker/baseline/1", "entries": []}', "utf-8")
    git(known, "add", ".")
    git(known, "commit", "-q", "-m", "empty")
    (known / "checker-baseline.json").write_bytes(full)

    assert 0 == run(*CHECK).returncode
    assert 1 == run(*CHECK, "--baseline-ref", "main").returncode


@pytest.mark.parametrize(
    ("revision", "said"),
    [("nowhere", "git 里没有“nowhere”这个版本"), ("--help", "git 里没有“--help”这个版本"), ("main", "里没有这个文件")],
)
def test_a_revision_that_does_not_hold_the_baseline_is_named(run, known, revision, said):
    git(known, "init", "-q", "-b", "main")
    git(known, "add", "报送")
    git(known, "commit", "-q", "-m", "drafts")

    finished = run(*CHECK, f"--baseline-ref={revision}")

    assert 2 == finished.returncode
    assert said in finished.stderr


def git(folder, *words):
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *words], cwd=folder, check=True)
