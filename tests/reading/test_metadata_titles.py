"""Titles taken apart."""

from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.reading.understanding.metadata import read_title
from checker.text.normal import fold_text

DATA = Path(__file__).parent / "data"
TITLES = yaml.safe_load((DATA / "titles.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lexicon(repository):
    """Return the words of metadata."""
    path = repository / "rules" / "language" / "metadata.yaml"
    return Lexicon({"metadata": yaml.safe_load(path.read_text("utf-8"))})


@pytest.mark.parametrize(("title", "who", "level", "admin_level", "year"), TITLES, ids=[row[0] for row in TITLES])
def test_title_names_issuer_level_and_year(lexicon, title, who, level, admin_level, year):
    """A title tells who reports, of which level, and on which year."""
    parts = read_title(title, lexicon)

    named = parts.issuer or (parts.place and "*" + parts.place)
    assert fold_text(who or "") == (named or "")
    assert level == parts.level
    assert admin_level == parts.admin_level
    assert year == parts.year
    assert parts.genre


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("望湖县人民政府关于2021年度法治政府建设情况的报告", set()),
        ("望湖县2021年法治政府建设年度报告", set()),
        ("2021年法治政府建设年度报告", {"issuer"}),
        ("望湖县法治政府建设年度报告", {"year"}),
        ("望湖县2021年工作报告", {"subject"}),
        ("望湖县2021年法治政府建设", {"genre"}),
        ("关于我们", {"issuer", "year", "subject", "genre"}),
    ],
)
def test_missing_elements_are_told(lexicon, title, missing):
    """Of the four elements those that a title lacks are known."""
    parts = read_title(title, lexicon)

    assert {"issuer", "year", "subject", "genre"} - missing == parts.elements


@pytest.mark.parametrize(
    ("title", "topic", "kind", "genre"),
    [
        ("望湖县2021年法治政府建设年度报告", "法治政府建设", "report", "年度报告"),
        ("望湖县2021年法治政府建设情况的报告", "法治政府建设", "report", "情况的报告"),
        ("望湖县2021年法治政府建设工作总结", "法治政府建设", "summary", "工作总结"),
        ("望湖县2021年法治政府建设工作汇报", "法治政府建设", "briefing", "工作汇报"),
        ("望湖县2021年法治政府建设工作要点完成情况", "法治政府建设", "completion", "要点完成情况"),
        ("望湖县2021年推进依法行政工作情况报告", "依法行政", "report", "工作情况报告"),
        ("望湖县2021年法治建设情况报告", "法治建设", "report", "情况报告"),
        ("望湖县推进依法行政加强法治政府建设情况的报告（2021年度）", "法治政府建设", "report", "情况的报告"),
        ("望湖县2024年法治政府建设工作要点", "法治政府建设", "plan", "工作要点"),
        ("望湖县2023年法治政府建设工作总结及2024年工作计划", "法治政府建设", "summary", "总结"),
    ],
)
def test_subject_and_genre(lexicon, title, topic, kind, genre):
    """Subject and genre are told as written and by group."""
    parts = read_title(title, lexicon)

    assert topic == parts.topic
    assert kind == parts.kind
    assert genre == parts.genre
