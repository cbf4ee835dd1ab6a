"""Many documents: one's trouble never loses another's result."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from checker.engine import assess as engine
from checker.runs import batch
from checker.runs.batch import Task, run
from checker.runs.inputs import collect

TEXT = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n全年受理行政复议申请{n}件。\n"


@pytest.fixture
def papers(tmp_path):
    """Return the paths of nine small reports."""
    paths = []
    for number in range(9):
        file = tmp_path / f"{number}.txt"
        file.write_text(TEXT.format(n=number), "utf-8")
        paths.append(str(file))
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_on_which_the_program_fails_is_named_and_the_rest_is_done(papers, monkeypatch, jobs):
    """A defect of ours costs one document, and says so without a traceback."""
    whole = batch.render_console

    def fragile(assessment, *rest):
        if assessment.document.path == papers[4]:
            raise ZeroDivisionError
        return whole(assessment, *rest)

    monkeypatch.setattr(batch, "render_console", fragile)

    outcomes = list(run(papers, Task(forms=("console",)), jobs))

    assert papers == [o.path for o in outcomes]
    assert [4] == [n for n, o in enumerate(outcomes) if o.brief is None]
    assert outcomes[4].message.startswith(f"{papers[4]}:程序处理这份文档时出错(ZeroDivisionError)")
    assert "Traceback" in outcomes[4].trace


def test_a_killed_worker_is_reported_and_the_rest_is_done(papers, monkeypatch):
    """When the system kills a process, the document that it choked on is named; all others are finished, in order."""
    whole = batch.check_one

    def deadly(checker, path, task):
        if path == papers[2]:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(checker, path, task)

    monkeypatch.setattr(batch, "check_one", deadly)

    outcomes = list(run(papers, Task(forms=("json",)), 2))

    assert papers == [o.path for o in outcomes]
    assert [2] == [n for n, o in enumerate(outcomes) if o.brief is None]
    assert "被系统终止" in outcomes[2].message


def test_nothing_falls_short_without_thresholds(papers):
    """The default task has no thresholds."""
    assert not any(o.short for o in run(papers[:2], Task()))
    assert all(o.short for o in run(papers[:2], Task(short=bool)))


def test_the_results_of_the_last_run_are_not_read_as_documents(tmp_path):
    """A folder that holds the output folder can be checked twice."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.html").write_text("x")
    (tmp_path / "a.txt").write_text("x")

    found = collect([str(tmp_path)], frozenset({".txt", ".html"}), tmp_path / "out")

    assert ["a.txt"] == [Path(i.path).name for i in found.documents]
    assert [(str(tmp_path / "out"), "这是结果文件夹")] == list(found.skipped)


def test_what_is_left_out_of_a_folder_is_said(tmp_path):
    """Hidden files, lock files of Word, links and unknown types are listed with the reason."""
    for name in (".hidden.docx", "~$a.docx", "b.pdf", "c.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)

    found = collect([str(tmp_path)], frozenset({".docx"}), tmp_path / "out")

    assert ["c.docx"] == [Path(i.path).name for i in found.documents]
    assert ["隐藏文件", "不是可读的文档类型", "指向别处的文件夹链接", "Word 的临时文件"] == [
        r for _, r in found.skipped
    ]


def test_a_document_named_twice_is_read_once(tmp_path, monkeypatch):
    """A file and its folder, or two ways to write one path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("x")

    found = collect(["a.txt", "./a.txt", str(tmp_path)], frozenset({".txt"}), tmp_path / "out")

    assert ["a.txt"] == [i.path for i in found.documents]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.txt", "b.txt"], ["a", "b"]),
        (["a.txt", "a.md"], ["a.txt", "a.md"]),
        (["a.txt", "a.md", "a.txt.md"], ["a.txt", "a.md", "a.txt-2"]),
        (["报告v1.2", "报告.TXT"], ["报告v1.2", "报告"]),
    ],
)
def test_no_two_results_share_a_name(names, expected):
    """The extension becomes part of the name only where stems collide."""
    found = collect(names, frozenset({".txt", ".md"}), Path("out"))

    assert expected == [str(i.target) for i in found.documents]


def test_the_engine_failing_on_one_rule_of_a_document_is_contained(papers, monkeypatch):
    """Whatever breaks below, the message names the file."""

    def broken(*_arguments, **_options):
        raise RecursionError

    monkeypatch.setattr(engine, "read_facts", broken)

    (outcome,) = run(papers[:1], Task())

    assert outcome.message.startswith(papers[0])
