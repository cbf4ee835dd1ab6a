"""The ground floor: what a document is, and what the engine says about it.

Every class is frozen and slotted. Offsets always index characters of ``Document.text`` (the decoded original:
BOM dropped, CRLF as LF, nothing else changed), never bytes, never normalised text.
"""

from __future__ import annotations

from checker.model.assessment import (
    Assessment,
    Basis,
    Check,
    DimensionScore,
    ElementTrace,
    Evidence,
    Figure,
    Finding,
    Fix,
    PackInfo,
    Previous,
    Result,
    Score,
    Waiver,
)
from checker.model.document import (
    Block,
    BlockKind,
    Document,
    Fact,
    Hint,
    Item,
    Metadata,
    Paragraph,
    ParagraphKind,
    RawText,
    RoleSpan,
    Section,
    Sentence,
)
from checker.model.terms import DocumentKind, Level, Note, Obligation, Role, Severity, Span, Stage, Verdict

__all__ = [
    "Assessment",
    "Basis",
    "Block",
    "BlockKind",
    "Check",
    "DimensionScore",
    "Document",
    "DocumentKind",
    "ElementTrace",
    "Evidence",
    "Fact",
    "Figure",
    "Finding",
    "Fix",
    "Hint",
    "Item",
    "Level",
    "Metadata",
    "Note",
    "Obligation",
    "PackInfo",
    "Paragraph",
    "ParagraphKind",
    "Previous",
    "RawText",
    "Result",
    "Role",
    "RoleSpan",
    "Score",
    "Section",
    "Sentence",
    "Severity",
    "Span",
    "Stage",
    "Verdict",
    "Waiver",
]
