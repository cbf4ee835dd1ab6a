"""Links between the reports of a run."""

from __future__ import annotations

from pathlib import Path, PurePath

from checker.reporting.html.units import with_neighbours

DATA = Path(__file__).parents[1] / "data"


def test_links_lead_up_out_of_a_folder_and_hostile_names_stay_names():
    page = with_neighbours(b"<body><!-- units -->", PurePath("甲"), PurePath("县/乙"), PurePath('县/<b>"?#')).decode()

    assert 'href="../index.html"' in page
    assert 'href="../%E7%94%B2.html"' in page
    assert "下一份:&lt;b&gt;&quot;?#</a>" in page
    assert "%3F%23.html" in page


def test_the_first_has_none_before_it_and_a_page_by_itself_none_at_all():
    page = with_neighbours(b"<!-- units -->", None, PurePath("甲"), None).decode()

    assert ("上一份" in page, "下一份" in page) == (False, False)
    assert 'href="./index.html"' in page
