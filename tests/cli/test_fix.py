"""``checker fix`` writes a copy and nothing else."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

TEXT = "云川县人民政府关于2023年度法治政府建设情况的报告\r\n一、主要举措和成效\r\n全年深化“放服管”改革。\r\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TRACKED = "<w:p><w:ins><w:r><w:t>持续深化“放服管”改革。</w:t></w:r></w:ins></w:p>"


def word(more: str = "") -> bytes:
    """The report as a Word file; the wrong word is spread over two runs."""
    runs = "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("全年深化“放", "服管”改革。"))
    first, second, _, _ = TEXT.split("\r\n")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (first, second)) + f"<w:p>{runs}</w:p>{more}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/settings.xml", f"<w:settings {W}/>")
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "data"), [("a.txt", TEXT.encode("gb18030")), ("a.docx", word())])
def test_the_copy_stands_beside_the_original_and_needs_no_more_fixing(run, tmp_path, name, data):
    """The original is untouched; what was written reads as promised."""
    (tmp_path / name).write_bytes(data)
    copy = name.replace(".", ".fixed.")

    finished = run("fix", name, "--write")
    again = run("fix", copy)

    assert 0 == finished.returncode, finished.stderr
    assert f"已改 1 处,写入 {copy};原文件未动" in finished.stderr
    assert data == (tmp_path / name).read_bytes()
    assert "全年深化“放管服”改革。" in run("text", copy).stdout
    assert f"{copy}:没有可以机械修改的地方" in again.stdout


def test_an_existing_file_is_kept_unless_forced(run, tmp_path):
    """Whatever stands there may be someone's work."""
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "a.fixed.txt").write_bytes(b"mine")

    refused = run("fix", "a.txt", "--write")
    kept = (tmp_path / "a.fixed.txt").read_bytes()
    forced = run("fix", "a.txt", "--write", "--force")

    assert (2, b"mine") == (refused.returncode, kept)
    assert "已经存在" in refused.stderr
    assert 0 == forced.returncode
    assert TEXT.replace("放服管", "放管服").encode() == (tmp_path / "a.fixed.txt").read_bytes()


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_the_original_is_never_the_target(run, tmp_path, link):
    """Not under another name either, forced or not."""
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    link(tmp_path / "a.txt", tmp_path / "b.txt")

    finished = run("fix", "a.txt", "--write", "-o", "b.txt", "--force")

    assert 2 == finished.returncode
    assert "就是原文件" in finished.stderr
    assert TEXT.encode() == (tmp_path / "a.txt").read_bytes()


def test_a_folder_takes_the_copy_under_its_default_name(run, tmp_path):
    """``-o`` may name a folder."""
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "out").mkdir()

    run("fix", "a.txt", "--write", "-o", "out")

    assert (tmp_path / "out" / "a.fixed.txt").exists()


def test_what_revisions_touch_is_listed_and_the_exit_code_says_so(run, tmp_path):
    """The rest is done; showing it is no failure, writing it in part is."""
    (tmp_path / "a.docx").write_bytes(word(TRACKED))

    shown, written = run("fix", "a.docx", "--diff"), run("fix", "a.docx", "--write")

    assert (0, 2) == (shown.returncode, written.returncode)
    assert "可机械修改 1 处" in shown.stdout
    for finished in (shown, written):
        assert "未改:第4行 “放服管”→“放管服”(wording.typos):这处有未接受的修订" in finished.stderr
    assert "持续深化“放服管”改革。" in run("text", "a.fixed.docx").stdout


def test_the_diff_is_the_same_each_time(run, tmp_path):
    """No clock, no chance."""
    (tmp_path / "a.txt").write_bytes(TEXT.encode())

    assert run("fix", "a.txt", PYTHONHASHSEED="1").stdout == run("fix", "a.txt", PYTHONHASHSEED="2", TZ="UTC").stdout
