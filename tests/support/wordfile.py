"""A Word file made by hand: a small report with everything in it that a comment must not disturb."""

from __future__ import annotations

import io
import zipfile

__all__ = ["BODY", "NAMESPACES", "build"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>深化“放服管”改革的数据到12月底。</w:t></w:r></w:p>'
    "</w:footnote>"
)
_COMMENTS = (
    '<w:comment w:id="7" w:author="起草人" w:initials="起" w:date="2024-01-05T08:00:00Z">'
    "<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>标题待定</w:t></w:r></w:p></w:comment>"
)


def heading(text: str, level: int = 0) -> str:
    """A heading whose number Word draws."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{level}"/>'
        f"</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str) -> str:
    """A table cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>{content}</w:p></w:tc>'


_RED = '<w:rPr><w:color w:val="FF0000"/></w:rPr>'
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2000000" cy="600000"/>'
    '<wp:docPr id="9" name="box"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
    "<wps:txbx><w:txbxContent><w:p><w:r><w:t>窗口推进“放服管”改革。</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape style="width:150pt;height:45pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>窗口推进“放服管”改革。</w:t></w:r>'
    "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF a \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("继续深化“放服管”改革")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)  # fmt: skip

BODY = "".join(
    (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:commentRangeStart w:id="7"/>'
        + run("云川县人民政府关于2023年度法治政府建设情况的报告", '<w:rPr><w:sz w:val="44"/></w:rPr>')
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>',
        "<w:p/>",
        "<w:p>" + run("2023年,云川县推进依法行政。现将有关情况报告如下。") + "</w:p>",
        heading("主要举措和成效"),
        heading("优化政务服务", 1),
        '<w:p w:rsidR="00AB12CD">'
        + run("全年深化“放", '<w:rPr><w:b/></w:rPr>') + run("服管”改革,办件1.2万件", _RED)
        + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。") + "</w:p>",
        '<w:p><w:hyperlink r:id="rId9">' + run("县里又一次深化“放服管”改革的做法", _RED) + "</w:hyperlink>"
        + run("见网站。") + "</w:p>",
        "<w:p>" + run("政务中心") + '<w:ins w:id="1" w:author="甲" w:date="2024-01-02T00:00:00Z">'
        + run("再次深化“放服管”改革,") + '</w:ins><w:del w:id="2" w:author="甲"><w:r><w:delText>办理慢,</w:delText></w:r>'
        "</w:del>" + run("群众满意。") + "</w:p>",
        "<w:p><w:sdt><w:sdtPr><w:alias w:val=\"小结\"/></w:sdtPr><w:sdtContent>" + run("控件里也写深化“放服管”改革。")
        + "</w:sdtContent></w:sdt></w:p>",
        '<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>' + run("绑定的控件写“放服管”改革。")
        + "</w:sdtContent></w:sdt></w:p>",
        "<w:p>" + run("如前所述,") + _FIELD + run("。") + "</w:p>",
        "<w:p>" + run("办事流程见右框") + _BOX + run("。") + "</w:p>",
        "<w:sdt><w:sdtContent><w:p>" + run("整段的控件写明“放服管”改革任务。") + "</w:p></w:sdtContent></w:sdt>",
        heading("行政复议", 1),
        "<w:p><w:r><w:t>全年收到行政复议申请53件,受理41件,</w:t><w:br/><w:t>审结41件,结案率为87.2%。</w:t><w:tab/></w:r></w:p>",
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2000\"/>"
        "<w:gridCol w:w=\"2000\"/></w:tblGrid>"
        "<w:tr>" + cell(run("事项")) + cell(run("比率")) + "</w:tr>"
        "<w:tr>" + cell(run("行政机关负责人出庭率")) + cell(run("120%", "<w:rPr><w:i/></w:rPr>")) + "</w:tr>"
        "<w:tr>" + cell(run("“放服管”改革任务")) + cell(run("15项")) + "</w:tr></w:tbl>",
        heading("存在的问题"),
        "<w:p>" + run("有的单位学法不够,“放") + '<w:bookmarkStart w:id="3" w:name="a"/>' + run("服")
        + '<w:bookmarkEnd w:id="3"/>' + run("管”改革还不到位") + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        + run("。") + "</w:p>",
        '<w:sectPr><w:headerReference w:type="default" r:id="rId8"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    )
)  # fmt: skip


def build(body: str = BODY, *, comments: str | None = _COMMENTS, document: str = "") -> bytes:
    """A complete file. ``comments`` None: it has no part for them."""
    kinds = [k for k in ("numbering", "footnotes", "comments") if k != "comments" or comments is not None]
    relations = "".join(f'<Relationship Id="r{k}" Type="{OFFICE}/{k}" Target="{k}.xml"/>' for k in kinds)
    relations += f'<Relationship Id="rId8" Type="{OFFICE}/header" Target="header1.xml"/>'
    relations += (
        f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    )
    names = {"/word/document.xml": "document.main", "/word/header1.xml": "header"}
    names |= {f"/word/{k}.xml": k for k in kinds}
    overrides = "".join(f'<Override PartName="{n}" ContentType="{WORDML}.{k}+xml"/>' for n, k in names.items())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="bin" ContentType="application/octet-stream"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "word/document.xml": document or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{_NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{_FOOTNOTES}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {NAMESPACES}><w:p><w:r><w:t>送审稿</w:t></w:r></w:p></w:hdr>",
    }
    if comments is not None:
        parts["word/comments.xml"] = f"<w:comments {NAMESPACES}>{comments}</w:comments>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"kept"
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 1, 2, 4)), xml, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("word/other.bin"), bytes(range(256)))
    return buffer.getvalue()
