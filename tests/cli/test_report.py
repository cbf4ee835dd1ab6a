"""Reports made from stored results are those of the run that stored them."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from checker.cli.check import check
from checker.cli.report import report
from checker.reporting import registry
from checker.reporting.registry import PER_DOCUMENT

DATA = Path(__file__).parent.parent / "data"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def batch(tmp_path) -> Path:
    """Return a folder with two drafts, one of them below another folder."""
    (tmp_path / "in" / "县").mkdir(parents=True)
    for number, name in enumerate(("first", "second")):
        target = tmp_path / "in" / ("县" if number else "") / f"{name}.txt"
        target.write_bytes((DATA / f"recheck-{name}.txt").read_bytes())
    return tmp_path


def test_every_file_of_a_run_comes_back_byte_for_byte(run, batch):
    forms = [word for form in PER_DOCUMENT for word in ("-f", form)]
    assert 0 == run("check", "in", *forms, "-o", "one").returncode

    assert 0 == run("report", "one", *forms, "-o", "two").returncode

    assert tree(batch / "one") == tree(batch / "two")
    assert 2 * len(PER_DOCUMENT) <= len(tree(batch / "two"))


@pytest.mark.usefixtures("batch")
def test_the_terminal_says_the_same(run):
    first = run("check", "in", "-f", "console", "-f", "json", "-o", "one")

    assert first.stdout == run("report", "one", "-f", "console").stdout
    alone = run("check", "in/first.txt", "-f", "console", "-f", "json", "-o", "three")
    assert alone.stdout == run("report", "three/first.json", "-f", "console").stdout


def test_a_broken_result_is_named_and_the_rest_is_rendered(run, batch):
    run("check", "in", "-f", "json", "-o", "one")
    (batch / "one" / "broken.json").write_text('{"schema": "checker/assessment/1"}', "utf-8")
    (batch / "one" / "else.json").write_text("{}", "utf-8")

    finished = run("report", "one", "-f", "html", "-o", "two")

    assert 2 == finished.returncode
    assert "broken.json" in finished.stderr
    assert "else.json:不是审核结果" in finished.stderr
    assert {"first.html", "县/second.html", "index.html", "index.csv", "index.xlsx"} == set(tree(batch / "two"))


def test_forms_of_the_whole_run_get_the_same_entries_again(batch, monkeypatch):
    """Paths of the documents, names of their reports, order, pieces, and which forms were written."""
    met = []

    def join(entries, info):
        met.append(([(e.path, e.target, e.piece, e.message) for e in entries], info.forms))
        return {"list.txt": b""}

    form = registry.RunForm(lambda a: str(a.score.total), join)
    monkeypatch.setitem(registry.PER_RUN, "list", form)
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, "list"))
    monkeypatch.chdir(batch)

    for call, path, output in ((check, "in", "one"), (report, "one", "two")):
        with pytest.raises(typer.Exit) as left:
            call(paths=[path], formats=["json", "list"], output=output)
        assert 0 == left.value.exit_code

    assert met[0] == met[1]
    assert ["in/first.txt", "in/县/second.txt"] == [entry[0] for entry in met[1][0]]
    assert (batch / "two" / "list.txt").exists()
