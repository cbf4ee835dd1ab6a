"""What a path pattern fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config.globs import matches, relative


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.docx", "甲.docx", True),
        ("*.docx", "乡镇/甲.docx", True),
        ("*.docx", "甲.docx/乙.txt", False),
        ("甲?.txt", "乡镇/甲1.txt", True),
        ("甲?.txt", "甲/.txt", False),
        ("乡镇/", "乡镇/甲/乙.txt", True),
        ("乡镇/", "别处/乡镇/甲.txt", False),
        ("乡镇/*", "乡镇/甲.txt", True),
        ("乡镇/*", "乡镇/甲/乙.txt", False),
        ("乡镇/**", "乡镇/甲/乙.txt", True),
        ("**/乡镇/*.txt", "乡镇/甲.txt", True),
        ("**/乡镇/*.txt", "市/县/乡镇/甲.txt", True),
        ("**/乡镇/*.txt", "市/老乡镇/甲.txt", False),
        ("市/**/甲.txt", "市/甲.txt", True),
        ("市/**/甲.txt", "市/一/二/甲.txt", True),
        ("**", "a/b", True),
        ("./a/b.txt", "a/b.txt", True),
        ("a+b(1).txt", "a+b(1).txt", True),
        ("a.txt", "abtxt", False),
        ("[甲].txt", "甲.txt", False),
        ("报送.zip!/**", "报送.zip!/甲县/报告.docx", True),
        ("*.txt", "-", False),
    ],
)
def test_a_pattern_fits(pattern, path, expected):
    assert expected is matches(pattern, path)


def test_a_hostile_pattern_does_not_hang():
    assert not matches("**/" * 8 + "*a*a*a*a*a*a*b", "a/" * 8 + "a" * 60)


def test_a_document_is_named_from_the_folder_of_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert ["a/b.txt", "../b.txt", "-"] == [
        relative("x/a/b.txt", Path("x")),
        relative("b.txt", tmp_path / "x"),
        relative("-", tmp_path),
    ]
