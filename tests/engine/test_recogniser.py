"""What was learned from examples: when it speaks, when it keeps silent, and that it always quotes."""

import json
import time
from dataclasses import replace

import pytest

from checker import Checker, Options
from checker.engine.recogniser.opinion import SecondReader
from checker.engine.recogniser.statements import grams, read_statements
from checker.errors import RuleError
from checker.results.stored.read import load_assessment
from checker.results.stored.write import render_json
from checker.rules.recogniser import FILE, read_recogniser

REPORT = (
    "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{done}\n\n二、2024年安排\n\n{planned}\n"
)
TOLD = "司法局把各执法队的办案卷宗翻了120卷,挑出文书毛病86处,限一个月补正。"


@pytest.fixture(scope="module")
def checker():
    return Checker()


def judged(checker, rule_id, done="各项工作有序推进。", planned="继续做好各项工作。", **options):
    data = REPORT.format(done=done, planned=planned).encode()
    assessment = checker.check_bytes("例.txt", data, Options(**options))
    return assessment, next(r for r in assessment.results if r.rule_id == rule_id)


def only_learned(checker, rule_id, done, planned="继续做好各项工作。"):
    """What the second reader alone makes of a rule that the rules call missing."""
    document = checker.read("例.txt", REPORT.format(done=done, planned=planned).encode())
    reader = SecondReader(checker.recogniser, checker.page(document))
    return reader.recognise(checker.loaded.pack.rule(rule_id))


def test_a_sentence_in_words_that_no_rule_lists_is_recognised(checker):
    found = only_learned(checker, "enforcement.case-file-review", TOLD)

    assert found.likely.full > found.likely.partial
    assert "#卷" in found.statement.text
    assert found.example in {e.text for e in checker.loaded.pack.rule("enforcement.case-file-review").examples}


def test_what_stands_only_in_the_plan_is_not_recognised(checker):
    assert only_learned(checker, "enforcement.case-file-review", "各项工作有序推进。", planned=TOLD) is None


def test_a_sentence_on_something_else_is_not_recognised(checker):
    foreign = "全县新建农村公路86公里,改造危桥12座,群众出行条件明显改善。"

    recognised = [r.id for r in checker.loaded.pack.rules if only_learned(checker, r.id, foreign)]

    assert recognised == []


def test_a_lifted_verdict_quotes_its_sentence_and_says_where_it_comes_from(checker):
    assessment, lifted = lifted_one(checker)

    assert lifted.confidence == "medium"
    assert "由例句识别" in lifted.explanation
    assert "请核实" in lifted.explanation
    assert lifted.evidence[0].text in assessment.document.text
    assert lifted.trace[-1].detail


def deaf(checker, rule_id):
    """A checker whose rule hears nothing by its own words: what it says of ``rule_id`` was learned."""
    rules = tuple(
        replace(r, elements=(), figures=(), verdict={}) if r.id == rule_id else r for r in checker.loaded.pack.rules
    )
    return Checker(loaded=replace(checker.loaded, pack=replace(checker.loaded.pack, rules=rules)))


def lifted_one(checker):
    """A passage whose rule is deaf and whose examples are not."""
    told = "从各执法单位抽取处罚案卷86卷集中评查,评出优秀案卷12卷,对发现的问题逐案反馈整改。"
    rule_id = "enforcement.case-file-review"
    return judged(deaf(checker, rule_id), rule_id, told)


def test_an_unsure_reading_stays_missing_and_shows_the_sentence(checker):
    told = "各部门罚款较重的案件共31件,一律送县司法局备了案。"
    rule_id = "enforcement.major-penalty-filing"

    _, result = judged(deaf(checker, rule_id), rule_id, told)

    assert (result.verdict.value, result.confidence) == ("missing", "medium")
    assert f"疑似见“{told}”" in result.explanation


def test_switched_off_only_the_rules_speak(checker):
    for rule_id in ("enforcement.case-file-review", "enforcement.training"):
        assessment, result = judged(checker, rule_id, TOLD, recogniser=False)

        assert assessment.pack.recogniser is None
        assert all("例句识别" not in r.explanation for r in assessment.results)
        assert result.confidence == "high"


def test_a_stored_result_keeps_what_the_recogniser_was(checker):
    assessment, _ = judged(checker, "enforcement.training", TOLD)

    data = render_json(assessment)

    assert json.loads(data)["pack"]["recogniser"] == checker.recogniser.sha256
    assert load_assessment(data, "例.json").pack == assessment.pack


def test_headings_labels_and_announcements_are_no_statements(checker):
    text = REPORT.format(
        done="(一)开展执法培训6期。\n\n现将法治建设有关情况报告如下:\n\n稳步推进。", planned="做好工作。"
    )
    page = checker.page(checker.read("例.txt", text.encode()))

    assert [s.text for s in read_statements(page)] == []


def test_numerals_of_any_script_are_one_sign(checker):
    text = REPORT.format(done="全年评查案卷三百六十份,2023年整改86.5%的问题。", planned="做好工作。")
    page = checker.page(checker.read("例.txt", text.encode()))

    assert next(s.text for s in read_statements(page)) == "全年评查案卷#份,#年整改#%的问题。"


def test_strings_of_one_to_three_characters_are_known():
    assert grams("复议件") == {"复", "议", "件", "复议", "议件", "复议件"}


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        b'{"schema": "checker/recogniser/0"}',
        b'{"schema": "checker/recogniser/1", "code": 1}',
        (
            b'{"schema": "checker/recogniser/1", "rules": ["a"], "bias": [0], "taught": {"a": ""},'
            b' "features": {"x": [100, 7, 3]}}'
        ),
        (
            b'{"schema": "checker/recogniser/1", "rules": ["a"], "bias": [0], "taught": {"a": ""},'
            b' "features": {"x": [100, -1, 3]}}'
        ),
    ],
)
def test_a_file_that_learn_did_not_write_is_refused_with_its_name(tmp_path, broken):
    (tmp_path / FILE).write_bytes(broken)

    with pytest.raises(RuleError) as error:
        read_recogniser([tmp_path])

    assert "checker rules learn" in error.value.message
    assert FILE in error.value.where


def test_a_long_report_costs_little(checker):
    done = "\n\n".join(f"{TOLD}召开第{n}次会议,研究依法行政工作,印发文件{n}件。" for n in range(100))
    page = checker.page(checker.read("例.txt", REPORT.format(done=done, planned="做好工作。").encode()))
    rules = checker.loaded.pack.rules
    started = time.perf_counter()

    reader = SecondReader(checker.recogniser, page)
    for rule in rules[:1]:
        reader.recognise(rule)

    assert time.perf_counter() - started < 1
