"""The gap report in a browser: nothing runs, nothing loads, everything can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.reporting.html import render_html

HOSTILE = (
    "<script>window.hacked=1</script></script><img src=http://127.0.0.1:9/x onerror=window.hacked=1>"
    "<svg onload=window.hacked=1></svg><iframe srcdoc='<script>parent.hacked=1</script>'></iframe>"
    "</style><style>main{display:none}</style><base href=http://127.0.0.1:9/>"
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>"
    "\u202e\u2067<a href=javascript:window.hacked=1>x</a>\n"
)


@pytest.fixture(scope="module")
def browser(chromium_path):
    """Return a browser that all tests of this file share."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens an assessment's page; complaints and requests are kept on the page object."""
    contexts = []

    def open_page(assessment, **options):
        file = Path(tmp_path) / "report.html"
        file.write_bytes(render_html(assessment))
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_hostile_text_neither_runs_nor_loads_nor_hides(show, assess_text):
    """A document cannot act in the page of the person who reviews it."""
    page = show(assess_text(HOSTILE, title=HOSTILE.strip()))

    page.wait_for_timeout(300)

    assert page.evaluate("window.hacked") is None
    assert [] == page.complaints
    assert 1 == len(page.requests)
    assert page.is_visible("main")
    assert "<script>window.hacked=1</script>" in page.inner_text("h1")


def test_filters_narrow_the_list_and_say_how_many_are_left(show, assessment):
    """Verdict, obligation, dimension and words work together; clearing brings all back."""
    page = show(assessment)

    page.select_option("#f-verdict", "missing")
    assert 1 == page.locator(".group .item:visible").count()
    assert "显示 1 项,共 7 项" == page.inner_text("#f-status")
    page.select_option("#f-verdict", "")
    page.fill("#f-text", "复议 办结")
    assert ["行政复议:受理件数", "行政复议:审结件数"] == sorted(
        t.lstrip("0123456789") for t in page.locator(".group .item:visible h4").all_inner_texts()
    )
    page.select_option("#f-obligation", "statutory")
    assert 0 == page.locator(".group:visible").count()
    page.click("#f-clear")
    assert 7 == page.locator(".group .item:visible").count()


def test_a_link_reaches_an_item_that_a_filter_hides(show, assessment):
    """The way back from the text works whatever is filtered."""
    page = show(assessment)
    page.select_option("#f-verdict", "missing")

    page.evaluate("document.querySelector('.original sup a[href=\"#item-review.accepted-count\"]').click()")
    page.wait_for_timeout(100)

    assert page.is_visible("#item-review\\.accepted-count")


def test_evidence_leads_to_its_place_in_the_text(show, assessment):
    """A click on the line number shows the marked sentence."""
    page = show(assessment, reduced_motion="reduce")

    page.click("#item-review\\.accepted-count .from a")
    page.wait_for_timeout(100)

    mark = page.locator(".original mark", has_text="全年受理行政复议申请").first
    assert 0 <= mark.bounding_box()["y"] <= 720


def test_keys_find_and_walk(show, assessment):
    """A slash searches, n goes from mark to mark."""
    page = show(assessment, reduced_motion="reduce")

    page.keyboard.press("n")
    assert 1 == page.locator("mark.here").count()
    page.keyboard.press("/")
    assert "f-text" == page.evaluate("document.activeElement.id")


def test_the_page_is_whole_without_scripts(show, assessment):
    """Everything can be read; only the filters are absent."""
    page = show(assessment, java_script_enabled=False)

    assert 7 == page.locator(".group .item:visible").count()
    assert not page.is_visible("#filters")
    assert page.locator(".original .line").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_width(show, assess_text, width, scheme):
    """Phones scroll in one direction only, even with a word that never ends."""
    page = show(
        assess_text("x" * 400 + "\n", title="y" * 200), viewport={"width": width, "height": 800}, color_scheme=scheme
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_shows_what_the_screen_folds(show, assessment):
    """Bases that are folded on the screen stand on the print-out; filters do not."""
    page = show(assessment)

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert page.locator("details.basis li").first.is_visible()
    assert not page.is_visible("#filters")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_every_control_and_region_has_a_name(show, assessment):
    """Landmarks, tables and fields are announced."""
    page = show(assessment)

    nameless = page.evaluate(
        """() => {
            const parts = 'nav, section, [role=region], select, input, button, article';
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
