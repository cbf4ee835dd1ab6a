"""The schemas, the code and the pages for users say the same."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest
from jsonschema import Draft202012Validator

from checker.config.file import load_file
from checker.config.keys import DEFAULTS, LIMITS, OVERRIDABLE
from checker.config.settings import Settings
from checker.config.starter import CI, starter_files
from checker.config.waivers import load_waivers
from checker.engine.applicability import ATTRIBUTE_NAMES
from checker.errors import ConfigError, UsageError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.model import Level, Stage
from checker.results.thresholds import WORDS, Thresholds


@pytest.fixture(scope="module")
def schema(repository):
    return json.loads((repository / "schemas" / "config.schema.json").read_text("utf-8"))


def _leaves(schema, prefix=""):
    for key, value in schema["properties"].items():
        if value.get("type") == "object":
            yield from _leaves(value, f"{prefix}{key}.")
        elif key != "overrides":
            yield prefix + key


def _tables(schema):
    yield schema
    for value in schema["properties"].values():
        if value.get("type") == "object":
            yield from _tables(value)


@pytest.mark.parametrize("name", ["config", "waivers", "baseline"])
def test_a_schema_is_a_schema(repository, name):
    Draft202012Validator.check_schema(json.loads((repository / "schemas" / f"{name}.schema.json").read_text("utf-8")))


def test_the_keys_of_the_schema_are_those_of_the_code(schema):
    assert sorted(DEFAULTS) == sorted(_leaves(schema))
    assert {"files", *OVERRIDABLE} == set(schema["properties"]["overrides"]["items"]["properties"])


def test_no_table_takes_keys_that_it_does_not_name(schema):
    assert all(table["additionalProperties"] is False for table in _tables(schema))


def test_the_words_of_the_schema_are_those_of_the_code(schema):
    defs = schema["$defs"]
    assert [v.value for v in Level] == defs["level"]["enum"]
    assert [v.value for v in Stage] == defs["stage"]["enum"]
    assert sorted(ATTRIBUTE_NAMES) == sorted(defs["attributes"]["items"]["enum"])
    one, several = schema["properties"]["fail-on"]["oneOf"]
    assert one["enum"] == several["items"]["enum"] == list(WORDS)
    assert Thresholds.parse(None, one["enum"]).on == WORDS
    with pytest.raises(UsageError, match="statutory、normative、high、medium、low"):
        Thresholds.parse(None, "x")


def test_every_limit_can_be_configured_and_its_default_is_the_reader_s():
    assert {f.name for f in dataclasses.fields(Limits)} == {field for field, _ in LIMITS.values()}
    assert DEFAULT_LIMITS == Settings(_settings()).limits()


def _settings():
    from checker.config import Setting

    return {key: Setting(value, "默认") for key, value in DEFAULTS.items()}


def test_the_defaults_are_values_that_the_schema_allows(schema):
    plain = {k: list(v) if isinstance(v, tuple) else v for k, v in DEFAULTS.items() if v is not None and "." not in k}

    Draft202012Validator(schema).validate(plain)


def test_every_key_is_on_the_page_for_users(repository):
    page = (repository / "docs" / "config.md").read_text("utf-8")

    assert [] == [key for key in DEFAULTS if f"`{key.rpartition('.')[2]}`" not in page]


def test_every_toml_example_on_the_page_can_be_loaded(repository, tmp_path):
    page = (repository / "docs" / "config.md").read_text("utf-8")

    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert 2 <= len(examples)
    for example in examples:
        name = "pyproject.toml" if "[tool.checker]" in example else "checker.toml"
        (tmp_path / name).write_text(example, "utf-8")
        assert load_file(tmp_path / name).values


def test_every_waiver_example_on_the_page_can_be_loaded(repository, tmp_path):
    page = (repository / "docs" / "waivers.md").read_text("utf-8")

    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert examples
    for example in examples:
        (tmp_path / "w.yaml").write_text(example, "utf-8")
        assert load_waivers(tmp_path / "w.yaml").entries


@pytest.mark.parametrize("attributes", [None, [], ["enforces", "approves"]])
@pytest.mark.parametrize("level", [None, "department"])
def test_what_init_writes_is_loaded_by_the_code(tmp_path, level, attributes):
    for name, text in starter_files("levels/county", level, attributes, None).items():
        (tmp_path / name).write_text(text, "utf-8")

    config = load_file(tmp_path / "checker.toml")
    assert "levels/county" == config.values["pack"].value
    assert level == (config.values["level"].value if "level" in config.values else None)
    assert (None if attributes is None else tuple(attributes)) == (
        config.values["attributes"].value if "attributes" in config.values else None
    )
    assert () == load_waivers(tmp_path / "checker-waivers.yaml").entries


def test_what_init_shows_as_comments_works_when_the_sign_is_taken_away(tmp_path):
    files = {str(name): text for name, text in starter_files("national", None, None, None).items()}
    config = re.sub(r"(?m)^# (?=[a-z\[])", "", files["checker.toml"])
    waivers = re.sub(r"(?m)^# (?=waivers:|  )", "", files["checker-waivers.yaml"]).replace("waivers: []", "")
    (tmp_path / "checker.toml").write_text(config, "utf-8")
    (tmp_path / "checker-waivers.yaml").write_text(waivers, "utf-8")

    loaded = load_file(tmp_path / "checker.toml")

    assert {"level", "year", "formats", "baseline", "memo.due-days", "memo.letterhead.office"} <= set(loaded.values)
    assert 2 == len(loaded.overrides)
    assert 1 == len(load_waivers(tmp_path / "checker-waivers.yaml").entries)


@pytest.mark.parametrize("host", sorted(CI))
def test_a_pipeline_that_init_writes_runs_a_command_that_exists(host, tmp_path, seeds_folder, run_checker):
    import shlex

    import yaml

    (text,) = [t for n, t in starter_files("national", None, None, host).items() if str(n) == CI[host]]
    data = yaml.safe_load(text)
    if host == "github":
        folder, steps = data["env"]["REPORTS"], [s.get("run", "") for s in data["jobs"]["check"]["steps"]]
    else:
        folder, steps = data["variables"]["REPORTS"], data["checker"]["script"]
    (line,) = [s for s in steps if s.startswith("checker ")]
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "报告.txt").write_bytes((seeds_folder / "01-chengyu-city-2023.txt").read_bytes())

    finished = run_checker(*shlex.split(line.replace("$REPORTS", folder))[1:])

    assert 0 == finished.returncode, finished.stderr
    assert (tmp_path / "reports_out" / "报告.json").exists()


@pytest.mark.parametrize(
    "line",
    [
        "packs = 1", "pack = 1", "pack = ''", "level = 'x'", "year = '2024'", "attributes = 'enforces'",
        "attributes = ['x']", "attributes = ['enforces', 'enforces']", "formats = []", "formats = 'json'", "jobs = 0",
        "jobs = 1.5", "jobs = true", "fail-under = 101", "fail-on = 'big'", "force = 'yes'", "limits = 1",
        "limits.pages = 0", "limits.pages = 1.5", "limits.seconds = 0", "limits.x = 1", "memo.due-days = -1",
        "memo.letterhead.office = 1", "memo.letterhead.x = '1'", "overrides = []\nx=1", "overrides = {}",
        "[[overrides]]\nlevel = 'city'", "[[overrides]]\nfiles = 'a'", "[[overrides]]\nfiles = []\nlevel = 'city'",
        "[[overrides]]\nfiles = 'a'\noutput = 'b'", "as-of = '2024-01-01'", "allow-secret = true",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused_with_its_place(tmp_path, line):
    (tmp_path / "checker.toml").write_text("\n" + line + "\n", "utf-8")

    with pytest.raises(ConfigError) as caught:
        load_file(tmp_path / "checker.toml")

    assert re.search(r"checker\.toml:[234]:\d+$", caught.value.where)
