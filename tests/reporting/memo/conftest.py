"""Memos of small assessments."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace

import memos
import pytest
from docx import Document

from checker.memo import Letterhead, MemoMaker
from checker.memo.request import Wanted
from checker.memo.words import MemoWords
from checker.model import (
    Change,
    ChangeState,
    Obligation,
    Recheck,
    Severity,
    Verdict,
)
from checker.results.decisions import Undecided, settle
from checker.rules.loader import load_pack

HEAD = Letterhead(
    office="云川市司法局", number="云司审〔2025〕7号", contact="何某", phone="0000-1234567", handler="何某",
    reviewer="吕某", approver="施某",
)  # fmt: skip


@pytest.fixture(scope="session")
def words():
    """Return the fixed words of the national pack."""
    return MemoWords.from_lexicon(load_pack().lexicon)


@pytest.fixture
def report():
    """Return an assessment with something for every part of a memo."""
    results = (
        memos.result("content.causes", Verdict.MISSING, Obligation.STATUTORY),
        memos.result("content.problems", Verdict.PARTIAL, Obligation.STATUTORY),
        memos.result("content.measures", Verdict.FULL, Obligation.STATUTORY),
        memos.result("review.count", Verdict.PARTIAL),
        memos.result("review.waived", Verdict.MISSING, waiver=memos.WAIVER),
        memos.result("plan.concrete", Verdict.REVIEW, Obligation.ADVISORY),
        memos.result("plan.extra", Verdict.MISSING, Obligation.ADVISORY),
        memos.result("doc.title", Verdict.FULL),
        memos.result("doc.channel", Verdict.NOT_APPLICABLE),
    )
    findings = (
        memos.finding("a1b2c3d4e5f60718"),
        memos.finding("0011223344556677", "reconcile", Severity.HIGH, text="共118件"),
    )
    changes = (
        Change(ChangeState.NEW, "f1", "wording.typos", "占位符", None, "finding", "XX", 3),
        Change(ChangeState.FIXED, "f2", "content.next", "下年安排", "missing", "full"),
        Change(ChangeState.OPEN, "f3", "content.causes", "原因", "missing", "missing"),
    )
    recheck = Recheck("上次.json", "ef" * 32, None, "1", changes)
    return memos.assessment(results, findings, recheck=recheck)


@pytest.fixture
def make(words):
    """Return a function that makes the papers of an assessment."""

    def call(assessment, *, decisions=None, template=None, forms=("docx", "md"), **wanted):
        wanted = {"letterhead": HEAD, "as_of": "2025-03-01", "undecided": Undecided.OMIT, **wanted}
        if decisions is not None:
            assessment = settle(assessment, decisions).assessment
        maker = MemoMaker(
            Wanted(words, **wanted), forms, decisions is not None, template, "模板.docx" if template else ""
        )
        papers = maker(assessment)
        return {**papers.files, **papers.internal}

    return call


@pytest.fixture(scope="session")
def read():
    """Return a function that gives all text of a docx, cells and footers included."""

    def call(data):
        document = Document(io.BytesIO(data))
        lines = [p.text for p in document.paragraphs]
        lines += [c.text for t in document.tables for r in t.rows for c in r.cells]
        for section in document.sections:
            lines += [p.text for f in (section.footer, section.even_page_footer, section.header) for p in f.paragraphs]
        return "\n".join(lines)

    return call


@pytest.fixture(scope="session")
def pages(soffice_path, tmp_path_factory):
    """Return a function that gives the text of each page of a docx as LibreOffice lays it out."""
    folder = tmp_path_factory.mktemp("pages")

    def call(data):
        import pypdfium2

        source = folder / "x.docx"
        source.write_bytes(data)
        subprocess.run(
            [soffice_path, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, source],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        pdf = pypdfium2.PdfDocument(folder / "x.pdf")
        return [page.get_textpage().get_text_bounded() for page in pdf]

    return call


@pytest.fixture
def without_score():
    """Return a function that gives an assessment another score and grade."""

    def call(assessment, total, grade):
        dimensions = tuple(replace(d, score=total) for d in assessment.score.dimensions)
        return replace(assessment, score=replace(assessment.score, total=total, grade=grade, dimensions=dimensions))

    return call
