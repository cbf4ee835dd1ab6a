"""Layouts of reports by other hands: sections, roles and items, one case of the data file each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.model import Block, BlockKind, RawText, Role, Span
from checker.reading.understanding.structure import Structure, build_structure, outline
from checker.text.normal import fold_text

_CASES = yaml.safe_load((Path(__file__).parent / "data" / "structure_layouts.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lexicon(repository: Path) -> Lexicon:
    """Return the structure words of the national pack."""
    path = repository / "rules" / "language" / "structure.yaml"
    return Lexicon({"structure": yaml.safe_load(path.read_text(encoding="utf-8"))})


def _raw(text: str, fmt: str = "txt") -> RawText:
    blocks, position = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(Span(position, position + len(line.rstrip("\n")))))
        position += len(line)
    return RawText(text, tuple(blocks), fmt)


def _role_of(structure: Structure, text: str, phrase: str) -> str:
    start = text.index(phrase)
    return next(s.role.value for s in structure.sentences if s.span.covers(start))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_layout(case, lexicon):
    """The layout has the sections, roles, items and frame lines that a reader sees."""
    text = case["text"]

    structure = build_structure(_raw(text), lexicon)

    shown = outline(structure, text)
    expected = [(level, fold_text(label), fold_text(title), role) for level, label, title, role in case["sections"]]
    assert expected == [(s.level, fold_text(s.label), s.title, s.role.value) for s in structure.sections], shown
    for phrase, role in case.get("roles", {}).items():
        assert role == _role_of(structure, text, _in(text, phrase)), (phrase, shown)
    for phrase, title in case.get("sections_of", {}).items():
        sentence = next(s for s in structure.sentences if s.span.covers(text.index(phrase)))
        assert title == structure.sections[sentence.section].title, shown
    if "items" in case:
        assert [tuple(map(fold_text, item)) for item in case["items"]] == [
            (fold_text(i.label), fold_text(i.lead.of(text))) for i in structure.items
        ], shown
    kinds = Counter(p.kind.value for p in structure.paragraphs)
    assert case.get("kinds", {}) == {kind: kinds[kind] for kind in case.get("kinds", {})}, shown


def _in(text: str, phrase: str) -> str:
    assert phrase in text, "the case names a phrase that its text lacks"
    return phrase


def _table(text: str) -> RawText:
    blocks, position = [], 0
    for line in text.split("\n"):
        kind = BlockKind.ROW if "\t" in line else BlockKind.BOILERPLATE if line.startswith("—") else BlockKind.TEXT
        if line:
            blocks.append(Block(Span(position, position + len(line)), kind, table=0 if kind is BlockKind.ROW else -1))
        position += len(line) + 1
    return RawText(text, tuple(blocks), "pdf")


def test_rows_are_one_sentence_each(lexicon):
    """A table row is a paragraph and a sentence of the section it stands in."""
    text = "一、复议情况\n收到。\n指标\t数量\n受理。\t12\n二、应诉情况\n应诉9件。"

    structure = build_structure(_table(text), lexicon)

    rows = [s for s in structure.sentences if structure.paragraphs[s.paragraph].kind.value == "row"]
    assert [s.span.of(text) for s in rows] == ["指标\t数量", "受理。\t12"]
    assert [s.section for s in rows] == [0, 0]


def test_a_page_break_does_not_cut_a_sentence(lexicon):
    """A page number inside a sentence is a hole of its paragraph and keeps its own role."""
    text = "一、复议情况\n全年收到申请90件，受理\n— 3 —\n81件。\n二、应诉情况\n应诉9件。"

    structure = build_structure(_table(text), lexicon)

    paragraph = structure.paragraphs[1]
    assert [hole.of(text) for hole in paragraph.holes] == ["— 3 —"]
    assert [r.role.value for r in structure.roles if r.span.of(text).strip() == "— 3 —"] == ["boilerplate"]
    assert "全年收到申请90件，受理\n— 3 —\n81件。" in [s.span.of(text) for s in structure.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n他说“今天很好。”大家鼓掌。\n", ["他说“今天很好。”", "大家鼓掌。"]),
        ("一、甲\n印发《关于办好实事！的通知》两份。完。\n", ["印发《关于办好实事！的通知》两份。", "完。"]),
        ("一、甲\n审查文件（含合同。协议）九件；退回一件。\n", ["审查文件（含合同。协议）九件；退回一件。"]),
        ("一、甲\n办理中……很好！真的？！\n", ["办理中……", "很好！", "真的？！"]),
    ],
)
def test_sentences_keep_quotes_and_brackets_whole(text, expected, lexicon):
    """A full stop inside a title or short bracket ends nothing; one before a closing quote takes the quote along."""
    structure = build_structure(_raw(text), lexicon)

    assert expected == [s.span.of(text) for s in structure.sentences if s.paragraph == 1]


def test_format_levels_nest_headings_without_numbering(lexicon):
    """Levels stated by the format make sections where nothing is numbered."""
    text = "甲市2023年法治政府建设报告\n主要成效\n执法\n办案9件。\n存在的问题\n人少。"
    levels = {"主要成效": 1, "执法": 2, "存在的问题": 1}
    blocks = []
    for line in text.split("\n"):
        start = text.index(line)
        kind = BlockKind.HEADING if line in levels else BlockKind.TEXT
        blocks.append(Block(Span(start, start + len(line)), kind, levels.get(line, 0)))

    structure = build_structure(RawText(text, tuple(blocks), "docx"), lexicon)

    assert [(s.title, s.level) for s in structure.sections] == [("主要成效", 1), ("执法", 2), ("存在的问题", 1)]


def test_an_empty_document_has_an_empty_structure(lexicon):
    """Blank lines alone give no paragraphs and no sentences."""
    structure = build_structure(_raw("\n \n"), lexicon)

    assert structure.paragraphs == ()
    assert structure.sentences == ()


@pytest.mark.parametrize("text", ["现将全年工作情况报告如下。", "各项工作有序推进。现将有关情况报告如下:"])
def test_a_report_that_ends_where_it_begins_is_all_preamble(text: str, lexicon: Lexicon) -> None:
    """Nothing follows the sentence that introduces the report: no part on results is made up, and nothing breaks."""
    raw = _raw(f"云川县人民政府关于2023年度法治政府建设情况的报告\n\n{text}\n")

    roles = build_structure(raw, lexicon).roles

    assert {Role.PREAMBLE} == {r.role for r in roles}
