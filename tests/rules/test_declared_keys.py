"""Keys of rule parameters and of language files: declared in a schema, read by the program, and no others are taken."""

from __future__ import annotations

import ast
import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.engine.compare import COMPARISONS
from checker.engine.reconcile import RELATIONS
from checker.engine.writing.findings import CHECKS
from checker.errors import RuleError
from checker.resources import rules_dir, schemas_dir
from checker.rules.loader import load_pack
from checker.rules.strict_yaml import Marked, load
from checker.rules.validate import language_violations, violations

ENGINE = Path(__file__).parents[2] / "checker" / "engine"
TABLES = {"relations": ("relation", RELATIONS), "comparisons": ("compare", COMPARISONS), "checks": ("check", CHECKS)}
READERS = {"texts", "words", "groups", "group_sets", "table", "each", "text", "number", "flag"}


def _params() -> dict[str, Any]:
    schema = json.loads((schemas_dir() / "rules.schema.json").read_text("utf-8"))
    found = [o["params"] for o in _objects(schema) if "relations" in o.get("params", {}).get("properties", {})]
    assert len(found) == 1
    return found[0]["properties"]


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from _objects(value)


def _declared(field: str) -> set[str]:
    """All keys that the schema knows below a table of ``params``."""
    shared = json.loads((schemas_dir() / "rules.schema.json").read_text("utf-8"))["$defs"]
    parts = [
        _params()[field]["items"]["allOf"],
        *((shared["term"], shared["quantity"]) if field == "relations" else ()),
    ]
    return {key for part in parts for o in _objects(part) for key in o.get("properties", {})}


def _keys(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key)
            yield from _keys(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _keys(value, (*path, index))


def _used() -> dict[str, tuple[dict[str, Any], tuple[str | int, ...]]]:
    """Every key that the national pack writes under ``params``, once for each kind of entry: its rule and its path."""
    found: dict[str, tuple[dict[str, Any], tuple[str | int, ...]]] = {}
    for file in sorted((rules_dir() / "national").glob("*.yaml")):
        for rule in (load(file.read_text("utf-8"), file.name).data or {}).get("rules", ()):
            for path in _keys(rule.get("params", {})):
                if path[0] not in TABLES or isinstance(path[-1], int) or "terms" in path or "complete" in path:
                    continue
                entry = rule["params"][path[0]][path[1]] if len(path) > 1 else {}
                name = entry.get(TABLES[str(path[0])][0], "")
                found.setdefault("/".join([name, *(str(p) for p in path if isinstance(p, str))]), (rule, path))
    return found


USED = _used()


@pytest.mark.parametrize("name", USED)
def test_a_misspelt_parameter_is_refused_where_it_stands(name):
    rule, path = USED[name]
    changed = copy.deepcopy(rule)
    place = changed["params"]
    for step in path[:-1]:
        place = place[step]
    place[f"{path[-1]}x"] = place.pop(path[-1])

    told = [problem.message for problem in violations(Marked({"rules": [changed]}, {}, "rules.yaml"), "rules")]

    assert any(f"{path[-1]}x" in message or "缺少" in message for message in told), told


@pytest.mark.parametrize("field", TABLES)
def test_the_schema_names_what_the_program_can_do(field):
    name, table = TABLES[field]

    assert sorted(table) == _params()[field]["items"]["properties"][name]["enum"]


@pytest.mark.parametrize(
    ("field", "folders"), [("relations", ["reconcile"]), ("comparisons", ["compare"]), ("checks", ["writing"])]
)
def test_what_a_schema_declares_is_read_by_the_program(field, folders):
    sources = [f.read_text("utf-8") for folder in folders for f in (ENGINE / folder).rglob("*.py")]
    texts = {
        n.value
        for s in (*sources, (ENGINE / "params.py").read_text("utf-8"))
        for n in ast.walk(ast.parse(s))
        if isinstance(n, ast.Constant)
    }

    unread = _declared(field) - texts
    assert {key for key in unread if key.removeprefix("not_") not in texts} == set()


@pytest.mark.parametrize(("folder", "field"), [("reconcile", "relations"), ("compare", "comparisons")])
def test_what_the_program_reads_is_declared(folder, field):
    read = {
        node.args[0].value
        for file in (ENGINE / folder).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    language = json.loads((schemas_dir() / "language.schema.json").read_text("utf-8"))["$defs"][folder]["properties"]

    assert read - _declared(field) - set(language) == set()


LANGUAGE = sorted((rules_dir() / "language").glob("*.yaml"))


@pytest.mark.parametrize("file", LANGUAGE, ids=lambda f: f.stem)
def test_a_misspelt_key_of_a_language_file_is_refused_where_it_stands(file):
    text = file.read_text("utf-8")
    for key in load(text, file.name).data:
        wrong = re.sub(rf"(?m)^{key}:", f"{key}x:", text, count=1)
        line = 1 + next(n for n, row in enumerate(wrong.splitlines()) if row.startswith(f"{key}x:"))

        [problem] = language_violations(load(wrong, file.name))

        assert problem.where.startswith(f"{file.name}:{line}:")
        assert f"是不是“{key}”?" in problem.message


def test_a_language_file_that_nobody_reads_is_refused(tmp_path):
    shutil.copytree(rules_dir(), tmp_path / "rules")
    (tmp_path / "rules" / "language" / "reconcil.yaml").write_text("among: [其中]\n", "utf-8")

    with pytest.raises(RuleError, match=r"是不是“reconcile\.yaml”"):
        load_pack(root=tmp_path / "rules")
