"""``checker annotate`` over several files."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def drafts(tmp_path, seeds):
    """Return a folder with two drafts, one below another folder, and one that is broken."""
    folder = tmp_path / "in"
    (folder / "局").mkdir(parents=True)
    for target in (folder / "a.docx", folder / "局" / "b.docx"):
        shutil.copy(seeds / "04-chengyu-water-2024.docx", target)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_a_broken_file_is_named_and_the_others_are_annotated(run, drafts, tmp_path):
    before = (drafts / "a.docx").read_bytes()

    finished = run("annotate", "in", "-o", "out")

    assert 2 == finished.returncode
    assert "broken.docx:" in finished.stderr
    assert {"a.docx", "局/b.docx"} == {
        p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.docx")
    }
    assert before == (drafts / "a.docx").read_bytes()


def test_a_file_inside_an_archive_needs_a_place_for_its_copy(run, drafts, tmp_path):
    shutil.make_archive(str(tmp_path / "报送"), "zip", drafts, "局")

    assert "请用 -o 写明副本放到哪里" in run("annotate", "报送.zip").stderr
    assert 0 == run("annotate", "报送.zip", "-o", "out").returncode
    assert ["out/报送/局/b.docx"] == [p.relative_to(tmp_path).as_posix() for p in (tmp_path / "out").rglob("*.docx")]


@pytest.mark.usefixtures("drafts")
def test_copies_never_land_among_the_originals(run):
    finished = run("annotate", "in", "-o", "in", "--overwrite")

    assert 2 == finished.returncode
    assert "就是原文件" in finished.stderr


@pytest.mark.usefixtures("drafts")
def test_two_runs_under_other_circumstances_give_the_same_bytes(run, tmp_path):
    run("annotate", "in/a.docx", "-o", "one.docx", PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Shanghai")
    (tmp_path / "two.docx").write_bytes(b"an older copy")
    other = {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    assert 0 == run("annotate", "in/a.docx", "-o", "two.docx", "--overwrite", **other).returncode

    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


@pytest.mark.usefixtures("drafts")
def test_without_an_output_the_copy_lies_beside_the_original(run, tmp_path):
    assert 0 == run("annotate", "in/a.docx", "in/局/b.docx").returncode

    assert (tmp_path / "in" / "a.annotated.docx").exists()
    assert (tmp_path / "in" / "局" / "b.annotated.docx").exists()
