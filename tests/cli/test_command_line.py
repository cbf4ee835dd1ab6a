"""What the command line promises beyond single scenarios."""

from __future__ import annotations

import json

import jsonschema
import pytest


@pytest.fixture(scope="session")
def schema(repository):
    return json.loads((repository / "schemas" / "assessment.schema.json").read_text("utf-8"))


def test_every_sample_gives_json_that_fits_the_schema(run, seeds, tmp_path, schema):
    finished = run("check", str(seeds), "-f", "json", "-o", "out")

    written = sorted((tmp_path / "out").glob("*.json"))
    assert 0 == finished.returncode
    assert 10 <= len(written)
    for file in written:
        jsonschema.Draft202012Validator(schema).validate(json.loads(file.read_text("utf-8")))


def test_a_console_that_cannot_show_a_character_does_not_crash(run, tmp_path):
    (tmp_path / "长 路径 报告㵲.txt").write_text(
        "云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n㵲水镇受理27件😀。\n",
        "utf-8",
    )

    finished = run("check", "长 路径 报告㵲.txt", encoding="gbk")

    assert 0 == finished.returncode, finished.stderr
    assert "云川县" in finished.stdout


def test_two_files_with_one_stem_get_names_of_their_own(run, seeds, tmp_path):
    text = (seeds / "01-chengyu-city-2023.txt").read_bytes()
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "a.md").write_bytes(text)

    run("check", "a.txt", "a.md", "-f", "json", "-o", "out")

    assert ["a.md.json", "a.txt.json"] == sorted(p.name for p in (tmp_path / "out").iterdir())


def test_subfolders_are_mirrored(run, seeds, tmp_path):
    folder = tmp_path / "in" / "甲县"
    folder.mkdir(parents=True)
    (folder / "报告.txt").write_bytes((seeds / "01-chengyu-city-2023.txt").read_bytes())

    run("check", "in", "-f", "json", "-o", "out")

    assert (tmp_path / "out" / "甲县" / "报告.json").exists()


def test_help_does_not_import_what_it_does_not_need(run):
    finished = run("--help", PYTHONPROFILEIMPORTTIME="1")

    heavy = (
        "jinja2",
        "regex",
        "jsonschema",
        "yaml",
        "lxml",
        "ahocorasick",
        "checker.engine",
        "checker.reading",
    )
    assert 0 == finished.returncode
    assert not [name for name in heavy if f"| {name}" in finished.stderr or f" {name}" in finished.stderr]


def test_a_result_that_cannot_be_written_is_said_and_the_rest_is_done(run, seeds, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "01-chengyu-city-2023.json").mkdir()

    finished = run("check", str(seeds / "01-chengyu-city-2023.txt"), "-f", "json", "-f", "html", "-o", "out")

    assert 2 == finished.returncode
    assert "写不了结果" in finished.stderr
    assert (tmp_path / "out" / "01-chengyu-city-2023.html").exists()
