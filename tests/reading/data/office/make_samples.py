"""Make the samples of this folder: one text with everything a word processor can put into it, saved in each format.

    python tests/reading/data/office/make_samples.py [soffice]

LibreOffice writes doc, rtf, odt and fodt from a Word file that is written here; openpyxl and LibreOffice write the
tables. Nothing in them comes from a real document.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
KINDS = {
    "styles": "styles+xml", "numbering": "numbering+xml", "footnotes": "footnotes+xml", "endnotes": "endnotes+xml",
    "comments": "comments+xml", "header1": "header+xml",
}  # fmt: skip
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>
<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr>
<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="character" w:styleId="unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="h1"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="h2"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num>
"""


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str, style: str = "", more: str = "") -> str:
    """A paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(item if item.startswith("<") else run(item) for item in content)
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inner}</w:p>"


def listed(text: str, number: int, depth: int = 0) -> str:
    """A paragraph of a list."""
    return par(text, more=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*content: str, width: int = 2000, more: str = "") -> str:
    """A cell of a table."""
    inner = "".join(item if item.startswith("<") else par(item) for item in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{inner}</w:tc>'


def table(widths: list[int], *rows: list[str]) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"
    )


def field(instruction: str, result: str) -> str:
    """A field with its result."""
    kinds = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return kinds["begin"] + code + kinds["separate"] + run(result) + kinds["end"]


WHO = 'w:author="甲" w:date="2024-01-05T08:00:00Z"'
ACROSS, FIRST, NEXT = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BOX = (
    '<w:r><w:pict><v:shape type="#_x0000_t202" style="position:absolute;width:200pt;height:60pt">'
    f"<v:textbox><w:txbxContent>{par('框内：全县设行政复议窗口12个。')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
BODY = "".join([
    par("云岭县2023年度法治政府建设情况报告", style="t"),
    par("一、主要成效\t1", style="toc1"),
    par("2023年，云岭县深入推进法治政府建设。现将有关情况报告如下。"),
    par("主要成效", style="h1"),
    par("行政执法", style="h2"),
    par("全县开展执法检查", run("1,236次", "<w:b/>"), "，", run("此处隐藏。", "<w:vanish/>"), "办理案件",
        f'<w:del w:id="1" {WHO}><w:r><w:delText>九百</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" {WHO}>{run("312件")}</w:ins>', "。",
        run("样式隐藏。", '<w:rStyle w:val="unseen"/>')),
    par("行政复议", style="h2"),
    par("全年收到行政复议申请86件", '<w:r><w:footnoteReference w:id="2"/></w:r>', "，受理80件，见",
        field('HYPERLINK "http://a.example/"', "县政府网站"), "。", BOX),
    listed("公示执法信息", 2),
    listed("3项制度落实", 2),
    listed("其中法制审核", 2, 1),
    listed("重新编号", 4),
    listed("圆点事项", 3),
    par("数据见下表", '<w:r><w:endnoteReference w:id="2"/></w:r>', "："),
    table([2000, 2000, 2000],
          [cell("单位", more=FIRST), cell("复议（件）", width=4000, more=ACROSS)],
          [cell("", more=NEXT), cell("受理"), cell("审结")],
          [cell("县公安局"), cell("40", "（含上年）"), cell(
              "38", table([900, 900], [cell("维持", width=900), cell("30", width=900)]), par(""))],
          [cell("合计"), cell("80"), cell("76")]),
    par(f'<w:del w:id="3" {WHO}><w:r><w:delText>整段已删。</w:delText></w:r></w:del>',
        more=f'<w:rPr><w:del w:id="4" {WHO}/></w:rPr>'),
    par("换行前", "<w:r><w:br/></w:r>", "换行后", "<w:r><w:tab/></w:r>",
        "𠮷县，非断", "<w:r><w:noBreakHyphen/></w:r>", "连字。"),
    par("存在问题", style="h1"),
    par('<w:commentRangeStart w:id="0"/>', "执法力量不足。", '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>'),
    par("云岭县人民政府"),
    par("2024年1月15日"),
    '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>',
])  # fmt: skip


def notes(kind: str, text: str) -> str:
    """Footnotes or endnotes: the two that Word needs, and one with words."""
    separators = (
        f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
    )
    return separators + f'<w:{kind} w:id="2">{par(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>'


PARTS = {
    "styles": STYLES,
    "numbering": NUMBERING,
    "footnotes": notes("footnote", "含上年结转6件。"),
    "endnotes": notes("endnote", "数据截至2023年12月31日。"),
    "comments": f'<w:comment w:id="0" {WHO}>{par("批注不属于正文")}</w:comment>',
    "header1": par("页眉：内部资料"),
}


def source(body: str, parts: dict[str, str]) -> bytes:
    """A Word file."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    roots = {"header1": "hdr"}
    links = "".join(f'<Relationship Id="r{n}" Type="{office}/{n.rstrip("1")}" Target="{n}.xml"/>' for n in parts)
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{word}.{KINDS[n]}"/>' for n in parts)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        **{f"word/{n}.xml": f"<w:{roots.get(n, n)} {W}>{xml}</w:{roots.get(n, n)}>" for n, xml in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def workbook(path: Path) -> None:
    """A workbook of statistics: number formats, merged cells, formulas, dates, a hidden sheet."""
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "复议应诉"
    rows = [
        ["云岭县2023年度行政复议应诉统计表"],
        [],
        ["序号", "项目", "本年", None, "上年"],
        [None, None, "件数", "占比", "件数"],
        [1, "受理行政复议", 80, 0.872, 75],
        [2, "审结行政复议", 76, 0.95, 70],
        [3, "罚没收入（万元）", 4382.5, None, 1234567],
        [4, "统计日期", date(2023, 12, 31), None, None],
        [5, "合计", "=C5+C6", None, None],
        ["注：本表由县司法局汇总，数据截至2023年12月31日，含上年结转的6件。"],
    ]
    for row in rows:
        sheet.append(row)
    for place in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "A10:E10"):
        sheet.merge_cells(place)
    sheet["D5"].number_format = "0.0%"
    sheet["D6"].number_format = "0%"
    sheet["C7"].number_format = "#,##0.00"
    sheet["E7"].number_format = "#,##0"
    sheet["C8"].number_format = 'yyyy"年"m"月"d"日"'
    hidden = book.create_sheet("底稿")
    hidden.append(["不应读取", 999])
    hidden.sheet_state = "hidden"
    second = book.create_sheet("Sheet2")
    second.append(["执法检查", "次"])
    second.append(["县公安局", 1236])
    book.save(path)


LOOK_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="void"><w:name w:val="void"/><w:basedOn w:val="a"/><w:rPr><w:strike/></w:rPr>
</w:style>
"""


def looks() -> bytes:
    """A Word file whose words are struck out, raised, too light, too small, hidden, and broken into lines."""
    raised = '<w:vertAlign w:val="superscript"/>'
    light = '<w:color w:val="FFFFFF"/>'

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def brk(kind: str = "") -> str:
        return f'<w:r><w:br w:type="{kind}"/></w:r>' if kind else "<w:r><w:br/></w:r>"

    def paragraph(*content: str, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{named}</w:pPr>{''.join(content)}</w:p>"

    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" </w:instrText></w:r>'
    tab = "<w:r><w:tab/></w:r>"
    body = [
        paragraph(run("某县2024年法治政府建设情况报告")),
        paragraph(mark("begin"), code, mark("separate"), run("一、主要成效"), tab, run("1")),
        paragraph(run("二、存在问题"), tab, run("2"), mark("end")),
        paragraph(
            run("一、主要成效"), brk(), run("　　收到复议申请"), run("241", "<w:strike/>"), run("214"), run("件。")
        ),
        paragraph(
            run("受理"), run("781", "<w:dstrike/>"), run("187"), run("2", raised), run("件，审结"),
            run("99", '<w:rStyle w:val="gone"/>'), run("180件，面积3km"), run("2", raised), run("。"),
        ),
        paragraph(run("整段作废的话。"), style="void"),
        paragraph(
            run("培训"), run("没有人看见", light), run("3期"), run("极小", '<w:sz w:val="2"/>'), run("，"),
            run("深底白字", f'{light}<w:shd w:val="clear" w:fill="1F3864"/>'), run("可见。"),
        ),
        paragraph(
            run("二、存在问题"), brk("page"), run("执法力量不足，"), brk(), run("培训不够。（一）接着说。"),
            "<w:r><w:cr/></w:r>", run("（二）另起一行。"), brk("column"), run("（三）换栏。"),
        ),
        paragraph(run("隐藏", "<w:vanish/>"), run("完。")),
    ]  # fmt: skip
    return source("".join(body), {"styles": LOOK_STYLES})


def convert(soffice: str, profile: Path, target: str, path: Path) -> None:
    """Let LibreOffice save ``path`` as ``target`` in this folder."""
    command = [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(HERE), str(path)], check=True, capture_output=True, timeout=180)


def main() -> None:
    """Write the samples."""
    soffice = sys.argv[1] if len(sys.argv) > 1 else shutil.which("soffice") or "soffice"
    (HERE / "everything.docx").write_bytes(source(BODY, PARTS))
    (HERE / "looks.docx").write_bytes(looks())
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        for target in ("doc:MS Word 97", "rtf", "odt", "fodt"):
            convert(soffice, profile, target, HERE / "everything.docx")
            convert(soffice, profile, target, HERE / "looks.docx")
        workbook(Path(folder) / "tables.xlsx")
        for target in ("xlsx", "xls"):  # so that formulas have their values
            convert(soffice, profile, target, Path(folder) / "tables.xlsx")


if __name__ == "__main__":
    main()
