"""What a reader of a web page sees, and where a page keeps its text when it shows none."""

from __future__ import annotations

import html

import pytest

from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw

TITLE = "某县2024年法治政府建设情况报告"
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "一、主要成效",
        "全县深入推进依法行政，收到行政复议申请86件，受理80件，审结78件，举办执法培训班12期，培训执法人员460人次，较好地完成了各项任务。",
        "二、存在问题",
        "基层执法力量仍然不足，主要原因是编制少、培训不够，部分单位对合法性审核重视不够，程序不够规范，需要在今后的工作中加以改进。",
        "三、下一年度安排",
        "下一年度将举办培训班4期，完善行政执法监督机制，推进行政复议规范化建设，做好规范性文件备案审查，努力提高依法行政水平，促进公平正义。",
        "县政府常务会议全年集体学法4次，组织领导干部旁听庭审2次，把依法行政情况纳入年度考核，对发现的问题逐项督促整改到位。",
    )
)


def read(body: str, lexicon: Lexicon, head: str = "") -> RawText:
    """A page whose body holds the report and ``body``."""
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"
    return read_raw("r.html", page.encode(), lexicon)


def seen(raw: RawText) -> str:
    """The lines of the report itself."""
    return "\n".join(b.span.of(raw.text) for b in raw.blocks if b.kind is not BlockKind.BOILERPLATE)


def codes(raw: RawText) -> list[str]:
    """Codes of the notes."""
    return [note.code for note in raw.notes]


@pytest.mark.parametrize(
    ("markup", "head"),
    [
        ("<del>241</del>", ""),
        ("<s>241</s>", ""),
        ("<strike>241</strike>", ""),
        ('<span style="text-decoration: line-through">241</span>', ""),
        ('<span style="text-decoration-line:line-through red">241</span>', ""),
        ('<span class="gone">241</span>', "<style>.gone { text-decoration : line-through }</style>"),
        ('<em class="a gone">241</em>', "<style>p{margin:0} em.gone{text-decoration:line-through}</style>"),
        ('<i id="x">241</i>', "<style>#x{text-decoration:line-through}</style>"),
    ],
)
def test_struck_words_are_left_out_of_a_page(markup: str, head: str, lexicon: Lexicon) -> None:
    """By tag, inline, or by a plain rule of the page's own sheet; noted."""
    raw = read(f"<p>收到行政复议申请{markup}214件。</p>{BODY}", lexicon, head)

    assert "收到行政复议申请214件。" in seen(raw)
    assert "html-struck" in codes(raw)


@pytest.mark.parametrize(
    ("markup", "head"),
    [
        ('<span style="color:#fff">241</span>', ""),
        ('<span style="color: white;">241</span>', ""),
        ('<span style="color:rgb(255, 255, 254)">241</span>', ""),
        ('<span style="color:transparent">241</span>', ""),
        ('<span style="color:rgba(0,0,0,0)">241</span>', ""),
        ('<span style="font-size:0">241</span>', ""),
        ('<span style="font-size:1px">241</span>', ""),
        ('<font color="#FFFFFF">241</font>', ""),
        ('<span class="w">241</span>', "<style>.w{color:#ffffff}</style>"),
        ('<span style="opacity:0">241</span>', ""),
        ('<span style="visibility:hidden">241</span>', ""),
        ('<span style="position:absolute;left:-9999px">241</span>', ""),
        ('<span style="display:block;text-indent:-9999px">241</span>', ""),
        ('<span style="position:absolute;clip:rect(0,0,0,0)">241</span>', ""),
        ('<span class="no">241</span>', "<style>/* x */ .no{display:none}</style>"),
        ("<span hidden>241</span>", ""),
    ],
)
def test_words_that_nobody_sees_are_left_out_of_a_page(markup: str, head: str, lexicon: Lexicon) -> None:
    """White, transparent, tiny, outside of the page, hidden."""
    raw = read(f"<p>收到行政复议申请{markup}214件。</p>{BODY}", lexicon, head)

    assert "收到行政复议申请214件。" in seen(raw)


@pytest.mark.parametrize(
    "markup",
    [
        '<span style="color:#fff;background:#900">214</span>',
        '<div style="background-image:url(x.png)"><span style="color:#fff">214</span></div>',
        '<span style="color:#ccc">214</span>',
        '<span style="font-size:12px">214</span>',
        '<span style="position:absolute;left:10px">214</span>',
        '<span style="text-decoration:none">214</span>',
    ],
)
def test_words_that_are_seen_stay(markup: str, lexicon: Lexicon) -> None:
    """White on dark, grey, placed by hand."""
    assert "214" in seen(read(f"<p>收到行政复议申请{markup}件。</p>{BODY}", lexicon))


def test_a_raised_mark_is_no_digit_and_pronunciation_no_text(lexicon: Lexicon) -> None:
    """As in word processors."""
    ruby = "<ruby>县<rp>(</rp><rt>xiàn</rt><rp>)</rp></ruby>"

    raw = read(f"<p>全{ruby}受理187<sup>2</sup>件，面积3km<sup>2</sup>。</p>{BODY}", lexicon)

    assert "全县受理187[注2]件，面积3km²。" in seen(raw)


def test_a_line_broken_in_mid_sentence_is_one_line(lexicon: Lexicon) -> None:
    """Pages pasted from a pdf have a break at the end of each line."""
    raw = read(f"<p>全县全面推进依法行政，收到行政复议申请<br>86件，受理80件。<br>（一）加强领导。</p>{BODY}", lexicon)

    assert "全县全面推进依法行政，收到行政复议申请86件，受理80件。\n（一）加强领导。" in seen(raw)


@pytest.mark.parametrize(
    "kept",
    [
        f'<div style="visibility: hidden; opacity: 0;">{BODY}</div>',
        f'<div style="display:none" id="c">{BODY}</div>',
        f'<textarea style="display:none">{html.escape(BODY)}</textarea>',
        f"<textarea>{BODY.replace('</p>', chr(10)).replace('<p>', '')}</textarea>",
        f"<template>{BODY}</template>",
        f"<noscript>{BODY}</noscript>",
        f'<iframe srcdoc="{html.escape(BODY)}"></iframe>',
        f'<input type="hidden" name="content" value="{html.escape(BODY)}">',
        f"<script>var data = {{'title': 'x', \"content\": \"{BODY}\"}};</script>",
        '<script>render({content: "' + BODY.encode("unicode_escape").decode() + '"})</script>',
    ],
)  # fmt: skip
def test_a_text_that_the_page_keeps_without_showing_it_is_read_and_said(kept: str, lexicon: Lexicon) -> None:
    """Until a script runs, in a form, a template, a frame, a piece of JSON."""
    raw = read(kept, lexicon)

    assert "收到行政复议申请86件" in seen(raw)
    assert TITLE in seen(raw)
    assert {"html-revealed", "html-elsewhere"} & set(codes(raw))


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="pages"><b>1</b><a href="t_2.html">2</a><a href="t_2.html">下一页</a></div>',
        '<script>createPageHTML(3, 0, "t20240101_1", "html");</script>',
        "<script>createPageHTML('2','0')</script>",
        "<div>首页 上一页 下一页 尾页 共3页</div>",
    ],
)  # fmt: skip
def test_a_page_that_is_one_of_several_says_so(pager: str, lexicon: Lexicon) -> None:
    """What the other pages hold has not been read."""
    assert "html-more-pages" in codes(read(BODY + pager, lexicon))


@pytest.mark.parametrize(
    "pager",
    [
        '<div><a href="1.html">上一篇：通知</a><a href="2.html">下一篇：另一份报告</a></div>',
        "<script>createPageHTML(1, 0)</script>",
        "<div>下一页：没有了</div>",
    ],
)
def test_neighbouring_articles_are_no_further_pages(pager: str, lexicon: Lexicon) -> None:
    """Portals link to the article before and after."""
    assert "html-more-pages" not in codes(read(BODY + pager, lexicon))


def test_a_title_without_prose_is_never_read_silently(lexicon: Lexicon) -> None:
    """Whatever the reason is that the text is not there."""
    assert "html-thin" in codes(read("<div id=zoom></div>", lexicon))
