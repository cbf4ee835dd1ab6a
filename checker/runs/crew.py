"""Worker processes under a fuse: one piece of work that hangs or eats the memory is stopped, the others are not.

Libraries in machine code (the one for pdf, recognition) cannot be interrupted from within: they run in a process that
has so much memory and is killed when its time is up. What happens to a worker costs the piece that it has in hand.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

__all__ = ["Fuse", "Lost", "Prolong", "run_fused"]

T = TypeVar("T")
Prolong = Callable[[float], None]
"""Gives the piece in hand so many seconds more, the first time that it is called."""

_FORKS = sys.platform == "linux"  # and so share what is loaded already
_Process = get_context("fork").Process if _FORKS else get_context("spawn").Process
_AHEAD = 4  # pieces that may be done before the one whose turn it is, for each worker
_GRACE = 5.0  # seconds for a worker to end by itself


@dataclass(frozen=True, slots=True)
class Fuse:
    """What one piece of work may take: seconds on the clock, bytes of memory."""

    seconds: float
    memory: int


class Lost(Enum):
    """Why a piece has no result."""

    TIME = "its time was up"
    DEATH = "the worker ended: killed by the system, or out of memory"


def run_fused(work: Callable[[int, Prolong], T], fuses: Sequence[Fuse], jobs: int) -> Iterator[T | Lost]:
    """``work`` on 0, 1, 2 … in ``jobs`` processes, each piece under its fuse; what became of them, in this order.

    ``work`` and its results must be such that they can be sent between processes.
    """
    crew = _Crew(work, fuses, min(jobs, len(fuses)))
    try:
        yield from crew.run()
    finally:
        crew.close()


@dataclass(slots=True)
class _Worker:
    """A process, the line to it, and what it has in hand (-1: nothing)."""

    process: BaseProcess
    line: Connection
    piece: int = -1
    until: float = 0.0
    prolonged: bool = False


@dataclass(slots=True)
class _Crew(Generic[T]):
    work: Callable[[int, Prolong], T]
    fuses: Sequence[Fuse]
    jobs: int
    workers: list[_Worker] = field(default_factory=list)
    again: set[int] = field(default_factory=set)
    done: dict[int, T | Lost] = field(default_factory=dict)

    def run(self) -> Iterator[T | Lost]:
        """Results in order."""
        todo = list(range(len(self.fuses)))[::-1]
        for turn in range(len(self.fuses)):
            while turn not in self.done:
                while todo and todo[-1] < turn + self.jobs * _AHEAD and (worker := self._free()) is not None:
                    self._give(worker, todo.pop())
                todo += self._hear()
            yield self.done.pop(turn)

    def _free(self) -> _Worker | None:
        """A worker with empty hands, a new one as long as there are fewer than there may be."""
        idle = next((w for w in self.workers if w.piece < 0), None)
        if idle is None and len(self.workers) < self.jobs:
            ours, theirs = Pipe()
            others = [ours, *(w.line for w in self.workers)] if _FORKS else []
            stdin = _copy_of_stdin() if _FORKS else None
            process = _Process(target=_serve, args=(theirs, others, stdin, self.work, self.fuses), daemon=True)
            process.start()
            theirs.close()
            if stdin is not None:
                os.close(stdin)
            idle = _Worker(process, ours)
            self.workers.append(idle)
        return idle

    def _give(self, worker: _Worker, piece: int) -> None:
        worker.piece, worker.prolonged = piece, False
        worker.until = time.monotonic() + self.fuses[piece].seconds
        with suppress(OSError):  # it has ended: that is heard
            worker.line.send(piece)

    def _hear(self) -> list[int]:
        """Wait for news; pieces that are to be tried again."""
        busy = [w for w in self.workers if w.piece >= 0]
        left = max(min(w.until for w in busy) - time.monotonic(), 0.0)
        told = wait([w.line for w in busy], left)
        again: list[int] = []
        for worker in busy:
            if worker.line in told:
                again += self._news(worker)
            elif time.monotonic() >= worker.until:
                self._end(worker, Lost.TIME)
        return again

    def _news(self, worker: _Worker) -> list[int]:
        """Take what a worker says; its piece if it was killed, once: that may be for others' doings."""
        try:
            result = worker.line.recv()
        except (EOFError, OSError):
            piece = worker.piece
            self._end(worker, Lost.DEATH)
            if worker.process.exitcode == -signal.SIGKILL and piece not in self.again:
                self.again.add(piece)
                del self.done[piece]
                return [piece]
            return []
        if isinstance(result, _More):
            worker.until += 0.0 if worker.prolonged else result.seconds
            worker.prolonged = True
        else:
            self.done[worker.piece], worker.piece = result, -1
        return []

    def _end(self, worker: _Worker, why: Lost) -> None:
        self.done[worker.piece] = why
        self.workers.remove(worker)
        if why is Lost.TIME:
            worker.process.kill()
        worker.process.join(_GRACE)
        worker.line.close()

    def close(self) -> None:
        """Let go of the workers; those that still have something in hand are stopped."""
        for worker in self.workers:
            worker.line.close()
            if worker.piece >= 0:
                worker.process.kill()
        for worker in self.workers:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.kill()
        self.workers.clear()


@dataclass(frozen=True, slots=True)
class _More:
    seconds: float


def _copy_of_stdin() -> int | None:
    """Standard input under another number: the library that starts processes closes it in them."""
    try:
        return os.dup(0)
    except OSError:
        return None


def _serve(
    line: Connection,
    others: Sequence[Connection],
    stdin: int | None,
    work: Callable[[int, Prolong], object],
    fuses: Sequence[Fuse],
) -> None:
    """The life of a worker."""
    for other in others:  # or the end of the parent would not be seen
        other.close()
    if stdin is not None:
        os.dup2(stdin, 0)
        os.close(stdin)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a number; as long as the process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that the person sees
    with suppress(EOFError, OSError):
        while True:
            piece = line.recv()
            _allow(fuses[piece].memory)
            line.send(work(piece, lambda seconds: line.send(_More(seconds))))


def _allow(memory: int) -> None:
    """Let this process have so much memory, where the system knows such a limit."""
    with suppress(ImportError):
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
            resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
