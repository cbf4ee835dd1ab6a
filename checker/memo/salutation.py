"""How an office calls the unit that it writes to: by which of the two stands higher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.memo.letterhead import Letterhead
from checker.memo.typography import clean
from checker.model import Assessment, Level

__all__ = ["address_of"]

_RANKS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)


def address_of(assessment: Assessment, head: Letterhead, ranks: Mapping[str, Sequence[str]]) -> str:
    """``address`` of the letterhead; without it 贵单位 to one of the same rank or a higher one, 你单位 to a lower one.

    ``ranks`` are words in the name of an office that tell its rank, by level. Unknown ranks are taken for lower ones.
    """
    if head.address:
        return clean(head.address)
    mine, theirs = _rank_of(head.office, ranks), assessment.document.metadata.admin_level
    if mine is None or theirs not in _RANKS:
        return "你单位"
    return "你单位" if _RANKS.index(theirs) > _RANKS.index(mine) else "贵单位"


def _rank_of(office: str, ranks: Mapping[str, Sequence[str]]) -> Level | None:
    """The rank that the lowest place in an office's name has (云川市云岭县司法局: county)."""
    found = [(office.rfind(word), level) for level in _RANKS for word in ranks.get(level.value, ()) if word in office]
    return max(found, key=lambda f: f[0])[1] if found else None
