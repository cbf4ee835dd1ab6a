"""Pages of government portals."""

from __future__ import annotations

import pytest

from checker.errors import ReadingError
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText, Stage
from checker.reading.formats.registry import read_raw
from checker.reading.understanding.boilerplate import mark_boilerplate
from checker.reading.understanding.stage import guess_stage

TITLE = "云溪县人民政府关于2023年度法治政府建设情况的报告"
REPORT = [
    "2023年，云溪县坚持依法行政，扎实推进法治政府建设，各项任务有序完成。现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）规范行政执法。全县评查执法案卷120卷，发现问题36个，全部整改到位。",
    "（二）化解行政争议。全年收到行政复议申请45件，受理40件，审结38件。",
    "二、存在的不足",
    "基层执法力量薄弱，部分乡镇执法人员培训不足，执法文书质量有待提高。",
    "三、2024年工作安排",
    "组织乡镇执法人员轮训两期，建成县级行政执法监督平台，评查案卷不少于150卷。",
    "云溪县人民政府",
    "2024年2月20日",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in REPORT)

# One shell for each habit of portal builders; {body} is the report, {title} its title.
LAYOUTS = {
    "article with classes": """<head><title>{title}_云溪县人民政府</title></head><body>
        <div class="topbar">今天是2024年3月1日 <a href=#>无障碍</a></div>
        <div class="nav"><ul><li><a href=#>首页</a></li><li><a href=#>政务公开</a></li></ul></div>
        <div class="location">您的位置：<a href=#>首页</a> &gt; <a href=#>政务公开</a></div>
        <div class="article"><h1>{title}</h1><div class="info">来源：县司法局 发布时间：2024-03-01</div>
        <div id="zoom">{body}</div></div><div class="footer">主办：云溪县人民政府办公室</div></body>""",
    "no classes at all": """<body><div><a href=#>首页</a> | <a href=#>新闻中心</a> | <a href=#>政务公开</a></div>
        <div>当前位置：首页 &gt;&gt; 政务公开 &gt;&gt; 法治政府建设</div><h2>{title}</h2>
        <div>发布日期：2024-03-01 浏览次数：87 【字体：大 中 小】</div>{body}
        <div>上一篇：无</div><div>版权所有：云溪县人民政府</div></body>""",
    "nested layout tables": """<body><table><tr><td><a href=#>首页</a></td><td><a href=#>政务公开</a></td></tr></table>
        <table><tr><td><table><tr><td><a href=#>通知公告</a></td></tr>
        <tr><td><a href=#>领导之窗</a></td></tr></table></td>
        <td><table><tr><td align=center><b>{title}</b></td></tr>
        <tr><td>信息来源：县司法局　时间：2024-03-01　点击：16</td></tr>
        <tr><td>{body}</td></tr></table></td></tr></table>
        <table><tr><td>网站标识码：1234560001　云ICP备00000000号</td></tr></table></body>""",
    "index table above": """<head><meta name="ArticleTitle" content="{title}">
        <meta name="PubDate" content="2024-03-01"></head>
        <body><table><tr><td>索引号：</td><td>011/2024-0001</td><td>公开方式：</td><td>主动公开</td></tr>
        <tr><td>发布机构：</td><td>云溪县人民政府</td><td>成文日期：</td><td>2024-02-20</td></tr>
        <tr><td>名　　称：</td><td colspan=3>{title}</td></tr></table>
        <div class="xxgk_title">{title}</div><div class="xxgk_content">{body}</div></body>""",
    "title outside the article": """<head><title>{title}</title></head><body><header><h1>{title}</h1></header>
        <main><section>{body}</section></main><aside><h3>热门信息</h3><ul><li><a href=#>某会议召开</a></li></ul></aside>
        <footer>承办：云溪县政务服务中心</footer></body>""",
    "custom content element": """<body><div class="crumbs">首页 / 公开 / 年度报告</div><h1>{title}</h1>
        <UCAPCONTENT>{body}</UCAPCONTENT><div class="share">分享到：微信 微博</div></body>""",
    "line breaks instead of paragraphs": """<body><div id=menu><a href=#>首页</a> <a href=#>公开</a></div>
        <div class=title>{title}</div><div class=con>{breaks}</div><div>扫一扫在手机打开当前页</div></body>""",
    "one form around the page": """<body><form id=form1><input type=hidden value=x>
        <div class=head><a href=#>云溪县人民政府</a></div>
        <div class="print-area"><h3>{title}</h3><p>发布时间：2024年3月1日　来源：云溪县司法局　阅读：35</p>{body}</div>
        <div class=bottom>地址：云溪县人民路1号 电话：0999-1234567</div></form></body>""",
    "sections in boxes of their own": """<body><nav><a href=#>首页</a></nav><article><h1>{title}</h1>{boxes}</article>
        <div class="related"><h4>相关阅读</h4><ul><li><a href=#>2022年度报告 2023-03-02</a></li></ul></div></body>""",
    "related links inside the article": """<body><div class=con><h1>{title}</h1>{body}
        <ul><li><a href=#>云溪县2022年度法治政府建设情况报告</a> 2023-03-10</li>
        <li><a href=#>县政府召开常务会议</a></li></ul>
        <p>【打印本页】　【关闭窗口】</p></div></body>""",
}


def page(layout: str) -> bytes:
    """Fill a shell with the report."""
    boxes = "".join(f"<div class=box><p>{line}</p></div>" for line in REPORT)
    html = layout.replace("{title}", TITLE).replace("{body}", PARAGRAPHS).replace("{boxes}", boxes)
    return f"<!DOCTYPE html><html>{html.replace('{breaks}', '<br>　　'.join(REPORT))}</html>".encode()


def read(html: bytes | str, lexicon: Lexicon) -> RawText:
    """Read a page and mark its boilerplate."""
    data = html if isinstance(html, bytes) else f"<!DOCTYPE html><html>{html}</html>".encode()
    return mark_boilerplate(read_raw("page.html", data, lexicon), lexicon)


def kept(raw: RawText) -> list[str]:
    """Lines that count as the report's."""
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is not BlockKind.BOILERPLATE]


@pytest.mark.parametrize("name", LAYOUTS)
def test_exactly_the_report_is_kept_whatever_the_layout(name: str, lexicon: Lexicon) -> None:
    """Title, paragraphs and signature stay; everything that the portal added is boilerplate."""
    raw = read(page(LAYOUTS[name]), lexicon)

    assert [TITLE, *REPORT] == kept(raw)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if "sections" not in name])
def test_a_portal_page_is_a_published_report(name: str, lexicon: Lexicon) -> None:
    """Each of the layouts bears a trace of publication."""
    assert Stage.PUBLISHED is guess_stage(read(page(LAYOUTS[name]), lexicon), lexicon)[0]


def test_boilerplate_stays_in_the_text(lexicon: Lexicon) -> None:
    """Nothing that a visitor sees is lost."""
    raw = read(page(LAYOUTS["article with classes"]), lexicon)

    assert "您的位置：首页 > 政务公开" in raw.text
    assert "主办：云溪县人民政府办公室" in raw.text


def test_script_style_comment_and_hidden_text_are_out(lexicon: Lexicon) -> None:
    """What a visitor does not see is not part of the report."""
    raw = read(
        "<body><script>var a='受理1件'</script><style>p{}</style><!-- 注释 --><p hidden>隐藏一</p>"
        f"<p style='display: none'>隐藏二</p><noscript>请启用脚本</noscript>{PARAGRAPHS}</body>",
        lexicon,
    )

    assert raw.text == "\n".join(REPORT)


def test_meta_tags_and_title_become_hints(lexicon: Lexicon) -> None:
    """Names are lower-case and say where they come from."""
    raw = read(
        f'<head><title>报告</title><meta name="PubDate" content="2024-03-01"><meta name=ContentSource content=县司法局>'
        f"</head><body>{PARAGRAPHS}</body>",
        lexicon,
    )

    assert {
        ("title", "报告"),
        ("meta:pubdate", "2024-03-01"),
        ("meta:contentsource", "县司法局"),
    } == {(hint.name, hint.value) for hint in raw.hints}


def test_headings_keep_their_level(lexicon: Lexicon) -> None:
    """H2 and h3 are headings of level 2 and 3."""
    raw = read(f"<body><h2>一、成效</h2><h3>（一）执法</h3>{PARAGRAPHS}</body>", lexicon)

    assert [(b.kind, b.level) for b in raw.blocks[:2]] == [(BlockKind.HEADING, 2), (BlockKind.HEADING, 3)]


def test_a_data_table_keeps_rows_cells_and_places_of_merged_cells(lexicon: Lexicon) -> None:
    """A merged cell is written once and leaves empty cells where it reaches, so that columns stay aligned."""
    raw = read(
        f"<body>{PARAGRAPHS}<table><caption>复议情况</caption><tr><th rowspan=2>年度</th><th colspan=2>件数</th></tr>"
        "<tr><td>受理</td><td>审结</td></tr><tr><td>2023</td><td>40</td><td>38</td></tr></table><p>说明：数据来自县司法局，截至12月31日。</p></body>",
        lexicon,
    )

    rows = [[cell.of(raw.text) for cell in block.cells] for block in raw.blocks if block.kind is BlockKind.ROW]
    assert rows == [["年度", "件数", ""], ["", "受理", "审结"], ["2023", "40", "38"]]
    assert "复议情况" in kept(raw)


def test_a_paragraph_broken_in_the_source_is_one_line(lexicon: Lexicon) -> None:
    """Line breaks of the HTML source mean nothing."""
    raw = read(
        "<body><p>2023年，全县收到行政复议申请\n    45件，\n受理40件，均已依法审结并送达当事人。</p></body>", lexicon
    )

    assert len(raw.blocks) == 1
    assert "\n" not in raw.text


def test_numbers_of_ordered_lists_are_written_out(lexicon: Lexicon) -> None:
    """The browser draws them, so the reader of the page has seen them."""
    raw = read(
        f"<body>{PARAGRAPHS}<ol><li>评查案卷120卷，全部整改到位。</li><li>培训执法人员300人次，组织考试两场。</li></ol></body>",
        lexicon,
    )

    assert raw.text.split("\n")[-2:] == ["1.评查案卷120卷，全部整改到位。", "2.培训执法人员300人次，组织考试两场。"]


def test_gbk_page_is_decoded(lexicon: Lexicon) -> None:
    """Old portals still deliver GB 2312, whatever the meta tag says."""
    raw = read(page(LAYOUTS["no classes at all"]).decode().encode("gb18030"), lexicon)

    assert [TITLE, *REPORT] == kept(raw)


def test_a_page_without_text_names_the_way_out(lexicon: Lexicon) -> None:
    """A page that a script fills is empty on disk."""
    with pytest.raises(ReadingError, match="没有可读的文字"):
        read("<body><div id=app></div><script>render()</script></body>", lexicon)


def test_a_page_with_pictures_instead_of_text_is_noted(lexicon: Lexicon) -> None:
    """A scanned report embedded in a page must not pass for an empty report in silence."""
    raw = read("<body><h1>2023年度法治政府建设情况报告</h1><img src=1.png><img src=2.png></body>", lexicon)

    assert [note.code for note in raw.notes] == ["html-thin"]


def test_absurd_nesting_is_refused(lexicon: Lexicon) -> None:
    """The parser's time grows with the square of the depth."""
    with pytest.raises(ReadingError, match="嵌套"):
        read("<body>" + "<div>" * 100_000 + "x</body>", lexicon)
