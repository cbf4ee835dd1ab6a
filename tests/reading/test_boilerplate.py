"""What the web page added to a report."""

from __future__ import annotations

import pytest

from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw
from checker.reading.understanding.boilerplate import mark_boilerplate

TITLE = "云溪县人民政府关于2023年度法治政府建设情况的报告"
BODY = [
    "2023年，我县扎实推进法治政府建设，全年收到行政复议申请45件，受理40件，各项任务有序完成。",
    "一、主要成效",
    "推行“扫码入企”，检查企业320户；在首页开设专栏，发布政策解读36篇，浏览量达3.2万次。",
]
END = ["云溪县人民政府", "2024年2月20日"]

PAGE = [
    "首页 > 政务公开 > 法治政府建设",
    "当前位置：首页>信息公开>云溪县人民政府关于2023年度法治政府建设情况的报告",
    "云溪县人民政府门户网站  今天是 2024年3月1日 星期五",
    "时间：2024-03-01 来源：县司法局 作者： 浏览：56",
    "2024-03-01 10:20  来源：云溪县司法局  【字体：大 中 小】",
    "云溪县政府网 www.yunxi.example.cn 发布时间：2024-03-01",
    "索 引 号：011/2024-1　　主题分类：司法",
    "文　　号：　　发文日期：2024-02-20",
    "有效性 有效 公开日期: 2024-03-01 10:28",
    "字体：[大] [中] [小]",
    "A+ A-",
    "【打印】 【关闭】 【收藏】",
    "打印本页 | 关闭窗口",
    "分享到：微信 微博 QQ空间",
    "扫一扫在手机打开当前页",
    "【用手机扫码阅读本页】",
    "浏览次数：1234",
    "无障碍阅读 | 长者模式 | 智能机器人",
    "上一篇：云溪县2023年重大行政决策目录",
    "下一篇：没有了",
    "主办：云溪县人民政府办公室　承办：云溪县大数据中心",
    "版权所有：云溪县人民政府",
    "云ICP备00000000号-1　云公网安备 00000000000000号",
    "网站地图 | 关于我们 | 联系我们",
    "建议使用1920×1080分辨率浏览",
    "第 3 页 共 12 页",
    "【信息来源：县司法局】【信息时间：2024-01-30  阅读次数：123 】【我要打印】【关闭】",
    "日期：2024-01-30 09:15:32　浏览次数：次　字号：[ 大 中 小 ]　视力保护色：",
    "2024-01-30 16:29 来源：县司法局 点击：[] 作者：",
    "您现在的位置： 首页 >> 政府信息公开 >> 法治政府建设",
    "所在位置 > 首页 > 信息公开",
    "云溪县人民政府>>信息公开目录>>县司法局>>云溪县人民政府关于2023年度法治政府建设情况的报告",
    "政府信息公开 / 法定主动公开内容 / 法治政府建设年度报告",
    "（责任编辑：张某）",
    "初审：张某 复审：李某 终审：王某",
    "来源： 云溪县司法局 时间： 2024-03-01 访问量：",
    "发布时间： 2024-03-01 信息来源： 县司法局 【 字体： 大 中 小 】 打印 分享到：",
    "2024-03-01",
    "- 5 -",
]
REPORT = [
    "县委依法治县办：",
    "云政〔2024〕5号",
    "（送审稿）",
    "（一）首页改版与政务公开",
    "1.上一年度问题整改情况",
    "（二）来源：群众投诉举报线索核查",
    "抄送：县委办、县人大常委会办公室。",
    "联系人：县司法局 王某，电话0999-1234567",
    "（此件公开发布）",
    "附件：1.行政复议案件情况表",
    "注：数据来源于县司法局，统计截至12月31日。",
    "收藏类博物馆执法检查6次，打印执法文书模板1200份。",
    "关闭非法采砂场12处，下载法治宣传资料3.2万次，分享典型案例36个。",
    "主办机关：县司法局负责人出庭应诉12次，主办案件45件，承办单位按期答复。",
    "全年在政府网站首页、政务公开、互动交流栏目发布信息1200条，点击量3万次。",
    "表1　2023年行政复议案件情况",
    "全县概况",
    "一审9件，二审3件。",
    "时间紧、任务重、标准高是本年度工作的特点",
    "来源于群众投诉的案件45件",
]


def mark(lines: list[str], lexicon: Lexicon) -> RawText:
    """Read lines as a text file and mark them."""
    return mark_boilerplate(read_raw("r.txt", "\n".join(lines).encode(), lexicon), lexicon)


def boilerplate(raw: RawText) -> list[str]:
    """Marked text."""
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.BOILERPLATE]


@pytest.mark.parametrize("line", PAGE)
def test_lines_of_the_page_are_marked_before_the_title_and_after_the_signature(line: str, lexicon: Lexicon) -> None:
    """They stay in the text."""
    before, after = mark([line, TITLE, *BODY, *END], lexicon), mark([TITLE, *BODY, *END, line], lexicon)

    assert [line] == boilerplate(before) == boilerplate(after)
    assert before.text.startswith(line)


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("line", REPORT)
def test_lines_of_the_report_are_never_marked(line: str, place: int, lexicon: Lexicon) -> None:
    """Wherever they stand, whatever words of the page they contain."""
    lines = [TITLE, *BODY, *END]
    lines.insert(place, line)

    assert boilerplate(mark(lines, lexicon)) == []


@pytest.mark.parametrize(
    "title",
    [
        "法治政府建设年度报告",
        "2023年法治政府建设报告",
        "政府信息公开工作年度报告",
        "云溪县人民政府",
        "关于2023年度推进依法行政建设法治政府工作情况的报告",
    ],
)
def test_titles_are_never_marked(title: str, lexicon: Lexicon) -> None:
    """Columns of portals are named alike."""
    assert boilerplate(mark([title, *BODY, *END], lexicon)) == []


def test_weak_words_count_only_at_the_edges(lexicon: Lexicon) -> None:
    """通知公告 is a column before the title and a heading in the middle."""
    edge = mark(["通知公告", TITLE, *BODY, *END], lexicon)
    middle = mark([TITLE, *BODY, "通知公告", *BODY, *END], lexicon)

    assert (boilerplate(edge), boilerplate(middle)) == (["通知公告"], [])


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("评查案卷120卷。【用手机扫码阅读本页】整改问题36个。", "【用手机扫码阅读本页】"),
        ("评查案卷120卷，整改问题36个。扫一扫在手机打开当前页", "扫一扫在手机打开当前页"),
        ("评查案卷120卷，整改问题36个。[打印本页]", "[打印本页]"),
    ],
)
def test_a_piece_inside_a_paragraph_is_cut_out(line: str, piece: str, lexicon: Lexicon) -> None:
    """The sentences around it remain paragraphs."""
    raw = mark([TITLE, *BODY, line, *END], lexicon)

    assert [piece] == boilerplate(raw)
    assert any("评查案卷120卷" in block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.TEXT)


def test_book_titles_in_brackets_stay(lexicon: Lexicon) -> None:
    """Only words of pages are cut out of 【】."""
    assert (
        boilerplate(mark([TITLE, *BODY, "【典型案例】某公司未按规定排污，县生态环境局依法处罚。", *END], lexicon)) == []
    )


def test_labels_and_values_on_lines_of_their_own(lexicon: Lexicon) -> None:
    """Index tables fall apart when they are copied."""
    lines = ["索引号：", "011/2024-0001", "发布机构：", "云溪县人民政府", "发布日期：", "2024-03-01"]

    assert lines == boilerplate(mark([*lines, TITLE, *BODY, *END], lexicon))


def test_a_label_without_value_does_not_swallow_title_or_addressee(lexicon: Lexicon) -> None:
    """What follows an empty 来源: may be the report."""
    raw = mark(["来源：", TITLE, "县委依法治县办：", *BODY, *END], lexicon)

    assert boilerplate(raw) == ["来源："]


def test_an_index_table_is_marked_as_a_whole(lexicon: Lexicon) -> None:
    """Also its rows with labels of the portal's own invention."""
    table = ["索引号\t011/2024", "发布机构\t云溪县人民政府", "自定义项\t其他", "成文日期\t2024-02-20"]

    assert table == boilerplate(mark([*table, TITLE, *BODY, *END], lexicon))


def test_a_column_name_after_the_title_is_a_heading(lexicon: Lexicon) -> None:
    """Names of columns stand above the title."""
    raw = mark(["通知公告", TITLE, "政务公开", *BODY, *END], lexicon)

    assert boilerplate(raw) == ["通知公告"]


def test_cells_of_a_table_copied_as_lines_are_kept(lexicon: Lexicon) -> None:
    """Words on buttons are labels of rows, too."""
    assert boilerplate(mark([TITLE, *BODY, "微信", "120", "微博", "45", *BODY, *END], lexicon)) == []


def test_a_table_after_the_signature_is_an_annex(lexicon: Lexicon) -> None:
    """Its row labels are words that pages use."""
    table = ["渠道\t数量", "微信\t120", "点击量\t35000"]

    assert boilerplate(mark([TITLE, *BODY, *END, *table], lexicon)) == []


def test_a_data_table_is_not_an_index_table(lexicon: Lexicon) -> None:
    """Numbers of cases are the report's."""
    table = ["项目\t数量", "收到申请\t45", "受理\t40", "公开信息\t1200"]

    assert boilerplate(mark([TITLE, *BODY, *table, *END], lexicon)) == []


def test_all_that_follows_the_footer_is_footer(lexicon: Lexicon) -> None:
    """Lists of links have no words of their own."""
    footer = ["主办：云溪县人民政府", "云溪发布", "县长信箱", "地址：人民路1号"]

    assert footer == boilerplate(mark([TITLE, *BODY, *END, *footer], lexicon))


def test_a_signature_below_the_tools_is_kept(lexicon: Lexicon) -> None:
    """Pages print their tools between text and signature."""
    raw = mark([TITLE, *BODY, "下一篇：没有了", *END], lexicon)

    assert boilerplate(raw) == ["下一篇：没有了"]


def test_marking_twice_changes_nothing(lexicon: Lexicon) -> None:
    """Callers need not know whether it was done."""
    once = mark([*PAGE[:6], TITLE, *BODY, "完成。【打印本页】其余照旧推进。", *END, *PAGE[-8:]], lexicon)

    assert once == mark_boilerplate(once, lexicon)


def test_a_text_of_nothing_but_navigation_is_marked(lexicon: Lexicon) -> None:
    """There is no report to protect."""
    assert len(boilerplate(mark(PAGE, lexicon))) == len(PAGE)
