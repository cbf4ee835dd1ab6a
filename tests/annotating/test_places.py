"""Where missing things are said."""

from __future__ import annotations

import pytest

from checker.annotating.places import Places

REPORT = """云川县人民政府关于2023年度法治政府建设情况的报告

2023年,云川县推进依法行政。现将有关情况报告如下。

一、主要举措和成效

(一)深化简政放权。政务服务事项网上可办率达98%。

(二)依法化解行政争议。

全年人民调解组织调解纠纷120件,成功118件。

(三)做好行政复议工作。

县司法局依法办理行政复议。

二、存在的问题

有的单位学法不够。

三、2024年主要安排

组织执法人员培训3期。
"""


@pytest.fixture(scope="module")
def place(checker):
    """Tell at which words of a text a rule's gap is said."""

    def call(rule_id: str, text: str = REPORT) -> tuple[str, str]:
        assessment = checker.check_bytes("报告.txt", text.encode())
        places = Places(assessment, checker.page(assessment.document), checker.loaded.pack)
        (result,) = [r for r in assessment.results if r.rule_id == rule_id]
        found = places.of(result)
        return found.span.of(text), found.hint

    return call


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [
        (
            "doc.submission-recipient",
            "云川县人民政府关于2023年度法治政府建设情况的报告",
        ),  # about the document: the title
        ("doc.signature-date", "组织执法人员培训3期。"),  # the end
        ("plan.year-correct", "三、2024年主要安排"),
        ("review.received-count", "(三)做好行政复议工作。"),  # a heading names its subject
        ("functions.fair-competition", "(一)深化简政放权。"),  # there the report speaks of this dimension
        ("content.causes", "二、存在的问题"),
        ("plan.concrete", "三、2024年主要安排"),
        ("content.other-matters", "县司法局依法办理行政复议。"),  # the end of the achievements
    ],
)
def test_a_gap_is_said_where_it_belongs(place, rule_id, words):
    assert words.rstrip("。") == place(rule_id)[0].rstrip("。")


def test_a_part_that_is_not_there_belongs_behind_the_part_before_it(place):
    without = REPORT[: REPORT.index("二、存在的问题")]

    assert ("县司法局依法办理行政复议。", "未见“问题原因”部分,建议写在此处之后。") == place("content.causes", without)


def test_a_report_without_headings_is_marked_at_the_end_of_its_achievements(place):
    plain = (
        "云川县人民政府关于2023年度法治政府建设情况的报告\n\n2023年,云川县推进依法行政。\n\n"
        "全年人民调解组织调解纠纷120件,成功118件。\n\n"
        "下一步,2024年将组织执法人员培训3期。\n"
    )

    assert "全年人民调解组织调解纠纷120件,成功118件。" == place("functions.fair-competition", plain)[0]


def test_footnotes_are_not_the_end_of_the_text(place):
    assert "组织执法人员培训3期。" == place("doc.signature-date", f"{REPORT}[注1]数据到12月底。\n")[0]
