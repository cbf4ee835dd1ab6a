"""Archives and mails on the command line: every submission is judged under its own name."""

from __future__ import annotations

import json

import pytest
from archives import mail, zipped


@pytest.fixture
def batch(tmp_path, seeds):
    """An archive as a county hands it in: two units, one of them by mail, a picture, and what must not be read."""
    report = (seeds / "02-muyuan-county-2022-draft.txt").read_bytes()
    docx = (seeds / "04-chengyu-water-2024.docx").read_bytes()
    entries = {
        "沐源县/报告.txt": report,
        "市水务局/来信.eml": mail({"报告.docx": docx}).as_bytes(),
        "公章.gif": b"GIF89a",
        "__MACOSX/沐源县/._报告.txt": b"x",
        "坏的/报告.docx": docx[:500],
    }
    (tmp_path / "报送.zip").write_bytes(zipped(entries, "gbk"))
    return tmp_path


def test_every_submission_in_an_archive_is_judged_and_folders_are_kept(run, batch):
    done = run("check", "报送.zip", "-f", "json", "-o", "out")

    assert 2 == done.returncode  # one submission cannot be read
    assert {"报送/沐源县/报告.json", "报送/市水务局/来信/报告.json"} == {
        p.relative_to(batch / "out").as_posix() for p in (batch / "out").rglob("*.json")
    }
    assert "报送.zip!/坏的/报告.docx:" in done.stderr
    assert "跳过 报送.zip!/公章.gif" in done.stderr
    assert "苹果电脑" in done.stderr
    data = json.loads((batch / "out/报送/市水务局/来信/报告.json").read_text("utf-8"))
    assert "报送.zip!/市水务局/来信.eml!/报告.docx" == data["document"]["path"]


def test_an_archive_met_in_a_folder_is_opened_too(run, batch):
    (batch / "收件").mkdir()
    (batch / "报送.zip").rename(batch / "收件" / "报送.zip")

    done = run("check", "收件", "-f", "console", "-f", "json", "-o", "out")

    assert "共 3 份,已评分 2 份" in done.stdout
    assert (batch / "out/报送/沐源县/报告.json").exists()


def test_workers_give_the_same_as_one_process(run, batch):
    run("check", "报送.zip", "-f", "json", "-o", "one")
    run("check", "报送.zip", "-f", "json", "-o", "four", "--jobs", "4")

    for path in (batch / "one").rglob("*.json"):
        assert path.read_bytes() == (batch / "four" / path.relative_to(batch / "one")).read_bytes()


@pytest.mark.usefixtures("batch")
def test_a_single_file_inside_can_be_named(run):
    done = run("text", "报送.zip!/沐源县/报告.txt")

    assert 0 == done.returncode
    assert "法治政府建设情况的报告" in done.stdout


def test_a_file_larger_than_the_limit_is_not_read(run, tmp_path):
    with (tmp_path / "巨.txt").open("wb") as file:
        file.truncate(1 << 30)

    done = run("check", "巨.txt")

    assert 2 == done.returncode
    assert "超过上限 64 MB" in done.stderr
