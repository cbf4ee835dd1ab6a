"""The words that everything else is said in: the closed vocabularies, a span and a note."""

from __future__ import annotations

from dataclasses import dataclass
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
