"""The façade: read a document, judge it, get one :class:`~checker.model.Assessment`.

What the command line does, other programs do with these functions. Public names: ``check``, ``check_bytes``,
``compare``, ``load_pack``, ``read_document``, ``render``, ``Checker``, ``Options``; all of them also from ``checker``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from checker.engine.applicability import ATTRIBUTE_NAMES, Subject
from checker.engine.assess import assess
from checker.engine.doubts import with_doubts
from checker.engine.paging import with_pages
from checker.engine.statements.view import Engine, Page
from checker.errors import ReadingError, SecretError, UsageError
from checker.files.package import DEFAULT_LIMITS, Limits, check_size
from checker.lexicon import Lexicon
from checker.model import Assessment, Document, DocumentKind, Level, Note, Stage
from checker.reading.attributes import infer_attributes
from checker.reading.containers import SEPARATOR, read_member
from checker.results.set_aside import Marked, Marks, mark
from checker.rules.loader import DEFAULT_PACK, Loaded, load_pack

__all__ = ["Checker", "Options", "check", "check_bytes", "compare", "load_pack", "read_document", "render"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows better than the document (None: as read), and how much of a file is still opened."""

    level: str | None = None
    year: int | None = None
    stage: str | None = None
    attributes: tuple[str, ...] | None = None
    as_of: str | None = None
    force: bool = False
    allow_secret: bool = False
    limits: Limits = DEFAULT_LIMITS

    @classmethod
    def parse(  # noqa: PLR0913 - one parameter an option
        cls,
        level: str | None = None,
        year: int | None = None,
        stage: str | None = None,
        attributes: str | None = None,
        as_of: str | None = None,
        *,
        force: bool = False,
        allow_secret: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Options:
        """Check values that a person typed; ``attributes`` is a comma list, ``none`` for an empty one.

        Raises:
            UsageError: A value is not one of those that exist.
        """
        _known("--level", level, [v.value for v in Level])
        _known("--stage", stage, [v.value for v in Stage])
        if year is not None and not _YEARS[0] <= year <= _YEARS[1]:
            msg = f"--year 应在 {_YEARS[0]} 到 {_YEARS[1]} 之间,现为 {year}。"
            raise UsageError(msg)
        if as_of is not None:
            try:
                date.fromisoformat(as_of)
            except ValueError:
                msg = f"--as-of 应写作 YYYY-MM-DD,现为“{as_of}”。"
                raise UsageError(msg) from None
        chosen = None
        if attributes is not None:
            chosen = tuple(a.strip() for a in attributes.split(",") if a.strip() and a.strip() != "none")
            for attribute in chosen:
                _known("--attributes", attribute, list(ATTRIBUTE_NAMES))
        return cls(level, year, stage, chosen, as_of, force, allow_secret, limits)


_YEARS = (2000, 2100)


def _known(option: str, value: str | None, values: list[str]) -> None:
    if value is not None and value not in values:
        msg = f"{option} 不认识“{value}”,可用:{'、'.join(values)}。"
        raise UsageError(msg)


class Checker:
    """A pack prepared once, for many documents."""

    def __init__(self, pack: str = DEFAULT_PACK, loaded: Loaded | None = None) -> None:
        """Load ``pack`` (an id or a path), unless it is handed in.

        Raises:
            RuleError: The pack is broken.
        """
        self.loaded = loaded or load_pack(pack)
        self.engine = Engine.prepare(self.loaded.pack, self.loaded.lexicon)

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
            document, self.engine, self.lexicon, subject=subject, as_of=options.as_of, force=options.force
        )
        return with_doubts(with_pages(assessment))

    def mark(self, assessment: Assessment, marks: Marks) -> Marked:
        """Put waivers and a baseline on an assessment by this pack."""
        return mark(assessment, marks, self.loaded.pack)

    def compare(self, last: str | Path, this: str | Path, options: Options | None = None) -> Assessment:
        """Judge ``this`` (a file or ``-``) and add what comparing it with last year's report shows."""
        from checker.engine.compare import Side, merge
        from checker.engine.compare import compare as compare_reports

        options = options or Options()
        plain = Options(force=options.force, allow_secret=options.allow_secret, limits=options.limits)
        before = self.check(last, plain)
        now = self.check(this, options)
        one, other = (Side(a, self.page(a.document), self.lexicon) for a in (before, now))
        found = compare_reports(one, other, self.loaded.pack, self.lexicon, force=options.force)
        return with_doubts(with_pages(merge(now, found)))


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


def read_bytes(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file, of standard input (``-``), or of a file inside an archive (``报送.zip!/报告.docx``).

    Raises:
        ReadingError: It cannot be opened, or is larger than ``limits`` allow (and then it is not read either).
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
        check_size(data, limits, "-")
        return data
    try:
        return _read_file(str(path), limits)
    except FileNotFoundError:
        reason = "文件不存在,请核对路径"
    except IsADirectoryError:
        reason = "这是文件夹,请给出文件"
    except PermissionError:
        reason = "没有读取权限,请检查文件属性"
    except OSError as error:
        reason = f"读不了文件({error.strerror or error.__class__.__name__})"
    msg = f"{reason}。"
    raise ReadingError(msg, str(path))


def _read_file(path: str, limits: Limits) -> bytes:
    if SEPARATOR in path and not Path(path).exists():
        outer, *names = path.split(SEPARATOR)
        with Path(outer).open("rb") as stream:
            return read_member(stream, names, path, limits)
    with Path(path).open("rb") as stream:
        data = stream.read(limits.file_bytes + 1)
    check_size(data or b" ", limits, path)
    return data


def read_document(  # noqa: PLR0913 - all but three by name
    name: str,
    data: bytes,
    lexicon: Lexicon,
    *,
    allow_secret: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    annexes: Sequence[tuple[str, bytes]] = (),
) -> Document:
    """Bytes → document: text, structure, metadata, kind and stage.

    ``annexes`` are tables that belong to it, as names and bytes: they become its last sections. One that cannot be
    read is a note with the code ``annex-unread``.

    Raises:
        SecretError: It is marked as a state secret, and ``allow_secret`` is not given.
        ReadingError: One clear sentence about what is wrong and the way out.
    """
    from checker.reading.formats.registry import TABLES, read_raw
    from checker.reading.understanding.boilerplate import mark_boilerplate
    from checker.reading.understanding.kind import guess_kind
    from checker.reading.understanding.metadata import read_metadata
    from checker.reading.understanding.secrecy import check_secrecy
    from checker.reading.understanding.stage import guess_stage
    from checker.reading.understanding.structure import build_structure

    raw = check_secrecy(name, data, read_raw(name, data, lexicon, limits), lexicon, allowed=allow_secret)
    raw = mark_boilerplate(raw, lexicon)
    structure = build_structure(raw, lexicon)
    kind = DocumentKind.OTHER if raw.format in TABLES else guess_kind(raw, lexicon)[0]
    stage, _ = guess_stage(raw, lexicon)
    document = Document(
        name,
        hashlib.sha256(data).hexdigest(),
        raw.format,
        raw.text,
        kind,
        stage,
        structure.paragraphs,
        structure.sections,
        structure.roles,
        structure.items,
        structure.sentences,
        read_metadata(raw, structure, lexicon),
        raw.notes,
        raw.pages,
        raw.recognised,
        raw.doubtful,
    )
    for annex in annexes:
        document = _with_annex(document, annex, lexicon, allow_secret=allow_secret, limits=limits)
    return document


def _with_annex(
    document: Document, annex: tuple[str, bytes], lexicon: Lexicon, *, allow_secret: bool, limits: Limits
) -> Document:
    from checker.reading.formats.registry import read_raw
    from checker.reading.understanding.annexes import join_annex
    from checker.reading.understanding.secrecy import check_secrecy

    name, data = annex
    try:
        raw = check_secrecy(name, data, read_raw(name, data, lexicon, limits), lexicon, allowed=allow_secret)
    except SecretError:
        raise
    except ReadingError as error:
        return replace(document, notes=(*document.notes, Note("annex-unread", f"附件未能并入:{error}")))
    return join_annex(document, PurePath(name).name, raw, hashlib.sha256(data).hexdigest(), lexicon)


def _decide(document: Document, options: Options, lexicon: Lexicon, pack_level: str | None) -> tuple[Document, Subject]:
    """Put the caller's knowledge in place of what was read; the pack's level where none was read."""
    meta = document.metadata
    level = options.level or (pack_level if meta.issuer_level is None else None)
    if options.year is not None:
        meta = replace(meta, report_year=options.year)
    if level is not None:
        given = Level(level)
        ranks = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        meta = replace(meta, issuer_level=given, admin_level=given if given in ranks else meta.admin_level)
    attributes = options.attributes
    if attributes is None and meta.issuer is not None and meta.issuer_level is Level.DEPARTMENT:
        attributes = infer_attributes(meta.issuer.value, lexicon)
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
