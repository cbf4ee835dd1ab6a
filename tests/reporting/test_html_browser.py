"""The gap report in a browser: nothing runs, nothing loads, everything can be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.model import Fact

HOSTILE = (
    "<script>window.hacked=1</script></script><img src=http://127.0.0.1:9/x onerror=window.hacked=1>"
    "<svg onload=window.hacked=1></svg><iframe srcdoc='<script>parent.hacked=1</script>'></iframe>"
    "</style><style>main{display:none}</style><base href=http://127.0.0.1:9/>"
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>"
    "\u202e\u2067\u200f\x00\x1b<a href=javascript:window.hacked=1>x</a>{{ 7*7 }}"
)
VIEWS = {
    "desktop light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "desktop dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


@pytest.fixture
def hostile(assess_text):
    """Return an assessment whose every text is an attack: body, title, issuer, figures, notes, path."""
    whole = assess_text(HOSTILE + "\n" + "长" * 20_000 + HOSTILE + "\n", title=HOSTILE)
    metadata = replace(whole.document.metadata, issuer=Fact(HOSTILE), addressee=Fact(HOSTILE), channel=Fact(HOSTILE))
    return replace(
        whole,
        document=replace(whole.document, metadata=metadata, path=f"javascript:/{HOSTILE}.txt"),
        figures=tuple(replace(f, text=HOSTILE, unit=HOSTILE, label=HOSTILE, period=HOSTILE) for f in whole.figures),
        findings=tuple(replace(f, text=HOSTILE, message=HOSTILE) for f in whole.findings),
        checks=tuple(replace(c, expression=HOSTILE) for c in whole.checks),
        notes=tuple(replace(n, message=HOSTILE) for n in whole.notes),
        results=tuple(replace(r, explanation=HOSTILE) for r in whole.results),
    )


def test_hostile_text_neither_runs_nor_loads_nor_hides(show, hostile):
    """A document cannot act in the page of the person who reviews it."""
    page = show(hostile)

    page.wait_for_timeout(300)

    assert page.evaluate("window.hacked") is None
    assert [] == page.complaints
    assert 1 == len(page.requests)
    assert page.is_visible("main")
    assert "<script>window.hacked=1</script>" in page.inner_text("h1")
    assert "⟦U+202E⟧⟦U+2067⟧⟦U+200F⟧⟦U+0000⟧⟦U+001B⟧" in page.inner_text("h1")
    assert 0 == page.evaluate("[...document.links].filter(a => !a.getAttribute('href').startsWith('#')).length")


@pytest.mark.parametrize(
    ("which", "view"),
    [*(("rich", view) for view in VIEWS), ("hostile", "desktop light"), ("hostile", "phone dark")],
)
def test_axe_finds_nothing(request, show, axe, which, view):
    """Whoever reads with another device or other eyes reads the same report."""
    page = show(request.getfixturevalue(which), **VIEWS[view])

    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    assert [] == axe(page)


def test_filters_narrow_the_list_and_say_how_many_are_left(show, assessment):
    """Verdict, obligation, dimension and words work together; clearing brings all back."""
    page = show(assessment)

    page.select_option("#f-verdict", "missing")
    assert ["content.problems"] == page.locator(".item:visible header code").all_inner_texts()
    assert "显示 1 项,共 8 项" == page.inner_text("#f-status")
    page.select_option("#f-verdict", "finding")
    assert 1 == page.locator(".item:visible").count()
    page.select_option("#f-verdict", "")
    page.select_option("#f-dimension", "disputes")
    assert 3 == page.locator(".item:visible").count()
    page.fill("#f-text", "审结 办结")
    assert ["review.concluded-count"] == page.locator(".item:visible header code").all_inner_texts()
    page.select_option("#f-obligation", "statutory")
    assert 0 == page.locator(".family:visible").count()
    page.click("#f-clear")
    assert (8, 5) == (
        page.locator(".item").count(),
        page.locator(".item:visible").count(),
    )  # what is complete is folded
    assert "" == page.inner_text("#f-status")
    assert [] == page.complaints


def test_a_count_of_the_overview_shows_what_it_counts(show, assessment):
    """A click on a verdict of the overview filters by it."""
    page = show(assessment)

    page.click(".tally a[data-filter=partial]")

    assert ["review.concluded-count"] == page.locator(".item:visible header code").all_inner_texts()


def test_a_link_reaches_an_item_that_a_filter_hides(show, assessment):
    """The way back from the text works whatever is filtered."""
    page = show(assessment)
    page.select_option("#f-verdict", "missing")

    page.evaluate("document.querySelector('.original sup a[href=\"#item-review.accepted-count\"]').click()")
    page.wait_for_timeout(100)

    assert page.is_visible("#item-review\\.accepted-count")


def test_evidence_leads_to_its_place_in_the_text_and_back(show, assessment):
    """A click on the line number shows the marked sentence; the small number behind it leads to the requirement."""
    page = show(assessment, reduced_motion="reduce")

    page.evaluate("document.querySelectorAll('.settled').forEach(d => { d.open = true; })")
    page.click("#item-review\\.accepted-count .from a")
    page.wait_for_timeout(100)
    mark = page.locator(".original mark", has_text="全年受理行政复议申请").first
    assert 0 <= mark.bounding_box()["y"] <= 720

    page.click(".original sup a[href='#item-review.accepted-count']")
    page.wait_for_timeout(100)
    assert "item-review.accepted-count" == page.evaluate("document.activeElement.id")
    assert 0 <= page.locator("#item-review\\.accepted-count").bounding_box()["y"] <= 720


def test_keys_alone_read_the_report(show, assessment):
    """Next and previous requirement, its text, back again, the marks of the text, search, help, off."""
    page = show(assessment, reduced_motion="reduce")
    active = "document.activeElement.id"

    page.keyboard.press("j")
    assert "finding-1" == page.evaluate(active)
    page.keyboard.press("j")
    assert "item-content.problems" == page.evaluate(active)
    page.keyboard.press("j")
    assert "item-leadership.plan" == page.evaluate(active)
    page.keyboard.press("j")
    assert "item-review.concluded-count" == page.evaluate(active)
    page.keyboard.press("t")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.matches('.original .at')")
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.closest('.item').id") == "item-review.concluded-count"
    page.keyboard.press("k")
    assert "item-leadership.plan" == page.evaluate(active)
    page.keyboard.press("n")
    assert 1 == page.locator("mark.here").count()
    page.keyboard.press("?")
    assert page.is_visible(".keys dl")
    page.keyboard.press("/")
    assert "f-text" == page.evaluate(active)
    page.keyboard.type("jkn")
    assert "jkn" == page.input_value("#f-text")
    page.keyboard.press("Escape")
    page.uncheck("#keys-on")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert "f-text" != page.evaluate(active)
    assert [] == page.complaints


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(show, assessment):
    """The skip link comes first, shows itself, and what has the focus has a frame."""
    page = show(assessment)

    page.keyboard.press("Tab")
    assert "跳到正文" == page.evaluate("document.activeElement.textContent")
    assert 0 <= page.locator(".skip").bounding_box()["x"]
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert "main" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    assert "solid" == page.evaluate("getComputedStyle(document.activeElement).outlineStyle")


def test_the_page_is_whole_without_scripts(show, rich):
    """Everything can be read; only the filters are absent."""
    page = show(rich, java_script_enabled=False)

    for fold in page.locator(".settled summary").all():
        fold.click()
    assert 11 == page.locator(".item:visible").count()
    assert not page.is_visible("#filters")
    assert page.locator(".original .line").first.is_visible()
    assert page.is_visible("#recheck table")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_width(show, assess_text, width, scheme):
    """Phones scroll in one direction only, even with a word that never ends."""
    page = show(
        assess_text("x" * 400 + "\n", title="y" * 200), viewport={"width": width, "height": 800}, color_scheme=scheme
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_rich_page_fits_a_phone(show, rich):
    """Alerts, re-check and waivers scroll inside themselves."""
    page = show(rich, viewport={"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_shows_what_the_screen_folds(show, rich, tmp_path):
    """The ledger that is folded on the screen stands on the print-out with its heading repeated; filters do not."""
    page = show(rich)

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator("details.ledger table").is_visible()
    assert not page.is_visible("#filters")
    assert "table-header-group" == page.evaluate("getComputedStyle(document.querySelector('thead')).display")
    file = tmp_path / "report.pdf"
    file.write_bytes(page.pdf(prefer_css_page_size=True))
    pages = _pages(file)
    assert all("仅供审核参考" in text for text in pages)
    assert f"第 1 页,共 {len(pages)} 页" in pages[0]


def _pages(file) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        sizes = {tuple(round(n) for n in page.get_size()) for page in document}
        assert {(595, 842)} == sizes  # A4, upright
        return [page.get_textpage().get_text_range() for page in document]


def test_every_control_and_region_has_a_name(show, rich):
    """Landmarks, tables and fields are announced."""
    page = show(rich)

    nameless = page.evaluate(
        """() => {
            const parts = 'nav, section, [role=region], [role=img], [role=note], select, input, button, article';
            return [...document.querySelectorAll(parts)].filter(e => {
                const by = e.getAttribute('aria-labelledby');
                const label = e.getAttribute('aria-label') || (by && document.getElementById(by)?.textContent)
                    || e.closest('label')?.textContent || (e.tagName === 'BUTTON' && e.textContent);
                return !label || !label.trim();
            }).map(e => e.outerHTML.slice(0, 60));
        }"""
    )

    assert [] == nameless
    assert "zh-CN" == page.get_attribute("html", "lang")
    assert 1 == page.locator("main").count()


def test_a_link_opens_the_fold_that_its_item_lies_in(show, assessment):
    page = show(assessment, reduced_motion="reduce")
    assert not page.is_visible("#item-review\\.accepted-count")

    page.evaluate("location.hash = 'item-review.accepted-count'")
    page.wait_for_timeout(100)

    assert page.is_visible("#item-review\\.accepted-count")


def test_a_suggestion_is_copied_without_the_words_that_only_ask(show, assessment):
    page = show(assessment)
    button = page.locator(".copy:visible").first

    assert not button.get_attribute("data-copy").startswith("建议")
    assert "据实填写" not in button.get_attribute("data-copy")
    button.click()
    page.wait_for_timeout(100)
    assert "已复制" == button.inner_text()
