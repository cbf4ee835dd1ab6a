"""Stored JSON results, read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.api import Checker
from checker.errors import ReadingError
from checker.options import Options
from checker.reporting.html.render import render_html
from checker.results.stored.read import load_assessment
from checker.results.stored.write import render_json

SEEDS = sorted(p for p in (Path(__file__).parents[2] / "seeds").iterdir() if p.suffix in {".txt", ".html", ".docx"})


@pytest.fixture(scope="module")
def checker():
    return Checker()


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_a_stored_result_gives_the_same_json_and_the_same_page_again(checker, path):
    assessment = checker.check(path)
    stored = render_json(assessment)

    again = load_assessment(stored, "stored.json")

    assert stored == render_json(again)
    assert render_html(assessment) == render_html(again)


def test_hand_made_assessments_with_everything_in_them_come_back_whole(assessment):
    stored = render_json(assessment)

    assert stored == render_json(load_assessment(stored, "stored.json"))


def test_a_result_from_before_the_text_was_stored_still_gives_a_page(assessment):
    data = json.loads(render_json(assessment))
    for key in (
        "issuer_source",
        "addressee",
        "channel",
        "places",
        "pages",
        "recognised",
        "doubtful",
        "paragraphs",
        "text",
    ):
        del data["document"][key]
    for result in data["results"]:
        del result["known"], result["trace"]

    page = render_html(load_assessment(json.dumps(data).encode(), "old.json")).decode()

    assert assessment.results[0].title in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "不是 JSON"),
        (b"[1]", "不是审核结果"),
        (b'{"schema": "other/1"}', "不是审核结果"),
        (b'{"schema": "checker/assessment/1", "document": 3}', "格式不对"),
    ],
)
def test_what_is_no_result_is_said_to_be_none(data, said):
    with pytest.raises(ReadingError, match=said) as caught:
        load_assessment(data, "x.json")
    assert str(caught.value).startswith("x.json:")


def test_signs_of_another_year_come_back_with_the_result(checker):
    text = (
        "发布时间:2022-03-12\n我县坚持依法行政,公布《望湖县2019年度重大行政决策事项目录》,完成决策5项,组织听证两次。\n"
    )
    assessment = checker.check_bytes("报告.txt", text.encode(), Options(force=True))
    assert assessment.document.metadata.year_others

    again = load_assessment(render_json(assessment), "stored.json")

    assert again.document.metadata.year_others == assessment.document.metadata.year_others
