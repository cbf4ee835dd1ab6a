"""The page over many documents in a browser: sorted, filtered, readable, and quick with thousands."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.reporting.forms import Entry, RunInfo
from checker.reporting.index import join, make_piece
from checker.reporting.index.page import render_page_of
from checker.reporting.index.piece import DimensionPoint, Gap, Value
from checker.reporting.index.table import make_table

MANY = 3000
NAMES = [f"{a}{b}县" for a in "澄沐霁岚葭" for b in "屿源川汀坪"]


def make_entries(piece, number: int) -> list[Entry]:
    """Make documents with scores, dimensions, gaps and figures that all differ; every hundredth has no score."""
    entries = []
    for n in range(number):
        score = Decimal(n * 7919 % 1001) / 10
        dimensions = tuple(DimensionPoint(f"d{k}", f"方面{k}", Decimal((n + k * 37) % 101)) for k in range(13))
        gaps = tuple(Gap(f"g{k}", f"要求{k}", "normative", missing=k % 2 == 0) for k in range(25) if n % (k + 2) == 0)
        values = tuple(Value(f"v{k}", f"数据{k}", "件数", Decimal(n * 13 + k), "件", 1) for k in range(12))
        entry = replace(
            piece, unit=f"{NAMES[n % len(NAMES)]}第{n}局", total=None if n % 100 == 99 else score, year=2020 + n % 3,
            level=("县级", "部门")[n % 2], sha256=str(n),
            conclusion=("退回补正", "修改后报送", "待人工")[n % 3], grounds=(),
            dimensions=dimensions, gaps=gaps, values=values, waived_total=None, personal=0, secrecy=False,
        )  # fmt: skip
        entries.append(Entry(f"报送/单位{n:04d}/年度报告.docx", f"单位{n:04d}/年度报告", entry))
    return entries


@pytest.fixture(scope="module")
def many_page(request):
    """Return the page over three thousand documents."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("samples", request.path.with_name("conftest.py"))
    samples = module_from_spec(spec)
    spec.loader.exec_module(samples)
    piece = make_piece(samples.make_rich_assessment())
    entries = [*make_entries(piece, MANY), Entry("坏.docx", "坏", None, "打不开。")]
    return render_page_of(make_table(entries, RunInfo(("html",))))


@pytest.fixture
def few_page(rich):
    """Return the page over a dozen documents, one of them hostile, two unread."""
    entries = make_entries(make_piece(rich), 12)
    attack = "<script>window.hacked=1</script><img src=http://127.0.0.1:9/x onerror=window.hacked=1>\u202e\x00"
    entries[3] = replace(entries[3], path=attack, piece=replace(entries[3].piece, unit=attack, level=attack))
    broken = [Entry(attack, "x", None, attack), Entry("空.docx", "y", None, "")]
    return join([*entries, *broken], RunInfo(("html",), ((attack, attack),)))["index.html"]


def column(page, number: int) -> list[str]:
    """Return the texts of one column of the table as shown."""
    return page.locator(f"#units-table .units tr > :nth-child({number})").all_inner_texts()


@pytest.mark.slow("makes and draws a page of three thousand rows; the first tier has the same page with few")
def test_three_thousand_documents_are_in_hand_at_once(show_bytes, many_page):
    """The page answers within seconds: it opens, sorts, filters, turns pages; all rows are there for paper."""
    began = time.monotonic()
    page = show_bytes(many_page)
    page.wait_for_selector("#units-table.ready")

    assert 100 == page.locator("#units-table .units tr").count()
    assert "第 1–100 份,共 3000 份" == page.inner_text(".pager[data-for=units-table] span")
    page.click("#units-table thead th:nth-child(5) button")
    scores = [float(s) for s in column(page, 5)]
    assert scores == sorted(scores)
    page.click("#units-table thead th:nth-child(5) button")
    scores = [float(s) for s in column(page, 5)]
    assert scores == sorted(scores, reverse=True)
    page.fill("#f-text", "第2998局")
    assert ["沐汀县第2998局"] == [t.replace(NAMES[2998 % 25], "沐汀县") for t in column(page, 2)]
    assert "显示 1 份,共 3000 份" == page.inner_text("#f-status")
    assert 1 == page.locator("#heat-table .units tr").count()
    assert 1 == page.locator("#figures-table .units tr").count()
    page.click("#f-clear")
    page.select_option("#f-conclusion", "退回补正")
    page.select_option("#f-level", "部门")
    assert "显示 500 份,共 3000 份" == page.inner_text("#f-status")
    page.click(".pager[data-for=units-table] [data-step='1']")
    assert "第 101–200 份,共 500 份" == page.inner_text(".pager[data-for=units-table] span")
    assert time.monotonic() - began < 30  # does not freeze; measured about 2 s

    page.click("#f-clear")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert MANY == page.locator("#units-table .units tr").count()
    assert [] == page.complaints
    assert 1 == len(page.requests)


@pytest.mark.slow("makes and draws a page of three thousand rows; the first tier has the same page with few")
def test_three_thousand_documents_can_be_read_without_scripts(show_bytes, many_page):
    """The table is whole; only sorting and filters are absent."""
    page = show_bytes(many_page, java_script_enabled=False)

    assert MANY == page.locator("#units-table .units tr").count()
    assert page.locator("#units-table .units tr").nth(150).is_visible()
    assert not page.is_visible("#filters")


def test_what_has_no_score_stays_at_the_end_however_it_is_sorted(show_bytes, rich):
    """A missing number is neither the best nor the worst."""
    entries = make_entries(make_piece(rich), 5)
    entries[2] = replace(entries[2], piece=replace(entries[2].piece, total=None))
    page = show_bytes(join(entries, RunInfo(("html",)))["index.html"])

    for _ in range(2):
        page.click("#units-table thead th:nth-child(5) button")
        assert "—" == column(page, 5)[-1]
    assert "descending" == page.get_attribute("#units-table thead th:nth-child(5)", "aria-sort")


def test_a_frequent_gap_shows_who_has_it(show_bytes, few_page):
    """A click on a requirement filters the table by it; a conclusion does the same."""
    page = show_bytes(few_page)

    page.click("#gaps a >> text=要求1")
    assert "显示 4 份,共 12 份" == page.inner_text("#f-status")
    page.click(".piles-count a >> text=退回补正")
    assert "显示 4 份,共 12 份" == page.inner_text("#f-status")
    assert {"退回补正"} == {t.split("\n")[0] for t in column(page, 9)}


def test_names_and_paths_of_documents_cannot_act(show_bytes, few_page):
    """Neither a unit, a path, a reason nor a level runs or loads anything."""
    page = show_bytes(few_page)
    page.wait_for_timeout(200)

    assert page.evaluate("window.hacked") is None
    assert [] == page.complaints
    assert 1 == len(page.requests)
    assert "<script>window.hacked=1</script>" in page.inner_text("#broken")


def test_the_keyboard_sorts_and_searches(show_bytes, few_page):
    """Column heads are buttons; a slash goes to the search field."""
    page = show_bytes(few_page)

    page.focus("#units-table thead th:nth-child(2) button")
    page.keyboard.press("Enter")
    assert "ascending" == page.get_attribute("#units-table thead th:nth-child(2)", "aria-sort")
    page.keyboard.press("/")
    page.keyboard.type("第7局")
    assert 1 == page.locator("#units-table .units tr").count()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(show_bytes, few_page, axe, width, scheme):
    """Whoever reads with another device or other eyes reads the same table."""
    page = show_bytes(few_page, viewport={"width": width, "height": 900}, color_scheme=scheme)

    assert [] == axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_run_without_readable_documents_still_makes_a_page(show_bytes):
    """Then it lists what could not be read."""
    page = show_bytes(join([Entry("坏.docx", "坏", None, "坏.docx:打不开。")], RunInfo())["index.html"])

    assert "打不开。" in page.inner_text("#broken")
    assert [] == page.complaints
