"""The table of a run beside the reports of its documents."""

from __future__ import annotations

import csv
from pathlib import PurePath

import pytest

from checker.runs.inputs import collect

TEXT = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n全年受理行政复议申请27件。\n"


@pytest.mark.parametrize(
    ("names", "targets"),
    [
        (["index.txt"], ["index"]),
        (["a.txt", "index.txt"], ["a", "index.txt"]),
        (["Index.txt", "a.txt"], ["Index.txt", "a"]),
        (["a.txt", "index"], ["a", "index-2"]),
        (["a.txt", "sub/index.txt"], ["a", "sub/index"]),
    ],
)
def test_no_report_takes_the_name_of_the_table(tmp_path, names, targets):
    """A document called index keeps its extension where a table may be written beside it."""
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    folders = [str(tmp_path)] if any("/" in n for n in names) else [str(tmp_path / n) for n in names]

    found = collect(folders, frozenset({".txt"}), tmp_path / "out")

    assert [PurePath(t) for t in targets] == [i.target for i in found.documents]


def test_every_document_of_a_run_is_in_the_table_with_a_link_that_works(run, tmp_path):
    """Read, of another kind, unreadable, passed over: nothing is missing; links lead to files that were written."""
    inbox = tmp_path / "报送"
    (inbox / "甲 单位").mkdir(parents=True)
    (inbox / "甲 单位" / "报告#1.txt").write_text(TEXT, "utf-8")
    (inbox / "index.txt").write_text(TEXT.replace("云川", "霁川"), "utf-8")
    (inbox / "坏.docx").write_bytes(b"PK\x03\x04")
    (inbox / "说明.exe").write_bytes(b"")

    finished = run("check", "报送", "-f", "html", "-o", "out")

    assert 2 == finished.returncode
    lines = list(csv.DictReader((tmp_path / "out" / "index.csv").read_text("utf-8-sig").splitlines()))
    assert {"报送/甲 单位/报告#1.txt", "报送/index.txt", "报送/坏.docx", "报送/说明.exe"} == {n["文件"] for n in lines}
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert 'href="./%E7%94%B2%20%E5%8D%95%E4%BD%8D/%E6%8A%A5%E5%91%8A%231.html"' in page
    assert 'href="./index.txt.html"' in page
    assert (tmp_path / "out" / "甲 单位" / "报告#1.html").is_file()
    assert (tmp_path / "out" / "index.txt.html").is_file()
