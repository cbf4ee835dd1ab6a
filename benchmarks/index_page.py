"""How long the table of three thousand documents takes: to make, to open, to sort, to filter.

    python benchmarks/index_page.py [NUMBER]

Documents are the samples under other names. Needs Chromium and playwright.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from checker.api import Checker
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.index import join, make_piece

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SAMPLES = ("01-chengyu-city-2023.txt", "02-muyuan-county-2022-draft.txt", "06-lanting-county-2025.txt")


def timed(name: str, work: Callable[[], object]) -> None:
    """Print how long ``work`` takes."""
    began = perf_counter()
    work()
    print(f"{name:<28}{perf_counter() - began:8.2f} s")


def main() -> None:
    """Make, open, sort, filter."""
    from playwright.sync_api import sync_playwright

    number = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    checker = Checker()
    pieces = [make_piece(checker.check(SEEDS / name)) for name in SAMPLES]
    entries = [
        Entry(
            f"报送/单位{n:04d}/报告.docx",
            f"单位{n:04d}/报告",
            replace(pieces[n % 3], unit=f"第{n}局", total=Decimal(n * 7919 % 1001) / 10, sha256=str(n)),
        )
        for n in range(number)
    ]
    began = perf_counter()
    files = join(entries, RunInfo(("html",)))
    print(f"{'html, csv, xlsx made in':<28}{perf_counter() - began:8.2f} s")
    for name, data in files.items():
        print(f"{name:<28}{len(data) / 1e6:8.2f} MB")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "index.html"
        file.write_bytes(files["index.html"])
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        began = perf_counter()
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_selector("#units-table.ready")
        print(f"{'interactive after':<28}{perf_counter() - began:8.2f} s")
        timed("sorted by name", lambda: page.click("#units-table thead th:nth-child(2) button"))
        timed("filtered by a word", lambda: page.fill("#f-text", f"第{number - 1}局"))
        browser.close()


if __name__ == "__main__":
    main()
