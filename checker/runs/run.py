"""One run over documents, the same for every command: what is read, what holds for each, what is said, what is written.

A command asks (:class:`Request`), goes through the outcomes, writes what it makes of them, and leaves with the code
that the run gives it. What goes wrong on the way is said here, once, and never stops the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.config import Configuration
from checker.config.find import shown
from checker.errors import UsageError
from checker.results.decisions import Undecided
from checker.results.selection import Selection, chosen_rules
from checker.results.thresholds import Shortfall, told
from checker.runs.annexes import with_annexes
from checker.runs.batch import Outcome, Task, run
from checker.runs.earlier import Earlier
from checker.runs.ignored import Ignored
from checker.runs.inputs import UNREADABLE_TYPE, Input, Inputs, collect
from checker.runs.request import Request, Voice, Wish
from checker.runs.set_aside_book import SetAsideBook, Tally
from checker.runs.stored_files import only_results
from checker.runs.writing import Writer, shown_folder

__all__ = ["DONE", "FAILED", "SHORT", "Request", "Run", "Voice", "Wish", "today"]


DONE, SHORT, FAILED = 0, 1, 2
"""Exit codes: done; done, but short of what was asked; not all of the job could be done."""


def today() -> str:
    """The day of the run, ISO: the one place where a clock enters, and only for waivers."""
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()


class Run:
    """One run. ``broken`` once something could not be done, ``short`` once a document missed the thresholds."""

    def __init__(
        self, configuration: Configuration, request: Request, say: Callable[[str], None], inputs: Inputs | None = None
    ) -> None:
        """Find the documents (unless they are handed in), say what is left out, prepare what holds for them.

        Raises:
            UsageError: There is nothing to judge, or the earlier results do not fit.
            ConfigError: A configuration is broken.
        """
        self.configuration, self._request, self._say = configuration, request, say
        self.settings = configuration.for_run(request.paths)
        self.output = request.output or Path(self.settings["output"])
        found = inputs or collect(
            request.paths,
            request.accepts,
            self.output,
            self.settings.limits(),
            ignored=Ignored(self.settings["exclude"], configuration.base(request.paths)),
            force_exclude=request.force_exclude,
            stdin_name=request.stdin_name,
        )
        found = only_results(found, request.paths)
        self.inputs, self.annexes = with_annexes(found, request.paths, self.settings.pack)
        self.writer = Writer(say, self._originals())
        for sentence in _passed_over(self.inputs.skipped, request.unwanted, by_name=request.voice is Voice.FULL):
            self._remark(sentence)
        if not self.inputs.documents and not (request.force_exclude and self.inputs.skipped):
            raise UsageError(request.nothing)
        for sentence in configuration.nearer(request.paths, [i.path for i in self.inputs.documents]):
            self._remark(sentence)
        if request.voice is Voice.FULL:
            self._tell_sources()
        self._earlier = Earlier.named(request.previous, self.inputs.documents, self.output, request.forms)
        self._book = SetAsideBook(
            lambda: request.as_of or today(), [i.path for i in self.inputs.documents], request.baseline_ref
        )
        self._tallies: list[tuple[str, Tally]] = []
        self._broken = False
        self._missed: list[tuple[str, Shortfall]] = []
        self._named = frozenset(() if request.force_exclude else (*request.paths, request.stdin_name))

    def _remark(self, sentence: str) -> None:
        """Say what is good to know; what went wrong is said in any case."""
        if self._request.voice is not Voice.QUIET:
            self._say(sentence)

    def _tell_sources(self) -> None:
        """Say by which files the run goes."""
        files = dict.fromkeys(f for i in self.inputs.documents for f in self.configuration.files(i.path))
        self._say(f"配置:{'、'.join(map(shown, files)) or '没有'};规则包:{self.settings.pack}。")
        for name, key in (("豁免", "waivers"), ("基线", "baseline"), ("复核表", "decisions")):
            if self.settings[key]:
                self._say(f"{name}:{self.settings[key]}。")

    def _originals(self) -> Iterator[str]:
        yield from (document.path for document in self.inputs.documents)
        yield from (table for tables in self.annexes.values() for table in tables)

    def outcomes(self, wish: Wish, documents: Sequence[Input] | None = None) -> Iterator[tuple[Input, Outcome]]:
        """What became of each document (of all, unless some are named), in order; what could not be done is said."""
        chosen = self.inputs.documents if documents is None else documents
        targets = {i.path: i.target.name for i in chosen}
        tasks = {i.path: self._task(i.path, wish, targets[i.path]) for i in chosen}
        outcomes = run([i.path for i in chosen], tasks.__getitem__, self._jobs())
        progress = len(chosen) > 1 and sys.stderr.isatty() and self._request.voice is not Voice.QUIET
        used: set[str] = set()
        for number, (source, outcome) in enumerate(zip(chosen, outcomes, strict=True), start=1):
            if progress:
                self._say(f"[{number}/{len(chosen)}] {source.path}")
            self._hear(source.path, outcome)
            used.add(outcome.earlier)
            yield source, outcome
        if self._earlier is not None:
            for path in self._earlier.unused(used):
                self._remark(f"前次结果 {path}:这次没有对应的报告,未对照。")

    def _jobs(self) -> int:
        """How many processes; standard input is only there for this one."""
        return 1 if "-" in self._request.paths else self.settings.jobs

    def _task(self, path: str, wish: Wish, target: str) -> Task:
        settings, request = self.configuration.for_document(path), self._request
        marks = self._book.of(path, settings if wish.baseline else settings.without("baseline"))
        if wish.known is not None:
            known, gone = wish.known(path) or (None, ())
            marks = replace(marks, known=known, gone=gone)
        options = settings.options(request.as_of, allow_secret=request.allow_secret)
        chosen = chosen_rules(settings.pack, Selection(options.select, options.ignore))
        if chosen is not None and marks.known is not None:  # what was not looked for is not gone
            marks = replace(
                marks,
                known=tuple(k for k in marks.known if k.rule_id in chosen),
                gone=tuple(replace(m, known=tuple(k for k in m.known if k.rule_id in chosen)) for m in marks.gone),
            )
        marks = replace(marks, undecided=Undecided(settings["memo.undecided"] or Undecided.OMIT))
        last = wish.last.get(path, "")
        return Task(
            pack=settings.pack,
            options=options,
            forms=wish.forms,
            short=None if wish.short is None else wish.short(settings, path in self._named),
            take=wish.take,
            hand_in=wish.hand_in,
            marks=marks,
            decisions=settings.decisions,
            earlier=self._earlier,
            show=wish.show,
            listed=wish.listed,
            annexes=self.annexes.get(path, ()),
            last=last,
            last_annexes=self.annexes.get(last, ()),
            stored=wish.stored,
            listener=request.listener,
            target=target,
            stdin="-" in request.paths and path == request.stdin_name,
        )

    def _hear(self, path: str, outcome: Outcome) -> None:
        """Note what became of a document, and say what went wrong with it."""
        if outcome.brief is None:
            self._broken = True
            self._say(outcome.trace if self._request.debug and outcome.trace else outcome.message)
        for problem in (*(f"{path}:{p}" for p in outcome.unread), *([outcome.trouble] if outcome.trouble else [])):
            self._broken = True
            self._say(problem)
        if outcome.tally is not None:
            self._tallies.append((path, outcome.tally))
        self._missed += [(path, s) for s in outcome.short]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said at the end: waivers and decisions that covered nothing, baseline entries that are gone."""
        return tuple(self._book.remarks(self._tallies))

    @property
    def short(self) -> bool:
        """Whether a document missed the thresholds."""
        return bool(self._missed)

    def fail(self) -> None:
        """Something that the command itself tried could not be done."""
        self._broken = True

    @property
    def exit_code(self) -> int:
        """The code to leave with: what could not be done weighs more than what falls short."""
        return FAILED if self._broken or self.writer.broken else SHORT if self.short else DONE

    def close(self) -> int:
        """Say the remarks and where the results are; gives the exit code."""
        for remark in self.remarks:
            self._remark(remark)
        if self.writer.written:
            self._remark(f"结果已写入 {shown_folder(self.output)}")
        if self._missed:
            self._say(told(self._missed))
        return self.exit_code


def _passed_over(skipped: Sequence[tuple[str, str]], unwanted: str, *, by_name: bool = False) -> Iterator[str]:
    """What was met and left out: a few by name, many of one kind in one line, unless all are wanted ``by_name``."""
    by_reason: dict[str, list[str]] = {}
    for path, why in skipped:
        by_reason.setdefault((unwanted or why) if why == UNREADABLE_TYPE else why, []).append(path)
    for reason, paths in by_reason.items():
        if len(paths) > _FEW and not by_name:
            yield f"跳过 {len(paths)} 个:{reason}(如 {paths[0]})。"
        else:
            yield from (f"跳过 {path}:{reason}。" for path in paths)


_FEW = 3
