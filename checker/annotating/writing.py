"""Comments as XML of ``comments.xml``.

Formatting stands in the comments themselves: a report's own default style may indent by two characters and print in
16 points, and styles for comments may not be there.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from checker.annotating.remarks import Line, Remark

__all__ = ["Signature", "comment_xml"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:beforeLines="0" w:after="0" w:afterLines="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr>'
)
_SIZE = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """Who speaks, and the day (ISO) or None."""

    author: str
    date: str | None = None


def comment_xml(number: int, remark: Remark, signature: Signature) -> str:
    """One comment, with the prefix ``w``."""
    author = _plain(signature.author)
    date = f' w:date="{signature.date}T00:00:00Z"' if signature.date else ""
    initials = html.escape(author[:_INITIALS])
    head = f'<w:comment w:id="{number}" w:author="{html.escape(author)}"{date} w:initials="{initials}">'
    sign = f"<w:r><w:rPr>{_SIZE}</w:rPr><w:annotationRef/></w:r>"
    paragraphs = [_paragraph(line, sign if index == 0 else "") for index, line in enumerate(remark.lines)]
    return f"{head}{''.join(paragraphs)}</w:comment>"


def _paragraph(line: Line, sign: str) -> str:
    bold = "<w:b/><w:bCs/>" if line.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    text = html.escape(_plain(line.text), quote=False)
    run = f'<w:r><w:rPr>{bold}{_SIZE}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{_PARAGRAPH}{sign}{run}</w:p>"


def _plain(text: str) -> str:
    """One line, without what XML cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())
