"""The office's own data."""

from __future__ import annotations

import pytest

from checker.errors import CheckerError
from checker.memo import Letterhead, load_letterhead


@pytest.mark.parametrize(("name", "text"), [
    ("信头.yaml", "office: 云川市司法局\nnumber: 云司审〔2025〕7号\ndate: 2025-03-01\n"),
    ("信头.toml", 'office = "云川市司法局"\nnumber = "云司审〔2025〕7号"\ndate = "2025-03-01"\n'),
    ("信头.toml", 'office = "云川市司法局"\nnumber = "云司审〔2025〕7号"\ndate = 2025-03-01\n'),
])  # fmt: skip
def test_a_letterhead_is_read_from_yaml_and_toml(name, text, tmp_path):
    (tmp_path / name).write_text(text, "utf-8")

    head = load_letterhead(tmp_path / name)

    assert Letterhead(office="云川市司法局", number="云司审〔2025〕7号", date="2025-03-01") == head


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("a.yaml", b"ofice: x\n", "不认识“ofice”,是不是 office"),
    ("a.yaml", b"office: [1]\n", "应为文字"),
    ("a.yaml", b"date: 2025-02-30\n", "YYYY-MM-DD"),
    ("a.yaml", b"- 1\n", "各占一行"),
    ("a.yaml", b"\xff", "UTF-8"),
    ("a.toml", b"office = ", "TOML 写法有误"),
    ("a.ini", b"", "应为 .yaml 或 .toml"),
])  # fmt: skip
def test_a_wrong_letterhead_is_refused_in_a_sentence(name, data, sentence, tmp_path):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(CheckerError, match=sentence):
        load_letterhead(tmp_path / name)
