"""Many documents: in one worker process or in several, with the same results in the same order.

One document's trouble never loses another's result: what cannot be read, and what makes the program itself fail, comes
back as an outcome with a message. Reports are rendered where the document was judged, so that neither the work nor
the memory piles up in one process.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import PurePath

from checker.api import Checker
from checker.errors import CheckerError
from checker.model import Assessment, PagePicture
from checker.options import Options
from checker.reading.formats.ocr import Listener, watching
from checker.reading.source import read_bytes
from checker.reporting.registry import PER_DOCUMENT, PER_RUN, render
from checker.reporting.show import DEFAULT_SHOW, Show
from checker.reporting.terminal.console import WIDTH, Brief, brief, render_console
from checker.reporting.terminal.points import render_listed, render_missed
from checker.results.baseline import Known
from checker.results.decisions import Decision, load_decisions
from checker.results.set_aside import NO_MARKS, Marked, Marks
from checker.results.stored.read import load_assessment
from checker.results.thresholds import Shortfall
from checker.rules.loader import DEFAULT_PACK
from checker.runs.crew import Fuse, Lost, Prolong, run_fused
from checker.runs.earlier import Earlier, Found
from checker.runs.stored_files import STORED, load

__all__ = ["HandIn", "Outcome", "Take", "Tally", "Task", "falls_short", "is_stored", "render_again", "run", "tally"]


Take = Callable[[Assessment], object]
HandIn = Callable[[Assessment, bytes, Checker], object]


@dataclass(frozen=True, slots=True)
class Task:
    """What is wanted of a document.

    ``short`` tells whether it misses the caller's thresholds; it is given the assessment with, as ``waived_score``, the
    score that neither waived nor known things lower. ``take`` draws from the assessment what the caller itself goes on
    with, ``hand_in`` does so from the assessment, the bytes of the document and what it was judged by; ``listener`` is
    told of scanned pages as they are read. All must be such that they can be sent between processes. ``target`` is the
    name of the document's reports, without extension; empty: as the document's. ``annexes`` are the paths of the tables
    that belong to the document. ``earlier``: where the results of an earlier run stand, to tell what became of their
    points. With ``stored`` a ``.json`` among the documents is a stored result, which is read back instead of judged.
    ``show`` says what the forms for people list; with ``listed`` it is listed document by document where no threshold
    stands. ``decisions`` is the path of the reviewers' sheet. ``last`` is last
    year's report, which the document is compared with. ``stdin``: the bytes of the document come from standard input.
    """

    pack: str = DEFAULT_PACK
    options: Options = field(default_factory=Options)
    forms: tuple[str, ...] = ()
    short: Callable[[Assessment], tuple[Shortfall, ...]] | None = None
    take: Take | None = None
    hand_in: HandIn | None = None
    marks: Marks = NO_MARKS
    listener: Listener | None = None
    target: str = ""
    earlier: Earlier | None = None
    stored: bool = False
    stdin: bool = False
    annexes: tuple[str, ...] = ()
    show: Show = DEFAULT_SHOW
    listed: bool = False
    decisions: str = ""
    last: str = ""
    last_annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a brief with its reports, or a message with its ``code`` (empty: a defect of ours).

    ``trace`` is for ``--debug``.

    ``files`` are its own reports, ``pieces`` what the forms of the whole run take from it; both by form. ``taken`` is
    what ``Task.take`` drew, ``tally`` what became of the caller's waivers and baseline. ``earlier`` is the earlier
    result that it was compared with, ``trouble`` why that one could not be read; ``unread`` what is wrong with annexes
    that could not be read. ``pictures`` are those of scanned pages, by the name that the reports give them.
    ``console`` is the document on the terminal by itself, ``part`` what the terminal says of it among others.
    """

    path: str
    brief: Brief | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    pieces: Mapping[str, object] = field(default_factory=dict)
    console: str = ""
    part: str = ""
    short: tuple[Shortfall, ...] = ()
    message: str = ""
    code: str = ""
    taken: object = None
    trace: str = ""
    tally: Tally | None = None
    earlier: str = ""
    trouble: str = ""
    unread: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Waivers and baseline entries as in ``Marked``, without the assessment; small enough to send between processes."""

    concerned: frozenset[str]
    used: frozenset[str]
    unknown: frozenset[str]
    stale: tuple[Known, ...]
    followed: str = ""


def run(paths: Sequence[str], task: Task | Callable[[str], Task], jobs: int = 1) -> Iterator[Outcome]:
    """Judge ``paths`` in order; ``task`` is the same for all, or a function that gives each path its own.

    Raises:
        RuleError: A pack is broken; found before the first document is read.
    """
    todo = [(path, task if isinstance(task, Task) else task(path)) for path in paths]
    shelf = _Shelf()
    for pack in dict.fromkeys(wanted.pack for _, wanted in todo):
        shelf.checker(pack)
    fuses = [_fuse(wanted) for _, wanted in todo]
    for (path, _), fuse, result in zip(
        todo, fuses, run_fused(partial(_work, shelf, todo), fuses, max(jobs, 1)), strict=True
    ):
        yield _lost(path, result, fuse) if isinstance(result, Lost) else result


def check_one(checker: Checker, path: str, task: Task) -> Outcome:
    """Judge one document and render it; every failure becomes a message."""
    pictures: dict[str, bytes] = {}

    def judge() -> _Judged:
        data = read_bytes("-" if task.stdin else path, task.options.limits)
        if task.stored and is_stored(path):
            return _Judged(Found(load_assessment(data, path)), Marks(decisions=_rows(task)), data, checker)
        with watching(task.listener or _unheard, keep="html" in task.forms) as watch:
            judged = checker.check_bytes(path, data, task.options, _annexes(task.annexes, task.options))
            if task.last:
                judged = checker.set_against(_last(checker, task), judged, task.options)
        judged, named = with_pictures(judged, (watch.pictures or {}).get(path, {}), task.target)
        pictures.update(named)
        found = task.earlier.add(judged) if task.earlier is not None else Found(judged)
        return _Judged(found, replace(task.marks, decisions=_rows(task)), data, checker)

    return replace(_guarded(path, judge, task), pictures=pictures)


def render_again(path: str, task: Task) -> Outcome:
    """Render the result that is stored at ``path``, with the decisions on it; every failure becomes a message."""
    return _guarded(path, lambda: _Judged(Found(load(path)), Marks(decisions=_rows(task))), task)


def is_stored(path: str) -> bool:
    """Whether a file is named as a stored result."""
    return path.lower().endswith(STORED)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A document on its way: judged, and what people said of it. Without a checker: a stored result."""

    found: Found
    marks: Marks
    data: bytes = b""
    checker: Checker | None = None


def _guarded(path: str, make: Callable[[], _Judged], task: Task) -> Outcome:
    try:
        judged = make()
        found = judged.found
        marked = _marked(judged, task)
        assessment = found.assessment if marked is None else marked.assessment
        files = {form: render(form, assessment, task.show) for form in task.forms if form in PER_DOCUMENT}
        pieces = {form: PER_RUN[form].piece(assessment) for form in task.forms if form in PER_RUN}
        short = falls_short(marked or Marked(assessment, assessment.score), task.short)
        console, part = _on_terminal(assessment, short, task) if "console" in task.forms else ("", "")
        taken = task.take(assessment) if task.take is not None else None
        if task.hand_in is not None and judged.checker is not None:
            taken = task.hand_in(assessment, judged.data, judged.checker)
        return Outcome(
            path,
            brief(assessment),
            files,
            pieces,
            console,
            part,
            short,
            taken=taken,
            tally=None if marked is None else tally(marked),
            earlier=found.path,
            trouble=found.trouble,
            unread=tuple(n.message for n in assessment.document.notes if n.code == "annex-unread"),
        )
    except CheckerError as error:
        text = str(error) if error.where else f"{path}:{error.message}"
        return Outcome(path, message=text, code=error.code, trace=traceback.format_exc())
    except MemoryError:
        reason = "核对这份文档时内存不够,没有核对完,其余文档不受影响;请只保留报告正文后再试。"
        return Outcome(path, message=f"{path}:{reason}", trace=traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - one document's crash must not take the batch with it
        reason = f"程序处理这份文档时出错({error.__class__.__name__}),其余文档不受影响;请加 --debug 重试并反馈。"
        return Outcome(path, message=f"{path}:{reason}", trace=traceback.format_exc())


def _on_terminal(assessment: Assessment, short: Sequence[Shortfall], task: Task) -> tuple[str, str]:
    if short:
        part = render_missed(assessment, short, task.show, WIDTH)
    else:
        part = render_listed(assessment, task.show, WIDTH) if task.listed else ""
    return render_console(assessment, task.show), part


def _marked(judged: _Judged, task: Task) -> Marked | None:
    """The assessment with what people said of it; a stored result needs its rules only where there is something."""
    if judged.checker is None and judged.marks == NO_MARKS:
        return None
    checker = judged.checker or _shelf.checker(task.pack)
    return checker.mark(judged.found.assessment, judged.marks)


def _rows(task: Task) -> tuple[Decision, ...] | None:
    """The decisions of the sheet, read once in each process."""
    return _decisions(task.decisions) if task.decisions else None


@lru_cache(maxsize=4)
def _decisions(path: str) -> tuple[Decision, ...]:
    return load_decisions(path)


def _last(checker: Checker, task: Task) -> Assessment:
    """Last year's report of the same unit, judged by itself."""
    plain = task.options.plain()
    return checker.check_bytes(
        task.last, read_bytes(task.last, plain.limits), plain, _annexes(task.last_annexes, plain)
    )


def _annexes(paths: Sequence[str], options: Options) -> list[tuple[str, bytes]]:
    return [(path, _annex(path, options)) for path in paths]


def _annex(path: str, options: Options) -> bytes:
    """The bytes of an annex; none when it cannot be opened, which the reader then says."""
    try:
        return read_bytes(path, options.limits)
    except CheckerError:
        return b""


def with_pictures(
    assessment: Assessment, pages: Mapping[int, bytes], target: str = ""
) -> tuple[Assessment, dict[str, bytes]]:
    """The assessment with the places of its page pictures beside the reports called ``target``, and the files."""
    if not pages:
        return assessment, {}
    folder = f"{target or PurePath(assessment.document.path).stem}.pages"
    named = tuple(PagePicture(page, f"{folder}/{page:04d}.jpg") for page in sorted(pages))
    document = replace(assessment.document, pictures=named)
    return replace(assessment, document=document), {p.name: pages[p.page] for p in named}


def _unheard(where: str, page: int, pages: int) -> None:
    del where, page, pages


def falls_short(marked: Marked, short: Callable[[Assessment], tuple[Shortfall, ...]] | None) -> tuple[Shortfall, ...]:
    """Which thresholds a marked assessment misses: by the score that waived and known things do not lower."""
    return () if short is None else short(replace(marked.assessment, waived_score=marked.counted))


def tally(marked: Marked) -> Tally:
    """What became of the waivers and the baseline of one document."""
    return Tally(marked.concerned, marked.used, marked.unknown, marked.stale, marked.followed)


class _Shelf:
    """Checkers by pack, each prepared once in a process."""

    def __init__(self) -> None:
        self._prepared: dict[str, Checker] = {}

    def checker(self, pack: str) -> Checker:
        """The checker of ``pack``.

        Raises:
            RuleError: The pack is broken.
        """
        if pack not in self._prepared:
            self._prepared[pack] = Checker(pack)
        return self._prepared[pack]

    def __reduce__(self) -> tuple[type[_Shelf], tuple[()]]:
        """Another process prepares its own."""
        return _Shelf, ()


_shelf = _Shelf()  # for results that are rendered again


def _work(shelf: _Shelf, todo: Sequence[tuple[str, Task]], piece: int, prolong: Prolong) -> Outcome:
    """One document in a worker; recognition, once it begins, has its time on top."""
    path, task = todo[piece]
    told = _Told(task.listener, prolong, task.options.limits.recognition_seconds)
    return check_one(shelf.checker(task.pack), path, replace(task, listener=told))


@dataclass(frozen=True, slots=True)
class _Told:
    """Hears of scanned pages: asks for more time, and passes the news on."""

    listener: Listener | None
    prolong: Prolong
    seconds: float

    def __call__(self, where: str, page: int, pages: int) -> None:
        self.prolong(self.seconds)
        if self.listener is not None:
            self.listener(where, page, pages)


def _fuse(task: Task) -> Fuse:
    limits = task.options.limits
    return Fuse(limits.check_seconds * (2 if task.last else 1), limits.memory_bytes)


def _lost(path: str, why: Lost, fuse: Fuse) -> Outcome:
    if why is Lost.TIME:
        reason = (
            f"读和核对这份文件已用 {fuse.seconds:.0f} 秒,超过时间上限,已停止,其余文档不受影响;"
            "请只保留报告正文后再试(上限是配置 [limits] 的 check-seconds)。"
        )
    else:
        reason = (
            f"处理这份文档的进程被系统终止(可能内存不足,上限 {fuse.memory / _MB:.0f} MB),其余文档不受影响;"
            "请只保留报告正文、降低图片分辨率后再试(上限是配置 [limits] 的 memory-mb)。"
        )
    return Outcome(path, message=f"{path}:{reason}")


_MB = 1024 * 1024
