"""Lists of contents, whatever they look like, are no content."""

from __future__ import annotations

import time

import pytest

from checker.lexicon import Lexicon
from checker.model import BlockKind
from checker.reading.formats.registry import read_raw
from checker.reading.understanding.boilerplate import mark_boilerplate

HEADINGS = ("一、主要成效", "二、存在问题", "三、下一年度安排")
BODY = "\n".join(f"{heading}\n这一部分写明全县全年的工作情况,数字真实,措施具体,责任到人。" for heading in HEADINGS)


def out(text: str, lexicon: Lexicon) -> list[str]:
    """The lines that are not the report's."""
    raw = mark_boilerplate(read_raw("r.txt", text.encode(), lexicon), lexicon)
    return [b.span.of(raw.text) for b in raw.blocks if b.kind is BlockKind.BOILERPLATE]


@pytest.mark.parametrize(
    "listed",
    [
        "目录\n" + "\n".join(f"{h}……………………{n}" for n, h in enumerate(HEADINGS, 1)),
        "目  录\n" + "\n".join(f"{h}...........{n}" for n, h in enumerate(HEADINGS, 1)),
        "目　　录\n" + "\n".join(f"{h}·······（{n}）" for n, h in enumerate(HEADINGS, 1)),
        "【目录】\n" + "\n".join(f"{h}\t{n}" for n, h in enumerate(HEADINGS, 1)),
        "目录\n" + "\n".join(f"{h}      {n}" for n, h in enumerate(HEADINGS, 1)),
        "目次\n" + "\n".join(HEADINGS),
        "CONTENTS\n" + "\n".join(f"{h} ------ {n}" for n, h in enumerate(HEADINGS, 1)),
        "\n".join(f"{h}______{n}" for n, h in enumerate(HEADINGS, 1)),
        "\n".join(HEADINGS),
    ],
    ids=["dots", "periods", "brackets", "tabs", "blanks", "headings", "dashes", "untitled", "repeated"],
)
def test_a_list_of_contents_is_no_content(listed: str, lexicon: Lexicon) -> None:
    """With leaders, page numbers, or only the headings; with a heading of its own or without."""
    found = out(f"某县2024年法治政府建设情况报告\n{listed}\n{BODY}", lexicon)

    assert len(listed.split("\n")) == len(found)
    assert all(any(heading in line for line in found) for heading in HEADINGS)


@pytest.mark.parametrize(
    "text",
    [
        f"某县报告\n{BODY}",
        "某县报告\n一、主要成效\n（一）行政执法\n1.开展检查\n全年开展执法检查120次,办理案件36件,均已办结。",
        "某县报告\n附件目录见下文,请查收并按照要求做好相关工作,确保全部落实到位。",
        "某县报告\n目录管理规范\n全县编制权责清单目录12份,动态调整36项,并向社会公开。",
    ],
)
def test_headings_and_sentences_are_no_list_of_contents(text: str, lexicon: Lexicon) -> None:
    """Headings one below the other, and the word in other uses, stay."""
    assert out(text, lexicon) == []


def test_many_numbered_lines_take_no_time(lexicon: Lexicon) -> None:
    """The search grows with the text, not with its square."""
    text = "\n".join(f"{n % 90 + 1}、第{n}项工作" for n in range(20_000))
    started = time.process_time()

    out(text, lexicon)

    assert time.process_time() - started < 8
