"""A Word file made by hand: a small report with everything in it that a comment must not disturb.

Its parts stand in ``tests/data/word``, without their roots.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

__all__ = ["BODY", "NAMESPACES", "build", "cell", "heading", "run"]

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
_DATA = Path(__file__).parent.parent / "data" / "word"
_NUMBERING, _FOOTNOTES, _COMMENTS, BODY = (
    (_DATA / f"{name}.xml").read_text("utf-8") for name in ("numbering", "footnotes", "comments", "body")
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
