"""The gap report as a file: what stands in it, and what cannot."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from checker.model import DocumentKind, Score
from checker.reporting.html.quote import cover
from checker.reporting.html.render import render_html
from checker.results.stored.read import load_assessment
from checker.results.stored.write import render_json

HOSTILE = [
    "<script>document.title='hacked'</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><style>body{display:none}</style>",
    "<!-- --><svg/onload=alert(1)>",
    "{{ 7*7 }}{% for x in ().__class__.__bases__ %}{% endfor %}",
    '" onmouseover="alert(1)" \'',
    "javascript:alert(1)",
    "&lt;b&gt;&amp;",
    "]]><?php echo 1 ?>",
]


@pytest.fixture
def page(assessment):
    """Return the page of the sample assessment."""
    return render_html(assessment).decode()


def test_the_page_needs_nothing_else(page):
    """No address of another place, no file beside it."""
    assert not re.search(r"""(?:src|href|action|url\()\s*=?\s*["'(]?(?!#|data:)(?:https?:|//|[\w.]+/)""", page)
    assert not re.search(r"<(?:link|img|iframe|object|embed|form|base)\b", page)


def test_the_policy_allows_only_our_own_style_and_script(page):
    """The hashes in the policy are those of what stands in the page; nothing is inline beside them."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\s(?:style|on\w+)=", re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("text", HOSTILE)
def test_document_text_is_only_ever_text(assess_text, text):
    """Whatever a document contains is escaped in title, quotes, attributes and the full text."""
    plain = assess_text("标题\n")
    hostile = assess_text(f"{text}\n", title=text)

    page, reference = render_html(hostile).decode(), render_html(plain).decode()

    for sign in ("<script", "<style", "<img", "<svg", "<!--", "<?", ' onmouseover="'):
        assert reference.count(sign) == page.count(sign)
    assert "49" not in page or "{{ 7*7 }}" not in text


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\x00", "\x1b", "\x7f", "\ud800"])
def test_characters_that_mislead_are_spelt_out(assess_text, char):
    """Direction overrides and control characters cannot reorder or break the page."""
    page = render_html(assess_text(f"甲{char}乙\n", title=f"题{char}目")).decode()

    assert char not in page
    assert f"⟦U+{ord(char):04X}⟧" in page


def test_every_link_has_its_target_and_every_anchor_is_unique(page):
    """Evidence leads to the text and the text leads back."""
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    targets = set(re.findall(r'href="#([^"]+)"', page))

    assert [] == [i for i, n in ids.items() if n > 1]
    assert set() == targets - set(ids)


def test_headings_never_skip_a_level(page):
    """A reader who walks by headings misses nothing."""
    levels = [int(n) for n in re.findall(r"<h(\d)", page)]

    assert 1 == levels.count(1)
    assert 1 == levels[0]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_parts_come_in_the_order_in_which_they_are_needed(page):
    """Overview, requirements, figures and their relations, the text, how it was done."""
    order = re.findall(r'<h2 id="([\w-]+?)-title"', page)

    assert [
        "overview", "requirements", "figures", "checks", "text", "recognised", "notes", "method",
    ] == order  # fmt: skip


def test_requirements_stand_by_dimension_and_what_needs_work_comes_first(page):
    """Dimensions in the pack's order; in each missing, partial, for a person, failed, full, not applicable."""
    order = re.findall(r'data-verdict="(\w+)" data-obligation="\w+" data-dimension="(\w*)"', page)

    assert [
        ("finding", ""),
        ("missing", "document"),
        ("full", "document"),
        ("review", "leadership"),
        ("not_applicable", "leadership"),
        ("partial", "disputes"),
        ("error", "disputes"),
        ("full", "disputes"),
    ] == order


def test_passing_and_failing_titles_differ(page):
    """A title alone tells how it went, and what does not count says so."""
    titles = dict(re.findall(r'<span class="state">([^<]+):</span>([^<]+)</h4>', page))

    assert {
        "未见": "存在的不足", "已具备": "行政复议:受理件数", "请核实": "年度计划", "不适用": "述法",
        "不完整": "行政复议:审结件数", "未能判定": "复议体制",
    } == titles  # fmt: skip
    assert 3 == page.count("权重 0,不计分")


def test_the_first_screen_names_what_matters_with_its_sum(rich):
    """Three piles; a failed relation is worked out; what is waived is in none of them."""
    page = render_html(rich).decode()
    names = re.findall(r'<h4 id="pile-\d">([^<]+)<span class="n">(\d+) 项', page)

    assert [("须补正", "2"), ("建议补充", "1"), ("请人工核实", "3")] == names
    first = page[page.index('id="pile-1"') : page.index('id="pile-2"')]
    assert "比率复算" not in first  # the sample's rule is not one of the known relations: its message stands there
    assert "结案率与件数不符,请核实。" in first
    assert "<bdi>41 ÷ 53 = 77.4% ≠ 87.2%</bdi>" in first
    assert "处理的事项" in page


def test_numbers_of_persons_are_covered_wherever_they_are_quoted(rich):
    """They are announced on top and nowhere in full: not in quotes, not in the text, not in the list of changes."""
    page = render_html(rich).decode()

    assert "110101199003078888" not in page
    assert "13912345678" not in page
    assert "文中有 2 处个人信息" in page
    assert page.index('aria-label="个人信息"') < page.index('class="recognition"')
    assert "139******78" in page[page.index('id="text"') :]
    assert 'aria-label="保密提示"' in page


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("110101199003078888", "110*************88"),
        ("139-1234-5678", "139********78"),
        ("12345", "12345"),
        ("张某某,家住幸福路3号", "张**********"),
        ("甲\n乙", "甲\n*"),
        ("", ""),
    ],
)
def test_covering_keeps_the_length_and_little_else(text, covered):
    """Places in the text stay where they are."""
    assert covered == cover(text)
    assert len(text) == len(cover(text))


@pytest.mark.parametrize(
    "fragment",
    [
        "不对时改 <code>--level county</code>",
        "不对时改 <code>--stage draft</code>",
        "不对时改 <code>--year 2023</code>",
        "<dt>文字可靠性</dt><dd><b>存疑</b>",
        "识别把握不大",
        'class="m-doubtful"',
        "第1页,第4行",
        '<p class="page-mark">第2页</p>',
        "计入豁免后 <strong>72.0</strong>(合规)",
        "综合得分 <strong>61.5</strong>(需补充)",
        "未改 1 项,新增 1 项,已改 1 项。前次得分 40.5,本次 61.5",
        "两次所用规则包版本不同(2025.4 → 2026.1)",
        "基线内已有",
        "已豁免</strong> 口径已说明(批准:司法局 李某,2024-01-05 至 2024-06-30)",
        "对照上年 <bdi>云川县2022年报告</bdi>",
        "12" * 32,
        "文本疑有缺字:100字中有5处。",
        "找到 1,未找到 1",
    ],
)
def test_what_only_some_runs_have_is_shown(rich, fragment):
    """Pages, scans, corrections, waivers, baselines and an earlier run."""
    assert fragment in render_html(rich).decode()


def test_a_quotation_stands_in_its_sentence(assessment):
    """What is quoted is marked; the rest of its sentence is around it."""
    page = render_html(assessment).decode()

    assert (
        '<span class="around">全年受理行政复议申请53件,</span>'
        '<mark>办结41件,结案率为87.2%</mark><span class="around">。</span>'
    ) in page


def test_figures_say_how_their_relations_came_out(page):
    """A figure leads to the relations that it is part of, and they lead to the text."""
    rows = page[page.index('id="figures"') : page.index('id="checks"')]

    assert 2 == rows.count('<a class="c-failed" href="#check-1"')
    assert 'id="check-1"' in page


def test_every_bar_of_the_chart_is_put_into_words(page):
    """The chart has a text alternative for each of its bars."""
    labels = re.findall(r'<svg class="bar"[^>]*role="img" aria-label="([^"]+)"', page)

    assert ["文种与公开:缺失 1 项,完整 1 项,得分 50.0", "组织领导:待人工 1 项,不适用 1 项,得分 —"] == labels[:2]


@pytest.mark.parametrize(
    "fragment",
    [
        "仅供审核参考",
        "据实填写,无则写无",
        "《中华人民共和国行政复议法》(2023修订)第三十条",
        "已豁免</strong> 机构改革(批准:司法局 张某,2024-01-01 至 2024-12-31)",
        "把握低",
        "43,820,000",
        "43,815,000 ~ 不限",
        "41 ÷ 53 = 77.4% ≠ 87.2%",
        "附件没有读取。",
        "national 2026.1",
        "cd" * 32,
        "--attributes enforces,approves",
        "时限以 2024-03-01 为准",
        "请核实后改写。",
        "77.4%",
    ],
)
def test_nothing_of_the_assessment_is_left_out(page, fragment):
    """Suggestions, bases, waivers, intervals, sums, notes, pack, corrections: all on the page."""
    assert fragment in page


def test_every_verdict_has_a_word_beside_its_sign(page):
    """Colour and sign are never the only way to tell a verdict."""
    for sign in re.findall(r'<span class="sign" aria-hidden="true">[^<]+</span>(.{0,24})', page):
        assert re.match(r"(?:<span class=\"hide\">)?\s?[\w\u4e00-\u9fff]", sign), sign


def test_another_kind_of_document_is_named_and_its_text_shown(assessment):
    """Without results the page says what it is looking at and how to go on."""
    document = replace(assessment.document, kind=DocumentKind.NEWS)

    page = render_html(
        replace(
            assessment, document=document, results=(), figures=(), checks=(), findings=(), score=Score(None, None, ())
        )
    ).decode()

    assert "识别为<strong>新闻</strong>" in page
    assert "--force" in page
    assert 'id="requirements"' not in page
    assert "综合得分" not in page
    assert "全年受理行政复议申请" in page


def test_a_document_without_a_title_is_called_by_its_file(assessment):
    """The heading is never empty and shows no folders of the machine."""
    metadata = replace(assessment.document.metadata, title=None)

    page = render_html(replace(assessment, document=replace(assessment.document, metadata=metadata))).decode()

    assert "<h1><bdi>(未见标题)云川县.txt</bdi></h1>" in page


def test_an_empty_document_makes_a_page(assessment):
    """Nothing to quote is no reason to fail."""
    document = replace(assessment.document, text="", paragraphs=(), roles=())

    page = render_html(
        replace(assessment, document=document, results=(), figures=(), checks=(), findings=(), notes=())
    ).decode()

    assert 'id="L1"' in page


def test_the_same_assessment_gives_the_same_bytes(assessment):
    """No clock, no chance."""
    assert render_html(assessment) == render_html(assessment)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1, 2])
@pytest.mark.parametrize("ink", ["ink", "soft", "link", "missing", "partial", "full", "review", "plain"])
def test_text_stands_out_from_its_ground(page, theme, ink):
    """Contrast of at least 4.5 in light, dark and print, on paper, cards, quotes and marks."""
    blocks = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6}|#fff|#111);", blocks[theme]))
    full = {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in colours.items()}
    grounds = ["paper", "card", "wash"] + ([f"{ink}-wash"] if f"{ink}-wash" in full else [])
    grounds += ["missing-wash", "partial-wash", "full-wash", "review-wash", "finding-wash"] if ink == "ink" else []

    for ground in grounds:
        low, high = sorted((_luminance(full[ink]), _luminance(full[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, ground


def test_every_page_is_named_even_one_without_text(rich):
    """Pages that begin at the same place are named together."""
    document = replace(rich.document, pages=(0, 0, 30, 30))

    page = render_html(replace(rich, document=document)).decode()

    assert ["第1页、第2页", "第3页、第4页"] == re.findall(r'<p class="page-mark">([^<]+)</p>', page)


def test_a_stored_result_gives_the_same_page_again(rich):
    """The page is made of the result alone: years later it is the same, byte by byte."""
    assert render_html(rich) == render_html(load_assessment(render_json(rich), "stored.json"))
