"""What a document is: what a format delivers, and the structure worked out from it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from checker.model.terms import DocumentKind, Level, Note, Role, Span, Stage


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

    Blocks do not overlap, are sorted, and cover every non-blank character of ``text``. ``pages`` are the offsets at
    which pages begin (empty: the format has none); ``recognised`` the stretches that were read from pictures,
    ``doubtful`` those of them that the recognition itself was unsure of. Both are sorted and do not overlap.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    hints: tuple[Hint, ...] = ()
    notes: tuple[Note, ...] = ()
    pages: tuple[int, ...] = ()
    recognised: tuple[Span, ...] = ()
    doubtful: tuple[Span, ...] = ()


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
class TitleFacts:
    """What a title says, as rules ask it: who (a place or an authority), which year, about what, which genre.

    ``subject`` is the group of the subject (法治政府建设 …), ``genre`` that of the kind of document (``report``,
    ``summary`` …), ``wording`` the genre as written.
    """

    place: bool = False
    issuer: bool = False
    year: int | None = None
    subject: str | None = None
    genre: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself. Dates are ISO ``YYYY-MM-DD``; a month only is ``YYYY-MM``.

    ``issuer_source``: ``title``, ``signature``, ``field`` (发布机构 …), ``channel`` (site name, column path,
    source line), ``body`` (place name in prose), ``override`` or ``none``.
    ``year_source``: ``title``, ``announced`` (现将…报告如下), ``opening`` (first sentences), ``period`` (of the
    figures), ``plan`` (the year planned for, less one), ``directory`` (《…2023年度…目录》), ``published``, ``file``,
    ``override`` or ``none``; ``year_others`` are the years that other signs give.
    ``signed_source``: ``signature`` (文末落款), ``field`` (成文日期 … in a page's metadata) or ``none``.
    """

    title: Fact | None = None
    title_facts: TitleFacts = TitleFacts()
    issuer: Fact | None = None
    issuer_inferred: bool = False
    issuer_source: str = "none"
    issuer_level: Level | None = None
    admin_level: Level | None = None
    report_year: int | None = None
    report_year_span: Span | None = None
    year_source: str = "none"
    year_others: tuple[tuple[str, int], ...] = ()
    signed_date: Fact | None = None
    signed_source: str = "none"
    signature_issuer: Fact | None = None
    publish_date: Fact | None = None
    addressee: Fact | None = None
    channel: Fact | None = None
    source_line: Fact | None = None
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Where the picture of a recognised page is stored: ``name`` is relative to the document's reports, with ``/``."""

    page: int
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed input. All offsets index ``text``; ``pages``, ``recognised``, ``doubtful`` as in ``RawText``.

    ``pictures`` are those of recognised pages, where they are stored beside the reports.
    """

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
    pages: tuple[int, ...] = ()
    recognised: tuple[Span, ...] = ()
    doubtful: tuple[Span, ...] = ()
    pictures: tuple[PagePicture, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page (from 1) that ``offset`` stands on; None where the format has no pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None
