"""A folder is judged by its reports alone: what is excluded, a repository's papers and own results are left out."""

from __future__ import annotations

import shutil

import pytest

NOTICE = "关于召开年度工作会议的通知\n\n各科室:\n定于3月5日召开会议,请准时参加。\n"


@pytest.fixture
def drafts(tmp_path, seeds):
    """A repository of two drafts with the papers that repositories have, another document and old results."""
    folder = tmp_path / "repo"
    folder.mkdir()
    for name in ("01-chengyu-city-2023.txt", "05-jiaping-town-2023.md"):
        shutil.copy(seeds / name, folder)
    (folder / "README.md").write_text("# 法治政府建设年度报告\n\n本仓库存放法治政府建设年度报告。\n", "utf-8")
    (folder / "LICENSE.txt").write_text("许可。\n", "utf-8")
    (folder / "通知.txt").write_text(NOTICE, "utf-8")
    return folder


@pytest.mark.usefixtures("drafts")
def test_a_repository_with_readme_licence_and_a_notice_passes(run):
    finished = run("check", "repo", "--fail-under", "50", "-o", "out")

    assert finished.returncode == 0, finished.stderr
    assert "README.md:仓库里的说明文件,不是报告" in finished.stderr
    assert "通知.txt(其他文书,未评分)" in finished.stdout


@pytest.mark.usefixtures("drafts")
def test_results_of_an_earlier_run_are_not_read_as_reports(run):
    run("check", "repo", "-o", "repo/旧结果", "-f", "html", "-f", "md", "-f", "json")
    run("memo", "repo/01-chengyu-city-2023.txt", "-o", "repo/旧结果")

    finished = run("check", "repo", "-o", "out")

    assert "共 3 份,已评分 2 份,未评分 1 份" in finished.stdout
    assert "本程序写出的结果" in finished.stderr


@pytest.mark.usefixtures("drafts")
def test_another_document_counts_when_it_is_named_or_when_asked(run):
    assert run("check", "repo/通知.txt", "--fail-under", "50", "-f", "console").returncode == 1
    assert run("check", "repo", "--fail-on", "wrong-kind", "-f", "console").returncode == 1


@pytest.mark.parametrize("written", ["old/", "old/*", "**/旧稿.txt", "旧稿.*"])
@pytest.mark.parametrize("where", [".gitignore", ".checkerignore", "checker.toml"])
def test_what_is_excluded_is_left_out_wherever_it_is_written_down(run, drafts, where, written):
    (drafts / "old").mkdir()
    shutil.copy(drafts / "01-chengyu-city-2023.txt", drafts / "old" / "旧稿.txt")
    (drafts / where).write_text(f'exclude = ["{written}"]\n' if where == "checker.toml" else f"{written}\n", "utf-8")

    finished = run("check", "repo", "-f", "console")

    assert "旧稿" not in finished.stdout
    assert "旧稿" in finished.stderr or "repo/old:" in finished.stderr
    assert run("check", "repo/old/旧稿.txt", "-f", "console").returncode == 0  # named, it is judged


def test_a_nearer_ignore_file_brings_back_what_one_above_leaves_out(run, drafts):
    (drafts / ".git").mkdir()
    (drafts / ".gitignore").write_text("*.txt\n", "utf-8")
    (drafts / "keep").mkdir()
    (drafts / "keep" / ".gitignore").write_text("!*.txt\n", "utf-8")
    shutil.copy(drafts / "01-chengyu-city-2023.txt", drafts / "keep" / "留.txt")

    finished = run("check", "repo", "-f", "console")

    assert "keep/留.txt" in finished.stdout
    assert "01-chengyu" not in finished.stdout


def test_files_that_a_hook_names_are_left_out_like_those_of_a_folder(run, drafts):
    (drafts / ".checkerignore").write_text("01-*\n", "utf-8")
    named = [f"repo/{n}" for n in ("01-chengyu-city-2023.txt", "README.md", "通知.txt")]

    finished = run("check", *named, "--force-exclude", "--fail-on", "statutory", "-f", "console")

    assert finished.returncode == 0, finished.stderr
    assert ".checkerignore 里排除的" in finished.stderr


def test_nothing_left_to_judge_is_no_failure_of_a_hook(run, drafts):
    (drafts / ".checkerignore").write_text("*\n", "utf-8")

    finished = run("check", "repo/通知.txt", "--force-exclude", "--fail-on", "statutory", "-f", "console")

    assert finished.returncode == 0


@pytest.mark.parametrize("gates", [["--fail-on", "statutory,low"], ["--fail-on", "low", "--fail-on", "statutory"]])
def test_gates_add_up_and_the_last_line_says_which_one_and_where(run, seeds, gates):
    draft = str(seeds / "02-muyuan-county-2022-draft.txt")

    finished = run("check", draft, *gates, "--fail-under", "99.9", "-f", "console")

    last = finished.stderr.splitlines()[-1]
    assert finished.returncode == 1
    assert last.startswith("未达要求:")
    for gate in ("--fail-under", "--fail-on statutory", "--fail-on low"):
        assert f"{gate}(" in last
    assert "02-muyuan-county-2022-draft.txt" in last


def test_several_gates_may_stand_in_the_configuration(run, tmp_path, seeds):
    (tmp_path / "checker.toml").write_text('fail-on = ["statutory", "low"]\n', "utf-8")
    shutil.copy(seeds / "02-muyuan-county-2022-draft.txt", tmp_path)

    finished = run("check", "02-muyuan-county-2022-draft.txt", "-f", "console")

    assert finished.returncode == 1
    assert "--fail-on low(" in finished.stderr


def test_many_files_of_one_kind_are_left_out_in_one_line(run, drafts):
    for number in range(9):
        (drafts / f"{number}.yaml").write_text("a: 1\n", "utf-8")

    finished = run("check", "repo", "-f", "console")

    assert "跳过 9 个:不是可读的文档类型(如 repo/0.yaml)。" in finished.stderr
