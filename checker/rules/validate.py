"""Rule files against their JSON Schema, in sentences that say what to write instead."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.resources import schemas_dir
from checker.rules.strict_yaml import Marked

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_TYPES = {
    "object": "映射(键: 值)",
    "array": "列表",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "null": "空着",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a rule file that must be mended: ``where`` is ``file:line:column``."""

    where: str
    message: str


def violations(marked: Marked, schema: str, part: str = "") -> Iterator[Problem]:
    """Every way in which a file does not fit ``schema`` (``rules`` or ``pack``), in order of place.

    Args:
        marked: The file.
        schema: Name of the schema, as in ``schemas/NAME.schema.json``.
        part: The definition in it that describes this file; the whole schema when empty.
    """
    found = sorted(
        _validator(schema, part).iter_errors(marked.data),
        key=lambda e: (list(map(str, e.absolute_path)), e.validator != "additionalProperties", e.message),
    )
    for error in found:
        deepest = _deepest(error)
        yield Problem(_where(marked, deepest), _sentence(deepest))


def language_violations(marked: Marked) -> Iterator[Problem]:
    """Every key of a language file that the program does not know, and every value of another shape than it reads."""
    section = Path(marked.file).stem
    known = sorted(_schema("language")["$defs"])
    if section in known:
        yield from violations(marked, "language", section)
        return
    near = difflib.get_close_matches(section, known, 1)
    hint = f"是不是“{near[0]}.yaml”?" if near else ""
    yield Problem(marked.file, f"程序不读这个语言文件。{hint}可用:{'、'.join(f'{name}.yaml' for name in known)}。")


@cache
def _schema(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((schemas_dir() / f"{name}.schema.json").read_text("utf-8"))
    return data


@cache
def _validator(schema: str, part: str) -> Validator:
    import jsonschema

    data = _schema(schema)
    return jsonschema.Draft202012Validator(data if not part else {"$ref": f"#/$defs/{part}", "$defs": data["$defs"]})


def _deepest(error: ValidationError) -> ValidationError:
    """Of alternatives that all failed, the one that came furthest."""
    while error.context:
        typed = [e for e in error.context if e.validator != "type"] or list(error.context)
        error = max(typed, key=lambda e: (len(e.absolute_path), e.validator == "additionalProperties"))
    return error


def _where(marked: Marked, error: ValidationError) -> str:
    path: tuple[Any, ...] = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        return marked.where((*path, _unknown_key(error)))
    return marked.where(path)


def _instance(error: ValidationError) -> Any:  # noqa: ANN401 - plain YAML data
    return error.instance


def _described(error: ValidationError) -> str:
    schema: Any = error.schema
    return str(schema.get("description", ""))


def _known_keys(error: ValidationError) -> list[str]:
    schema: Any = error.schema
    return list(schema.get("properties", {}))


def _unknown_key(error: ValidationError) -> str:
    known = _known_keys(error)
    schema: Any = error.schema
    free = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    return next(str(k) for k in _instance(error) if k not in known and not any(p.search(k) for p in free))


def _sentence(error: ValidationError) -> str:  # noqa: PLR0911 - one line a kind of error
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            return _unknown_sentence(error)
        case "required":
            return f"缺少“{next(k for k in wanted if k not in _instance(error))}”。"
        case "enum":
            return f"“{error.instance}”不在可用的值里:{'、'.join(map(str, wanted))}。"
        case "type":
            kinds = "或".join(_TYPES.get(str(t), str(t)) for t in ([wanted] if isinstance(wanted, str) else wanted))
            return f"这里应为{kinds},现为 {error.instance!r}。"
        case "minimum" | "exclusiveMinimum" | "maximum":
            bounds = {"minimum": "不小于", "exclusiveMinimum": "大于", "maximum": "不大于"}
            return f"这里应{bounds[error.validator]} {wanted},现为 {error.instance}。"
        case "uniqueItems":
            return f"列表里有重复:{'、'.join(map(str, _instance(error)))}。"
        case "pattern" if _described(error):
            return f"“{error.instance}”写法不对,这里应为{_described(error)}。"
        case "minProperties" if wanted > 1:
            return f"这里至少要写 {wanted} 项,现在只有{'、'.join(_instance(error))}。"
        case "minItems" | "minLength" | "minProperties":
            return "这里不能空着。"
    return f"“{error.instance}”写法不合要求({error.validator}:{wanted})。"


def _unknown_sentence(error: ValidationError) -> str:
    unknown, known = _unknown_key(error), _known_keys(error)
    near = difflib.get_close_matches(unknown, known, 1)
    hint = f"是不是“{near[0]}”?" if near else ""
    return f"不认识的键“{unknown}”。{hint}可用:{'、'.join(known)}。"
