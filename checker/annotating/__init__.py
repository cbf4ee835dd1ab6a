"""The submitted Word file with the results as comments in its margin, otherwise untouched.

``annotate`` is the way in. The body changes only by marks around the words that comments speak of; the part with
comments is extended or made; every other part keeps its bytes, the package its order, dates and attributes.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.annotating.anchors import Anchor, Anchors
from checker.annotating.marks import marked
from checker.annotating.package import Comments, main_part
from checker.annotating.places import Places
from checker.annotating.remarks import LONGEST, Line, Remark, remarks
from checker.annotating.writing import Signature, comment_xml
from checker.engine.statements.view import Page
from checker.errors import ReadingError
from checker.fixing.docx import Docx
from checker.model import Assessment
from checker.rules.model import RulePack

__all__ = ["Annotated", "Signature", "annotate"]

_QUOTED, _LEAST = 40, 6  # characters of a quotation
_MEANT = "所指文字:“{}”"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file with comments, the comments, and what the user should know about it."""

    data: bytes
    remarks: tuple[Remark, ...]
    warnings: tuple[str, ...]


def annotate(  # noqa: PLR0913 - one parameter a choice
    assessment: Assessment,
    data: bytes,
    page: Page,
    pack: RulePack,
    signature: Signature,
    *,
    fulfilled: bool = False,
) -> Annotated:
    """Hang the results on ``data``, the Word file that was judged.

    Args:
        assessment: The results.
        data: The bytes that its document was read from.
        page: Its document as the rules of ``pack`` see it.
        pack: The rules.
        signature: Author and date of the comments.
        fulfilled: Comment also on what is complete.

    Raises:
        ReadingError: Not a Word file, or one whose parts cannot be extended as they are.
    """
    document = assessment.document
    if document.format != "docx":
        msg = (
            f"只有 Word 文件(docx)能加批注,这是 {document.format};请用 Word 或 WPS 另存为 docx 后再试,"
            "或用 checker check 看 HTML 报告"
        )
        raise ReadingError(msg, document.path)
    docx = Docx(data, document.text)
    main = main_part(docx.package)
    anchors = Anchors(docx, main, document.path)
    comments = Comments(docx.package, main, anchors.markup.namespace, document.path)
    found = remarks(assessment, Places(assessment, page, pack), fulfilled=fulfilled)
    placed = ((anchors.at(r.span), n, r) for n, r in enumerate(found))
    hung = sorted(((a, n, _named(r, a, document.text)) for a, n, r in placed), key=lambda h: (h[0].order, h[1]))
    ids = comments.new_ids(len(hung))
    body = marked(docx.contents[main], anchors.markup, [(i, h[0]) for i, h in zip(ids, hung, strict=True)])
    xml = "".join(comment_xml(i, h[2], signature) for i, h in zip(ids, hung, strict=True))
    changed = {main: body, **comments.parts(xml)}
    warnings = tuple(_warnings(docx))
    return Annotated(_packed(docx.package.archive, docx, changed), tuple(h[2] for h in hung), warnings)


def _named(remark: Remark, anchor: Anchor, text: str) -> Remark:
    """The comment with the words that it speaks of, where its place shows more than them or something else."""
    if anchor.exact or not remark.quotes:
        return remark
    room = min(_QUOTED, LONGEST - remark.length - len(_MEANT.format("")))
    words = " ".join(remark.span.of(text).split())
    if room < _LEAST:
        return remark
    words = words if len(words) <= room else words[: room - 1] + "…"
    return replace(remark, lines=(*remark.lines, Line(_MEANT.format(words))))


def _warnings(docx: Docx) -> list[str]:
    found = []
    if any(name.startswith("_xmlsignatures/") for name in docx.package.names()):
        found.append("文件有数字签名,加批注后的副本签名失效(原文件未动)")
    if docx.text and not any(docx.places):
        found.append("文件的文字与内部结构对不上,全部批注放在文首,原句请按批注里的说明查找")
    return found


def _packed(archive: zipfile.ZipFile, docx: Docx, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced; new ones come last, with a fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        new.comment = archive.comment
        for entry in archive.infolist():
            data = parts.get(entry.filename)
            new.writestr(copy.copy(entry), docx.package.read(entry.filename) if data is None else data)
        for name in sorted(set(parts) - docx.package.names()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.external_attr = 0o600 << 16
            new.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
