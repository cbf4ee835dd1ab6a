"""The ground floor: what a document is, and what the engine says about it.

Every class is frozen and slotted. Offsets always index characters of ``Document.text`` (the decoded original:
BOM dropped, CRLF as LF, nothing else changed), never bytes, never normalised text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of the report is for (章节角色)."""

    PREAMBLE = "preamble"
    ACHIEVEMENTS = "achievements"
    LEADERSHIP = "leadership"
    PROBLEMS = "problems"
    PLAN = "plan"
    CLOSING = "closing"
    BOILERPLATE = "boilerplate"


class Verdict(StrEnum):
    """Outcome of one requirement (结论)."""

    FULL = "full"
    PARTIAL = "partial"
    MISSING = "missing"
    REVIEW = "review"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


class Obligation(StrEnum):
    """How strongly a requirement binds (义务)."""

    STATUTORY = "statutory"
    NORMATIVE = "normative"
    ADVISORY = "advisory"
    CHECK = "check"


class Stage(StrEnum):
    """Draft for review (送审稿) or published page (公开稿)."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Severity(StrEnum):
    """How much a finding matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DocumentKind(StrEnum):
    """What sort of text was handed in (文种)."""

    RULE_OF_LAW_REPORT = "rule_of_law_report"
    GOVERNMENT_WORK_REPORT = "government_work_report"
    INFORMATION_DISCLOSURE_REPORT = "information_disclosure_report"
    INTERPRETATION = "interpretation"
    PLAN = "plan"
    NEWS = "news"
    OTHER = "other"


class Level(StrEnum):
    """Rank or type of the issuer; ``admin_level`` uses the first four only."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    PARTY_GOVERNMENT = "party_government"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch ``[start, end)`` of the original text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse spans that run backwards."""
        if not 0 <= self.start <= self.end:
            msg = f"span must satisfy 0 <= start <= end, got {self.start}..{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """The characters that the span covers in ``text``."""
        return text[self.start : self.end]

    def covers(self, offset: int) -> bool:
        """Whether ``offset`` lies inside."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about the run: something skipped, doubtful, or beyond what can be judged."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class BlockKind(StrEnum):
    """What the format said a block is, before structure is worked out."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph as the file format delivers it.

    ``level`` is the heading level that the *format* states (1..9; 0 unknown). ``cells`` are the spans of a table
    row's cells, ``table`` numbers the tables of a document from 0 (-1: not in a table).
    """

    span: Span
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    cells: tuple[Span, ...] = ()
    table: int = -1


@dataclass(frozen=True, slots=True)
class Hint:
    """Something the format knows about the document, such as an HTML meta tag (``name`` lower-case)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RawText:
    """What a format reader delivers: the text, its blocks in order, hints and notes.

    Blocks do not overlap, are sorted, and cover every non-blank character of ``text``.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    hints: tuple[Hint, ...] = ()
    notes: tuple[Note, ...] = ()


class ParagraphKind(StrEnum):
    """What a paragraph is, once structure is known."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"
    TITLE = "title"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose, a heading line or a table row.

    ``section`` indexes ``Document.sections`` (-1: outside of them: before the first heading, closing remarks,
    signature). A heading that runs into its paragraph has ``kind`` TEXT and ``lead`` = the span of the heading part.
    ``cells`` as in ``Block``. ``holes`` are page numbers and the like that a page break left inside the paragraph;
    they are not part of its wording.
    """

    span: Span
    kind: ParagraphKind
    section: int
    lead: Span | None = None
    cells: tuple[Span, ...] = ()
    table: int = -1
    holes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what lies under it (subsections included).

    ``label`` is the numbering as written (``一、``), ``title`` the heading without it, ``level`` 1.. within this
    document, ``parent`` the index of the enclosing section (-1: none).
    """

    heading: Span
    span: Span
    label: str
    title: str
    level: int
    parent: int
    role: Role


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch with one role. The spans of a document are sorted, do not overlap and cover the text."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Item:
    """One member of an enumeration inside prose (一是 …; 二是 …).

    ``number`` is the ordinal written (1..), ``label`` as written, ``lead`` its first sentence or clause group up
    to the first full stop (what the item is about), ``paragraph`` indexes ``Document.paragraphs``.
    """

    span: Span
    lead: Span
    label: str
    number: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``item`` indexes ``Document.items`` (-1: none)."""

    span: Span
    paragraph: int
    section: int
    item: int
    role: Role


@dataclass(frozen=True, slots=True)
class Fact:
    """A metadata value and the place it was read from (``span`` None: inferred or given by the caller)."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself. Dates are ISO ``YYYY-MM-DD``; a month only is ``YYYY-MM``.

    ``issuer_source``: ``title``, ``signature``, ``field`` (发布机构 …), ``channel`` (site name, column path,
    source line), ``body`` (place name in prose), ``override`` or ``none``.
    ``signed_source``: ``signature`` (文末落款), ``field`` (成文日期 … in a page's metadata) or ``none``.
    """

    title: Fact | None = None
    issuer: Fact | None = None
    issuer_inferred: bool = False
    issuer_source: str = "none"
    issuer_level: Level | None = None
    admin_level: Level | None = None
    report_year: int | None = None
    report_year_span: Span | None = None
    signed_date: Fact | None = None
    signed_source: str = "none"
    signature_issuer: Fact | None = None
    publish_date: Fact | None = None
    addressee: Fact | None = None
    channel: Fact | None = None
    source_line: Fact | None = None
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed input. All offsets index ``text``."""

    path: str
    sha256: str
    format: str
    text: str
    kind: DocumentKind
    stage: Stage
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    roles: tuple[RoleSpan, ...]
    items: tuple[Item, ...]
    sentences: tuple[Sentence, ...]
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as users may see it: ``cite`` and its parts."""

    document: str
    number: str | None
    article: str | None
    cite: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted span that supports a verdict. ``line`` counts from 1; ``section`` is the heading path."""

    text: str
    start: int
    end: int
    line: int
    section: str
    role: Role


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported number in base units with its place.

    ``id`` is the requirement that it reports (auxiliary ids allowed), ``label`` the name that reconciliations use.
    ``low``/``high`` bound the true value; None when that side is open. ``text`` is the quoted clause.
    """

    id: str
    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    start: int
    end: int
    period: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class ElementTrace:
    """How one element of a rule fared, for ``explain``."""

    name: str
    matched: bool
    spans: tuple[Span, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A granted exception (豁免)."""

    reason: str
    approver: str
    granted: str
    expires: str


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one rule with everything a report needs. ``score`` is 0..1 or None when it does not count."""

    rule_id: str
    title: str
    dimension: str
    kind: str
    obligation: Obligation
    weight: Decimal
    verdict: Verdict
    score: Decimal | None
    confidence: str
    evidence: tuple[Evidence, ...]
    explanation: str
    suggestion: str
    basis: tuple[Basis, ...]
    fingerprint: str
    waiver: Waiver | None = None
    trace: tuple[ElementTrace, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical replacement."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something written that is wrong or doubtful."""

    rule_id: str
    kind: str
    severity: Severity
    confidence: str
    message: str
    text: str
    start: int
    end: int
    line: int
    fingerprint: str
    suggestion: str
    basis: tuple[Basis, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A relation that was tried: ``status`` is ``ok``, ``rounding``, ``ambiguous`` or ``failed``."""

    rule_id: str
    status: str
    expression: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Score of one dimension, 0..100; None when nothing counted or a rule errored."""

    id: str
    title: str
    weight: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Score:
    """Total 0..100 and grade, or None for both when it cannot be computed."""

    total: Decimal | None
    grade: str | None
    dimensions: tuple[DimensionScore, ...]


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Which rules were used, and for which year and level."""

    id: str
    version: str
    sha256: str
    year: int | None
    level: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's report that a report was compared with.

    ``copied_share`` is the part of this year's text that stands word for word in it, 0..1; None: not compared.
    """

    path: str
    sha256: str
    title: str | None
    report_year: int | None
    copied_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The one result object that every report is rendered from. ``previous`` only where reports were compared."""

    document: Document
    pack: PackInfo
    score: Score
    results: tuple[Result, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    previous: Previous | None = None
