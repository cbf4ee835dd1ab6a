"""Which earlier result belongs to a document."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest

from checker.model import Fact
from checker.results.stored.read import load_assessment
from checker.results.stored.write import render_json
from checker.runs.batch import Task, run
from checker.runs.earlier import Earlier


def codes(found) -> set[str]:
    return {n.code for n in found.assessment.notes}


def test_one_file_is_the_earlier_result_of_the_document(stored, drafts):
    path = str(stored[0] / "县.json")

    found = Earlier(path).add(drafts[1])

    assert path == found.path == found.assessment.recheck.path
    assert {"fixed", "open", "new"} == {c.state.value for c in found.assessment.recheck.changes}


def test_in_a_folder_the_result_of_the_same_name_is_taken(stored, drafts):
    (stored[0] / "别的.json").write_bytes(render_json(drafts[1]))

    found = Earlier(str(stored[0]), {"second.txt": "县"}).add(drafts[1])

    assert str(stored[0] / "县.json") == found.path


def test_without_one_of_that_name_the_same_unit_and_year_decides(stored, drafts):
    found = Earlier(str(stored[0]), {"second.txt": "第二稿"}).add(drafts[1])

    assert str(stored[0] / "县.json") == found.path


def test_two_results_of_one_unit_are_not_guessed_between(stored, drafts):
    (stored[0] / "乡.json").write_bytes(render_json(drafts[0]))

    found = Earlier(str(stored[0])).add(drafts[1])

    assert ("", None) == (found.path, found.assessment.recheck)
    assert "recheck-none" in codes(found)


def test_a_document_without_an_earlier_result_says_so(stored, drafts):
    meta = replace(drafts[1].document.metadata, issuer=Fact("沐原县人民政府"))
    other = replace(drafts[1], document=replace(drafts[1].document, metadata=meta))

    found = Earlier(str(stored[0])).add(other)

    assert found.assessment.recheck is None
    assert "recheck-none" in codes(found)
    assert (str(stored[0] / "县.json"),) == Earlier(str(stored[0])).unused({found.path})


def test_a_broken_result_is_named_and_the_document_is_judged_all_the_same(stored, drafts):
    (stored[0] / "县.json").write_text('{"schema": "checker/assessment/1"}', "utf-8")

    found = Earlier(str(stored[0]), {"second.txt": "县"}).add(drafts[1])

    assert "县.json" in found.trouble
    assert drafts[1].results == found.assessment.results
    assert "recheck-none" in codes(found)


def test_a_recheck_survives_storing(stored, drafts):
    found = Earlier(str(stored[0]), {"second.txt": "县"}).add(drafts[1])
    data = render_json(found.assessment)

    assert found.assessment.recheck == load_assessment(data, "x.json").recheck
    assert json.loads(data)["recheck"]["pack_version"] == drafts[0].pack.version


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_give_the_same_recheck(stored, drafts, tmp_path, jobs):
    paths = []
    for name in ("a", "b"):
        file = tmp_path / f"{name}.txt"
        file.write_text(drafts[1].document.text, "utf-8")
        paths.append(str(file))
    earlier = pickle.loads(pickle.dumps(Earlier(str(stored[0]))))  # noqa: S301 - our own bytes

    outcomes = list(run(paths, Task(forms=("json",), earlier=earlier), jobs))

    rechecks = [json.loads(o.files["json"])["recheck"] for o in outcomes]
    assert rechecks[0] == rechecks[1]
    assert {str(stored[0] / "县.json")} == {o.earlier for o in outcomes}
