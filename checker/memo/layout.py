"""The Word templates that ship with the program, built in code so that every measure can be tested.

``checker memo --save-template opinion|return`` writes them as files for an office to change. They hold docxtpl tags:
``{%p … %}`` stands for a paragraph, ``{%tr … %}`` for a table row that only steers what is around it.
"""

from __future__ import annotations

from functools import cache

from checker.memo.sheet import Sheet, build_template

__all__ = ["TEMPLATES", "shipped_template"]

_ONE, _TWO = "公文一级标题", "公文二级标题"


@cache
def shipped_template(name: str) -> bytes:
    """The template called ``name`` (a key of :data:`TEMPLATES`) as docx."""
    return build_template(TEMPLATES[name])


def _head(sheet: Sheet) -> None:
    """Red head where there is a letterhead, title, addressee, opening."""
    sheet.tag("if mark")
    sheet.line("{{ mark }}", "公文标志")
    sheet.line("")
    sheet.line("{{ number }}", "公文字号")
    sheet.rule()
    sheet.line("")
    sheet.tag("endif")
    sheet.tag("for line in title_lines")
    sheet.line("{{ line }}", "公文标题")
    sheet.tag("endfor")
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
        ("序号", "{{ row.number }}", 0.08, True),
        ("法定事项", "{{ row.title }}", 0.34, False),
        ("核对情况", "{{ row.state }}", 0.14, True),
        ("说明", "{{ row.remark }}", 0.44, False),
    ]
    sheet.table("statutory", columns)
    sheet.end()


_PLACE_BASIS = (
    "{% if row.place != '—' %}（原文{{ row.place }}）{% endif %}"
    "{% if group.cited and row.basis %}依据：{{ row.basis }}。{% endif %}"
)


def _gaps(sheet: Sheet) -> None:
    sheet.part("gaps")
    sheet.line("{{ gaps_text }}")
    sheet.tag("for group in gaps")
    sheet.line("{{ group.title }}", _TWO)
    sheet.tag("if group.listed")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("事项", "{{ row.title }}（{{ row.state }}）", 0.19, False),
        ("核对情况", "{{ row.explanation }}" + _PLACE_BASIS, 0.42, False),
        ("建议", "{{ row.suggestion }}", 0.31, False),
    ]
    sheet.table("group.rows", columns, size="表格五号")
    sheet.tag("else")
    sheet.tag("for row in group.rows")
    sheet.line(
        "**{{ row.number }}.{{ row.title }}（{{ row.state }}）。**{{ row.explanation }}"
        + _PLACE_BASIS
        + "{{ row.suggestion }}"
    )
    sheet.tag("endfor")
    sheet.tag("endif")
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
        ("序号", "{{ row.number }}", 0.08, True),
        ("位置", "{{ row.place }}", 0.15, True),
        ("原文", "{{ row.quote }}", 0.27, False),
        ("说明和建议", "{{ row.message }}{{ row.state }}", 0.5, False),
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
        ("序号", "{{ row.number }}", 0.08, True),
        ("事项", "{{ row.title }}", 0.34, False),
        ("豁免理由", "{{ row.reason }}", 0.28, False),
        ("批准", "{{ row.approver }}", 0.15, True),
        ("有效期至", "{{ row.expires }}", 0.15, True),
    ]
    sheet.table("waived", columns)
    sheet.end()


def _changes(sheet: Sheet) -> None:
    sheet.part("changes")
    sheet.line("{{ changes_text }}")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("状态", "{{ row.state }}", 0.12, True),
        ("事项或问题", "{{ row.title }}", 0.4, False),
        ("原文", "{{ row.quote }}", 0.4, False),
    ]
    sheet.table("changes", columns)
    sheet.end()


def _tail(sheet: Sheet) -> None:
    """Deadline, review, annex name, signature, sign-off; the annex on a page of its own.

    All of it is kept together, so that no signature stands on a page without text.
    """
    sheet.tag("if deadline")
    sheet.line("{{ deadline }}", keep=True)
    sheet.tag("endif")
    sheet.line("{{ review }}", keep=True)
    sheet.tag("if annex_name")
    sheet.line("", keep=True)
    sheet.line("附件：{{ annex_name }}", keep=True)
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
        ("序号", "{{ row.number }}", 0.08, True),
        ("事项", "{{ row.title }}", 0.26, False),
        ("结论", "{{ row.state }}", 0.1, True),
        ("原文位置", "{{ row.place }}", 0.13, True),
        ("依据", "{{ row.basis }}", 0.43, False),
    ]
    sheet.table("annex", columns, size="表格小五")
    sheet.tag("endif")


def _opinion(sheet: Sheet) -> None:
    parts = (_statutory, _gaps, _figures, _wording, _queries, _verified, _waived, _changes)
    for part in (_head, _conclusion, *parts, _tail):
        part(sheet)


def _return(sheet: Sheet) -> None:
    parts = (_statutory, _gaps, _figures, _wording, _queries, _others, _waived, _changes)
    for part in (_head, _conclusion, *parts, _tail):
        part(sheet)


TEMPLATES = {"opinion": _opinion, "return": _return}
"""Shipped templates by name."""
