"""Draft or published page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import Checker
from checker.lexicon import Lexicon
from checker.model import Hint, RawText, Stage
from checker.reading.formats.registry import read_raw
from checker.reading.understanding.stage import guess_stage

TITLE = "云溪县人民政府关于2023年度法治政府建设情况的报告"
BODY = (
    "县委依法治县办：\n2023年，我县扎实推进法治政府建设，全年收到行政复议申请45件，受理40件，各项任务有序完成。\n"
    "一、主要成效\n在政府网站公布规范性文件4件，发布时间和信息来源均已注明，主动公开政府信息1200条，浏览量超过3万次。\n"
    "云溪县人民政府\n2024年2月20日\n"
)
TRACES = [
    ("来源：县司法局", "head"),
    ("信息来源:云溪县司法局 日期:2024-03-01", "head"),
    ("发布日期：2024年3月1日", "head"),
    ("公开时间：2024-03-01 10:20　公开平台：云溪县政府网站", "head"),
    ("成文日期：2024-02-20", "head"),
    ("索 引 号：011-2024-0001\t发布机构：云溪县人民政府", "head"),
    ("公开方式：主动公开", "tail"),
    ("浏览量：128", "tail"),
    ("点击数：", "head"),
    ("【打印】【关闭】", "tail"),
    ("扫一扫在手机打开当前页", "tail"),
    ("您的位置：首页 > 政务公开 > 法治政府建设", "head"),
    ("首页 政务公开 办事服务 互动交流", "head"),
    ("网站标识码：1234560001 云ICP备00000000号", "tail"),
    ("（公开日期：2024年3月1日  云溪县人民政府门户网站）", "tail"),
    ("上一篇：没有了", "tail"),
    ("【字体：大 中 小】", "head"),
]
NO_TRACES = [
    "云溪县人民政府\n2024年2月20日",
    "（此件公开发布）",
    "联系人：王某，电话0999-1234567",
    "抄送：县委办、县人大办。",
    "（送审稿）",
    "附件：行政复议案件情况表",
    "第 3 页 共 10 页",
]


def stage(text: str, lexicon: Lexicon) -> tuple[Stage, list[str]]:
    """Stage and the lines that gave it away."""
    raw = read_raw("r.txt", text.encode(), lexicon)
    found, spans = guess_stage(raw, lexicon)
    return found, [span.of(raw.text) for span in spans]


@pytest.mark.parametrize(("line", "where"), TRACES)
def test_each_trace_of_publication_tells_and_is_quoted(line: str, where: str, lexicon: Lexicon) -> None:
    """One such line is enough."""
    text = f"{TITLE}\n{line}\n{BODY}" if where == "head" else f"{TITLE}\n{BODY}{line}\n"

    assert (Stage.PUBLISHED, [line]) == stage(text, lexicon)


@pytest.mark.parametrize("line", ["", *NO_TRACES])
def test_a_draft_is_a_draft(line: str, lexicon: Lexicon) -> None:
    """Signature, date, contact and the words of the report itself are no trace."""
    assert stage(f"{TITLE}\n{BODY}{line}\n", lexicon) == (Stage.DRAFT, [])


def test_meta_tags_of_a_portal_tell_without_a_line(lexicon: Lexicon) -> None:
    """A page may be saved without its menus."""
    raw = read_raw("r.txt", f"{TITLE}\n{BODY}".encode(), lexicon)
    tagged = RawText(raw.text, raw.blocks, raw.format, (Hint("meta:pubdate", "2024-03-01"),))

    assert guess_stage(tagged, lexicon) == (Stage.PUBLISHED, ())


@pytest.mark.parametrize("folder", ["real", "dev"])
def test_stages_of_the_corpus(folder: str, shared_dir: Path, lexicon: Lexicon) -> None:
    """As careful readers saw them."""
    corpus = shared_dir / "corpus"
    for path in sorted((corpus / folder).glob("*.txt")):
        gold = corpus / ("gold" if folder == "real" else folder) / f"{path.stem}.gold.json"
        expected = json.loads(gold.read_text("utf-8"))["metadata"]["stage"]

        assert (path.name, expected) == (path.name, stage(path.read_text("utf-8"), lexicon)[0].value)


@pytest.mark.parametrize(
    ("note", "stage"),
    [
        ("(本报告于2024年3月18日在云溪县人民政府门户网站公开)", Stage.PUBLISHED),
        ("(本报告于2024年3月18日在云溪县人民政府\n门户网站“法治政府”栏目公开)", Stage.PUBLISHED),
        ("(本报告拟于2024年3月18日前在县政府网站公开)", Stage.DRAFT),
        ("(本报告将依法公开)", Stage.DRAFT),
    ],
)
def test_a_report_may_say_itself_when_it_was_published(note: str, stage: Stage) -> None:
    checker = Checker()

    document = checker.read("例.txt", f"{TITLE}\n{note}\n\n{BODY}".encode())

    assert stage is document.stage
    published = document.metadata.publish_date
    assert (published.value if published else None) == ("2024-03-18" if stage is Stage.PUBLISHED else None)
