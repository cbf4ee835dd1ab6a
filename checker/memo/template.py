"""Filling a Word template with fields: ours, built by :mod:`.layout`, or a bureau's own.

A template of a bureau comes from outside. Its package is inspected before it is opened, its language is the cut-down
one of :mod:`.sandbox`, and what comes out must be well-formed XML. What the fields say is data: it is escaped, and
nothing in it is evaluated.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from checker.errors import CheckerError, ReadingError
from checker.files.limits import Limits, check_size
from checker.files.package import open_package
from checker.files.stable_zip import stable_zip

__all__ = ["TemplateError", "fill", "read_template"]

_MB = 1024 * 1024
_LIMITS = Limits(file_bytes=16 * _MB, unpacked_bytes=64 * _MB)
_PART = 4 * _MB
_FILLED = 32 * _MB  # characters of one part once it is filled in
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_MERGES = re.compile(r"\{%\s*(vm|hm)\s*%\}")
_TAG = re.compile(r"<[^>]*>")


class TemplateError(CheckerError):
    """A memo template cannot be used."""

    code = "template"


def read_template(path: str | Path) -> bytes:
    """The bytes of a bureau's template, inspected.

    Raises:
        TemplateError: It is absent, not a docx, too large, or holds a part that cannot be a form.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"读不了文件({error.strerror})"
        msg = f"{reason},请核对模板的路径。"
        raise TemplateError(msg, str(path)) from None
    try:
        check_size(data, _LIMITS, str(path))
        package = open_package(data, _LIMITS, str(path))
        for name in sorted(package.names()):
            if _PARTS.fullmatch(name):
                _inspect(package.read(name), name, str(path))
            if name.endswith((".xml", ".rels")):
                package.xml(name)
    except ReadingError as error:
        raise TemplateError(error.message, error.where) from None
    if "word/document.xml" not in package.names():
        msg = "这不是 Word 文档(docx),请用 Word 或 WPS 另存为 docx。"
        raise TemplateError(msg, str(path))
    return data


def _inspect(xml: bytes, name: str, where: str) -> None:
    if len(xml) > _PART:
        msg = f"模板的“{name}”超过 {_PART // _MB} MB,不像是模板。"
        raise TemplateError(msg, where)
    merge = _MERGES.search(_TAG.sub("", xml.decode("utf-8", "replace")))
    if merge:
        msg = f"模板里不能用 {{% {merge[1]} %}}(合并单元格)。"
        raise TemplateError(msg, where)


def fill(template: bytes, fields: dict[str, Any], title: str, where: str, written: str | None = None) -> bytes:
    """The template with ``fields`` filled in; ``written`` (ISO day) goes into the file's properties.

    Raises:
        TemplateError: The template uses a field that does not exist, a construct that is not allowed, or gives
            something that is not a document.
    """
    import jinja2

    from checker.memo.sandbox import environment

    try:
        document = _template_class()(io.BytesIO(template))
        document.render(fields, environment(), autoescape=True)
    except jinja2.TemplateSyntaxError as error:
        msg = f"模板的写法有误:{error.message}。请检查 {{{{ }}}} 和 {{% %}} 是否成对、for 和 if 是否有结尾。"
        raise TemplateError(msg, where) from None
    except jinja2.TemplateError as error:
        raise TemplateError(error.message or "模板用不了。", where) from None
    except CheckerError as error:
        raise TemplateError(error.message, where) from None
    except Exception as error:  # the library raises whatever its parts raise
        msg = f"模板填不成文件({error.__class__.__name__}),请检查标签是否放在应放的段落或表格行里。"
        raise TemplateError(msg, where) from error
    core = document.docx.core_properties
    core.title, core.author, core.last_modified_by = title[:250], "checker", "checker"
    core.comments, core.subject, core.keywords, core.identifier, core.revision = "", "", "", "", 1
    out = io.BytesIO()
    document.docx.save(out)
    return stable_zip(out.getvalue(), f"{written or '1980-01-01'}T00:00:00Z")


def _template_class() -> Any:  # noqa: ANN401 - the library carries no types
    from docxtpl import DocxTemplate
    from lxml import etree

    class Template(DocxTemplate):  # type: ignore[misc]
        """Renders a part without the library's own marks in field texts, and refuses broken XML."""

        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:  # noqa: ANN401
            """One part, escaped fields filled in."""
            del part
            pieces, size = [], 0
            for piece in jinja_env.from_string(src_xml).generate(context):
                pieces.append(piece)
                size += len(piece)
                if size > _FILLED:
                    msg = "模板填出来的内容太多,请减少循环或循环里的文字。"
                    raise TemplateError(msg)
            filled = "".join(pieces)
            try:
                etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:
                msg = "模板的 {% %} 放得不对,填出来的不是完整的文档;循环表格行请用 {%tr %},循环段落请用 {%p %}。"
                raise TemplateError(msg) from None
            return filled

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:  # noqa: ANN401
            """Properties are ours, not the template's."""

    return Template
