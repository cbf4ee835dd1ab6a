"""Tables among the files of a run: they go with their reports, not through the check by themselves.

Offices send ``某局2024年报告.docx`` together with ``某局2024年报告附表.xlsx``. Which table belongs to which report is
told by names alone, within one folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from checker.errors import UsageError
from checker.files.limits import Limits
from checker.lexicon import Lexicon
from checker.reading.source import read_bytes
from checker.runs.inputs import Inputs

__all__ = ["Pairing", "handed_in", "pair_annexes", "with_annexes"]

_SECTION = "annexes"
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?!\d))?"
_SHORTEST = 5  # characters of a common beginning that tell a report from its neighbours
_YEAR = re.compile(r"20\d\d")
_SEPARATORS = re.compile(r"[/\\]")
_LONE = "表格文件,没有名称对应的报告,未作为附件并入(要单独查看请直接写出文件名)"


def with_annexes(inputs: Inputs, given: Sequence[str], pack: str) -> tuple[Inputs, Mapping[str, tuple[str, ...]]]:
    """``inputs`` without the tables that belong to a report, and those tables by their report.

    A table that belongs to none is left out with a reason when it was met in a folder, and stays a document when it
    was named.

    Raises:
        RuleError: The pack is broken.
    """
    from checker.reading.formats.registry import TABLE_EXTENSIONS

    def is_table(path: str) -> bool:
        return PurePath(path).suffix.lower() in TABLE_EXTENSIONS

    if not any(is_table(document.path) for document in inputs.documents):
        return inputs, {}
    from checker.rules.loader import load_pack

    pairing = pair_annexes([d.path for d in inputs.documents], is_table, load_pack(pack).lexicon)
    skipped = [(path, _LONE) for path in pairing.lone if path not in given]
    gone = {annex for annexes in pairing.annexes.values() for annex in annexes} | {path for path, _ in skipped}
    documents = tuple(document for document in inputs.documents if document.path not in gone)
    return Inputs(documents, (*inputs.skipped, *skipped)), pairing.annexes


def handed_in(tables: Sequence[str], limits: Limits) -> list[tuple[str, bytes]]:
    """Tables that were named together with the one report of a command, as names and bytes.

    Raises:
        UsageError: One of them is no table.
        ReadingError: One of them cannot be opened.
    """
    from checker.reading.formats.registry import TABLE_EXTENSIONS

    for path in tables:
        if PurePath(path).suffix.lower() not in TABLE_EXTENSIONS:
            kinds = "、".join(sorted(e.removeprefix(".") for e in TABLE_EXTENSIONS))
            msg = f"“{path}”不是附表;一次只看一份报告,后面只能写它的附表({kinds})。"
            raise UsageError(msg)
    return [(path, read_bytes(path, limits)) for path in tables]


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
