"""Writes OFD files (GB/T 33190) in the dialects that producers use, set like official documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from papers import Part

__all__ = ["Dialect", "as_ofd", "ofd_package", "page_xml", "text_object"]

_EM = 5.64  # millimetres: 16 points
_LEFT, _TOP, _CHARS, _LINES, _STEP, _ROW = 28.0, 42.0, 27, 22, 10.2, 9.0
_CLOSERS = "，。、；：？！）》”’】"
_TITLE, _SMALL, _HALF, _GAP = 7.76, 4.94, 0.5, 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a producer writes: the prefix and the address of its names, and its habits."""

    prefix: str = "ofd:"
    namespace: str = "http://www.ofdspec.org/2016"
    absolute: bool = False
    blocks: int = 0  # nested page blocks around everything
    repeat: bool = False  # ``g n d`` instead of one distance a sign
    single: bool = False  # one text object a sign
    scaled: bool = False  # a CTM that makes up for a size ten times too large
    doctype: str = "OFD"
    template: str = ""  # what a template draws on every page
    extra: Mapping[str, bytes] = field(default_factory=dict)  # more entries
    document: str = ""  # more children of the document
    body: str = ""  # more children of OFD.xml's DocBody


def as_ofd(parts: Sequence[Part], dialect: Dialect | None = None) -> bytes:
    """The parts as an OFD file."""
    dialect = dialect or Dialect()
    pages: list[list[str]] = [[]]
    y = _TOP
    for height, pieces in _rows(parts, dialect):
        if y + height > _TOP + _LINES * _STEP:
            pages.append([])
            y = _TOP
        pages[-1] += [piece(y) for piece in pieces]
        y += height
    for number, page in enumerate(pages, 1):
        page.append(text_object(f"— {number} —", 95, 272, _SMALL, dialect))
    return ofd_package([page_xml("".join(page), dialect) for page in pages], dialect)


def _rows(parts: Sequence[Part], dialect: Dialect) -> Iterator[tuple[float, list]]:
    """Height and drawings of each line; a drawing is made when its height on the page is known."""
    for part in parts:
        if part.rows:
            for row in part.rows:
                yield _ROW, _table_row(row, max(map(len, part.rows)), dialect)
            continue
        size = _TITLE if part.kind == "title" else _EM
        for indent, line in _lines(part, int(_CHARS * _EM / size)):
            width = _width(line) * size
            full = _CHARS * _EM
            x = {"title": (full - width) / 2, "right": full - 2 * _EM - width}.get(part.kind, indent * _EM)
            yield _STEP, [lambda y, x=x, line=line, size=size: text_object(line, _LEFT + x, y, size, dialect)]


def _width(text: str) -> float:
    return sum(_HALF if char.isascii() else 1 for char in text)


def _lines(part: Part, chars: int) -> Iterator[tuple[int, str]]:
    """Lines with their indent, in ems. No line begins with a stop, and no number is parted."""
    rest = part.text
    indent = 2 if part.kind in {"plain", "heading"} else 0
    while rest:
        end = 0
        while end < len(rest) and _width(rest[: end + 1]) <= chars - indent:
            end += 1
        while 0 < end < len(rest) and (rest[end] in _CLOSERS or (rest[end].isascii() and rest[end - 1].isascii())):
            end -= 1
        end = end or len(rest)
        yield indent, rest[:end]
        rest, indent = rest[end:], 0


def _table_row(row: Sequence[str], columns: int, dialect: Dialect) -> list:
    width = _CHARS * _EM / columns

    def frame(y: float) -> str:
        p = dialect.prefix
        boxes = "".join(
            f"M {n * width:.2f} 0 L {(n + 1) * width:.2f} 0 L {(n + 1) * width:.2f} {_ROW} L {n * width:.2f} {_ROW} C "
            for n in range(columns)
        )
        return (
            f'<{p}PathObject ID="1" Boundary="{_LEFT} {y} {_CHARS * _EM:.2f} {_ROW}">'
            f"<{p}AbbreviatedData>{boxes}</{p}AbbreviatedData></{p}PathObject>"
        )

    def cell(n: int, text: str):
        size = min(_SMALL, (width - _GAP) / max(_width(text), 1))
        return lambda y: text_object(text, _LEFT + n * width + 1, y + 1.5, size, dialect)

    return [frame, *(cell(n, text) for n, text in enumerate(row) if text)]


def text_object(text: str, x: float, y: float, size: float, dialect: Dialect, more: str = "") -> str:
    """A line of text as one object, or as one a sign. ``y`` is the upper edge; ``more`` are attributes."""
    if dialect.single and len(text) > 1:
        out, at = [], x
        for char in text:
            out.append(text_object(char, at, y, size, dialect, more))
            at += _width(char) * size
        return "".join(out)
    steps = [f"{_width(char) * size:.3f}" for char in text[:-1]]
    if dialect.repeat:
        groups: list[list] = []
        for step in steps:
            if groups and groups[-1][1] == step:
                groups[-1][0] += 1
            else:
                groups.append([1, step])
        steps = [f"g {count} {step}" if count > 1 else step for count, step in groups]
    p, ctm, shown = dialect.prefix, "", size
    base = f"{0.88 * size:.3f}"
    if dialect.scaled:
        ctm, shown, base = ' CTM="0.1 0 0 0.1 0 0"', size * 10, f"{8.8 * size:.3f}"
        steps = [" ".join(w if w == "g" or w.isdigit() else f"{float(w) * 10:.2f}" for w in s.split()) for s in steps]
    delta = f' DeltaX="{" ".join(steps)}"' if steps else ""
    return (
        f'<{p}TextObject ID="1" Font="1" Size="{shown:.3f}" '
        f'Boundary="{x:.3f} {y:.3f} {_width(text) * size:.2f} {size:.2f}"{ctm}{more}>'
        f'<{p}TextCode X="0" Y="{base}"{delta}>{escape(text)}</{p}TextCode></{p}TextObject>'
    )


def _root(name: str, inner: str, dialect: Dialect) -> str:
    name_space = f"xmlns:{dialect.prefix[:-1]}" if dialect.prefix else "xmlns"
    names = f'{name_space}="{dialect.namespace}"' if dialect.namespace else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><{dialect.prefix}{name} {names}>{inner}</{dialect.prefix}{name}>'


def page_xml(inner: str, dialect: Dialect) -> str:
    """A page that draws ``inner``."""
    p = dialect.prefix
    for _ in range(dialect.blocks):
        inner = f'<{p}PageBlock ID="1">{inner}</{p}PageBlock>'
    template = f'<{p}Template TemplateID="900" ZOrder="Background"/>' if dialect.template else ""
    return _root("Page", f'{template}<{p}Content><{p}Layer ID="2">{inner}</{p}Layer></{p}Content>', dialect)


def ofd_package(pages: Sequence[str], dialect: Dialect | None = None) -> bytes:
    """A file of these pages."""
    dialect = dialect or Dialect()
    p, top = dialect.prefix, "/Doc_0/" if dialect.absolute else ""
    listed = "".join(f'<{p}Page ID="{n}" BaseLoc="{top}Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    template = f'<{p}TemplatePage ID="900" BaseLoc="{top}Tpls/Tpl_0/Content.xml"/>' if dialect.template else ""
    common = f"<{p}PageArea><{p}PhysicalBox>0 0 210 297</{p}PhysicalBox></{p}PageArea>{template}"
    document = f"<{p}CommonData>{common}</{p}CommonData><{p}Pages>{listed}</{p}Pages>{dialect.document}"
    start = "/Doc_0/Document.xml" if dialect.absolute else "Doc_0/Document.xml"
    root = f"<{p}DocBody><{p}DocRoot>{start}</{p}DocRoot>{dialect.body}</{p}DocBody>"
    kind = f'<{p}OFD Version="1.0" DocType="{dialect.doctype}" '
    entries = {
        "OFD.xml": _root("OFD", root, dialect).replace(f"<{p}OFD ", kind, 1),
        "Doc_0/Document.xml": _root("Document", document, dialect),
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
    }
    if dialect.template:
        plain = Dialect(dialect.prefix, dialect.namespace)
        entries["Doc_0/Tpls/Tpl_0/Content.xml"] = page_xml(dialect.template, plain)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**entries, **dialect.extra}.items():
            archive.writestr(name, content)
    return buffer.getvalue()
