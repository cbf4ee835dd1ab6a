"""One report, printed by several programs: verdicts and figures do not depend on the form it is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from ofd_writer import Dialect, as_ofd
from papers import Part, as_docx, as_html, as_typst, parts_of, print_docx, print_html

from checker.api import Checker, Options
from checker.model import Assessment

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = ["01-chengyu-city-2023", "04-chengyu-water-2024", "05-jiaping-town-2023"]
FORMS = ["libreoffice.pdf", "chromium.pdf", "typst.pdf", "usual.ofd", "other.ofd"]
OTHER = Dialect(prefix="", absolute=True, blocks=2, repeat=True, scaled=True)


@pytest.fixture(scope="module")
def checker() -> Checker:
    """Return the checker."""
    return Checker()


def _options(name: str) -> Options:
    expected = yaml.safe_load((SEEDS / f"{name}.expected.yaml").read_text("utf-8"))
    attributes = expected.get("attributes")
    return Options(attributes=tuple(attributes) if attributes is not None else None, stage=expected.get("stage"))


@pytest.fixture(scope="module")
def sources(checker: Checker) -> dict[str, tuple[Assessment, list[Part]]]:
    """Each report as it stands among the samples, and its parts."""
    found = {}
    for name in NAMES:
        path = next(p for p in SEEDS.glob(f"{name}.*") if p.suffix != ".yaml")
        assessment = checker.check(path, _options(name))
        found[name] = (assessment, parts_of(assessment.document))
    return found


@pytest.fixture(scope="module")
def papers(
    sources: dict[str, tuple[Assessment, list[Part]]],
    soffice_path: Path,
    chromium_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Every report in every form, in one folder."""
    folder = tmp_path_factory.mktemp("papers")
    words = []
    for name, (_, parts) in sources.items():
        words.append(folder / f"{name}.docx")
        words[-1].write_bytes(as_docx(parts))
        (folder / f"{name}.html").write_text(as_html(parts), "utf-8")
        print_html(chromium_path, folder / f"{name}.html", folder / f"{name}.chromium.pdf")
        (folder / f"{name}.typst.pdf").write_bytes(as_typst(parts))
        (folder / f"{name}.usual.ofd").write_bytes(as_ofd(parts))
        (folder / f"{name}.other.ofd").write_bytes(as_ofd(parts, OTHER))
    print_docx(soffice_path, words, folder)
    for word in words:
        word.with_suffix(".pdf").rename(word.with_suffix(".libreoffice.pdf"))
    return folder


def _words(parts: Sequence[Part]) -> set[str]:
    return {"".join(part.text.split()) for part in parts if part.text}


@pytest.mark.slow("three programs print three reports; the readers have files of their own in the first tier")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_verdicts_and_figures_are_those_of_the_source(
    name: str, form: str, papers: Path, sources: dict[str, tuple[Assessment, list[Part]]], checker: Checker
) -> None:
    source, parts = sources[name]

    read = checker.check(papers / f"{name}.{form}", _options(name))

    verdicts = {r.rule_id: r.verdict.value for r in source.results}
    assert {} == {
        r.rule_id: (verdicts[r.rule_id], r.verdict.value)
        for r in read.results
        if verdicts[r.rule_id] != r.verdict.value
    }
    assert _figures(source) == _figures(read)
    assert set() == _words(parts) - {"".join(line.split()) for line in read.document.text.split("\n")}


def _figures(assessment: Assessment) -> list[tuple[str, str]]:
    return sorted((figure.id, str(figure.value)) for figure in assessment.figures)


@pytest.mark.slow("three programs print three reports; the readers have files of their own in the first tier")
@pytest.mark.parametrize("form", FORMS)
def test_every_piece_of_evidence_names_its_page(form: str, papers: Path, checker: Checker) -> None:
    read = checker.check(papers / f"{NAMES[0]}.{form}", _options(NAMES[0]))
    pages = [e.page for r in read.results for e in r.evidence] + [f.page for f in read.figures]

    assert None not in pages
    assert 1 < max(filter(None, pages)) <= len(read.document.pages)


@pytest.mark.slow("three programs print three reports; the readers have files of their own in the first tier")
def test_a_password_is_named(
    soffice_path: Path, sources: dict[str, tuple[Assessment, list[Part]]], tmp_path: Path, checker: Checker
) -> None:
    """Encrypted by a real program."""
    from checker.errors import ReadingError

    word = tmp_path / "r.docx"
    word.write_bytes(as_docx(sources[NAMES[0]][1][:3]))
    encrypt = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    print_docx(soffice_path, [word], tmp_path, f"pdf:writer_pdf_Export:{encrypt}")

    with pytest.raises(ReadingError, match="设有打开密码"):
        checker.check(tmp_path / "r.pdf")


@pytest.mark.parametrize("form", ["md", "wps"])
def test_the_text_itself_under_another_name_gives_the_same(form: str, repository: Path, checker: Checker) -> None:
    """A text is what it holds, whatever it is called."""
    data = (repository / "seeds" / "01-chengyu-city-2023.txt").read_bytes()

    source, read = (checker.check_bytes(f"报告.{name}", data) for name in ("txt", form))

    assert [(r.rule_id, r.verdict) for r in source.results] == [(r.rule_id, r.verdict) for r in read.results]
    assert _figures(source) == _figures(read)
