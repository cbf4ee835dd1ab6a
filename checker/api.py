"""The façade: read a document, judge it, get one :class:`~checker.model.Assessment`.

What the command line does, other programs do with these functions. Public names: ``check``, ``check_bytes``,
``compare``, ``load_pack``, ``read_document``, ``render``, ``Checker``, ``Options``; all of them also from ``checker``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from checker.engine.applicability import Subject
from checker.engine.assess import assess
from checker.engine.doubts import with_doubts
from checker.engine.paging import with_pages
from checker.engine.statements.view import Engine, Page
from checker.errors import UsageError
from checker.lexicon import Lexicon
from checker.model import Assessment, Document, Level, Stage
from checker.options import Options
from checker.reading.attributes import told_attributes
from checker.reading.document import read_document
from checker.reading.source import read_bytes
from checker.results.conclusion import ConclusionRules
from checker.results.selection import Selection
from checker.results.set_aside import Marked, Marks, mark
from checker.rules.loader import DEFAULT_PACK, Loaded, load_pack
from checker.rules.recogniser import Recogniser, read_recogniser
from checker.version import __version__

__all__ = ["Checker", "Options", "check", "check_bytes", "compare", "load_pack", "read_document", "render"]


class Checker:
    """A pack prepared once, for many documents."""

    def __init__(self, pack: str = DEFAULT_PACK, loaded: Loaded | None = None) -> None:
        """Load ``pack`` (an id or a path), unless it is handed in.

        Raises:
            RuleError: The pack is broken.
        """
        self.loaded = loaded or load_pack(pack)
        self.engine = Engine.prepare(self.loaded.pack, self.loaded.lexicon)
        self.conclusions = ConclusionRules.from_lexicon(self.loaded.lexicon)

    @cached_property
    def recogniser(self) -> Recogniser | None:
        """What the pack has learned from its examples; read when a check first asks for it."""
        return read_recogniser(self.loaded.folders)

    @property
    def lexicon(self) -> Lexicon:
        """The language words of the pack."""
        return self.loaded.lexicon

    def check(self, path: str | Path, options: Options | None = None) -> Assessment:
        """Judge a file; ``-`` is standard input.

        Raises:
            ReadingError: The file cannot be read as a document.
        """
        options = options or Options()
        return self.check_bytes(str(path), read_bytes(path, options.limits), options)

    def check_bytes(
        self, name: str, data: bytes, options: Options | None = None, annexes: Sequence[tuple[str, bytes]] = ()
    ) -> Assessment:
        """Judge bytes that are called ``name``, with the tables handed in beside them (names and bytes)."""
        return self.check_document(self.read(name, data, options, annexes), options)

    def read(
        self, name: str, data: bytes, options: Options | None = None, annexes: Sequence[tuple[str, bytes]] = ()
    ) -> Document:
        """Read bytes that are called ``name`` and their annexes, within the limits of ``options``."""
        options = options or Options()
        allowed, limits = options.allow_secret, options.limits
        return read_document(name, data, self.lexicon, allow_secret=allowed, limits=limits, annexes=annexes)

    def page(self, document: Document) -> Page:
        """The document as rules see it: clauses, modality, topics, numbers."""
        return Page(document, self.engine)

    def check_document(self, document: Document, options: Options | None = None) -> Assessment:
        """Judge a document that has been read."""
        options = options or Options()
        document, subject = _decide(document, options, self.lexicon, self.loaded.pack.level)
        assessment = assess(
            document,
            self.engine,
            self.lexicon,
            subject=subject,
            as_of=options.as_of,
            force=options.force,
            recogniser=self.recogniser if options.recogniser else None,
        )
        return self._concluded(with_doubts(with_pages(replace(assessment, program=__version__))), options)

    def _concluded(self, assessment: Assessment, options: Options) -> Assessment:
        chosen = Selection(options.select, options.ignore)
        if chosen:
            assessment = chosen.narrow(assessment, self.loaded.pack)
        return replace(assessment, conclusion=self.conclusions.conclude(assessment))

    def mark(self, assessment: Assessment, marks: Marks) -> Marked:
        """Put decisions, waivers and a baseline on an assessment by this pack."""
        return mark(assessment, marks, self.loaded.pack, self.conclusions)

    def compare(self, last: str | Path, this: str | Path, options: Options | None = None) -> Assessment:
        """Judge ``this`` (a file or ``-``) and add what comparing it with last year's report shows."""
        options = options or Options()
        return self.set_against(self.check(last, options.plain()), self.check(this, options), options)

    def set_against(self, before: Assessment, now: Assessment, options: Options | None = None) -> Assessment:
        """``now`` with what comparing it with ``before``, the judged report of last year, shows."""
        from checker.engine.compare import Side, merge
        from checker.engine.compare import compare as compare_reports

        options = options or Options()
        one, other = (Side(a, self.page(a.document), self.lexicon) for a in (before, now))
        found = compare_reports(one, other, self.loaded.pack, self.lexicon, force=options.force)
        return self._concluded(with_doubts(with_pages(merge(now, found))), options)


def check(source: str | Path, pack: str = DEFAULT_PACK, options: Options | None = None) -> Assessment:
    """Judge one file by one pack.

    Raises:
        ReadingError: The file cannot be read as a document.
        RuleError: The pack is broken.
    """
    return Checker(pack).check(source, options)


def compare(last: str | Path, this: str | Path, pack: str = DEFAULT_PACK, options: Options | None = None) -> Assessment:
    """Judge ``this`` by one pack and compare it with last year's report; ``previous`` tells which.

    Raises:
        ReadingError: One of them cannot be read as a document.
        RuleError: The pack is broken.
    """
    return Checker(pack).compare(last, this, options)


def check_bytes(name: str, data: bytes, pack: str = DEFAULT_PACK, options: Options | None = None) -> Assessment:
    """Judge bytes; ``name`` gives the extension and appears in results."""
    return Checker(pack).check_bytes(name, data, options)


def render(assessment: Assessment, form: str) -> bytes:
    """One assessment in one of the forms that are written per document (``html``, ``json`` …), or as ``console``.

    Raises:
        UsageError: There is no such form.
    """
    from checker.reporting.registry import PER_DOCUMENT
    from checker.reporting.terminal.console import render_console

    if form == "console":
        return render_console(assessment).encode()
    if form not in PER_DOCUMENT:
        msg = f"没有“{form}”这种单份报告,可用:{'、'.join(('console', *PER_DOCUMENT))}。"
        raise UsageError(msg)
    return PER_DOCUMENT[form](assessment)


def _decide(document: Document, options: Options, lexicon: Lexicon, pack_level: str | None) -> tuple[Document, Subject]:
    """Put the caller's knowledge in place of what was read; the pack's level where none was read."""
    meta = document.metadata
    level = options.level or (pack_level if meta.issuer_level is None else None)
    if options.year is not None:
        meta = replace(meta, report_year=options.year, year_source="override", year_others=())
    if level is not None:
        given = Level(level)
        ranks = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        meta = replace(meta, issuer_level=given, admin_level=given if given in ranks else meta.admin_level)
    attributes = options.attributes
    if attributes is None and meta.issuer_level in (Level.DEPARTMENT, Level.TOWNSHIP):
        attributes = told_attributes(document, lexicon)
    if attributes is not None:
        meta = replace(meta, attributes=tuple(sorted(attributes)))
    stage = Stage(options.stage) if options.stage else document.stage
    document = replace(document, metadata=meta, stage=stage)
    subject = Subject(
        meta.issuer_level,
        meta.admin_level,
        meta.report_year,
        stage,
        frozenset(meta.attributes),
        attribute_known=attributes is not None,
    )
    return document, subject
