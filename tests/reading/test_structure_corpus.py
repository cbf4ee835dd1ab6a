"""Structure of whole reports: roles that readers agree on, invariants, and line breaks that must not matter."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.model import Block, BlockKind, RawText, Role, Span
from checker.reading.understanding.structure import Structure, build_structure, outline

_NAMES = (
    "real/ezhou-2019",
    "real/hanbin-2023",
    "real/langfang-2023",
    "real/wutongqiao-2021",
    "real/xiangfu-2020",
    "dev/C1-songlan-2018",
    "dev/C2-qingyuan-2020",
    "dev/C3-wanghu-2021",
    "dev/C4-dongpu-2022",
    "dev/C5-yunling-2023",
    "dev/C6-shiqiao-2024",
    "dev/C7-qyjt-2025",
    "dev/C8-yanxi-2024",
    "dev/C8prev-yanxi-2023",
)
# Lines of the web pages that carry no text of the report; marking them is another module's work.
_PAGE = re.compile(
    "今天是|信息来源|网站地图|主办单位|版权所有|点击总量|您的位置|文件名称|索引号|公开责任部门|文号|有效性|政府公告|"
    "2024年02月26日 来源|浏览量|扫一扫|首页 |祥符区人民政府门户网站|发文机关|发布日期|栏目|望湖县人民政府门户|您当前|"
    "来源：县|收藏 |【用手机|上一篇|下一篇|主办：|发布机构|公开时间|发布时间"
)
_MARK = re.compile(r"[一二三四五六七八九十]+[是要]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、]|第|首先|其次")


@pytest.fixture(scope="module")
def build(repository: Path):
    """Return a function from text to structure."""
    path = repository / "rules" / "language" / "structure.yaml"
    lexicon = Lexicon({"structure": yaml.safe_load(path.read_text(encoding="utf-8"))})
    return cache(lambda text: build_structure(_raw(text), lexicon))


@pytest.fixture
def read(shared_dir: Path):
    """Return a function from the name of a report to its text."""
    return lambda name: (shared_dir / "corpus" / f"{name}.txt").read_text(encoding="utf-8-sig")


def _raw(text: str) -> RawText:
    blocks, position, table = [], 0, -1
    for line in text.split("\n"):
        body = line.strip()
        row = "\t" in body and not _PAGE.match(body)
        table += row and (not blocks or blocks[-1].kind is not BlockKind.ROW)
        kind = BlockKind.ROW if row else BlockKind.BOILERPLATE if _PAGE.match(body) else BlockKind.TEXT
        if body:
            blocks.append(Block(Span(position, position + len(line)), kind, table=table if row else -1))
        position += len(line) + 1
    return RawText(text, tuple(blocks), "txt")


def _bare(span: Span, text: str) -> str:
    return "".join(span.of(text).split())


def _shape(structure: Structure, text: str) -> tuple[object, ...]:
    """Everything that line breaks must not change."""
    return (
        [(s.label, s.title, s.level, s.parent, s.role) for s in structure.sections],
        [(_bare(s.span, text), s.role, s.section, s.item) for s in structure.sentences],
        [(i.label, _bare(i.span, text)) for i in structure.items],
        [p.kind for p in structure.paragraphs],
    )


def _inside_sentences(structure: Structure, text: str) -> list[int]:
    """Offsets where a line break falls into the middle of a sentence of prose."""
    offsets = []
    for sentence in structure.sentences:
        if structure.paragraphs[sentence.paragraph].kind != "text" or sentence.role is Role.CLOSING:
            continue
        for offset in range(sentence.span.start + 5, sentence.span.end - 1):
            before = text[offset - 1]
            if before in "。；：！？;:!?”’）)" or before.isspace() or text[offset].isspace():
                continue
            if not _MARK.match(text[offset:]):
                offsets.append(offset)
    return offsets


@pytest.mark.parametrize("name", _NAMES)
def test_spans_are_sound(name, read, build):
    """Roles cover the text without overlap; sentences lie in paragraphs, items and sections that exist."""
    text = read(name)

    structure = build(text)

    ends = [r.span.end for r in structure.roles]
    assert [0, *ends] == [*(r.span.start for r in structure.roles), len(text)]
    for paragraph, after in zip(structure.paragraphs, structure.paragraphs[1:], strict=False):
        assert paragraph.span.end <= after.span.start
    for sentence in structure.sentences:
        paragraph = structure.paragraphs[sentence.paragraph]
        assert paragraph.span.start <= sentence.span.start < sentence.span.end <= paragraph.span.end
        assert sentence.section == paragraph.section
        assert sentence.role is next(r.role for r in structure.roles if r.span.covers(sentence.span.start))
        if sentence.item >= 0:
            assert structure.items[sentence.item].span.start <= sentence.span.start
            assert sentence.span.end <= structure.items[sentence.item].span.end
    assert "".join(text.split()) == "".join(_bare(s.span, text) for s in structure.sentences)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", _NAMES)
def test_single_line_breaks_change_nothing(name, seed, read, build):
    """A line break inside a sentence leaves sections, roles, items and sentences as they are."""
    text = read(name)
    structure = build(text)
    offset = random.Random(seed).choice(_inside_sentences(structure, text))  # noqa: S311 - a test, not a secret

    broken = text[:offset] + "\n" + text[offset:]

    assert _shape(structure, text) == _shape(build(broken), broken), text[offset - 20 : offset + 20]


@pytest.mark.parametrize("name", _NAMES)
def test_many_line_breaks_change_nothing(name, read, build):
    """A page scraped with a break every hundred characters or so reads the same."""
    text = read(name)
    structure = build(text)
    offsets = _inside_sentences(structure, text)
    broken = text

    for offset in sorted(random.Random(7).sample(offsets, len(offsets) // 100), reverse=True):  # noqa: S311 - as above
        broken = broken[:offset] + "\n" + broken[offset:]

    assert _shape(structure, text) == _shape(build(broken), broken)


@pytest.mark.parametrize("name", _NAMES)
def test_blank_lines_between_paragraphs_do_not_matter(name, read, build):
    """The same report without blank lines has the same structure."""
    text = read(name)
    dense = re.sub(r"\n\s*\n", "\n", text)

    assert _shape(build(text), text) == _shape(build(dense), dense)


@pytest.mark.parametrize(
    ("name", "phrase", "role"),
    [
        ("real/hanbin-2023", "但距离新形势", Role.PROBLEMS),
        ("real/hanbin-2023", "下一步,汉滨区", Role.PLAN),
        ("real/hanbin-2023", "审查政府重大行政决策123件", Role.ACHIEVEMENTS),
        ("real/langfang-2023", "但距离上级要求", Role.PROBLEMS),
        ("real/langfang-2023", "比如,部分行政机关", Role.PROBLEMS),
        ("real/langfang-2023", "下一步,将持续", Role.PLAN),
        ("real/ezhou-2019", "2019年,我市将“依法行政", Role.LEADERSHIP),
        ("real/ezhou-2019", "纠治发现执法不规范问题259个", Role.ACHIEVEMENTS),
        ("real/ezhou-2019", "五是行政执法队伍建设水平", Role.PROBLEMS),
        ("real/wutongqiao-2021", "严格落实党政主要负责人履行", Role.PLAN),
        ("real/xiangfu-2020", "严格落实行政执法“三项制度”", Role.PLAN),
        ("real/xiangfu-2020", "责令问题单位整改", Role.LEADERSHIP),
        ("dev/C2-qingyuan-2020", "主要问题：", Role.PROBLEMS),
        ("dev/C2-qingyuan-2020", "2021年，全市将启动", Role.PLAN),
        ("dev/C3-wanghu-2021", "二要分两批轮训", Role.PLAN),
        ("dev/C3-wanghu-2021", "常态化疫情防控依法推进", Role.ACHIEVEMENTS),
        ("dev/C4-dongpu-2022", "虽然取得了一定成绩", Role.PROBLEMS),
        ("dev/C4-dongpu-2022", "八是推进法律援助扩面", Role.PLAN),
        ("dev/C5-yunling-2023", "省长主持研究", Role.LEADERSHIP),
        ("dev/C5-yunling-2023", "4.常态化组织", Role.PLAN),
        ("dev/C6-shiqiao-2024", "村级法治保障参差", Role.PROBLEMS),
        ("dev/C7-qyjt-2025", "联系人：", Role.CLOSING),
        ("dev/C8prev-yanxi-2023", "（二）决策后期跟踪不够", Role.PROBLEMS),
    ],
)
def test_roles_that_readers_agree_on(name, phrase, role, read, build):
    """Plans, problems and results are told apart, with and without headings."""
    text = read(name)
    offset = text.index(phrase)

    sentence = next(s for s in build(text).sentences if s.span.covers(offset))

    assert role is sentence.role


@pytest.mark.parametrize(
    ("name", "top", "all_sections"),
    [
        ("real/ezhou-2019", 3, 32),
        ("real/hanbin-2023", 6, 6),
        ("real/langfang-2023", 4, 16),
        ("real/wutongqiao-2021", 3, 12),
        ("real/xiangfu-2020", 10, 27),
        ("dev/C2-qingyuan-2020", 7, 11),
        ("dev/C4-dongpu-2022", 8, 32),
        ("dev/C5-yunling-2023", 12, 23),
        ("dev/C6-shiqiao-2024", 9, 9),
        ("dev/C7-qyjt-2025", 7, 12),
    ],
)
def test_section_counts(name, top, all_sections, read, build):
    """Every heading is found, whatever its numbering, and nests under the right one."""
    text = read(name)

    structure = build(text)

    assert top == sum(s.level == 1 for s in structure.sections)
    assert all_sections == len(structure.sections), outline(structure, text)


def test_closing_remarks_leave_the_last_section(read, build):
    """Problems and plans after the last section about results do not count as part of it."""
    text = read("real/hanbin-2023")

    structure = build(text)

    assert structure.paragraphs[-1].section == -1
    assert structure.sections[-1].span.end <= structure.paragraphs[-1].span.start


def test_a_wrapped_report_reads_the_same(read, build):
    """Forty characters a line, as a mail or a terminal would have it, leave sections and sentences as they are."""
    text = read("dev/C4-dongpu-2022")
    wrapped = "\n".join(re.sub(r"(.{40})(?=.)", r"\1\n", line) for line in text.split("\n"))

    before, after = build(text), build(wrapped)

    assert _shape(before, text)[:3] == _shape(after, wrapped)[:3]
