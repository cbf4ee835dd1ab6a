"""Many documents: one after the other or in several processes, with the same results in the same order.

One document's trouble never loses another's result: what cannot be read, and what makes the program itself fail, comes
back as an outcome with a message.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from checker.api import Checker, Options, read_bytes
from checker.errors import CheckerError
from checker.model import Assessment
from checker.rules.loader import DEFAULT_PACK


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: an assessment, or a message. ``trace`` is for ``--debug``."""

    path: str
    assessment: Assessment | None
    message: str = ""
    trace: str = ""


def run(
    paths: Sequence[str], pack: str = DEFAULT_PACK, options: Options | None = None, jobs: int = 1
) -> Iterator[Outcome]:
    """Judge ``paths`` in order.

    Raises:
        RuleError: The pack is broken; found before the first document is read.
    """
    options = options or Options()
    checker = Checker(pack)
    if jobs <= 1 or len(paths) <= 1:
        for path in paths:
            yield check_one(checker, path, options)
        return
    yield from _parallel(paths, pack, options, min(jobs, len(paths)))


def check_one(checker: Checker, path: str, options: Options) -> Outcome:
    """Judge one document; every failure becomes a message."""
    try:
        return Outcome(path, checker.check_bytes(path, read_bytes(path), options))
    except CheckerError as error:
        text = str(error) if error.where else f"{path}:{error.message}"
        return Outcome(path, None, text, traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - one document's crash must not take the batch with it
        reason = f"程序处理这份文档时出错({error.__class__.__name__}),其余文档不受影响;请用 --debug 重试并反馈。"
        return Outcome(path, None, f"{path}:{reason}", traceback.format_exc())


_worker: Checker | None = None


def _start(pack: str) -> None:
    global _worker  # noqa: PLW0603 - one checker a process, prepared once
    _worker = Checker(pack)


def _work(path: str, options: Options) -> Outcome:
    if _worker is None:
        msg = "worker used before it was started"
        raise RuntimeError(msg)
    return check_one(_worker, path, options)


def _parallel(paths: Sequence[str], pack: str, options: Options, jobs: int) -> Iterator[Outcome]:
    """Results in input order. After a killed worker the documents left are done one by one, each on its own."""
    done = 0
    try:
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(pack,)) as pool:
            futures: list[Future[Outcome]] = [pool.submit(_work, path, options) for path in paths]
            for future in futures:
                yield future.result()
                done += 1
    except BrokenProcessPool:
        for path in paths[done:]:
            yield _alone(path, pack, options)


def _alone(path: str, pack: str, options: Options) -> Outcome:
    try:
        with ProcessPoolExecutor(1, initializer=_start, initargs=(pack,)) as pool:
            return pool.submit(_work, path, options).result()
    except BrokenProcessPool:
        return Outcome(path, None, f"{path}:处理这份文档的进程被系统终止(可能内存不足),其余文档不受影响。")
