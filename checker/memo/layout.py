"""The Word templates that ship with the program, built in code so that every measure can be tested.

``checker memo --template NAME --save-template FILE`` writes them for an office to change. They hold docxtpl tags:
``{%p … %}`` stands for a paragraph, ``{%tr … %}`` for a table row that only steers what is around it.
"""

from __future__ import annotations

from functools import cache

from checker.memo.sheet import Sheet, build_template

__all__ = ["TEMPLATES", "shipped_template"]

_ONE = "公文一级标题"


@cache
def shipped_template(name: str) -> bytes:
    """The template called ``name`` (a key of :data:`TEMPLATES`) as docx."""
    return build_template(TEMPLATES[name])


def _title(sheet: Sheet) -> None:
    sheet.tag("for line in title_lines")
    sheet.line("{{ line }}", "公文标题")
    sheet.tag("endfor")
    sheet.line("")
    sheet.line("{{ addressee }}", "公文主送")
    sheet.line("{{ opening }}")


def _red_head(sheet: Sheet) -> None:
    """Red head where there is a letterhead: name, number, line."""
    sheet.tag("if mark")
    sheet.line("{{ mark }}", "公文标志")
    sheet.line("")
    sheet.line("{{ number }}", "公文字号")
    sheet.rule()
    sheet.line("")
    sheet.tag("endif")


def _letter_head(sheet: Sheet) -> None:
    """信函格式: red name over a red double line, the number at the right edge below it; no page number on page one."""
    sheet.tag("if mark")
    sheet.line("{{ mark }}", "公文标志")
    sheet.rule(kind="thickThinSmallGap")
    sheet.line("{{ number }}", "公文右字号")
    sheet.line("")
    sheet.tag("endif")
    sheet.first_page_line()


def _conclusion(sheet: Sheet) -> None:
    sheet.line("{{ headings.conclusion }}", _ONE)
    sheet.line("**结论：{{ conclusion }}。**{{ conclusion_text }}")
    sheet.tag("for remark in remarks")
    sheet.line("{{ remark }}")
    sheet.tag("endfor")


def _statutory(sheet: Sheet) -> None:
    sheet.part("statutory")
    sheet.tag("for row in statutory")
    sheet.line("**{{ row.number }}.{{ row.title }}（{{ row.state }}）。**{{ row.reason }}{{ row.request }}")
    sheet.tag("endfor")
    sheet.end()


def _corrections(sheet: Sheet) -> None:
    sheet.part("corrections")
    sheet.tag("for row in corrections")
    sheet.line(
        "{{ row.number }}.{{ row.place }}{% if row.quote %}“{{ row.quote }}”{% endif %}"
        "{% if row.state %}（{{ row.state }}）{% endif %}"
        "{% if row.place or row.quote or row.state %}：{% endif %}{{ row.message }}"
    )
    sheet.tag("endfor")
    sheet.tag("if corrections_more")
    sheet.line("{{ corrections_more }}")
    sheet.tag("endif")
    sheet.end()


def _paragraphs(sheet: Sheet) -> None:
    for part, text in (("rest", "rest_text"), ("changes", "changes_text")):
        sheet.part(part)
        sheet.line(f"{{{{ {text} }}}}")
        sheet.end()


def _tail(sheet: Sheet) -> None:
    """Deadline, annex name, signature; the annex on a page of its own.

    All of it is kept together, so that no signature stands on a page without text.
    """
    sheet.tag("if deadline")
    sheet.line("{{ deadline }}", keep=True)
    sheet.tag("endif")
    sheet.tag("if annex_name")
    sheet.line("", keep=True)
    sheet.line("附件：{{ annex_name }}", keep=True)
    sheet.tag("endif")
    sheet.line("", keep=True)
    sheet.line("{{ office }}", "公文署名", keep=True)
    sheet.line("{{ date }}", "公文署名", keep=True)
    sheet.tag("if contact")
    sheet.line("{{ contact }}")
    sheet.tag("endif")
    sheet.tag("if annex")
    sheet.line("附件", "公文附件", page_break=True)
    sheet.line("")
    sheet.line("{{ annex_name }}", "公文标题")
    sheet.line("")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("事项", "{{ row.title }}", 0.26, False),
        ("结论", "{{ row.state }}", 0.1, True),
        ("原文位置", "{{ row.place }}", 0.13, True),
        ("依据", "{{ row.basis }}", 0.43, False),
    ]
    sheet.table("annex", columns, size="表格小五")
    sheet.tag("endif")


def _body(sheet: Sheet) -> None:
    for part in (_title, _conclusion, _statutory, _corrections, _paragraphs, _tail):
        part(sheet)


def _opinion(sheet: Sheet) -> None:
    _body(sheet)


def _letter(sheet: Sheet) -> None:
    _letter_head(sheet)
    _body(sheet)


def _return(sheet: Sheet) -> None:
    _red_head(sheet)
    _body(sheet)


TEMPLATES = {"opinion": _opinion, "letter": _letter, "return": _return}
"""Shipped templates by name."""
