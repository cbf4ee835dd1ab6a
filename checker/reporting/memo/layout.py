"""The Word templates that ship with the program, built in code so that every measure can be tested.

``checker memo --save-template opinion|return`` writes them as files for an office to change. They hold docxtpl tags:
``{%p … %}`` stands for a paragraph, ``{%tr … %}`` for a table row that only steers what is around it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from checker.reporting.memo.gbt9704 import page_setup, register_styles
from checker.stable_zip import stable_zip

__all__ = ["TEMPLATES", "Sheet", "build_template", "shipped_template"]

_TEXT, _ONE, _TWO = "公文正文", "公文一级标题", "公文二级标题"
_WIDTH = 8844  # twips: 156 mm


@cache
def shipped_template(name: str) -> bytes:
    """The template called ``name`` (a key of :data:`TEMPLATES`) as docx."""
    return build_template(TEMPLATES[name])


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

    def line(self, text: str, style: str = _TEXT, **layout: bool) -> Any:  # noqa: ANN401 - the library's paragraph
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
        self.line(f"{{{{ headings.{name} }}}}", _ONE)

    def end(self) -> None:
        """End a part."""
        self.tag("endif")

    def table(self, rows: str, columns: Sequence[tuple[str, str, float, bool]]) -> None:
        """A table with a repeated header row: title, field, share of the width, centred."""
        table = self.document.add_table(rows=4, cols=len(columns))
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        self._row(table.rows[0], [(title, "表格标题") for title, *_ in columns], header=True)
        self._row(table.rows[1], [(f"{{%tr for row in {rows} %}}", "表格文字")])
        centred = {True: "表格居中", False: "表格文字"}
        self._row(table.rows[2], [(f"{{{{ {field} }}}}", centred[middle]) for _, field, _, middle in columns])
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

    def rule(self, colour: str = "FF0000") -> None:
        """The line below the number of the document."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph = self.line("")
        border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="1" w:color="{colour}"/></w:pBdr>'
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders have no public way
        properties.insert_element_before(parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _head(sheet: Sheet) -> None:
    """Red head where there is a letterhead, title, addressee, opening."""
    sheet.tag("if mark")
    sheet.line("{{ mark }}", "公文标志")
    sheet.line("")
    sheet.line("{{ number }}", "公文字号")
    sheet.rule()
    sheet.line("")
    sheet.tag("endif")
    sheet.line("{{ title }}", "公文标题")
    sheet.line("")
    sheet.line("{{ addressee }}", "公文主送")
    sheet.line("{{ opening }}")


def _conclusion(sheet: Sheet) -> None:
    sheet.line("{{ headings.conclusion }}", _ONE)
    sheet.line("**结论：{{ conclusion }}。**{{ conclusion_text }}")
    sheet.tag("if counts_text")
    sheet.line("{{ counts_text }}")
    sheet.tag("endif")
    sheet.tag("for remark in remarks")
    sheet.line("{{ remark }}")
    sheet.tag("endfor")


def _statutory(sheet: Sheet) -> None:
    sheet.part("statutory")
    columns = [
        ("序号", "row.number", 0.08, True),
        ("法定事项", "row.title", 0.34, False),
        ("核对情况", "row.state", 0.14, True),
        ("说明", "row.remark", 0.44, False),
    ]
    sheet.table("statutory", columns)
    sheet.end()


def _gaps(sheet: Sheet) -> None:
    sheet.part("gaps")
    sheet.line("{{ gaps_text }}")
    sheet.tag("for group in gaps")
    sheet.line("{{ group.title }}", _TWO)
    sheet.tag("for row in group.rows")
    sheet.tag("if row.brief")
    sheet.line("**{{ row.number }}.{{ row.title }}（{{ row.state }}）。**{{ row.suggestion }}")
    sheet.tag("else")
    sheet.line(
        "**{{ row.number }}.{{ row.title }}（{{ row.state }}）。**{{ row.explanation }}"
        "{% if row.place != '—' %}（原文{{ row.place }}）{% endif %}"
        "{% if row.basis %}依据：{{ row.basis }}。{% endif %}{{ row.suggestion }}"
    )
    sheet.tag("endif")
    sheet.tag("endfor")
    sheet.tag("endfor")
    sheet.end()


def _figures(sheet: Sheet) -> None:
    sheet.part("figures")
    sheet.line("{{ figures_text }}")
    sheet.tag("for row in figures")
    sheet.line(
        "**{{ row.number }}.{{ row.place }}{{ row.state }}**“{{ row.quote }}”。"
        "{% if row.sum %}核算：{{ row.sum }}。{% endif %}{{ row.message }}"
    )
    sheet.tag("endfor")
    sheet.end()


def _wording(sheet: Sheet) -> None:
    sheet.part("wording")
    sheet.line("{{ wording_text }}")
    columns = [
        ("序号", "row.number", 0.08, True),
        ("位置", "row.place", 0.15, True),
        ("原文", "row.quote", 0.27, False),
        ("说明和建议", "row.message }}{{ row.state", 0.5, False),
    ]
    sheet.table("wording", columns)
    sheet.end()


def _queries(sheet: Sheet) -> None:
    sheet.part("queries")
    sheet.tag("for row in queries")
    sheet.line(
        "**{{ row.number }}.{{ row.title }}{{ row.state }}。**{{ row.explanation }}"
        "{% if row.place != '—' %}（原文{{ row.place }}）{% endif %}请核实。"
    )
    sheet.tag("endfor")
    sheet.end()


def _others(sheet: Sheet) -> None:
    sheet.part("others")
    sheet.line("{{ others_text }}")
    sheet.end()


def _verified(sheet: Sheet) -> None:
    sheet.part("verified")
    sheet.line("{{ verified_text }}")
    sheet.tag("for row in verified")
    sheet.line("**{{ row.dimension }}（{{ row.count }}项）：**{{ row.titles }}。")
    sheet.tag("endfor")
    sheet.end()


def _waived(sheet: Sheet) -> None:
    sheet.part("waived")
    columns = [
        ("序号", "row.number", 0.08, True),
        ("事项", "row.title", 0.34, False),
        ("豁免理由", "row.reason", 0.28, False),
        ("批准", "row.approver", 0.15, True),
        ("有效期至", "row.expires", 0.15, True),
    ]
    sheet.table("waived", columns)
    sheet.end()


def _changes(sheet: Sheet) -> None:
    sheet.part("changes")
    sheet.line("{{ changes_text }}")
    columns = [
        ("序号", "row.number", 0.08, True),
        ("状态", "row.state", 0.12, True),
        ("事项或问题", "row.title", 0.4, False),
        ("原文", "row.quote", 0.4, False),
    ]
    sheet.table("changes", columns)
    sheet.end()


def _tail(sheet: Sheet) -> None:
    """Deadline, review, annex name, signature, sign-off; the annex on a page of its own."""
    sheet.tag("if deadline")
    sheet.line("{{ deadline }}")
    sheet.tag("endif")
    sheet.line("{{ review }}")
    sheet.tag("if annex_name")
    sheet.line("")
    sheet.line("附件：{{ annex_name }}")
    sheet.tag("endif")
    sheet.line("", keep=True)
    sheet.line("{{ office }}", "公文署名", keep=True)
    sheet.line("{{ date }}", "公文署名", keep=True)
    sheet.tag("if contact")
    sheet.line("{{ contact }}", keep=True)
    sheet.tag("endif")
    sheet.line("", keep=True)
    sheet.line("经办：{{ handler }}　审核：{{ reviewer }}　签发：{{ approver }}", "公文主送")
    sheet.tag("if annex")
    sheet.line("附件", "公文附件", page_break=True)
    sheet.line("")
    sheet.line("{{ annex_name }}", "公文标题")
    sheet.line("")
    columns = [
        ("序号", "row.number", 0.09, True),
        ("事项", "row.title", 0.28, False),
        ("结论", "row.state", 0.12, True),
        ("原文位置", "row.place", 0.14, True),
        ("依据", "row.basis", 0.37, False),
    ]
    sheet.table("annex", columns)
    sheet.tag("endif")


def _opinion(sheet: Sheet) -> None:
    parts = (_statutory, _gaps, _figures, _wording, _queries, _verified, _waived, _changes)
    for part in (_head, _conclusion, *parts, _tail):
        part(sheet)


def _return(sheet: Sheet) -> None:
    for part in (_head, _conclusion, _statutory, _gaps, _figures, _others, _waived, _changes, _tail):
        part(sheet)


TEMPLATES = {"opinion": _opinion, "return": _return}
"""Shipped templates by name."""
