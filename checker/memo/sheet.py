"""Building a Word template paragraph by paragraph, table by table, in the styles of an official document."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from checker.files.stable_zip import stable_zip
from checker.memo.gbt9704 import page_setup, register_styles

__all__ = ["Sheet", "build_template"]

_WIDTH = 8844  # twips: 156 mm
_MARGINS = (
    '<w:tblCellMar {}><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)


def build_template(write: Callable[[Sheet], None]) -> bytes:
    """A docx with our styles and page, and what ``write`` puts in it."""
    from docx import Document

    document = Document()
    register_styles(document)
    page_setup(document)
    write(Sheet(document))
    out = io.BytesIO()
    document.save(out)
    return stable_zip(out.getvalue())


class Sheet:
    """Writes paragraphs and tables one after the other."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - the library's document
        self.document = document

    def line(self, text: str, style: str = "公文正文", **layout: bool) -> Any:  # noqa: ANN401 - the library's paragraph
        """A paragraph; ``page_break`` begins a page, ``keep`` holds it together with the next."""
        paragraph = self.document.add_paragraph(style=self.document.styles[style])
        for at, piece in enumerate(text.split("**")):
            if piece:
                paragraph.add_run(piece).bold = True if at % 2 else None
        if layout.get("page_break"):
            paragraph.paragraph_format.page_break_before = True
        if layout.get("keep"):
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def tag(self, code: str) -> None:
        """A paragraph that only steers."""
        self.line(f"{{%p {code} %}}")

    def part(self, name: str, present: str | None = None) -> None:
        """Begin a part that is there only where ``present`` is; its heading."""
        self.tag(f"if {present or f'headings.{name}'}")
        self.line(f"{{{{ headings.{name} }}}}", "公文一级标题")

    def end(self) -> None:
        """End a part."""
        self.tag("endif")

    def table(self, rows: str, columns: Sequence[tuple[str, str, float, bool]], *, size: str = "表格") -> None:
        """A table with a repeated header row: title, what a cell says, share of the width, centred.

        ``size`` begins the names of the styles: 表格 (小四), 表格五号, 表格小五.
        """
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        table = self.document.add_table(rows=4, cols=len(columns))
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        table._tbl.tblPr.append(parse_xml(_MARGINS.format(nsdecls("w"))))  # noqa: SLF001 - no public way
        self._row(table.rows[0], [(title, "表格标题") for title, *_ in columns], header=True)
        self._row(table.rows[1], [(f"{{%tr for row in {rows} %}}", "表格文字")])
        centred = {True: f"{size}居中", False: f"{size}文字"}
        self._row(table.rows[2], [(cell, centred[middle]) for _, cell, _, middle in columns])
        self._row(table.rows[3], [("{%tr endfor %}", "表格文字")])
        for at, (*_, share, _middle) in enumerate(columns):
            width = round(_WIDTH * share)
            table.columns[at]._gridCol.w = width * 635  # noqa: SLF001 - EMU in a twip
            for row in table.rows:
                row.cells[at].width = width * 635

    def _row(self, row: Any, cells: Sequence[tuple[str, str]], *, header: bool = False) -> None:  # noqa: ANN401
        from docx.oxml import OxmlElement

        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no public way
        properties.append(OxmlElement("w:cantSplit"))
        if header:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, (text, style) in zip(row.cells, cells, strict=False):
            cell.vertical_alignment = 1  # centre
            cell.paragraphs[0].style = self.document.styles[style]
            cell.paragraphs[0].add_run(text)

    def rule(self, colour: str = "FF0000", kind: str = "single") -> None:
        """The line below the number of the document, or, doubled, below the name of the office."""
        self._bordered(self.line(""), "bottom", kind, colour)

    def first_page_line(self, colour: str = "FF0000") -> None:
        """A page one without a number, closed by a double line: a letter (信函格式)."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        self._bordered(section.first_page_footer.paragraphs[0], "top", "thinThickSmallGap", colour)

    def _bordered(self, paragraph: Any, side: str, kind: str, colour: str) -> None:  # noqa: ANN401 - no types
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        border = f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="12" w:space="1" w:color="{colour}"/></w:pBdr>'
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders have no public way
        properties.insert_element_before(parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
