"""Which fields of an assessment are stored, class by class, in the order of the JSON."""

from __future__ import annotations

from checker.model import (
    Assessment,
    Basis,
    Change,
    Check,
    Conclusion,
    Decided,
    DimensionScore,
    ElementTrace,
    Evidence,
    Figure,
    Finding,
    Fix,
    Note,
    PackInfo,
    PagePicture,
    Paragraph,
    Previous,
    Recheck,
    Result,
    Score,
    Section,
    Span,
    Waiver,
)
from checker.results.stored.codec import Codec, Table

__all__ = ["CODEC"]


def _table(cls: type, keys: str, absent: str = "", **more: object) -> Table:
    sets = {name: frozenset(str(names).split()) for name, names in more.items() if name != "unsaid"}
    unsaid = more.get("unsaid", {})
    return Table(cls, tuple(keys.split()), frozenset(absent.split()), **sets, unsaid=unsaid)  # type: ignore[arg-type]


CODEC = Codec(
    _table(Span, "start end"),
    _table(Basis, "document number article cite"),
    _table(Evidence, "text start end line page section role"),
    _table(Figure, "id label value low high unit text start end period scope page"),
    _table(ElementTrace, "name matched spans detail"),
    _table(Waiver, "reason approver granted expires"),
    _table(Decided, "choice reason name date before"),
    _table(
        Result,
        "rule_id title dimension kind obligation weight verdict score confidence evidence explanation suggestion basis "
        "waiver known fingerprint trace decision wanted",
        "decision wanted",
    ),
    _table(Fix, "start end text"),
    _table(
        Finding,
        "rule_id kind severity confidence message text start end line page waiver known fingerprint suggestion basis "
        "fix decision",
        "decision",
    ),
    _table(Check, "rule_id title status expression spans"),
    _table(DimensionScore, "id title weight score", tenths="score"),
    _table(Score, "total grade dimensions", tenths="total"),
    _table(PackInfo, "id version sha256 year level as_of recogniser"),
    _table(Previous, "path sha256 title report_year copied_share"),
    _table(Change, "state fingerprint rule_id title before after text line"),
    _table(Recheck, "path sha256 total pack_version changes", tenths="total"),
    _table(Conclusion, "name grounds"),
    _table(Note, "code message start end"),
    _table(PagePicture, "page name"),
    _table(Paragraph, "span kind", flat="span", unsaid={"section": -1}),
    _table(Section, "heading span label title level parent role"),
    _table(
        Assessment,
        "program pack score results figures checks findings notes previous recheck waived_score conclusion",
        "program previous recheck waived_score conclusion",
    ),
)
"""Writes and reads everything but the document itself, whose facts stand apart from their places (``document``)."""
