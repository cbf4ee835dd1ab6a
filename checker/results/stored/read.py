"""A stored JSON result back into the Assessment that it was written from, so that any report can be made of it again.

What reports show comes back as it was; of the document the text, its paragraphs and the places of its facts, not the
reading in between (sentences, items, sections). Results written before the text was stored give reports without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.errors import ReadingError
from checker.model import (
    Assessment,
    Basis,
    Change,
    ChangeState,
    Check,
    DimensionScore,
    Document,
    DocumentKind,
    ElementTrace,
    Evidence,
    Fact,
    Figure,
    Finding,
    Fix,
    Level,
    Metadata,
    Note,
    Obligation,
    PackInfo,
    PagePicture,
    Paragraph,
    ParagraphKind,
    Previous,
    Recheck,
    Result,
    Role,
    Score,
    Severity,
    Span,
    Stage,
    Verdict,
    Waiver,
)
from checker.resources import schemas_dir
from checker.results.stored.write import SCHEMA

__all__ = ["load_assessment"]

_Data = Mapping[str, Any]


def load_assessment(data: bytes, where: str) -> Assessment:
    """The assessment that ``data`` was written from (``checker check -f json``).

    Raises:
        ReadingError: It is not a result of this program, or not a whole one; the message names the place in it.
    """
    try:
        tree = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError) as error:
        msg = "这不是 JSON 文件,或文件不完整;请用 checker check -f json 重新生成"
        raise ReadingError(msg, where) from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        msg = f'这不是审核结果(应有 "schema": "{SCHEMA}");请用 checker check -f json 重新生成'
        raise ReadingError(msg, where)
    _validate(json.loads(data.decode("utf-8-sig")), where)
    return _assessment(tree)


def _validate(tree: object, where: str) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((schemas_dir() / "assessment.schema.json").read_text("utf-8"))
    error = next(iter(Draft202012Validator(schema).iter_errors(tree)), None)
    if error is not None:
        msg = f"审核结果的“{error.json_path}”格式不对;请用 checker check -f json 重新生成"
        raise ReadingError(msg, where)


def _assessment(tree: _Data) -> Assessment:
    waived, recheck, previous = tree.get("waived_score"), tree.get("recheck"), tree.get("previous")
    return Assessment(
        _document(tree["document"]),
        PackInfo(
            **{k: tree["pack"][k] for k in ("id", "version", "sha256", "year", "level", "as_of")},
            recogniser=tree["pack"].get("recogniser"),
        ),
        _score(tree["score"]),
        tuple(_result(r) for r in tree["results"]),
        tuple(_figure(f) for f in tree["figures"]),
        tuple(_check(c) for c in tree["checks"]),
        tuple(_finding(f) for f in tree["findings"]),
        tuple(Note(n["code"], n["message"], n["start"], n["end"]) for n in tree["notes"]),
        None if previous is None else _previous(previous),
        None if recheck is None else _recheck(recheck),
        None if waived is None else _score(waived),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _span(data: _Data) -> Span:
    return Span(data["start"], data["end"])


def _spans(data: list[_Data]) -> tuple[Span, ...]:
    return tuple(_span(s) for s in data)


def _document(data: _Data) -> Document:
    places: _Data = data.get("places", {})

    def fact(name: str) -> Fact | None:
        value = data.get(name)
        return None if value is None else Fact(value, _span(places[name]) if name in places else None)

    meta = Metadata(
        title=fact("title"),
        issuer=fact("issuer"),
        signed_date=fact("signed_date"),
        publish_date=fact("publish_date"),
        addressee=fact("addressee"),
        channel=fact("channel"),
        issuer_inferred=data["issuer_inferred"],
        issuer_source=data.get("issuer_source", "none"),
        issuer_level=Level(data["issuer_level"]) if data["issuer_level"] else None,
        admin_level=Level(data["admin_level"]) if data["admin_level"] else None,
        report_year=data["report_year"],
        report_year_span=_span(places["report_year"]) if "report_year" in places else None,
        attributes=tuple(data["attributes"]),
    )
    return Document(
        data["path"],
        data["sha256"],
        data["format"],
        data.get("text", ""),
        DocumentKind(data["kind"]),
        Stage(data["stage"]),
        tuple(Paragraph(_span(p), ParagraphKind(p["kind"]), -1) for p in data.get("paragraphs", [])),
        (),
        (),
        (),
        (),
        meta,
        pages=tuple(data.get("pages", [])),
        recognised=_spans(data.get("recognised", [])),
        doubtful=_spans(data.get("doubtful", [])),
        pictures=tuple(PagePicture(p["page"], p["name"]) for p in data.get("pictures", [])),
    )


_POINT = Decimal("0.1")  # scores have one decimal; JSON writes 100.0 as 100


def _points(value: object) -> Decimal | None:
    number = _decimal(value)
    return None if number is None else number.quantize(_POINT)


def _score(data: _Data) -> Score:
    return Score(
        _points(data["total"]),
        data["grade"],
        tuple(
            DimensionScore(d["id"], d["title"], Decimal(str(d["weight"])), _points(d["score"]))
            for d in data["dimensions"]
        ),
    )


def _bases(data: list[_Data]) -> tuple[Basis, ...]:
    return tuple(Basis(b["document"], b["number"], b["article"], b["cite"]) for b in data)


def _check(data: _Data) -> Check:
    return Check(data["rule_id"], data["status"], data["expression"], _spans(data["spans"]), data.get("title", ""))


def _waiver(data: _Data | None) -> Waiver | None:
    return None if data is None else Waiver(data["reason"], data["approver"], data["granted"], data["expires"])


def _result(data: _Data) -> Result:
    return Result(
        data["rule_id"],
        data["title"],
        data["dimension"],
        data["kind"],
        Obligation(data["obligation"]),
        Decimal(str(data["weight"])),
        Verdict(data["verdict"]),
        _decimal(data["score"]),
        data["confidence"],
        tuple(
            Evidence(e["text"], e["start"], e["end"], e["line"], e["section"], Role(e["role"]), e.get("page"))
            for e in data["evidence"]
        ),
        data["explanation"],
        data["suggestion"],
        _bases(data["basis"]),
        data["fingerprint"],
        _waiver(data["waiver"]),
        data.get("known", False),
        tuple(ElementTrace(t["name"], t["matched"], _spans(t["spans"]), t["detail"]) for t in data.get("trace", [])),
    )


def _figure(data: _Data) -> Figure:
    return Figure(
        data["id"],
        data["label"],
        Decimal(str(data["value"])),
        _decimal(data["low"]),
        _decimal(data["high"]),
        data["unit"],
        data["text"],
        data["start"],
        data["end"],
        data["period"],
        data["scope"],
        data.get("page"),
    )


def _finding(data: _Data) -> Finding:
    fix = data["fix"]
    return Finding(
        data["rule_id"],
        data["kind"],
        Severity(data["severity"]),
        data["confidence"],
        data["message"],
        data["text"],
        data["start"],
        data["end"],
        data["line"],
        data["fingerprint"],
        data["suggestion"],
        _bases(data["basis"]),
        None if fix is None else Fix(fix["start"], fix["end"], fix["text"]),
        data.get("page"),
        _waiver(data.get("waiver")),
        data.get("known", False),
    )


def _previous(data: _Data) -> Previous:
    return Previous(data["path"], data["sha256"], data["title"], data["report_year"], _decimal(data["copied_share"]))


def _recheck(data: _Data) -> Recheck:
    changes = tuple(
        Change(
            ChangeState(c["state"]),
            c["fingerprint"],
            c["rule_id"],
            c["title"],
            c["before"],
            c["after"],
            c["text"],
            c["line"],
        )
        for c in data["changes"]
    )
    return Recheck(data["path"], data["sha256"], _points(data["total"]), data["pack_version"], changes)
