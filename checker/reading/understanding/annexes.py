"""Tables that were handed in beside a report: which report they belong to, and how they join it.

Offices send ``某局2024年报告.docx`` together with ``某局2024年报告附表.xlsx``. The figures in the workbook are the
report's figures. Which file belongs to which is told by names alone, within one folder; what joins a report becomes a
section of its own at the end, so that evidence says where a number stands and nothing else in the report changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.lexicon import Lexicon
from checker.model import (
    BlockKind,
    Document,
    Note,
    Paragraph,
    ParagraphKind,
    RawText,
    Role,
    RoleSpan,
    Section,
    Sentence,
    Span,
)

__all__ = ["Pairing", "join_annex", "pair_annexes"]

_SECTION = "annexes"
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?!\d))?"
_SHORTEST = 5  # characters of a common beginning that tell a report from its neighbours
_YEAR = re.compile(r"20\d\d")
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class Pairing:
    """``annexes`` by report, in order; ``lone`` are tables that belong to none."""

    annexes: Mapping[str, tuple[str, ...]]
    lone: tuple[str, ...]


def pair_annexes(paths: Sequence[str], is_table: Callable[[str], bool], lexicon: Lexicon) -> Pairing:
    """Tell which tables belong to which report, by names alone.

    A table belongs to the report in its folder whose name its own continues (``报告`` → ``报告附表``,
    ``附件1报告``), or which continues it (``报告附表`` → ``报告(送审稿)``); a table that is only called 附表 or the
    like belongs to the one report of its folder. Where several reports fit equally, it belongs to each.

    Args:
        paths: All files in hand, tables among them.
        is_table: Whether a path is a table's.
        lexicon: Word lists; the section ``annexes`` is needed.
    """
    words = _Words.prepare(lexicon.words(_SECTION, "names"))
    reports: dict[str, list[str]] = {}
    for path in paths:
        if not is_table(path):
            reports.setdefault(_split(path)[0], []).append(path)
    annexes: dict[str, tuple[str, ...]] = {}
    lone: list[str] = []
    for path in paths:
        if not is_table(path):
            continue
        folder, stem = _split(path)
        found = _reports_of(stem, reports.get(folder, []), words)
        for report in found:
            annexes[report] = (*annexes.get(report, ()), path)
        if not found:
            lone.append(path)
    return Pairing(annexes, tuple(lone))


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]

    @classmethod
    def prepare(cls, names: Sequence[str]) -> _Words:
        any_of = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        return cls(re.compile(f"(?:{any_of}){_NUMBER}"), re.compile(f"(?:{any_of}){_NUMBER}$"))

    def bare(self, stem: str) -> str:
        """A name without the words that say it is an annex."""
        while match := self.before.match(stem):
            stem = stem[match.end() :]
        while match := self.after.search(stem):
            stem = stem[: match.start()]
        return stem


def _split(path: str) -> tuple[str, str]:
    """Folder and bare name of a path or of a file in an archive."""
    *folders, name = _SEPARATORS.split(path)
    stem = name.rpartition(".")[0] or name
    return "/".join(folders), _PUNCTUATION.sub("", unicodedata.normalize("NFKC", stem)).lower()


def _reports_of(stem: str, reports: Sequence[str], words: _Words) -> list[str]:
    stems = {report: _split(report)[1] for report in reports}
    start = stem
    while match := words.before.match(start):
        start = start[match.end() :]
    fitting = {r: len(s) for r, s in stems.items() if s and _continues(start, s, words)}
    if fitting:
        return [r for r in reports if fitting.get(r) == max(fitting.values())]
    bare = words.bare(stem)
    if not bare:
        return list(reports) if len(reports) == 1 else []
    if bare == stem or len(bare) < _SHORTEST:
        return []
    return [r for r in reports if stems[r].startswith(bare)]


def _continues(stem: str, report: str, words: _Words) -> bool:
    """Whether a table's name is a report's name, alone or with a word for an annex at its end."""
    tail = stem[len(report) :]
    if _YEAR.search(tail):  # of which year the report is, its name does not say
        return False
    return stem.startswith(report) and (not tail or tail.isdigit() or bool(words.after.search(tail)))


def join_annex(document: Document, name: str, raw: RawText, sha256: str, lexicon: Lexicon) -> Document:
    """The document with an annex as its last section.

    Args:
        document: The report, as read by itself.
        name: File name of the annex, without folders.
        raw: What was read from it.
        sha256: Its hash, for the note by which the run can be repeated.
        lexicon: Word lists; the section ``annexes`` is needed.
    """
    title = str(lexicon.value(_SECTION, "heading")).format(name=name)
    start = len(document.text) + 1
    shift = start + len(title) + 1
    text = f"{document.text}\n{title}\n{raw.text}"
    tables = 1 + max((p.table for p in document.paragraphs), default=-1)
    whole = Span(start, len(text))
    head = Section(Span(start, start + len(title)), whole, "", title, 1, -1, Role.ACHIEVEMENTS)
    sections = [*document.sections, head]
    paragraphs = [*document.paragraphs, Paragraph(head.heading, ParagraphKind.HEADING, len(sections) - 1)]
    current = top = len(sections) - 1
    ends = {top: len(text)}
    for block in raw.blocks:
        span = _moved(block.span, shift)
        heading = block.kind is BlockKind.HEADING
        if heading:
            sections.append(Section(span, span, "", span.of(text), 2, top, Role.ACHIEVEMENTS))
            current = len(sections) - 1
        kind = {BlockKind.HEADING: ParagraphKind.HEADING, BlockKind.ROW: ParagraphKind.ROW}.get(
            block.kind, ParagraphKind.TEXT
        )
        cells = tuple(_moved(cell, shift) for cell in block.cells)
        paragraphs.append(Paragraph(span, kind, current, None, cells, block.table + tables if block.table >= 0 else -1))
        ends[current] = span.end
    sections[top + 1 :] = [replace(s, span=Span(s.span.start, ends[i])) for i, s in _numbered(sections, top + 1)]
    added = range(len(document.paragraphs), len(paragraphs))
    sentences = [Sentence(paragraphs[n].span, n, paragraphs[n].section, -1, Role.ACHIEVEMENTS) for n in added]
    message = f"已把附件“{name}”并入(sha256 {sha256[:16]}),其中的数字计入数据项,位置在“{title}”一节。"
    return replace(
        document,
        text=text,
        paragraphs=tuple(paragraphs),
        sections=tuple(sections),
        roles=(*_closed(document, start), RoleSpan(whole, Role.ACHIEVEMENTS)),
        sentences=(*document.sentences, *sentences),
        notes=(*document.notes, Note("annex", message, whole.start, whole.end), *raw.notes),
    )


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


def _numbered(sections: Sequence[Section], first: int) -> Iterator[tuple[int, Section]]:
    return ((number, sections[number]) for number in range(first, len(sections)))


def _closed(document: Document, end: int) -> tuple[RoleSpan, ...]:
    """Roles of the report, the last one up to where the annex begins."""
    if not document.roles:
        return (RoleSpan(Span(0, end), Role.PREAMBLE),)
    last = document.roles[-1]
    return (*document.roles[:-1], replace(last, span=Span(last.span.start, end)))
