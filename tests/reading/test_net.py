"""A reader that fails in a way nobody foresaw costs one file, and says which."""

from __future__ import annotations

import pytest

from checker.errors import ReaderDefectError
from checker.lexicon import Lexicon
from checker.reading import document, source
from checker.reading.formats import registry

FAILURES = [
    MemoryError(),
    RecursionError(),
    AssertionError("x"),
    IndexError(),
    UnicodeError(),
    KeyError("k"),
    OSError(),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda f: type(f).__name__)
def test_a_failure_of_any_kind_names_the_file(failure: Exception, lexicon: Lexicon, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(registry, "read_raw", fail)

    with pytest.raises(ReaderDefectError) as caught:
        document.read_document("某县/报告.docx", b"x", lexicon)

    assert "某县/报告.docx" == caught.value.where
    assert caught.value.__cause__ is failure
    assert "另存为 docx" in caught.value.message


def test_an_annex_that_a_reader_fails_on_leaves_the_report_whole(lexicon: Lexicon, monkeypatch) -> None:
    whole = registry.read_raw

    def fail(name: str, *rest: object) -> object:
        return 1 // 0 if name.endswith(".xlsx") else whole(name, *rest)

    monkeypatch.setattr(registry, "read_raw", fail)

    read = document.read_document(
        "报告.txt", "一、工作情况\n全年办理8件。".encode(), lexicon, annexes=[("附表.xlsx", b"x")]
    )

    assert "全年办理8件" in read.text
    assert ["annex-unread"] == [n.code for n in read.notes if "附表.xlsx" in n.message]


def test_a_container_that_the_library_fails_on_names_the_member(tmp_path, monkeypatch) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(b"PK")
    monkeypatch.setattr(source, "read_member", lambda *_: {}["entry"])

    with pytest.raises(ReaderDefectError, match="KeyError") as caught:
        source.read_bytes(f"{path}!/报告.docx")

    assert str(caught.value.where).endswith("报送.zip!/报告.docx")
