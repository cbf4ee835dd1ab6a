"""Pictures of memo pages for the documentation, from the sample reports.

    python docs/pictures_memo.py [FOLDER]

Needs LibreOffice, fonts-noto-cjk and pillow. LibreOffice does not read the alternatives that a file
names for its typefaces, so a font configuration stands in for them here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
WIDTH = 800  # pixels
COLOURS = 24
STAND_INS = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "Times New Roman": "Noto Serif CJK SC",
}
LETTERHEAD = """office: 澄屿市司法局
number: 澄司审〔2025〕12号
contact: 何某
phone: 0000-1234567
handler: 何某
"""
# picture, file that it shows, text that its page holds (empty: the first page)
PICTURES = [
    ("memo-opinion-1", "03-jichuan-county-2024.memo.docx", ""),
    ("memo-opinion-2", "03-jichuan-county-2024.memo.docx", "二、法定事项"),
    ("memo-opinion-gaps", "03-jichuan-county-2024.memo.docx", "（二）规范事项"),
    ("memo-opinion-figures", "06-lanting-county-2025.memo.docx", "核算："),
    ("memo-opinion-end", "06-lanting-county-2025.memo.docx", "经办"),
    ("memo-opinion-annex", "03-jichuan-county-2024.memo.docx", "原文位置"),
    ("memo-wrong-1", "07-luwan-work-report-2025.memo.docx", ""),
    ("memo-return-1", "return/02-muyuan-county-2022-draft.memo.docx", ""),
    ("memo-internal-1", "02-muyuan-county-2022-draft.internal.docx", ""),
    ("memo-summary-1", "审核汇总.docx", ""),
]


def main(target: Path) -> None:
    """Make all pictures in ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "fonts.conf").write_text(_font_configuration(), "utf-8")
        (work / "head.yaml").write_text(LETTERHEAD, "utf-8")
        seeds = sorted(f"seeds/{p.name}" for p in SEEDS.iterdir() if p.name[:2].isdigit() and ".expected" not in p.name)
        common = ["--letterhead", work / "head.yaml", "--as-of", "2025-03-03", "--due-days", "10", "-f", "docx"]
        _checker("memo", *seeds, *common, "-o", work)
        _checker(
            "memo", "seeds/02-muyuan-county-2022-draft.txt", *common, "--template", "return", "-o", work / "return"
        )
        for picture, source, text in PICTURES:
            _picture(_pdf(work / source, work), text, target / picture)


def _checker(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "checker", *map(str, arguments)], check=True, cwd=SEEDS.parent)


def _pdf(source: Path, work: Path) -> Path:
    folder = source.parent / "pdf"
    made = folder / f"{source.stem}.pdf"
    if not made.exists():
        command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf"]
        environment = {**os.environ, "FONTCONFIG_FILE": str(work / "fonts.conf")}
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, env=environment)
    return made


def _picture(pdf: Path, text: str, target: Path) -> None:
    document = pypdfium2.PdfDocument(pdf)
    pages = ((n, page.get_textpage().get_text_bounded()) for n, page in enumerate(document))
    number = next((n for n, said in pages if text in said and (n or not text)), 0)
    page = document[number]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    picture.quantize(COLOURS).save(target.with_suffix(".png"), optimize=True)


def _font_configuration() -> str:
    """A font configuration in which the stand-ins answer to the names of the typefaces."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test><edit name="family" mode="assign"'
        f' binding="same"><string>{instead}</string></edit></match>'
        for name, instead in STAND_INS.items()
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    return f'{head}<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures")
