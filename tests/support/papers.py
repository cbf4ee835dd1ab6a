"""One report in the forms in which offices hand it in: what is needed to print the same words by several programs.

``parts_of`` takes a document that has been read apart into title, paragraphs and tables; the others set them the way
official documents are set (two characters of indent, 22 lines a page, ``— 3 —`` at the foot).
"""

from __future__ import annotations

import html
import io
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fonts import chinese_font

from checker.model import Document, ParagraphKind

__all__ = ["Part", "as_docx", "as_html", "as_typst", "parts_of", "print_docx", "print_html"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a table (``rows``). ``kind`` is ``title``, ``plain``, ``heading``, ``flush``, ``right``."""

    text: str = ""
    kind: str = "plain"
    rows: tuple[tuple[str, ...], ...] = ()


_KINDS = {
    ParagraphKind.TITLE: "title",
    ParagraphKind.HEADING: "heading",
    ParagraphKind.ADDRESSEE: "flush",
    ParagraphKind.SIGNATURE: "right",
    ParagraphKind.BOILERPLATE: "flush",
}


def parts_of(document: Document) -> list[Part]:
    """The document's paragraphs and tables, in order."""
    parts: list[Part] = []
    rows: list[tuple[str, ...]] = []
    table = -1
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.ROW:
            if rows and paragraph.table != table:
                parts.append(Part(rows=tuple(rows)))
                rows = []
            table = paragraph.table
            rows.append(tuple(" ".join(cell.of(document.text).split()) for cell in paragraph.cells))
            continue
        if rows:
            parts.append(Part(rows=tuple(rows)))
            rows = []
        whole = paragraph.span.of(document.text).replace("\t", "\u3000\u3000")
        if not whole.strip("#*-| "):
            continue  # markup of a Markdown file
        lines = whole.split("\n") if paragraph.kind in {ParagraphKind.TITLE, ParagraphKind.SIGNATURE} else [whole]
        kind = _KINDS.get(paragraph.kind, "plain")
        parts += [Part("".join(x.strip() for x in line.split("\n")), kind) for line in lines]
    if rows:
        parts.append(Part(rows=tuple(rows)))
    return parts


def as_docx(parts: Sequence[Part]) -> bytes:
    """The parts as a Word file."""
    from docx import Document as Word
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm, Pt

    word = Word()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _number(section.footer.paragraphs[0])
    for part in parts:
        if part.rows:
            width = max(map(len, part.rows))
            table = word.add_table(0, width, style="Table Grid")
            for row in part.rows:
                cells = table.add_row().cells
                for cell, text in zip(cells, (*row, *[""] * (width - len(row))), strict=True):
                    cell.text = text
            continue
        paragraph = word.add_paragraph()
        size = 22 if part.kind == "title" else 16
        _run(paragraph, part.text, size, bold=part.kind == "heading")
        form = paragraph.paragraph_format
        form.space_after = Pt(0)
        form.line_spacing = Pt(35 if part.kind == "title" else 28.95)
        if part.kind == "title":
            paragraph.alignment = ALIGN.CENTER
        elif part.kind == "right":
            paragraph.alignment, form.right_indent = ALIGN.RIGHT, Pt(32)
        else:
            paragraph.alignment = ALIGN.JUSTIFY
            form.first_line_indent = Pt(0 if part.kind == "flush" else 32)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _run(paragraph, text: str, size: int, *, bold: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.font.bold = Pt(size), "Times New Roman", bold
    run._r.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")


def _number(paragraph) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _run(paragraph, "— ", 14, bold=False)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    _run(paragraph, " —", 14, bold=False)


_STYLE = """@page { size: A4; margin: 30mm 26mm 30mm 28mm }
body { font: 16pt/1.75 "Noto Serif CJK SC", serif } p { margin: 0; text-indent: 2em; text-align: justify }
h1 { font-size: 22pt; text-align: center } h2 { font-size: 16pt; margin: 0; text-indent: 2em }
.flush { text-indent: 0 } .right { text-align: right; margin-right: 2em; text-indent: 0 }
table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 2pt 4pt; font-size: 12pt }"""
_TAGS = {"title": "h1", "heading": "h2"}


def as_html(parts: Sequence[Part], style: str = _STYLE) -> str:
    """The parts as a page; its title is printed large, its headings are headings."""

    def shown(part: Part) -> str:
        if part.rows:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        tag = _TAGS.get(part.kind, "p")
        return f'<{tag} class="{part.kind}">{html.escape(part.text)}</{tag}>'

    body = "\n".join(map(shown, parts))
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'


def as_typst(parts: Sequence[Part]) -> bytes:
    """The parts as a PDF made by typst."""
    chinese_font()
    import json

    import typst

    def shown() -> Iterator[str]:
        for part in parts:
            text = json.dumps(part.text, ensure_ascii=False)
            if part.rows:
                width = max(map(len, part.rows))
                rows = [(*row, *[""] * (width - len(row))) for row in part.rows]
                cells = ", ".join(json.dumps(cell, ensure_ascii=False) for row in rows for cell in row)
                yield f"#table(columns: {width}, {cells})"
            elif part.kind == "title":
                yield f"#align(center, text(22pt, {text}))"
            elif part.kind == "right":
                yield f"#align(right, text({text}))"
            elif part.kind == "flush":
                yield f"#par(first-line-indent: 0em, text({text}))"
            else:
                yield f"#par(text({text}))"

    head = (
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")\n'
        '#set text(font: "Noto Serif CJK SC", size: 16pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.8em, spacing: 0.8em)\n"
    )
    return bytes(typst.compile((head + "\n\n".join(shown())).encode()))


def print_docx(soffice: Path, files: Iterable[Path], folder: Path, form: str = "pdf") -> None:
    """Turn Word files (or what else it opens) into PDFs in ``folder`` with LibreOffice."""
    chinese_font()
    profile = folder / "profile"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            folder,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


def print_html(chromium: Path, page: Path, pdf: Path) -> None:
    """Print a page with Chromium, with its running head and foot (date, title, address, page of pages)."""
    chinese_font()
    profile = pdf.with_suffix(".profile")
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
    subprocess.run([chromium, *arguments, page.as_uri()], check=True, capture_output=True, timeout=120)
