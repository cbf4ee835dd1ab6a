"""Bytes → document: a format's reader gives lines, understanding makes a document of them, annexes join it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from checker.errors import ReadingError, SecretError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.files.net import net
from checker.lexicon import Lexicon
from checker.model import Document, DocumentKind, Note

__all__ = ["read_document"]


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
        ReaderDefectError: A reader failed in a way that nobody foresaw.
    """
    with net(name):
        document = _read(name, data, lexicon, allow_secret=allow_secret, limits=limits)
    for annex in annexes:
        document = _with_annex(document, annex, lexicon, allow_secret=allow_secret, limits=limits)
    return document


def _read(name: str, data: bytes, lexicon: Lexicon, *, allow_secret: bool, limits: Limits) -> Document:
    from checker.reading.formats.registry import TABLES, read_raw
    from checker.reading.understanding.boilerplate import mark_boilerplate
    from checker.reading.understanding.kind import guess_kind
    from checker.reading.understanding.metadata import read_metadata, year_notes
    from checker.reading.understanding.secrecy import check_secrecy
    from checker.reading.understanding.stage import guess_stage
    from checker.reading.understanding.structure import build_structure

    raw = check_secrecy(name, read_raw(name, data, lexicon, limits), lexicon, allowed=allow_secret)
    raw = mark_boilerplate(raw, lexicon)
    structure = build_structure(raw, lexicon)
    kind = DocumentKind.OTHER if raw.format in TABLES else guess_kind(raw, lexicon)[0]
    stage, _ = guess_stage(raw, lexicon)
    metadata = read_metadata(raw, lexicon, name)
    return Document(
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
        metadata,
        (*raw.notes, *year_notes(metadata)),
        raw.pages,
        raw.recognised,
        raw.doubtful,
    )


def _with_annex(
    document: Document, annex: tuple[str, bytes], lexicon: Lexicon, *, allow_secret: bool, limits: Limits
) -> Document:
    from checker.reading.formats.registry import read_raw
    from checker.reading.understanding.annexes import join_annex
    from checker.reading.understanding.secrecy import check_secrecy

    name, data = annex
    try:
        with net(name):
            raw = check_secrecy(name, read_raw(name, data, lexicon, limits), lexicon, allowed=allow_secret)
            return join_annex(document, PurePath(name).name, raw, hashlib.sha256(data).hexdigest(), lexicon)
    except SecretError:
        raise
    except ReadingError as error:
        return replace(document, notes=(*document.notes, Note("annex-unread", f"附件未能并入:{error}")))
