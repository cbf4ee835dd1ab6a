"""Names of results and findings: the same in every draft that says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine.fingerprint import fingerprint
from checker.reading.formats.plain.decode import decode

SEEDS = sorted(p for p in (Path(__file__).parents[2] / "seeds").glob("*.txt") if "expected" not in p.name)
FAULTY = """云川县人民政府关于2023年度法治政府建设情况的报告

2023年,云川县推进依法行政。现将有关情况报告如下。

一、主要举措和成效

(一)行政复议。全年收到行政复议申请53件,受理41件,审结41件,结案率为87.2%。深化“放服管”改革。

(二)行政应诉。出庭率为120%。深化“放服管”改革。

二、存在的问题

有的单位学法不够。深化“放服管”改革。

云川县人民政府
2024年2月20日
"""
HARMLESS = "县里的气象站记录了全年的雨水,记录由值守人员保存。\n\n"


def names(checker, text: str) -> list[str]:
    """Fingerprints of all findings and results."""
    assessment = checker.check_bytes("报告.txt", text.encode())
    return [f.fingerprint for f in assessment.findings] + [r.fingerprint for r in assessment.results]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("受理53件", "受理1,204件"),
        ("出庭率为87.2%", "出庭率为 100%"),
        ("出庭率为87.2%", "出庭率为87.2％"),
        ("召开会议八次", "召开会议十二次"),
        ("约3.5万人次", "约４万人次"),
    ],
)
def test_counts_and_typing_do_not_change_a_name(one, other):
    assert fingerprint("rule", one) == fingerprint("rule", other)


@pytest.mark.parametrize(("one", "other"), [(("rule-1", "甲"), ("rule-2", "甲")), (("rule", "甲"), ("rule", "乙"))])
def test_another_rule_or_other_words_have_another_name(one, other):
    assert fingerprint(*one) != fingerprint(*other)


def test_equal_findings_of_one_document_have_names_of_their_own(checker):
    assessment = checker.check_bytes("报告.txt", FAULTY.encode())

    same = [f for f in assessment.findings if f.text == "放服管"]
    assert 3 == len(same)
    every = [f.fingerprint for f in assessment.findings]
    assert len(every) == len(set(every))


@given(at=st.integers(0, 10), times=st.integers(1, 3))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_unrelated_paragraph_changes_no_name(checker, at, times):
    paragraphs = FAULTY.split("\n\n")
    place = 2 + at % (len(paragraphs) - 3)
    moved = "\n\n".join([*paragraphs[:place], *[HARMLESS.strip()] * times, *paragraphs[place:]])

    assert names(checker, FAULTY) == names(checker, moved)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem)
def test_a_paragraph_in_the_middle_of_a_sample_changes_no_name(checker, seed):
    text = decode(seed.read_bytes()).text
    breaks = [i for i, c in enumerate(text) if text.startswith("\n\n", i)] or [text.index("\n")]
    middle = breaks[len(breaks) // 2]

    longer = f"{text[:middle]}\n\n{HARMLESS.strip()}{text[middle:]}"

    assert names(checker, text) == names(checker, longer)


def test_changed_counts_keep_the_names_of_the_findings_that_stay(checker):
    other = FAULTY.replace("53件", "54件").replace("120%", "130%").replace("87.2%", "88%")

    one, two = ({f.fingerprint for f in checker.check_bytes("a.txt", t.encode()).findings} for t in (FAULTY, other))

    assert one == two
