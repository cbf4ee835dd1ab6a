"""What each part is for, however its heading puts it: images, questions, one word, a wrong year, or no heading."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.model import Block, RawText, Span
from checker.reading.understanding.structure import build_structure

CASES = yaml.safe_load((Path(__file__).parent / "data" / "structure_roles.yaml").read_text(encoding="utf-8"))
HEAD = (
    "云川县人民政府关于2021年度法治政府建设情况的报告\n\n"
    "2021年,全县深入推进依法行政,法治政府建设取得新成效。现将有关情况报告如下。\n\n"
)
PARTS = (
    "执法监督不断加强。全年评查案卷120卷,优秀36卷,培训执法人员320人次。",
    "普法宣传深入人心。全年开展宣传活动96场,发放资料2万份。",
    "一是基层执法力量不足,专业人员偏少。二是部分单位法治意识有待增强,运用法治方式的能力不强。",
    "一是开展案卷评查两次,完善评查标准。二是举办执法培训四期,提升办案水平。",
)
WANTED = {
    "全年评查案卷": "achievements",
    "全年开展宣传": "achievements",
    "一是基层执法": "problems",
    "一是开展案卷": "plan",
}


@pytest.fixture(scope="module")
def lexicon(repository: Path) -> Lexicon:
    """Return the structure words of the national pack."""
    path = repository / "rules" / "language" / "structure.yaml"
    return Lexicon({"structure": yaml.safe_load(path.read_text(encoding="utf-8"))})


def roles(text: str, phrases: list[str], lexicon: Lexicon) -> dict[str, str]:
    """The role of the sentence that each phrase stands in."""
    blocks, position = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(Span(position, position + len(line.rstrip("\n")))))
        position += len(line)
    structure = build_structure(RawText(text, tuple(blocks), "txt"), lexicon)
    places = {phrase: text.index(phrase) for phrase in phrases}
    return {p: next(s.role.value for s in structure.sentences if s.span.covers(at)) for p, at in places.items()}


@pytest.mark.parametrize("headings", CASES["headed"], ids="/".join)
def test_headings_of_their_own(headings: list[str], lexicon: Lexicon) -> None:
    """Under any heading the shortcomings are problems, and what stands behind them is the plan."""
    body = "\n\n".join(f"{heading}\n\n{part}" for heading, part in zip(headings, PARTS, strict=True))

    assert roles(f"{HEAD}{body}\n", list(WANTED), lexicon) == WANTED


@pytest.mark.parametrize("headings", CASES["run_in"], ids="/".join)
def test_headings_that_run_into_the_paragraph_and_turns(headings: list[str], lexicon: Lexicon) -> None:
    """The same where the heading, or a sentence that turns, opens the paragraph."""
    body = "\n\n".join(f"{heading}{part}" for heading, part in zip(headings, PARTS, strict=True))

    assert roles(f"{HEAD}{body}\n", list(WANTED), lexicon) == WANTED


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["name"])
def test_parts_that_only_look_like_it_keep_their_role(case: dict, lexicon: Lexicon) -> None:
    """Problems that were put right, results behind the problems, next year named in passing: nothing turns."""
    assert roles(HEAD + case["text"], list(case["roles"]), lexicon) == case["roles"]


def _with_tail(tail: str) -> str:
    items = f"(一)执法。全年评查案卷120卷。{tail}\n\n(二)普法。全年开展宣传96场。"
    return f"{HEAD}一、主要成效\n\n{items}\n\n二、2022年安排\n\n评查两次。\n"


@pytest.mark.parametrize("tail", CASES["tails"])
def test_the_last_words_of_an_item_may_tell_a_problem(tail: str, lexicon: Lexicon) -> None:
    """They do, and the next item goes on with results."""
    found = roles(_with_tail(tail), [tail, "全年开展宣传96场"], lexicon)

    assert found == {tail: "problems", "全年开展宣传96场": "achievements"}


@pytest.mark.parametrize("tail", CASES["not_tails"])
def test_words_that_only_turn_tell_none(tail: str, lexicon: Lexicon) -> None:
    """但 and 不过 before something good leave the item as it is."""
    assert roles(_with_tail(tail), [tail], lexicon) == {tail: "achievements"}
