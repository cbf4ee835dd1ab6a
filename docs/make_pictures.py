"""Photograph the pages as people see them, from the samples, into ``docs/pictures/`` (``make pictures``).

Needs Chromium, LibreOffice and a Chinese font. ``pictures_memo`` beside this module makes those of the memo.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pictures_memo

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
PICTURES = HERE / "pictures"
COLOURS = 256  # of a palette: small files without visible loss
DOTS = 1.15  # pixels a point of a printed page
DESKTOP, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, how wide, light or dark, from which part on (empty: the top)."""

    name: str
    page: str
    size: dict[str, int]
    scheme: str = "light"
    part: str = ""
    height: int = 0


REPORT, CLEAN, INDEX = "02-muyuan-county-2022-draft.html", "06-lanting-county-2025.html", "index.html"
SHOTS = (
    Shot("report-desktop", REPORT, DESKTOP, height=1470),
    Shot("report-dark", REPORT, DESKTOP, "dark"),
    Shot("report-phone", REPORT, PHONE, height=1500),
    Shot("report-requirements", REPORT, DESKTOP, part="#dimension-oversight"),
    Shot("report-figures", CLEAN, DESKTOP, part="#checks", height=700),
    Shot("report-text", CLEAN, DESKTOP, part="#text", height=900),
    Shot("index-desktop", INDEX, DESKTOP),
    Shot("index-dark", INDEX, DESKTOP, "dark", "#heat", 900),
    Shot("index-phone", INDEX, PHONE, height=1200),
)
PRINTED = (("report-print", REPORT, (0, 1)), ("index-print", INDEX, (0,)))


def main() -> None:
    """Make all pictures."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        results = judge_samples(Path(folder))
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot in SHOTS:
            save(shot.name, photograph(browser, results, shot))
        for name, page, numbers in PRINTED:
            for number, picture in zip(numbers, printed(browser, results / page, numbers), strict=True):
                save(f"{name}-{number + 1}", picture)
        browser.close()
    pictures_memo.main(PICTURES)


def judge_samples(folder: Path) -> Path:
    """Check the samples, and one file that cannot be read, as a folder of submissions; gives the results' folder."""
    inbox = folder / "报送"
    inbox.mkdir()
    for sample in sorted(SEEDS.glob("[0-9]*")):
        if sample.suffix != ".yaml":
            shutil.copy(sample, inbox)
    (inbox / "11-damaged.docx").write_bytes(b"PK\x03\x04 damaged")
    command = [sys.executable, "-m", "checker", "check", "报送", "-f", "html", "-o", "结果"]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)  # exit status 2: one was not read
    return folder / "结果"


def photograph(browser: Any, results: Path, shot: Shot) -> bytes:  # noqa: ANN401 - playwright is imported only above
    """One screen of a page."""
    size = {**shot.size, "height": shot.height or shot.size["height"]}
    context = browser.new_context(viewport=size, color_scheme=shot.scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto((results / shot.page).as_uri())
    if shot.part:
        page.evaluate("part => document.querySelector(part).scrollIntoView()", shot.part)
        page.wait_for_timeout(100)
    picture: bytes = page.screenshot()
    context.close()
    return picture


def printed(browser: Any, file: Path, numbers: tuple[int, ...]) -> Iterator[bytes]:  # noqa: ANN401 - as above
    """Pages of the print-out."""
    import pypdfium2

    page = browser.new_page()
    page.goto(file.as_uri())
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        for number in numbers:
            out = BytesIO()
            document[number].render(scale=DOTS).to_pil().save(out, "PNG")
            yield out.getvalue()
    page.close()


def save(name: str, picture: bytes) -> None:
    """Write a picture with few colours."""
    from PIL import Image

    image = Image.open(BytesIO(picture)).convert("RGB")
    target = PICTURES / f"{name}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(HERE.parent)} {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
