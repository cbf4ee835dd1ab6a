"""Many documents: one after the other or in several processes, with the same results in the same order.

One document's trouble never loses another's result: what cannot be read, and what makes the program itself fail, comes
back as an outcome with a message. Reports are rendered where the document was judged, so that neither the work nor
the memory piles up in one process.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from checker.api import Checker, Options, read_bytes
from checker.errors import CheckerError
from checker.model import Assessment, PagePicture
from checker.reading.ocr import Listener, watching
from checker.reporting.console import Brief, brief, render_console
from checker.reporting.registry import PER_DOCUMENT, PER_RUN
from checker.rules.loader import DEFAULT_PACK

__all__ = ["Outcome", "Task", "run"]


def _never(assessment: Assessment) -> bool:
    """No thresholds: nothing falls short."""
    del assessment
    return False


def _nothing(assessment: Assessment) -> object:
    """The caller takes nothing but reports."""
    del assessment
    return None


@dataclass(frozen=True, slots=True)
class Task:
    """What is wanted of every document.

    ``short`` tells whether one misses the caller's thresholds; ``take`` draws from each assessment what the caller
    itself goes on with; ``listener`` is told of scanned pages as they are read. All must be such that they can be
    sent between processes. ``targets`` are the names (without extension) of the reports of documents, by path.
    """

    pack: str = DEFAULT_PACK
    options: Options = field(default_factory=Options)
    forms: tuple[str, ...] = ()
    short: Callable[[Assessment], bool] = _never
    take: Callable[[Assessment], object] = _nothing
    listener: Listener | None = None
    targets: Mapping[str, str] = field(default_factory=dict)

    def only(self, path: str) -> Task:
        """The task without the names of other documents: as it is sent to another process."""
        return replace(self, targets={path: self.targets[path]} if path in self.targets else {})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a brief with its reports, or a message. ``trace`` is for ``--debug``.

    ``files`` are its own reports, ``pieces`` what the forms of the whole run take from it; both by form. ``taken`` is
    what ``Task.take`` drew. ``pictures`` are those of scanned pages, by the name that the reports give them.
    """

    path: str
    brief: Brief | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    pieces: Mapping[str, object] = field(default_factory=dict)
    console: str = ""
    short: bool = False
    message: str = ""
    taken: object = None
    trace: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def run(paths: Sequence[str], task: Task, jobs: int = 1) -> Iterator[Outcome]:
    """Judge ``paths`` in order.

    Raises:
        RuleError: The pack is broken; found before the first document is read.
    """
    checker = Checker(task.pack)
    if jobs <= 1 or len(paths) <= 1:
        for path in paths:
            yield check_one(checker, path, task)
    else:
        yield from _parallel(paths, task, min(jobs, len(paths)))


def check_one(checker: Checker, path: str, task: Task) -> Outcome:
    """Judge one document and render it; every failure becomes a message."""
    try:
        with watching(task.listener or _unheard, keep="html" in task.forms) as watch:
            assessment = checker.check_bytes(path, read_bytes(path), task.options)
        assessment, pictures = with_pictures(assessment, (watch.pictures or {}).get(path, {}), task.targets.get(path))
        files = {form: PER_DOCUMENT[form](assessment) for form in task.forms if form in PER_DOCUMENT}
        pieces = {form: PER_RUN[form].piece(assessment) for form in task.forms if form in PER_RUN}
        console = render_console(assessment) if "console" in task.forms else ""
        short, taken = task.short(assessment), task.take(assessment)
        return Outcome(path, brief(assessment), files, pieces, console, short, taken=taken, pictures=pictures)
    except CheckerError as error:
        text = str(error) if error.where else f"{path}:{error.message}"
        return Outcome(path, message=text, trace=traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - one document's crash must not take the batch with it
        reason = f"程序处理这份文档时出错({error.__class__.__name__}),其余文档不受影响;请加 --debug 重试并反馈。"
        return Outcome(path, message=f"{path}:{reason}", trace=traceback.format_exc())


def with_pictures(
    assessment: Assessment, pages: Mapping[int, bytes], target: str | None = None
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


_worker: Checker | None = None


def _start(pack: str) -> None:
    global _worker  # noqa: PLW0603 - one checker a process, prepared once
    _worker = Checker(pack)


def _work(path: str, task: Task) -> Outcome:
    if _worker is None:
        msg = "worker used before it was started"
        raise RuntimeError(msg)
    return check_one(_worker, path, task)


_AHEAD = 4  # documents in hand for each process


def _parallel(paths: Sequence[str], task: Task, jobs: int) -> Iterator[Outcome]:
    """Results in input order. When a worker is killed, the documents in hand are done again, each in a process."""
    at = 0
    while at < len(paths):
        at += yield from _pool(paths[at:], task, jobs)
        for path in paths[at : at + jobs * _AHEAD]:
            yield _alone(path, task)
            at += 1


def _pool(paths: Sequence[str], task: Task, jobs: int) -> Generator[Outcome, None, int]:
    """Judge ``paths`` until done or until a worker is killed; returns how many are done."""
    done, waiting = 0, deque[Future[Outcome]]()
    try:
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(task.pack,)) as pool:
            for path in paths:
                waiting.append(pool.submit(_work, path, task.only(path)))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
                    done += 1
            while waiting:
                yield waiting.popleft().result()
                done += 1
    except BrokenProcessPool:
        pass
    return done


def _alone(path: str, task: Task) -> Outcome:
    try:
        with ProcessPoolExecutor(1, initializer=_start, initargs=(task.pack,)) as pool:
            return pool.submit(_work, path, task.only(path)).result()
    except BrokenProcessPool:
        reason = "处理这份文档的进程被系统终止(可能内存不足),其余文档不受影响。"
        return Outcome(path, message=f"{path}:{reason}")
