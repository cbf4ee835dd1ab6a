"""A document as it is stored: its facts as plain values, the places of these beside them, its text.

The reading in between (sentences, items, roles) is not stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.model import (
    Document,
    DocumentKind,
    Fact,
    Level,
    Metadata,
    PagePicture,
    Paragraph,
    Section,
    Span,
    Stage,
)
from checker.results.stored.tables import CODEC

__all__ = ["read_document", "write_document"]

FACTS = (
    "title", "issuer", "signed_date", "publish_date", "addressee", "channel", "signature_issuer", "source_line",
)  # fmt: skip
"""Facts that were read from a place in the text."""
_YEAR = "report_year"


def write_document(document: Document) -> dict[str, Any]:
    """The document in the order of the schema."""
    meta = document.metadata
    facts: dict[str, Fact | None] = {name: getattr(meta, name) for name in FACTS}
    value = {name: fact.value if fact is not None else None for name, fact in facts.items()}
    spans = {_YEAR: meta.report_year_span, **{n: f.span for n, f in facts.items() if f is not None}}
    return {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "kind": document.kind.value,
        "title": value["title"],
        "issuer": value["issuer"],
        "issuer_inferred": meta.issuer_inferred,
        "issuer_level": CODEC.write(meta.issuer_level),
        "admin_level": CODEC.write(meta.admin_level),
        "report_year": meta.report_year,
        "signed_date": value["signed_date"],
        "publish_date": value["publish_date"],
        "stage": document.stage.value,
        "attributes": list(meta.attributes),
        "characters": len(document.text),
        "issuer_source": meta.issuer_source,
        "addressee": value["addressee"],
        "channel": value["channel"],
        "places": {name: CODEC.write(span) for name, span in spans.items() if span is not None},
        "pages": list(document.pages),
        "recognised": CODEC.write(document.recognised),
        "doubtful": CODEC.write(document.doubtful),
        **({"pictures": CODEC.write(document.pictures)} if document.pictures else {}),
        "paragraphs": CODEC.write(document.paragraphs),
        "text": document.text,
        "signed_source": meta.signed_source,
        "signature_issuer": value["signature_issuer"],
        "source_line": value["source_line"],
        "sections": CODEC.write(document.sections),
        "year_source": meta.year_source,
        **({"year_others": [list(sign) for sign in meta.year_others]} if meta.year_others else {}),
    }


def read_document(data: Mapping[str, Any]) -> Document:
    """The document that ``data`` was written from; results of older programs lack some of it."""
    places = {name: CODEC.read(Span, span) for name, span in data.get("places", {}).items()}
    facts: dict[str, Any] = {n: Fact(data[n], places.get(n)) for n in FACTS if data.get(n) is not None}

    def many(cls: type[Any], key: str) -> tuple[Any, ...]:
        return tuple(CODEC.read(cls, each) for each in data.get(key, ()))

    meta = Metadata(
        **facts,
        issuer_inferred=data["issuer_inferred"],
        issuer_source=data.get("issuer_source", "none"),
        signed_source=data.get("signed_source", "none"),
        issuer_level=Level(data["issuer_level"]) if data["issuer_level"] else None,
        admin_level=Level(data["admin_level"]) if data["admin_level"] else None,
        report_year=data[_YEAR],
        report_year_span=places.get(_YEAR),
        year_source=data.get("year_source", "none"),
        year_others=tuple((source, year) for source, year in data.get("year_others", ())),
        attributes=tuple(data["attributes"]),
    )
    return Document(
        data["path"],
        data["sha256"],
        data["format"],
        data.get("text", ""),
        DocumentKind(data["kind"]),
        Stage(data["stage"]),
        paragraphs=many(Paragraph, "paragraphs"),
        sections=many(Section, "sections"),
        roles=(),
        items=(),
        sentences=(),
        metadata=meta,
        pages=tuple(data.get("pages", ())),
        recognised=many(Span, "recognised"),
        doubtful=many(Span, "doubtful"),
        pictures=many(PagePicture, "pictures"),
    )
