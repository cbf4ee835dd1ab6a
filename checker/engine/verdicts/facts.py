"""Metadata as values for verdict expressions: dates, sources, title elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from checker.model import Document, ParagraphKind, Role, Span
from checker.text.normal import fold, letters_to_zeros


@dataclass(frozen=True, slots=True)
class Facts:
    """Values by expression name, and the span each was read from."""

    values: dict[str, Any]
    spans: dict[str, Span]


def read_facts(document: Document) -> Facts:
    """What metadata rules may ask.

    ``title``, ``title_place``, ``title_issuer``, ``title_year``, ``title_subject`` (法治政府建设 …), ``title_genre``
    (report, summary, briefing … or None), ``title_wording`` (the genre as written),
    ``issuer``, ``issuer_source``, ``signed`` and ``published`` (ISO dates or None), ``signed_source``,
    ``signature_issuer``, ``year``, ``next_year``, ``addressee``, ``channel``, ``source_line``, ``due`` and ``late``
    (the last good day, and the first late day, of publication), ``plan`` (whether there is a plan) and ``plan_year``
    (the year that the plan names, or None).
    """
    meta = document.metadata
    values: dict[str, Any] = {
        "title": meta.title.value if meta.title else None,
        "issuer": meta.issuer.value if meta.issuer else None,
        "issuer_source": meta.issuer_source,
        "issuer_inferred": meta.issuer_inferred,
        "signed": meta.signed_date.value if meta.signed_date else None,
        "signed_source": meta.signed_source,
        "signature_issuer": meta.signature_issuer.value if meta.signature_issuer else None,
        "published": meta.publish_date.value if meta.publish_date else None,
        "year": meta.report_year,
        "next_year": meta.report_year + 1 if meta.report_year else None,
        "addressee": meta.addressee.value if meta.addressee else None,
        "channel": meta.channel.value if meta.channel else None,
        "source_line": meta.source_line.value if meta.source_line else None,
        "due": f"{meta.report_year + 1}-03-31" if meta.report_year else None,
        "limit_day": f"{meta.report_year + 1}-04-01" if meta.report_year else None,
        "stage": document.stage.value,
        "none": None,
    }
    parts = meta.title_facts
    values |= {
        "title_place": parts.place,
        "title_issuer": parts.issuer,
        "title_year": parts.year,
        "title_subject": parts.subject,
        "title_genre": parts.genre,
        "title_wording": parts.wording,
        "headings": sum(p.kind is ParagraphKind.HEADING for p in document.paragraphs),
        "plan": any(r.role is Role.PLAN for r in document.roles),
    }
    plan_year, plan_span = find_plan_year(document)
    values["plan_year"] = plan_year
    spans = {
        name: fact.span
        for name, fact in (
            ("title", meta.title),
            ("issuer", meta.issuer),
            ("signed", meta.signed_date),
            ("published", meta.publish_date),
            ("signature_issuer", meta.signature_issuer),
            ("addressee", meta.addressee),
            ("channel", meta.channel),
            ("source_line", meta.source_line),
        )
        if fact is not None and fact.span is not None
    }
    if meta.report_year_span is not None:
        spans["year"] = meta.report_year_span
    for alias, name in (
        ("title_subject", "title"),
        ("title_genre", "title"),
        ("title_year", "title"),
        ("title_place", "title"),
        ("issuer_source", "issuer"),
        ("signed_source", "signed"),
        ("due", "published"),
        ("limit_day", "published"),
    ):
        if name in spans:
            spans[alias] = spans[name]
    if plan_span is not None:
        spans["plan_year"] = plan_span
    return Facts(values, spans)


def find_plan_year(document: Document) -> tuple[int | None, Span | None]:
    """The year that the plan names: in its headings first, else in its first sentences; and the sentence."""
    headings = [s.heading for s in document.sections if s.role is Role.PLAN]
    sentences = [s.span for s in document.sentences if s.role is Role.PLAN]
    for span in [*headings, *sentences[:_PLAN_SENTENCES]]:
        text = "".join(map(fold, _TITLES.sub(lambda m: "#" * len(m.group()), span.of(document.text))))
        text = letters_to_zeros("".join(text.split()))
        found = _YEAR.search(text)
        if found:
            return int(found.group(1)), span
    return None, None


_PLAN_SENTENCES = 3
_TITLES = re.compile(r"《[^》]*》|[（(][^（()）]*[)）]")
_YEAR = re.compile(r"(20[0-9]{2})\s*年(?!\s*(?:以来|[前底末]|-))")
