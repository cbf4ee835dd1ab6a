"""A stored JSON result back into the Assessment that it was written from, so that any report can be made of it again.

What reports show comes back as it was; of the document the text, its paragraphs, sections and the places of its facts,
not the reading in between (sentences, items). Results written before the text was stored give reports without it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from checker.errors import ReadingError
from checker.model import Assessment
from checker.resources import schemas_dir
from checker.results.stored.document import read_document
from checker.results.stored.tables import CODEC
from checker.results.stored.write import SCHEMA

__all__ = ["load_assessment"]


def load_assessment(data: bytes, where: str) -> Assessment:
    """The assessment that ``data`` was written from (``checker check -f json``).

    Raises:
        ReadingError: It is not a result of this program, or not a whole one; the message names the place in it.
    """
    try:
        text = data.decode("utf-8-sig")
        tree = json.loads(text, parse_float=Decimal)
        plain = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        msg = "这不是 JSON 文件,或文件不完整;请用 checker check -f json 重新生成"
        raise ReadingError(msg, where) from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        msg = f'这不是审核结果(应有 "schema": "{SCHEMA}");请用 checker check -f json 重新生成'
        raise ReadingError(msg, where)
    wrong = next(iter(_validator().iter_errors(plain)), None)
    if wrong is not None:
        msg = f"审核结果的“{wrong.json_path}”格式不对;请用 checker check -f json 重新生成"
        raise ReadingError(msg, where)
    assessment: Assessment = CODEC.read(Assessment, tree, document=read_document(tree["document"]))
    return assessment


@cache
def _validator() -> Any:  # noqa: ANN401 - the library carries no types
    from jsonschema import Draft202012Validator

    schema = json.loads((schemas_dir() / "assessment.schema.json").read_text("utf-8"))
    return Draft202012Validator(_open(schema))


def _open(schema: Any) -> Any:  # noqa: ANN401 - plain data
    """A schema that lets unknown keys pass: later versions of the program may write more."""
    if isinstance(schema, dict):
        kept = {k: v for k, v in schema.items() if k not in {"additionalProperties", "unevaluatedProperties"}}
        return {k: _open(v) for k, v in kept.items()}
    return [_open(v) for v in schema] if isinstance(schema, list) else schema
