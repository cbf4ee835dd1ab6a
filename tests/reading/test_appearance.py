"""What a reader sees of a text, the same in every format of word processors."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.appearance import Look, Run, Sight, lines_of, raised_text
from checker.reading.formats.registry import read_raw

SAMPLES = Path(__file__).parent / "data" / "office"
LINES = [
    "某县2024年法治政府建设情况报告",
    "一、主要成效",
    "收到复议申请214件。",
    "受理187[注2]件，审结180件，面积3km²。",
    "培训3期，深底白字可见。",
    "二、存在问题",
    "执法力量不足，\n培训不够。（一）接着说。",
    "（二）另起一行。",
    "（三）换栏。",
    "完。",
]
WHITE = (255, 255, 255)


def seen(raw: RawText) -> list[str]:
    """The lines of the report itself."""
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is not BlockKind.BOILERPLATE]


@pytest.mark.parametrize("form", ["docx", "doc", "rtf", "odt", "fodt"])
def test_what_is_struck_hidden_or_invisible_is_left_out_and_noted_in_every_format(form: str, lexicon: Lexicon) -> None:
    """Direct and by style; white on a dark ground is seen; breaks begin lines where a reader sees one begin."""
    path = SAMPLES / f"looks.{form}"

    raw = read_raw(path.name, path.read_bytes(), lexicon)

    small = "极小" if form == "rtf" else ""  # LibreOffice writes no small size into the rtf
    assert [line.replace("3期，", f"3期{small}，") for line in LINES] == seen(raw)
    codes = [note.code.partition("-")[2] for note in raw.notes]
    assert ["hidden", "struck", "invisible"] == codes
    assert "15 个字(如“241”)" in raw.notes[1].message


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (Look(deleted=True), "revisions"),
        (Look(hidden=True), "hidden"),
        (Look(struck=True), "struck"),
        (Look(colour=WHITE), "invisible"),
        (Look(colour=(250, 252, 250)), "invisible"),
        (Look(colour=(40, 40, 40), ground=(45, 40, 40)), "invisible"),
        (Look(size=1.0), "invisible"),
        (Look(opacity=0.0), "invisible"),
        (Look(colour=WHITE, ground=(0, 0, 128)), ""),
        (Look(colour=(200, 200, 200)), ""),
        (Look(size=5.0), ""),
        (Look(raised=True), ""),
    ],
)
def test_why_characters_are_not_seen(look: Look, reason: str) -> None:
    """Only what differs from its ground, is large enough and stands there to be read is seen."""
    assert reason == look.unseen


@pytest.mark.parametrize(
    ("text", "before", "written"),
    [
        ("2", "受理187", "[注2]"),
        ("12", "受理187件", "[注12]"),
        ("[1]", "受理187", "[注1]"),
        ("〔3〕", "受理187", "[注3]"),
        ("注1", "受理187", "[注1]"),
        ("①", "受理187", "[注①]"),
        ("*", "受理187", "[注*]"),
        ("1,2", "受理187", "[注1,2]"),
        ("2", "面积12km", "²"),
        ("2", "面积12平方米", "²"),
        ("4", "3×10", "⁴"),
        ("0", "气温25", "°"),
        ("th", "the 5", "th"),
        ("（含结转）", "受理187", "（含结转）"),
    ],
)
def test_a_raised_number_is_an_exponent_or_the_mark_of_a_note(text: str, before: str, written: str) -> None:
    """It never becomes a digit of the number before it."""
    assert written == raised_text(text, before)


def test_a_mark_cut_into_runs_is_one_mark() -> None:
    """Word processors cut runs anywhere."""
    raised = Look(raised=True)

    assert "187[注12]件" == Sight().text([Run("187"), Run("1", raised), Run("2", raised), Run("件")])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("没有换行", ["没有换行"]),
        ("收到申请\n86件。", ["收到申请\n86件。"]),
        ("收到申请\f86件。", ["收到申请86件。"]),
        ("收到申请，\n受理80件。", ["收到申请，\n受理80件。"]),
        ("办结。\n下一段", ["办结。", "下一段"]),
        ("他说：“好。”\n下一段", ["他说：“好。”", "下一段"]),
        ("主要做法\n（一）加强领导", ["主要做法", "（一）加强领导"]),
        ("包括\n①培训", ["包括", "①培训"]),
        ("包括\n一是培训", ["包括", "一是培训"]),
        ("共计\n12,345件", ["共计\n12,345件"]),
        ("共计\n3.5万件", ["共计\n3.5万件"]),
        ("前段\n　　后段", ["前段", "　　后段"]),
        ("前段\n\n后段", ["前段", "后段"]),
        ("一、主要成效\n全县认真落实各项部署，推进工作。", ["一、主要成效", "全县认真落实各项部署，推进工作。"]),
        (
            "一、党政主要负责人履行推进法治建设\n第一责任人职责情况",
            ["一、党政主要负责人履行推进法治建设\n第一责任人职责情况"],
        ),
        ("某县人民政府\n2024年1月5日", ["某县人民政府", "2024年1月5日"]),
        ("某县2023年度法治政府建设情况报告\n县委：", ["某县2023年度法治政府建设情况报告", "县委："]),
        ("某县人民政府\f关于报告的说明", ["某县人民政府", "关于报告的说明"]),
    ],
)
def test_a_break_inside_a_paragraph_begins_a_line_where_a_reader_sees_one_begin(text: str, lines: list[str]) -> None:
    """In mid-sentence it joins."""
    assert lines == lines_of(text)
