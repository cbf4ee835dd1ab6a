"""Real files of unknown producers: read as the list beside them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import ReadingError
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw


@pytest.fixture(scope="module")
def sample(shared_dir: Path, lexicon: Lexicon):
    """Return a reader of the samples by the beginning of their names."""

    def read(start: str) -> RawText:
        path = next((shared_dir / "corpus" / "formats").glob(f"{start}*"))
        return read_raw(path.name, path.read_bytes(), lexicon)

    return read


def test_an_annual_report_of_a_county_keeps_its_tables(sample) -> None:
    raw = sample("洪泽区2023年")
    lines = raw.text.split("\n")
    rows = {b.span.of(raw.text) for b in raw.blocks if b.kind is BlockKind.ROW}

    assert 5 == len(raw.pages)
    assert "10\t1\t0\t0\t0\t0\t0\t0\t0\t0\t5\t0\t0\t0\t0" in rows
    assert "行政处罚\t4119\t\t" in rows
    assert any(line.startswith("五、存在的主要问题") for line in lines)
    assert not [line for line in lines if line.strip().strip("-— ").isdigit()], "page numbers"
    ends = [
        b.table
        for b in raw.blocks
        if b.cells and b.span.of(raw.text).strip().startswith(("一、本年新收", "（七）总计"))
    ]
    assert [ends[0]] * 2 == ends, "a table that goes on over the page is one"


@pytest.mark.usefixtures("without_recognition")
def test_a_page_without_words_is_refused(sample) -> None:
    with pytest.raises(ReadingError, match="第1页没有文字层"):
        sample("办理流程图")


def test_a_reply_in_ofd_keeps_its_paragraphs(sample) -> None:
    raw = sample("批复")

    assert ("路卫发〔2011〕76号", 2) == (raw.text.split("\n")[1], len(raw.pages))
    assert "〔2011〕10号）收悉。" in raw.text
    assert "ofd-signatures" in [note.code for note in raw.notes]


def test_a_watermark_annotation_stays_out(sample) -> None:
    raw = sample("长文")

    assert (6, "ofd-annotations") == (len(raw.pages), raw.notes[0].code)
    assert 2300 < len(raw.text) < 2600
