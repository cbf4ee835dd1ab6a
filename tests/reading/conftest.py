"""Fixtures of the reading tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from checker.lexicon import Lexicon

LANGUAGE = Path(__file__).resolve().parents[2] / "rules" / "language"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the word lists as they stand in the repository."""
    return Lexicon({path.stem: _load(path) for path in sorted(LANGUAGE.glob("*.yaml"))})


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the extra ``ocr`` look as if it were not installed."""
    from checker.reading.formats.ocr import scans

    monkeypatch.setattr(scans.importlib.util, "find_spec", lambda *_: None)


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """Return a builder of Word files from the XML of their body and other parts."""
    return build_docx


def build_docx(body: str, extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """Wrap XML of a body, and of ``styles``, ``numbering``, ``footnotes`` …, in a package."""
    buffer = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in _PARTS
        if name in parts
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{xml}</w:{name}>")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _load(path: Path) -> dict[str, object]:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
