"""What a document says about itself: title, issuer and its rank, year, dates, addressee, channel.

Works on the lines of the page, page furniture included, because that is where 发布机构, 成文日期 and 公开日期 stand.
"""

from __future__ import annotations

from checker.lexicon import Lexicon
from checker.model import Metadata, Note, RawText, TitleFacts
from checker.reading.understanding.metadata.channel import find_channel, find_source
from checker.reading.understanding.metadata.fields import read_fields
from checker.reading.understanding.metadata.issuer import IssuerFinder
from checker.reading.understanding.metadata.level import read_context
from checker.reading.understanding.metadata.organs import load_organs
from checker.reading.understanding.metadata.page import read_page
from checker.reading.understanding.metadata.publication import find_dated_field, find_publication
from checker.reading.understanding.metadata.recipient import find_recipient
from checker.reading.understanding.metadata.signature import find_signature
from checker.reading.understanding.metadata.title import find_title
from checker.reading.understanding.metadata.title_parts import TitleParts, load_titles, read_title
from checker.reading.understanding.metadata.words import Words
from checker.reading.understanding.metadata.year import SOURCES, find_year

__all__ = ["TitleParts", "read_metadata", "read_title", "year_notes"]


def read_metadata(raw: RawText, lexicon: Lexicon, name: str = "") -> Metadata:
    """Read the metadata of a document.

    Args:
        raw: The text with its blocks and hints.
        lexicon: The language files; section ``metadata`` is used.
        name: The name of the file, which may carry the year.
    """
    words = Words(lexicon)
    organs = load_organs(words)
    titles = load_titles(words, organs)
    page = read_page(raw, words)
    fields = read_fields(page, words)
    title = find_title(page, fields, titles, words)
    signature = find_signature(page, organs, words)
    context = read_context(page.body(), words)
    issuer = IssuerFinder(page, fields, organs, words, context).choose(title, signature)
    year = find_year(page, title, titles, words, find_publication(page, fields, None, words), name)
    signed = signature.date or find_dated_field(fields)
    return Metadata(
        title=title.fact if title else None,
        title_facts=_facts(title.parts) if title else TitleFacts(),
        issuer=issuer.fact,
        issuer_inferred=issuer.inferred,
        issuer_source=issuer.source,
        issuer_level=issuer.level,
        admin_level=issuer.admin_level,
        report_year=year.value,
        report_year_span=year.span,
        year_source=year.source,
        year_others=year.others,
        signed_date=signed,
        signed_source="signature" if signature.date else "field" if signed else "none",
        signature_issuer=signature.issuer,
        publish_date=find_publication(page, fields, year.value, words),
        addressee=find_recipient(page, words),
        channel=find_channel(page, fields, words),
        source_line=find_source(page, fields, words),
    )


def year_notes(metadata: Metadata) -> tuple[Note, ...]:
    """A remark where the signs of the report year disagree."""
    if not metadata.year_others:
        return ()
    signs = [(metadata.year_source, metadata.report_year), *metadata.year_others]
    told = ",".join(f"依{SOURCES[source]}为{year}年" for source, year in signs)
    span = metadata.report_year_span
    return (
        Note(
            "year-doubtful",
            f"报告年度识别不定:{told};暂按{metadata.report_year}年核对,请核实(可用 --year 指明)。",
            span.start if span else None,
            span.end if span else None,
        ),
    )


def _facts(parts: TitleParts) -> TitleFacts:
    return TitleFacts(
        place=bool(parts.place or parts.issuer),
        issuer=bool(parts.issuer),
        year=parts.year,
        subject=parts.topic,
        genre=parts.kind,
        wording=parts.genre,
    )
