"""Scans of reports: text is typeset as an official document, printed by LibreOffice, and photographed.

What a scanner adds is added here as well: grey paper, noise, a page that lies a little askew, JPEG compression.
Everything is seeded: the same text gives the same pictures.
"""

from __future__ import annotations

import io
import random
import re
import subprocess
from pathlib import Path

from fonts import FONT, chinese_font

PAPER_WIDTH, PAPER_HEIGHT = 210, 297  # mm
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}  # mm, GB/T 9704
_SIZE, _TITLE_SIZE, _PITCH = 16, 22, 28.95  # points: 3号, 2号, 22 lines a page
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]")
_LONG = 40  # characters from which a line is no heading


def typeset(text: str) -> bytes:
    """A Word file of ``text``: its first line is the title, every other line a paragraph."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAPER_WIDTH), Mm(PAPER_HEIGHT)
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.line_spacing, style.paragraph_format.space_after = Pt(_PITCH), Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    for kind, content in (("begin", None), (None, "PAGE"), ("end", None)):
        run = footer.add_run()
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            node.set(qn("w:fldCharType"), kind)
        else:
            node.text = content
        run._r.append(node)
    footer.add_run(" —")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size = Pt(_TITLE_SIZE)
            run.bold = True
        else:
            paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
            run.bold = bool(_HEADING.match(line)) and len(line) < _LONG
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def print_pdf(word: bytes, soffice: Path, folder: Path) -> bytes:
    """The Word file as LibreOffice prints it. ``folder`` holds the files in between and its profile."""
    chinese_font()
    source = folder / "print.docx"
    source.write_bytes(word)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*map(str, command), str(source)], check=True, capture_output=True, timeout=180)
    return source.with_suffix(".pdf").read_bytes()


def photograph(pdf: bytes, dpi: int = 200, *, skew: float = 0.4, noise: int = 14, seed: int = 1) -> list:
    """The pages as a scanner would deliver them, as Pillow pictures.

    ``skew`` in degrees is the most by which a page is turned, ``noise`` the strength of the grain (0..255).
    """
    import numpy as np
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    chance = random.Random(seed)  # noqa: S311 - a page lies askew by chance, not by secret
    pages = []
    for number in range(len(document)):
        picture = document[number].render(scale=dpi / 72).to_pil().convert("RGB")
        if skew:
            angle = chance.uniform(-skew, skew)
            picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        grain = np.random.default_rng(seed + number).normal(0, noise, (*picture.size[::-1], 1))
        values = np.asarray(picture, dtype=np.float32) * 0.86 + 24 + grain
        pages.append(Image.fromarray(values.clip(0, 255).astype(np.uint8)))
    return pages


def picture_pdf(pictures: list, dpi: int = 200, quality: int = 75) -> bytes:
    """A pdf that holds nothing but pictures."""
    target = io.BytesIO()
    pictures[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=quality)
    return target.getvalue()


def draw(lines: list[str], size: int = 44, width: int = 1654, height: int | None = None):
    """A white page with ``lines`` of black print, ``size`` pixels high, as a Pillow picture."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(_font_file()), size)
    page = Image.new("RGB", (width, height or (len(lines) + 4) * size * 2), "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((size * 4, (number + 2) * size * 2), line, font=font, fill="black")
    return page


def stamp(page, centre: tuple[int, int], radius: int, words: str) -> None:
    """Press a round red seal on a page."""
    from PIL import ImageDraw, ImageFont

    pen = ImageDraw.Draw(page)
    x, y = centre
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(214, 30, 40), width=max(4, radius // 14))
    font = ImageFont.truetype(str(_font_file()), radius // 3)
    pen.text((x, y - radius // 2), words, font=font, fill=(214, 30, 40), anchor="mm")
    pen.text((x, y + radius // 2), words[::-1], font=font, fill=(214, 30, 40), anchor="mm")


def _font_file() -> Path:
    return chinese_font()
