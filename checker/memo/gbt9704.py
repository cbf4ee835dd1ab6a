"""The measures and typefaces of an official document (GB/T 9704—2012), applied to a Word file.

A4; 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm, hence 26 mm at the right and 35 mm at the bottom; 22 lines of 28
characters; 标题 2号小标宋, 正文 3号仿宋, 一级 黑体, 二级 楷体; page number 4号, outside edge, 7 mm below the text.

Where a named typeface is not installed, Word takes the alternatives listed in the font table in their order.
"""

from __future__ import annotations

from typing import Any

__all__ = ["BODY", "FONTS", "HEADING", "STYLES", "SUBHEADING", "TITLE", "page_setup", "register_styles"]

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
FONTS = {
    TITLE: ("方正小标宋_GBK", "华文中宋", "宋体", "SimSun", "Noto Serif CJK SC"),
    BODY: ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC"),
    HEADING: ("SimHei", "Noto Sans CJK SC"),
    SUBHEADING: ("楷体", "KaiTi", "华文楷体", "Noto Serif CJK SC"),
    "宋体": ("SimSun", "Noto Serif CJK SC"),
}
"""Typeface → what to take where it is not installed."""

_LINE = 579  # twips: 225 mm in 22 lines
_TRACK = -5  # twentieths of a point: 28 characters of 16 pt in 156 mm
_MM = 56.6929  # twips
_EDGES = {"top": 37, "bottom": 35, "left": 28, "right": 26, "header": 15, "footer": 25, "gutter": 0}
_CENTRE, _LEFT, _BOTH, _RIGHT = "center", "left", "both", "right"

# name: typeface, size in half points, alignment, indents in characters (first line, right), outline level, bold
STYLES: dict[str, tuple[str, int, str, int, int, int | None, bool]] = {
    "公文正文": (BODY, 32, _BOTH, 2, 0, None, False),
    "公文标题": (TITLE, 44, _CENTRE, 0, 0, None, False),
    "公文主送": (BODY, 32, _LEFT, 0, 0, None, False),
    "公文一级标题": (HEADING, 32, _LEFT, 2, 0, 0, False),
    "公文二级标题": (SUBHEADING, 32, _LEFT, 2, 0, 1, False),
    "公文署名": (BODY, 32, _RIGHT, 0, 4, None, False),
    "公文附件": (HEADING, 32, _LEFT, 0, 0, None, False),
    "公文标志": (TITLE, 72, _CENTRE, 0, 0, None, False),
    "公文字号": (BODY, 32, _CENTRE, 0, 0, None, False),
    "公文右字号": (BODY, 32, _RIGHT, 0, 0, None, False),
    "内部标识": (HEADING, 32, _LEFT, 0, 0, None, False),
    "表格标题": (HEADING, 24, _CENTRE, 0, 0, None, False),
    "表格文字": (BODY, 24, _LEFT, 0, 0, None, False),
    "表格居中": (BODY, 24, _CENTRE, 0, 0, None, False),
    "表格五号文字": (BODY, 21, _LEFT, 0, 0, None, False),
    "表格五号居中": (BODY, 21, _CENTRE, 0, 0, None, False),
    "表格小五文字": (BODY, 18, _LEFT, 0, 0, None, False),
    "表格小五居中": (BODY, 18, _CENTRE, 0, 0, None, False),
    "页码": ("宋体", 28, _RIGHT, 0, 1, None, False),
    "页码左": ("宋体", 28, _LEFT, 1, 0, None, False),
}
_TABLE_LINES = {24: 340, 21: 290, 18: 250}
_OWN_LINE = {"公文标题": 700, "公文标志": 1000, "页码": 340, "页码左": 340}


def _child(parent: Any, tag: str, **attributes: str) -> Any:  # noqa: ANN401 - XML elements carry no types
    """Append ``w:tag`` with ``w:`` attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _typeface(run_properties: Any, name: str) -> None:  # noqa: ANN401
    _child(run_properties, "rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=name, hint="eastAsia")


def register_styles(document: Any) -> None:  # noqa: ANN401
    """Give ``document`` the styles of :data:`STYLES`, its defaults and its font table."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):  # the library's own styles would only be clutter
        if style.get(qn("w:type")) != "table" and style.get(qn("w:styleId")) not in {"Normal", "DefaultParagraphFont"}:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    for element in list(defaults):
        defaults.remove(element)
    run = _child(_child(defaults, "rPrDefault"), "rPr")
    _typeface(run, BODY)
    _child(run, "kern", val="2")
    _child(run, "sz", val="32")
    _child(run, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    _child(_child(defaults, "pPrDefault"), "pPr")
    normal = document.styles["Normal"].element
    for tag in ("w:pPr", "w:rPr"):
        for element in normal.findall(qn(tag)):
            normal.remove(element)
    for number, (name, _) in enumerate(STYLES.items(), start=1):
        _style(styles, name, f"gw{number:02}")
    _font_table(document)


def _style(styles: Any, name: str, identity: str) -> None:  # noqa: ANN401
    face, size, alignment, first, right, level, bold = STYLES[name]
    style = _child(styles, "style", type="paragraph", customStyle="1", styleId=identity)
    _child(style, "name", val=name)
    _child(style, "basedOn", val="Normal")
    _child(style, "qFormat")
    paragraph = _child(style, "pPr")
    if name in {"公文一级标题", "公文二级标题"}:
        _child(paragraph, "keepNext")
    if name.startswith("表格"):
        _child(paragraph, "snapToGrid", val="0")
    _child(paragraph, "autoSpaceDE", val="0")
    _child(paragraph, "autoSpaceDN", val="0")
    line = _TABLE_LINES[size] if name.startswith("表格") else _OWN_LINE.get(name, _LINE)
    _child(paragraph, "spacing", before="0", after="0", line=str(line), lineRule="exact")
    points = size // 2 * 20
    indents = {"firstLineChars": str(first * 100), "firstLine": str(first * points)} if first else {"firstLine": "0"}
    indents |= {"rightChars": str(right * 100), "right": str(right * points)} if right else {}
    _child(paragraph, "ind", **indents)
    _child(paragraph, "jc", val=alignment)
    if level is not None:
        _child(paragraph, "outlineLvl", val=str(level))
    run = _child(style, "rPr")
    _typeface(run, face)
    if bold:
        _child(run, "b")
    if name == "公文标志":
        _child(run, "color", val="FF0000")
    if size == 32:  # noqa: PLR2004 - 3号, the size that the grid is made for
        _child(run, "spacing", val=str(_TRACK))
    _child(run, "sz", val=str(size))
    _child(run, "szCs", val=str(size))


def _font_table(document: Any) -> None:  # noqa: ANN401
    """Name the alternatives of each typeface."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from lxml import etree

    table = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    for name, instead in FONTS.items():
        font = _child(table, "font", name=name)
        _child(font, "altName", val=",".join(instead))
        _child(font, "charset", val="86")
        _child(font, "family", val="swiss" if name == HEADING else "roman")
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = etree.tostring(  # noqa: SLF001 - no public way
        table, xml_declaration=True, encoding="UTF-8", standalone=True
    )


def page_setup(document: Any) -> None:  # noqa: ANN401
    """A4, margins, grid, and page numbers at the outer edge."""
    from docx.oxml.ns import qn

    section = document.sections[0]._sectPr  # noqa: SLF001 - the grid has no public way
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
        for element in section.findall(qn(tag)):
            section.remove(element)
    _child(section, "pgSz", w="11906", h="16838")
    _child(section, "pgMar", **{name: str(round(mm * _MM)) for name, mm in _EDGES.items()})
    _child(section, "cols", space="425")
    _child(section, "docGrid", type="lines", linePitch=str(_LINE))
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    for footer, style in ((first.footer, "页码"), (first.even_page_footer, "页码左")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles[style]
        paragraph.add_run("— ")
        run = paragraph.add_run()._r  # noqa: SLF001 - fields have no public way
        _child(run, "fldChar", fldCharType="begin")
        instruction = _child(paragraph.add_run()._r, "instrText")  # noqa: SLF001
        instruction.text = " PAGE "
        _child(paragraph.add_run()._r, "fldChar", fldCharType="separate")  # noqa: SLF001
        paragraph.add_run("1")
        _child(paragraph.add_run()._r, "fldChar", fldCharType="end")  # noqa: SLF001
        paragraph.add_run(" —")
