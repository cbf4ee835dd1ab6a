"""Learning from examples: the same bytes, only what is new, and a rule of five sentences that works."""

import json
import shutil
from pathlib import Path

import pytest

from checker import Checker
from checker.authoring.learning import learn, write_recogniser
from checker.authoring.lint import lint_pack, stale_remarks
from checker.authoring.testing import run_examples
from checker.errors import UsageError
from checker.rules.recogniser import FILE

pytestmark = pytest.mark.slow("learns the pack several times; test_recogniser reads what was learned in the first tier")

pytest.importorskip("sklearn", reason="training needs the extra “learn”")

PACK = Path(__file__).parents[1] / "data" / "learned"
REPORT = "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{done}\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A pack that adds one rule: five sentences, no phrase, no verdict."""
    folder = tmp_path_factory.mktemp("packs") / "river"
    shutil.copytree(PACK, folder)
    write_recogniser(str(folder))
    return folder


def verdict(pack, done):
    assessment = Checker(str(pack)).check_bytes("例.txt", REPORT.format(done=done).encode())
    return next(r for r in assessment.results if r.rule_id == "local.river-chief")


@pytest.mark.parametrize(
    "sentence",
    [
        "各级河长今年走河查水3100趟,把查出的206处排污口、垃圾点一一清掉。",
        "村级河长坚持每周沿河巡查,累计上报并解决河道问题96件。",
    ],
)
def test_a_rule_of_five_sentences_recognises_new_ones(pack, sentence):
    result = verdict(pack, sentence)

    assert result.verdict.value == "full"
    assert result.evidence[0].text == sentence
    assert "河" in result.trace[-1].detail


@pytest.mark.parametrize("sentence", ["开展森林防火巡查300次,消除隐患21处。", "受理行政复议申请86件,审结81件。"])
def test_and_leaves_alone_what_is_about_something_else(pack, sentence):
    assert verdict(pack, sentence).verdict.value == "missing"


def test_its_own_examples_get_their_verdicts(pack):
    assert [c.message for c in run_examples(str(pack), "local.") if not c.passed] == []


def test_such_a_rule_is_well_written(pack):
    assert list(lint_pack(str(pack))) == []


def test_a_pack_learns_only_what_it_adds(pack):
    kept = json.loads((pack / FILE).read_bytes())

    assert kept["rules"] == ["local.river-chief"]
    assert kept["calibration"] is None


def test_learning_twice_gives_the_same_bytes(pack):
    assert learn(Checker(str(pack))) == (pack / FILE).read_bytes()


def test_a_changed_example_is_remarked_until_it_is_learned(pack, tmp_path):
    folder = tmp_path / "river"
    shutil.copytree(pack, folder)
    rules = folder / "local.yaml"
    rules.write_text(rules.read_text("utf-8").replace("6200次", "全部河段"), "utf-8")

    remarks = list(stale_remarks(str(folder)))

    assert any("local.river-chief" in r and "checker rules learn" in r for r in remarks)


def test_labelled_material_is_named_in_the_file(pack, tmp_path):
    passages = tmp_path / "段落.jsonl"
    passage = {"id": "local.river-chief", "verdict": "full", "text": "河长履职巡河40次,清淤3公里。"}
    passages.write_text(json.dumps(passage) + "\n", "utf-8")

    learned = json.loads(learn(Checker(str(pack)), [passages]))

    assert ["段落.jsonl", 1] == [learned["materials"][-1][k] for k in ("name", "count")]


def test_a_line_that_is_no_passage_is_refused_with_its_number(pack, tmp_path):
    passages = tmp_path / "段落.jsonl"
    passages.write_text('\n{"id": "local.river-chief"}\n', "utf-8")

    with pytest.raises(UsageError, match="第2行"):
        learn(Checker(str(pack)), [passages])


def test_a_pack_without_anything_to_learn_says_so(tmp_path):
    (tmp_path / "pack.yaml").write_text("id: empty\ntitle: 空\nversion: '1'\nextends: national\n", "utf-8")

    with pytest.raises(UsageError, match="没有可学的规则"):
        learn(Checker(str(tmp_path)))
