"""Decisions as YAML (``schemas/decisions.schema.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from checker.errors import RuleError
from checker.resources import schemas_dir
from checker.results.decisions.model import Decision
from checker.results.decisions.rows import CHOICES, VERDICTS, DecisionError, decision
from checker.rules.strict_yaml import Marked, load

__all__ = ["SCHEMA", "read_yaml", "write_yaml"]

SCHEMA = "checker/decisions/1"
_KEYS = (
    "unit", "point", "title", "obligation", "seen", "note", "quote", "decision", "verdict", "sentence", "reason",
    "name", "date",
)  # fmt: skip


def read_yaml(data: bytes, where: str) -> Iterator[Decision]:
    """The decisions of a YAML file.

    Raises:
        DecisionError: It is not what the schema asks for.
    """
    try:
        marked = load(data.decode("utf-8-sig"), where)
    except UnicodeDecodeError:
        msg = "复核表不是 UTF-8 编码,请另存为 UTF-8。"
        raise DecisionError(msg, where) from None
    except RuleError as error:
        raise DecisionError(error.message, error.where) from None
    _validate(marked)
    for index, row in enumerate(marked.data["decisions"] or ()):
        path = ("decisions", index)
        places = {str(key): marked.where((*path, key)) for key in row}
        values = {key: "" if row.get(key) is None else str(row[key]).strip() for key in _KEYS}
        yield decision(values, row.get("year"), marked.where(path), places)


def _validate(marked: Marked) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((schemas_dir() / "decisions.schema.json").read_text("utf-8"))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(marked.data), key=lambda e: list(map(str, e.absolute_path))
    )
    for error in errors:
        path = tuple(error.absolute_path)
        raise DecisionError(_sentence(error), marked.where(path))


def _sentence(error: Any) -> str:  # noqa: ANN401 - jsonschema carries no types
    """What a schema error means, said to a person."""
    name = str(error.absolute_path[-1]) if error.absolute_path else "文件"
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        extra = sorted(str(k) for k in set(error.instance) - set(known))
        return f"不认识的键“{'、'.join(extra)}”,可用:{'、'.join(known)}。"
    if error.validator == "required":
        missing = [k for k in error.validator_value if k not in error.instance]
        return f"缺少 {'、'.join(missing)}。"
    if error.validator in ("enum", "const"):
        values = error.validator_value if error.validator == "enum" else [error.validator_value]
        return f"“{name}”不认识“{error.instance}”,可填:{'、'.join(str(v) for v in values if v)}。"
    return f"“{name}”的写法不对,请对照 schemas/decisions.schema.json。"


def write_yaml(rows: Sequence[Decision]) -> bytes:
    """The rows as UTF-8 YAML."""
    import yaml

    head = (
        "# 复核表:每项填 decision(采纳、误判、属实不列、改判)、reason、name、date;改判另填 verdict;\n"
        "# sentence 是写入意见的话,空着用程序的说明。unit 写“全部”,表示这条规则在这一批里不列。\n"
        "# seen、title、obligation、note、quote 由程序填写,供对照。\n"
    )
    data = {"schema": SCHEMA, "decisions": [_data(row) for row in rows]}
    text = yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    return (head + text).encode()


def _data(row: Decision) -> dict[str, str | int | None]:
    return {
        "unit": row.unit,
        "year": row.year,
        "point": row.point,
        "title": row.title,
        "obligation": row.obligation or None,
        "seen": row.seen,
        "note": row.note,
        "quote": row.quote,
        "decision": CHOICES[row.choice] if row.choice else None,
        "verdict": VERDICTS[row.verdict] if row.verdict else None,
        "sentence": row.sentence or None,
        "reason": row.reason or None,
        "name": row.name or None,
        "date": row.date or None,
    }
