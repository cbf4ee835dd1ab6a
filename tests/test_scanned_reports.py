"""A report that was printed and scanned gets the same verdicts and figures as its text."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import scans
from typer.testing import CliRunner

from checker.api import Checker
from checker.cli import app
from checker.results.stored.read import load_assessment

SEED = Path(__file__).parent.parent / "seeds" / "06-lanting-county-2025.txt"
SCANNED = pytest.mark.slow(
    "prints a report and recognises six pages; tests/reading/ocr has single pages in the first tier"
)
SAME = 0.95  # of the verdicts, at least


@pytest.fixture(scope="module")
def printed(soffice_path, tmp_path_factory) -> bytes:
    """The report as a pdf with words."""
    word = scans.typeset(SEED.read_bytes().decode("gb18030"))
    return scans.print_pdf(word, soffice_path, tmp_path_factory.mktemp("print"))


@pytest.fixture(scope="module")
def scanned(printed, tmp_path_factory) -> Path:
    """The folder of the results of the scanned report, ``扫描 1#.pdf``: its pages are pictures only."""
    folder = tmp_path_factory.mktemp("scan")
    (folder / "扫描 1#.pdf").write_bytes(scans.picture_pdf(scans.photograph(printed)))
    command = ["check", str(folder / "扫描 1#.pdf"), "-f", "json", "-f", "html", "-o", str(folder / "out")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    return folder / "out"


@pytest.fixture(scope="module")
def pair(printed, scanned):
    """The assessments of the words and of the scan."""
    words = Checker().check_bytes("文字.pdf", printed)
    name = "扫描 1#.json"
    return words, load_assessment((scanned / name).read_bytes(), name)


@SCANNED
def test_verdicts_are_the_same(pair):
    words, scan = pair
    expected = {r.rule_id: r.verdict for r in words.results}
    different = {r.rule_id: r.verdict for r in scan.results if r.verdict is not expected[r.rule_id]}

    assert len(different) <= (1 - SAME) * len(expected), different


@SCANNED
def test_all_figures_are_the_same(pair):
    words, scan = ([(f.id, f.value, f.low, f.high, f.unit) for f in a.figures] for a in pair)

    assert Counter(words) == Counter(scan)


@SCANNED
def test_the_scan_says_that_it_was_recognised(pair):
    _, scan = pair

    assert any(n.code == "ocr" and "第1—6页" in n.message for n in scan.notes)
    assert "high" not in {r.confidence for r in scan.results if r.evidence}
    assert all(e.page for r in scan.results for e in r.evidence)


@SCANNED
def test_every_page_has_its_picture_beside_the_report(pair, scanned):
    pages = sorted(p.name for p in (scanned / "扫描 1#.pages").iterdir())

    assert [f"{n:04d}.jpg" for n in range(1, 7)] == pages
    assert [f"扫描 1#.pages/{name}" for name in pages] == [p.name for p in pair[1].document.pictures]


@SCANNED
def test_evidence_links_to_the_picture_of_its_page(scanned):
    html = (scanned / "扫描 1#.html").read_text("utf-8")

    links = set(re.findall(r'<a href="(\./[^"]+)">原页图片</a>', html))

    assert "./%E6%89%AB%E6%8F%8F%201%23.pages/0001.jpg" in links
    assert len(links) >= 4


def test_a_picture_in_a_folder_is_passed_over_without_the_extra(tmp_path, monkeypatch):
    from checker.reading.formats.ocr import scans as module

    scans.draw(["报告"]).save(tmp_path / "附图.png")
    shutil.copy(SEED, tmp_path / "报告.txt")
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: None)

    done = CliRunner().invoke(app, ["check", str(tmp_path), "-f", "json", "-o", str(tmp_path / "out")])

    assert done.exit_code == 0
    assert "附图.png:图片,请安装文字识别组件(pip install 'fazhi-checker[ocr]')" in done.stderr
