"""Findings with fixes, and Word files, made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from checker.api import Checker, read_document
from checker.fixing import Fixed, fix
from checker.model import Finding, Fix, Severity

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
LEVELS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _propose(text: str, old: str, new: str, severity: str = "medium", rule: str = "wording.typos") -> Finding:
    """A finding whose fix puts ``new`` for the first ``old`` in ``text``."""
    start = text.index(old)
    line = text.count("\n", 0, start) + 1
    put = Fix(start, start + len(old), new)
    end = start + len(old)
    return Finding(rule, "wording", Severity(severity), "high", "…", old, start, end, line, "", "", (), put)


def _build(body: str, document: str = "") -> bytes:
    """A complete Word file with automatic numbering, footnotes, and a part that nobody knows."""
    buffer = io.BytesIO()
    kinds = ("numbering", "footnotes")
    relations = "".join(f'<Relationship Id="r{k}" Type="{_OFFICE}/{k}" Target="{k}.xml"/>' for k in kinds)
    overrides = "".join(
        f'<Override PartName="/word/{k}.xml" ContentType="{_WORDML}.{k}+xml"/>' for k in ("document.main", *kinds)
    ).replace("document.main.xml", "document.xml")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"kept"
        for name, xml in {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="bin" ContentType="application/octet-stream"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
            "word/document.xml": document or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {NAMESPACES}>{LEVELS}</w:numbering>",
            "word/footnotes.xml": f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p><w:r>'
            "<w:t>放服管事项</w:t></w:r></w:p></w:footnote></w:footnotes>",
        }.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 29, 1, 2, 4)), xml, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("word/other.bin"), bytes(range(256)))
    return buffer.getvalue()


@pytest.fixture(scope="session")
def propose() -> Callable[..., Finding]:
    """Return a maker of findings: text, old words, new words, severity."""
    return _propose


@pytest.fixture(scope="session")
def build() -> Callable[..., bytes]:
    """Return a maker of Word files from the XML of a body, or of the whole part."""
    return _build


@pytest.fixture(scope="session")
def namespaces() -> str:
    """Return the declarations that the XML of the cases needs."""
    return NAMESPACES


@pytest.fixture(scope="session")
def lexicon():
    """Return the language words of the national pack."""
    return Checker().lexicon


@pytest.fixture
def put_in(lexicon) -> Callable[..., Fixed]:
    """Return a function that reads a file, proposes replacements, and puts them in."""

    def call(name: str, data: bytes, *replacements: tuple[str, str]) -> Fixed:
        document = read_document(name, data, lexicon)
        return fix(document, data, [_propose(document.text, old, new) for old, new in replacements])

    return call
