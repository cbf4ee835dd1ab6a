"""Another program opens the annotated file: the same text, and every comment with its words."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from wordfile import build

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
COMMENTS = {f"{OFFICE}annotation", f"{OFFICE}annotation-end"}


def opened(soffice: Path, *files: Path, to: str = "odt") -> list[Path]:
    """The files as LibreOffice saves them."""
    folder = files[0].parent
    subprocess.run(
        [
            soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", to, "--outdir", folder / "out", *files,
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / "out" / f"{file.stem}.{to}" for file in files]


def read(file: Path) -> tuple[str, list[str]]:
    """The text of a saved file without comments, and the words of each comment."""
    with zipfile.ZipFile(file) as archive:
        body = ET.fromstring(archive.read("content.xml")).find(f"{OFFICE}body")  # noqa: S314 - our own bytes
    assert body is not None
    said = ["\n".join("".join(p.itertext()) for p in c.iter(f"{TEXT}p")) for c in body.iter(f"{OFFICE}annotation")]

    def words(node: ET.Element) -> str:
        if node.tag == f"{TEXT}tracked-changes":  # a list of who changed what when
            return ""
        inner = "" if node.tag in COMMENTS else (node.text or "") + "".join(map(words, node))
        return inner + (node.tail or "")

    return words(body), said


@pytest.mark.slow("starts the office suite four times; test_annotate compares the parts of the package")
def test_libreoffice_shows_the_same_text_and_all_comments(hang, reading, soffice_path, repository, tmp_path):
    """A file with everything in it, a sample, and a draft that LibreOffice itself has written."""
    made = docx.Document()
    for line in (repository / "seeds" / "02-muyuan-county-2022-draft.txt").read_text("utf-8").splitlines():
        made.add_paragraph(line)
    made.save(tmp_path / "made.docx")
    (written,) = opened(soffice_path, tmp_path / "made.docx", to="docx")
    sources = {
        "all": build(),
        "seed": (repository / "seeds" / "04-chengyu-water-2024.docx").read_bytes(),
        "written": written.read_bytes(),
    }
    before, after, said = [], [], []
    for name, data in sources.items():
        done = hang(data, date="2024-03-01")
        before.append(tmp_path / f"{name}.docx")
        after.append(tmp_path / f"{name}-annotated.docx")
        before[-1].write_bytes(data)
        after[-1].write_bytes(done.data)
        said.append(reading["comments"](done.data))

    results = [read(file) for file in opened(soffice_path, *before, *after)]

    for one, other, wanted in zip(results[:3], results[3:], said, strict=True):
        assert one[0] == other[0]
        assert sorted("\n".join(lines) for lines in wanted.values()) == sorted(other[1])
    assert len(said[2]) > 10
