"""Kind of document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.lexicon import Lexicon
from checker.model import DocumentKind
from checker.reading.formats.registry import read_raw
from checker.reading.understanding.kind import guess_kind

CASES = yaml.safe_load((Path(__file__).parent / "data" / "kinds.yaml").read_text("utf-8"))
FILLER = "各项任务按照时间节点有序推进，取得了较好的成效，得到了群众的认可和好评，"

BODIES = {
    "report": [
        f"2023年，我县坚持以习近平法治思想为指导，深入推进依法行政，加快建设法治政府，{FILLER}为高质量发展提供了保障。",
        "一、主要举措和成效",
        f"（一）规范行政执法。落实行政执法三项制度，评查案卷120卷，{FILLER}培训执法人员412人次。",
        f"（二）健全决策机制。公布重大行政决策事项目录5项，审查合同86份，{FILLER}法律顾问参与决策36次。",
        f"（三）化解行政争议。收到行政复议申请45件，受理40件，审结38件，{FILLER}行政应诉案件12件。",
        "二、存在不足",
        f"个别单位依法行政意识有待加强，执法人员能力有待提升，{FILLER}但与要求相比仍有差距。",
        "三、下一步工作打算",
        f"继续加强法治政府建设，推进综合执法改革，强化普法宣传，{FILLER}力争取得更好成绩。",
    ],
    "work_report": [
        "各位代表：",
        f"现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员和其他列席人员提出意见。{FILLER}",
        f"一年来，地区生产总值增长6.1%，一般公共预算收入增长5.2%，固定资产投资增长8.4%，{FILLER}",
        f"规模以上工业增加值增长7.7%，社会消费品零售总额增长6.9%，居民人均可支配收入增长5.5%，{FILLER}",
        f"持续加强法治政府建设，推进依法行政，办理人大代表建议和政协提案，{FILLER}",
        f"新建农村公路120公里，改造老旧小区32个，新增学位2600个，{FILLER}",
        f"今年要抓好招商引资，粮食产量稳定在20万吨，{FILLER}",
    ],
    "disclosure": [
        f"根据《中华人民共和国政府信息公开条例》规定，编制本年度报告。{FILLER}",
        "一、总体情况",
        f"全年主动公开信息2300条，政策解读36篇，{FILLER}",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
        f"无其他需要报告的事项。{FILLER}",
    ],
    "plan": [
        "一、总体要求",
        f"以习近平法治思想为指导，加快推进法治政府建设，推进依法行政，{FILLER}",
        "二、重点任务",
        f"（一）严格规范行政执法，加强案卷评查和执法监督，{FILLER}（责任单位：县司法局；牵头单位：县委依法治县办）",
        f"（二）完善行政复议体制机制，提高办案质量，{FILLER}（责任单位：县司法局；完成时限：2024年12月）",
        "三、保障措施",
        f"各部门要提高认识，压实责任，加强督促检查，{FILLER}",
    ],
    "news": [
        "本报讯（记者 王某）3月1日上午，云溪县召开法治政府建设推进会。",
        "会议介绍，2023年全县法治政府建设各项任务有序推进，县政府有关负责人表示，将继续推进依法行政。",
        "据了解，年度报告已在县政府网站公布，通讯员从现场获悉，各部门将对照报告抓好整改。",
    ],
    "other": [
        f"云溪县位于群山之间，风景秀丽，四季分明，全县有景区12处，{FILLER}每年接待游客120万人次。",
        f"交通便利，有高速公路两条，铁路一条，{FILLER}距离省城约80公里。",
    ],
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title'] or '(no title)'}-{case['kind']}")
def test_kind_is_recognised(case: dict[str, Any], lexicon: Lexicon) -> None:
    """By the title where it decides, else by what the paragraphs speak about."""
    text = "\n".join([case["title"], *BODIES[case.get("body", "report")]])

    kind, reason = guess_kind(read_raw("r.txt", text.encode(), lexicon), lexicon)

    assert (case["kind"], True) == (kind.value, bool(reason)), reason


def test_the_reason_quotes_the_title(lexicon: Lexicon) -> None:
    """The reviewer sees why."""
    text = "\n".join(["云溪县2024年法治政府建设工作要点", *BODIES["plan"]])

    assert "云溪县2024年法治政府建设工作要点" in guess_kind(read_raw("r.txt", text.encode(), lexicon), lexicon)[1]


def test_a_long_line_is_not_a_title(lexicon: Lexicon) -> None:
    """The reason stays readable whatever the text."""
    kind, reason = guess_kind(read_raw("r.txt", ("来源 " * 5000).encode(), lexicon), lexicon)

    assert (kind, len(reason) < 100) == (DocumentKind.OTHER, True)


def test_a_breadcrumb_that_ends_in_a_report_title_is_not_the_title(lexicon: Lexicon) -> None:
    """Columns of a portal are named like reports."""
    head = ["您的位置：首页 > 政府信息公开年报", "栏目 政府信息公开/政府信息公开年度报告", "发布日期：2024-03-01"]
    text = "\n".join([*head, "云溪县2023年度法治政府建设情况报告", *BODIES["report"]])

    assert DocumentKind.RULE_OF_LAW_REPORT is guess_kind(read_raw("r.txt", text.encode(), lexicon), lexicon)[0]


@pytest.mark.parametrize("folder", ["real", "dev"])
def test_all_reports_of_the_corpus_are_recognised(folder: str, shared_dir: Path, lexicon: Lexicon) -> None:
    """With and without title, of all levels and years."""
    paths = sorted((shared_dir / "corpus" / folder).glob("*.txt"))
    kinds = {path.name: guess_kind(read_raw(path.name, path.read_bytes(), lexicon), lexicon)[0] for path in paths}

    assert kinds == dict.fromkeys(kinds, DocumentKind.RULE_OF_LAW_REPORT)
    assert kinds


@pytest.mark.parametrize("folder", ["real", "dev"])
def test_reports_of_the_corpus_are_recognised_without_their_title(
    folder: str, shared_dir: Path, lexicon: Lexicon
) -> None:
    """The body alone is enough."""
    for path in sorted((shared_dir / "corpus" / folder).glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")
        first = next(number for number, line in enumerate(lines) if "。" in line)

        kind, reason = guess_kind(read_raw(path.name, "\n".join(lines[first:]).encode(), lexicon), lexicon)

        assert kind is DocumentKind.RULE_OF_LAW_REPORT, f"{path.name}: {reason}"
