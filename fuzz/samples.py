"""A small file of every format that is read, and of every kind that the program loads; all written for this project."""

from __future__ import annotations

import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tests" / "support"))

from archives import mail, zipped  # noqa: E402 - found by the line above
from ofd_writer import as_ofd  # noqa: E402 - found by the line above
from papers import Part, as_docx, as_html  # noqa: E402 - found by the line above
from pdf_writer import pdf, ruled, show  # noqa: E402 - found by the line above

__all__ = ["TOP", "documents", "loaded"]

TEXT = """云岭县人民政府关于2023年度法治政府建设情况的报告

一、主要举措和成效
(一)推进依法行政。全年办理行政复议案件45件,受理40件,审结38件,审结率95%。
一是落实公示制度,公示执法决定1,203条;二是开展培训6场,覆盖执法人员2.3万人次。
| 事项 | 2022年 | 2023年 |
|---|---|---|
| 行政应诉 | 12件 | 15件 |

二、存在的问题
执法力量不足,个别单位重视程度不够。

三、2024年工作安排
下一步将加强队伍建设,严格规范公正文明执法。

云岭县人民政府
2024年1月10日
"""


def documents() -> dict[str, bytes]:
    """Documents by name; the ending is the format's."""
    parts = [Part(TEXT.split("\n", maxsplit=1)[0], "title"), *(Part(line) for line in TEXT.split("\n")[2:] if line)]
    parts.append(Part(rows=(("事项", "件数"), ("复议", "45"), ("应诉", "15"))))
    kept = sorted((TOP / "tests/reading/data/office").iterdir())
    office = {p.name: p.read_bytes() for p in kept if p.suffix not in {".py", ".md"} and p.is_file()}
    pages = [show(TEXT[:20], 80, 740) + ruled((80, 200, 320), (600, 620, 640)) + show("复议", 90, 605)]
    own = {
        "r.txt": TEXT.encode(),
        "gbk.txt": TEXT.encode("gb18030"),
        "r.md": TEXT.replace("一、", "# 一、").encode(),
        "r.html": as_html(parts).encode(),
        "lists.html": _LISTS.encode(),
        "r.docx": as_docx(parts),
        "r.ofd": as_ofd(parts),
        "r.pdf": pdf(pages * 2),
        "packed.pdf": pdf(pages, packed=True),
        "r.mht": _MHT.encode(),
        "flat.xml": _FLAT.encode(),
        "sheet.xml": _SHEET.encode(),
    }
    own["r.zip"] = zipped({"报告.txt": own["r.txt"], "附件/表.xlsx": office["tables.xlsx"], "说明.html": own["r.html"]})
    own["r.eml"] = mail({"报告.txt": own["r.txt"], "报告.docx": own["r.docx"]}).as_bytes()
    return {**office, **own}


def loaded() -> dict[str, bytes]:
    """What the program loads besides documents, by a name that tells which loader it is for."""
    local = TOP / "rules" / "examples" / "yunchuan"
    return {
        "pack/pack.yaml": (local / "pack.yaml").read_bytes(),
        "pack/local.yaml": (local / "local.yaml").read_bytes(),
        "checker.toml": _CONFIG.encode(),
        "waivers.yaml": _WAIVERS.encode(),
        "baseline.json": b'{"schema": "baseline/1", "documents": {"r.txt": []}}',
        "decisions.yaml": _DECISIONS.encode(),
    }


_LISTS = """<html><head><title>报告</title><style>.a{display:none}</style></head><body>
<h1>云岭县2023年法治政府建设年度报告</h1>
<ol start="3" type="i"><li value="5">加强领导</li><li>落实责任<ul><li>开展培训6场</li></ul></li></ol>
<table><tr><td colspan="2" rowspan="1">事项</td></tr><tr><td>复议</td><td>45件</td></tr></table>
<p style="font-size:16px;color:#ff0000">全年办理行政复议案件45件。<sup>1</sup></p>
<select><option>选项</option></select></body></html>"""
_MHT = f"""From: <saved>
Subject: report
MIME-Version: 1.0
Content-Type: multipart/related; boundary="B"; type="text/html"

--B
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

{_LISTS}
--B--
"""
_FLAT = """<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>全年办理行政复议案件45件。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>复议</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"""
_SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="表"><Table><Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">复议</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">45</Data></Cell></Row></Table></Worksheet></Workbook>"""
_CONFIG = """level = "county"
formats = ["console", "json"]
fail-on = ["statutory"]
exclude = ["旧稿/", "*.tmp.docx"]
[limits]
file-mb = 20
seconds = 30
[[overrides]]
files = ["乡镇/", "*镇*"]
level = "township"
[memo.letterhead]
office = "云岭县司法局"
"""
_WAIVERS = """waivers:
  - rule: enforcement.publicity
    files: "*.txt"
    reason: 已另行报送
    by: 张某
    until: 2099-12-31
"""
_DECISIONS = """decisions:
  - file: r.txt
    rule: enforcement.publicity
    decision: confirm
    by: 张某
    date: 2024-03-01
"""
