"""Whatever goes wrong costs no more than it must: a clear message, and every other result intact."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys

import pytest

from checker import cli
from checker.runs import batch

TEXT = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n全年受理行政复议申请{n}件。\n"
RUN_FORMS = ["-f", "sarif", "-f", "junit", "-f", "gitlab", "-f", "csv", "-f", "github"]


@pytest.fixture
def papers(tmp_path, cache, monkeypatch):
    """Return the names of four reports in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHECKER_CACHE_DIR", cache)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(n=number), "utf-8")
    return [f"{n}.txt" for n in range(4)]


def call(monkeypatch, *arguments):
    """The command in this process, so that a defect can be put into it; gives the exit code."""
    monkeypatch.setattr(sys, "argv", ["checker", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def assert_only_the_third_is_missing(folder, stdout, said):
    """Every form of the run names the third document with the reason, and has the results of the others."""
    assert ["0.json", "1.json", "3.json"] == sorted(p.name for p in folder.glob("[0-9].json"))
    run = json.loads((folder / "checker.sarif").read_text("utf-8"))["runs"][0]
    notes = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error"]
    (note,) = notes
    assert said in note["message"]["text"]
    assert "2.txt" == note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not run["invocations"][0]["executionSuccessful"]
    with_results = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert {"0.txt", "1.txt", "3.txt"} == with_results
    assert 1 == (folder / "checker.junit.xml").read_text("utf-8").count('<error type="unreadable"')
    issues = json.loads((folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert ["2.txt"] == [i["location"]["path"] for i in issues if i["severity"] == "blocker"]
    rows = csv.DictReader(io.StringIO((folder / "checker.csv").read_text("utf-8-sig")))
    assert ["2.txt"] == [r["文件"] for r in rows if r["类别"] == "未完成"]
    assert f"::error file=2.txt,title=没有核对完::{said}" in stdout


def test_a_document_that_the_program_fails_on(papers, tmp_path, monkeypatch, capsys):
    whole = batch.read_bytes
    monkeypatch.setattr(batch, "read_bytes", lambda path, *rest: 1 // 0 if path == "2.txt" else whole(path, *rest))

    code = call(monkeypatch, "check", *papers, "-f", "json", *RUN_FORMS, "-o", "out")

    told = capsys.readouterr()
    assert 2 == code
    assert "2.txt:程序处理这份文档时出错(ZeroDivisionError),其余文档不受影响" in told.err
    assert "Traceback" not in told.err
    assert_only_the_third_is_missing(tmp_path / "out", told.out, "程序处理这份文档时出错")


def test_a_worker_that_the_system_kills(papers, tmp_path, monkeypatch, capsys):
    whole = batch.check_one

    def deadly(checker, path, task):
        if path == "2.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(checker, path, task)

    monkeypatch.setattr(batch, "check_one", deadly)

    code = call(monkeypatch, "check", *papers, "-f", "json", *RUN_FORMS, "-o", "out", "--jobs", "2")

    told = capsys.readouterr()
    assert 2 == code
    assert "2.txt:处理这份文档的进程被系统终止" in told.err
    assert_only_the_third_is_missing(tmp_path / "out", told.out, "处理这份文档的进程被系统终止")


def test_a_damaged_document(papers, run, cache, tmp_path):
    (tmp_path / "2.txt").write_bytes(b"\x00\x01\x02" * 1000)

    finished = run("check", *papers, "-f", "json", *RUN_FORMS, "-o", "out", CHECKER_CACHE_DIR=cache)

    assert 2 == finished.returncode
    assert_only_the_third_is_missing(tmp_path / "out", finished.stdout, "")


@pytest.mark.parametrize(
    ("old", "new", "said", "jobs"),
    [
        ("kind: wording", "kind: wordings", "wordings", "1"),
        ("severity: medium", "severity: medium\n    severity: low", "severity", "2"),
        ("dimension: document", "dimension: [document", "", "1"),
    ],
)
def test_a_broken_rule_is_named_with_its_place_before_anything_is_read(
    papers, run, repository, tmp_path, old, new, said, jobs
):
    shutil.copytree(repository / "rules", tmp_path / "rules")
    file = tmp_path / "rules" / "national" / "wording.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

    finished = run("check", *papers, "-f", "json", *RUN_FORMS, "-o", "out", "--pack", "rules/national", "--jobs", jobs)

    assert 2 == finished.returncode
    assert "wording.yaml:" in finished.stderr
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_that_does_not_fit_on_the_disk(papers, tmp_path):
    """Small files are written, large ones said; the limit stands in for a disk with little room."""
    finished = subprocess.run(
        [
            sys.executable,
            "-m",
            "checker",
            "check",
            *papers,
            "-f",
            "html",
            "-f",
            "md",
            "-f",
            "csv",
            "-f",
            "sarif",
            "-o",
            "out",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert 2 == finished.returncode
    assert "out/0.html:写不了结果(超过了文件大小的限制)" in finished.stderr
    assert "out/checker.sarif:写不了结果" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert ["0.md", "1.md", "2.md", "3.md"] == sorted(
        p.name for p in (tmp_path / "out").iterdir() if p.stat().st_size < 80_000
    )[:4]
    assert not list((tmp_path / "out").glob(".checker-*")), "no half-written file is left"


@pytest.mark.usefixtures("papers")
def test_a_full_disk(tmp_path):
    """On a file system of its own, where the machine lets us make one."""
    (tmp_path / "out").mkdir()
    script = (
        "mount -t tmpfs -o size=160k none out || exit 99\n"
        f"'{sys.executable}' -m checker check 0.txt 1.txt -f md -f html -o out; status=$?\n"
        "ls -A out; exit $status\n"
    )
    finished = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script] if shutil.which("unshare") else ["false"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if finished.returncode in {1, 99} and "checker" not in finished.stderr:
        pytest.skip("this machine lets nobody make a small file system (the limit on file sizes is tested instead)")

    assert 2 == finished.returncode
    assert "out/0.html:写不了结果(磁盘已满),可用 -o 换一个文件夹。" in finished.stderr
    assert ["0.md", "1.md"] == [name for name in finished.stdout.split() if not name.startswith("index")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "0.txt", "1.txt", "-f", "console"],
        ["check", "0.txt", "-f", "github"],
        ["text", "0.txt"],
        ["--version"],
    ],
)
def test_standard_output_that_takes_nothing(papers, tmp_path, arguments):
    assert papers
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        finished = subprocess.run(
            [sys.executable, "-m", "checker", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert (2, "系统拒绝读写(磁盘已满),结果不完整。") == (finished.returncode, finished.stderr.splitlines()[-1])
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize("command", [["check", "a.md"], ["compare", "b.md", "a.md"]])
def test_a_result_never_takes_the_place_of_a_document(run, cache, tmp_path, command):
    (tmp_path / "a.md").write_text(TEXT.format(n=1), "utf-8")
    (tmp_path / "b.md").write_text(TEXT.format(n=2).replace("2023", "2022"), "utf-8")

    finished = run(*command, "-f", "md", "-f", "json", "-o", ".", CHECKER_CACHE_DIR=cache)

    assert 2 == finished.returncode
    assert "a.md:这是被核对的文件,没有写结果" in finished.stderr
    assert TEXT.format(n=1) == (tmp_path / "a.md").read_text("utf-8")
    assert (tmp_path / "a.json").exists()


def test_a_summary_file_that_cannot_be_written_is_said(run, papers, cache, tmp_path):
    finished = run(
        "check",
        papers[0],
        "-f",
        "github",
        GITHUB_STEP_SUMMARY=str(tmp_path / "none" / "summary.md"),
        CHECKER_CACHE_DIR=cache,
    )

    assert 2 == finished.returncode
    assert "写不了结果" in finished.stderr
    assert "::notice" in finished.stdout


def test_the_summary_is_added_to_what_stands_there(run, papers, cache, tmp_path):
    (tmp_path / "summary.md").write_text("# 前一步\n", "utf-8")

    run("check", papers[0], "-f", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"), CHECKER_CACHE_DIR=cache)

    assert (tmp_path / "summary.md").read_text("utf-8").startswith("# 前一步\n## 法治政府建设年度报告核对\n")
