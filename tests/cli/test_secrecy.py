"""What the commands do with a document that is marked as a state secret."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

BODY = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n全年受理行政复议申请27件。\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_of_a_marked_file_is_written_and_the_others_go_on(run, tmp_path, jobs):
    """Neither files nor terminal hold a word of it; the exit code says that not all was done."""
    (tmp_path / "a.txt").write_text(f"机密★10年\n{BODY}".replace("云川", "霜岭").replace("27", "7319"), "utf-8")
    (tmp_path / "b.txt").write_text(BODY, "utf-8")

    finished = run(
        "check", "a.txt", "b.txt", "-f", "json", "-f", "html", "-f", "console", "-o", "out", "--jobs", jobs, "--debug"
    )

    assert 2 == finished.returncode
    assert ["b.html", "b.json", "index.csv", "index.html", "index.xlsx"] == sorted(
        p.name for p in (tmp_path / "out").glob("*.*")
    )
    written = b"".join(_contents(p) for p in (tmp_path / "out").iterdir() if p.is_file()).decode()
    kept = "".join(p.read_text("utf-8") for p in (tmp_path / ".cache").rglob("*.json"))
    for output in (written, kept, finished.stdout, finished.stderr):
        assert not [word for word in ("霜岭", "7319", "★10年") if word in output]


def _contents(path: Path) -> bytes:
    """Return a file's bytes, a workbook's unpacked."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(map(book.read, book.namelist()))


@pytest.mark.parametrize("command", [["check"], ["text"], ["text", "--statements"], ["figures"], ["fix"]])
def test_every_command_that_reads_stops_and_can_be_told_to_go_on(run, tmp_path, command):
    """The same rule and the same option everywhere."""
    (tmp_path / "a.txt").write_text(f"机密★10年\n{BODY}", "utf-8")

    stopped = run(*command, "a.txt")
    allowed = run(*command, "a.txt", "--allow-secret")

    assert 2 == stopped.returncode
    assert "27" not in stopped.stdout
    assert "--allow-secret" in stopped.stderr
    assert 0 == allowed.returncode, allowed.stderr


def test_the_note_of_an_allowed_file_reaches_the_results(run, tmp_path):
    """Whoever reads the result knows that the mark was overruled."""
    (tmp_path / "a.txt").write_text(f"机密★10年\n{BODY}", "utf-8")

    run("check", "a.txt", "-f", "json", "-o", "out", "--allow-secret")

    notes = json.loads((tmp_path / "out" / "a.json").read_text("utf-8"))["notes"]
    assert "secret-allowed" in [n["code"] for n in notes]
