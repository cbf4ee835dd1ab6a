"""Runs with settings of their own for each document, and what must not get into results."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from checker.config import Configuration
from checker.runs.batch import Task, run
from checker.runs.run import today

WAIVER = """waivers:
  - rule: content.causes
    document: "**"
    reason: 原因分析另文报送
    approver: 李某
    granted: 2020-01-01
    expires: 2099-12-31
"""


@pytest.fixture
def tree(tmp_path, seeds_folder):
    """Return a folder with three reports, each under a configuration of its own."""
    draft = (seeds_folder / "02-muyuan-county-2022-draft.txt").read_bytes()
    for name, config in (
        ("甲", 'pack = "levels/county"\nyear = 2021\n'),
        ("乙", 'level = "township"\nfail-on = "low"\n'),
        ("丙", ""),
    ):
        (tmp_path / "报送" / name).mkdir(parents=True)
        (tmp_path / "报送" / name / "报告.txt").write_bytes(draft)
        if config:
            (tmp_path / "报送" / name / "checker.toml").write_text(config, "utf-8")
    (tmp_path / "报送" / "checker.toml").write_text("year = 2023\n", "utf-8")
    (tmp_path / "报送" / "checker-waivers.yaml").write_text(WAIVER, "utf-8")
    return tmp_path / "报送"


def _results(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.json"))}


@pytest.mark.usefixtures("tree")
def test_each_document_goes_by_the_configuration_nearest_to_it(tmp_path, run_checker):
    finished = run_checker("check", "报送", "-f", "json", "-o", "out", "--jobs", "2")

    data = {name: json.loads(text) for name, text in _results(tmp_path / "out").items()}
    assert ["丙/报告.json", "乙/报告.json", "甲/报告.json"] == sorted(data)
    assert ["national", "national", "levels/county"] == [data[f"{n}/报告.json"]["pack"]["id"] for n in "丙乙甲"]
    assert [2023, 2022, 2021] == [data[f"{n}/报告.json"]["document"]["report_year"] for n in "丙乙甲"]
    assert "township" == data["乙/报告.json"]["document"]["issuer_level"]
    assert [True, False, False] == ["waived_score" in data[f"{n}/报告.json"] for n in "丙乙甲"]
    assert 1 == finished.returncode  # 乙 alone has a threshold


def test_bytes_are_the_same_wherever_the_files_lie_and_whatever_seed_zone_or_workers(tree, tmp_path, run_checker):
    run_checker("check", "报送", "-f", "json", "-f", "html", "-o", "first")
    moved = tmp_path / "another" / "deeper"
    moved.mkdir(parents=True)
    tree.rename(moved / "报送")

    run_checker(
        "check", "报送", "-f", "json", "-f", "html", "-o", "second", "--jobs", "2", cwd=moved,
        PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C",
    )  # fmt: skip

    first = _results(tmp_path / "first")
    assert 3 == len(first)
    assert first == _results(moved / "second")
    for html in sorted((tmp_path / "first").rglob("*.html")):
        assert html.read_bytes() == (moved / "second" / html.relative_to(tmp_path / "first")).read_bytes()
    assert not any(str(tmp_path).encode() in text for text in first.values())


def test_the_clock_is_asked_only_where_a_waiver_is_in_use(tmp_path, monkeypatch):
    from checker.runs.set_aside_book import SetAsideBook

    monkeypatch.chdir(tmp_path)
    asked = []
    book = SetAsideBook(lambda: asked.append(1) or "2026-06-30")
    (tmp_path / "a.yaml").write_text(WAIVER, "utf-8")

    book.of("a.txt", Configuration(off=True).for_document("a.txt"))
    assert [] == asked

    book.of("a.txt", Configuration({"waivers": "a.yaml"}, off=True).for_document("a.txt"))
    assert [1] == asked
    assert len("2026-06-30") == len(today())


def test_every_pack_is_prepared_once_in_a_run(tree, monkeypatch):
    from checker.runs import batch

    prepared = []
    whole = batch.Checker

    def counted(pack):
        prepared.append(pack)
        return whole(pack)

    monkeypatch.setattr(batch, "Checker", counted)
    configuration = Configuration()
    paths = [str(tree / n / "报告.txt") for n in "甲乙丙"]

    outcomes = list(run(paths, lambda p: Task(configuration.for_document(p).pack)))

    assert ["levels/county", "national"] == sorted(prepared)
    assert all(o.brief for o in outcomes)


def test_a_broken_configuration_is_told_before_any_document_is_judged(tree, tmp_path, run_checker):
    (tree / "丙" / "checker.toml").write_text("levle = 1\n", "utf-8")

    finished = run_checker("check", "报送", "-f", "json", "-o", "out")

    assert 2 == finished.returncode
    assert "报送/丙/checker.toml:1:1:不认识的键“levle”" in finished.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("tree")
def test_a_baseline_is_sorted_fits_its_schema_and_is_written_the_same_again(tmp_path, run_checker, repository):
    run_checker("baseline", "write", "报送", "--jobs", "2")
    first = (tmp_path / "checker-baseline.json").read_bytes()

    run_checker("baseline", "write", "报送", PYTHONHASHSEED="3")

    schema = json.loads((repository / "schemas" / "baseline.schema.json").read_text("utf-8"))
    data = json.loads(first)
    Draft202012Validator(schema).validate(data)
    assert first == (tmp_path / "checker-baseline.json").read_bytes()
    keys = [(e["document"], e["rule_id"], e["kind"], e["fingerprint"]) for e in data["entries"]]
    assert sorted(keys) == keys
    assert {"报送/甲/报告.txt", "报送/乙/报告.txt", "报送/丙/报告.txt"} == {e["document"] for e in data["entries"]}
    assert "content.causes" not in {
        e["rule_id"] for e in data["entries"] if "丙" in e["document"]
    }  # it is waived there
    assert all(e["title"] for e in data["entries"])


def test_a_baseline_keeps_what_it_knows_of_documents_that_were_not_judged(tree, tmp_path, run_checker):
    run_checker("baseline", "write", "报送")
    before = json.loads((tmp_path / "checker-baseline.json").read_text("utf-8"))["entries"]
    (tree / "丙" / "报告.txt").unlink()

    run_checker("baseline", "write", "报送/甲")

    after = json.loads((tmp_path / "checker-baseline.json").read_text("utf-8"))["entries"]
    assert [e for e in before if "丙" not in e["document"]] == after


def test_a_document_that_cannot_be_read_keeps_its_entries(tree, tmp_path, run_checker):
    run_checker("baseline", "write", "报送")
    before = (tmp_path / "checker-baseline.json").read_bytes()
    (tree / "丙" / "报告.txt").write_bytes(b"")

    finished = run_checker("baseline", "write", "报送")

    assert 2 == finished.returncode
    assert before == (tmp_path / "checker-baseline.json").read_bytes()


def test_init_asks_on_a_terminal(tmp_path):
    """Level, unit type, pack and pipeline, one after the other; a wrong answer is asked again."""
    main, side = pty.openpty()
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "CHECKER_CACHE_DIR": str(tmp_path / ".cache")}
    child = subprocess.Popen(
        [sys.executable, "-m", "checker", "init"], cwd=tmp_path, env=env, stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    os.write(main, b"9\n5\nenforces,approves\n\ngitlab\n")
    shown = b""
    while True:
        ready, _, _ = select.select([main], [], [], 60)
        try:
            piece = os.read(main, 4096) if ready else b""
        except OSError:  # the terminal is closed
            break
        if not piece:
            break
        shown += piece

    assert 0 == child.wait(60), shown.decode()
    assert "可用:0、1、2、3、4、5、6。" in shown.decode()
    text = (tmp_path / "checker.toml").read_text("utf-8")
    assert 'level = "department"\n' in text
    assert 'attributes = ["enforces", "approves"]\n' in text
    assert (tmp_path / ".gitlab-ci.yml").exists()
