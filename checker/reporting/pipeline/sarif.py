"""SARIF 2.1.0: what code hosts and editors read, one log for the whole run.

Only problems are results (``kind`` is always ``fail``): gaps and findings. Hosts show every result as an alert, so
what is complete, not applicable or left to people appears as counts on its document. A rule that failed is a
notification of the run: nothing was found out about the document. Waived results are there with an accepted
suppression, those of a baseline as ``unchanged``. No clock and no absolute path of the machine enter the log.

One log holds at most 25,000 results, the most that code hosts take; the rest goes to further logs
(``checker-2.sarif`` …), and every log says how many there are. Nothing is cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.reporting.forms import Entry, RunInfo
from checker.reporting.pipeline.digest import unpack
from checker.reporting.pipeline.places import PLAIN, Place, place, without_path
from checker.reporting.pipeline.points import ERROR, NOTE, WARNING, Digest, Point
from checker.reporting.pipeline.sarif_parts import (
    SOURCE_ROOT,
    artifact,
    at,
    descriptor,
    notification,
    physical,
    result,
    unknown_rule,
)
from checker.version import __version__

__all__ = ["RESULTS_PER_LOG", "join"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS_PER_LOG = 25_000
_RESULTS = '"results": []'
_NOTIFICATIONS = (
    ("unreadable", "文件没有读成或没有核对完,没有它的结果。"),
    ("skipped", "文件夹里遇到、没有核对的东西。"),
    ("rule-error", "规则执行出错,这条规则没有结论。"),
    ("not-judged", "不是法治政府建设年度报告,没有核对。"),
    ("remark", "豁免、基线里没有起作用的条目。"),
    ("split", "结果较多,分成几个文件。"),
)


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """The logs by name; each is made when it is asked for, so that a large run never holds all of them."""
    return _Logs(_Run(entries, info))


class _Logs(Mapping[str, bytes]):
    """Names and contents of the logs of one run."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        count = max(1, -(-run.total // RESULTS_PER_LOG))
        self._numbers = {"checker.sarif" if n == 1 else f"checker-{n}.sarif": n for n in range(1, count + 1)}

    def __getitem__(self, name: str) -> bytes:
        number = self._numbers[name]
        log = json.dumps(self._run.log(number, len(self._numbers)), ensure_ascii=False, indent=1)
        head, _, tail = log.partition(_RESULTS)  # each result on a line of its own: smaller, faster, fit to compare
        lines = ",\n".join(json.dumps(r, ensure_ascii=False) for r in self._run.results(number))
        return f"{head}{_RESULTS[:-1]}\n{lines}\n]{tail}\n".encode("utf-8", "backslashreplace")

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class _Run:
    """What all logs of a run share; the results are made from the digests when a log needs them."""

    def __init__(self, entries: Sequence[Entry], info: RunInfo) -> None:
        self.total = 0  # results
        self._entries = entries
        self._info = info
        self._artifacts: list[dict[str, Any]] = []
        self._counts: list[int] = []  # results of each entry
        self._notes: list[dict[str, Any]] = []
        self._rules = [descriptor(rule) for rule in info.rules]
        self._index = {rule["id"]: n for n, rule in enumerate(self._rules)}
        self._titles = {rule.id: rule.title for rule in info.rules}
        self._pack: dict[str, str] | None = None
        self._baseline = info.baseline
        for index, entry in enumerate(entries):
            self._counts.append(self._add(entry, place(entry.path, info.root), index))
        self.total = sum(self._counts)
        self._notes += [
            notification("skipped", NOTE, f"没有核对 {place(path, info.root).shown}:{why}。")
            for path, why in info.skipped
        ]
        self._notes += [notification("remark", NOTE, remark) for remark in info.remarks]

    def _add(self, entry: Entry, where: Place, index: int) -> int:
        """Take in one document without its results; gives how many they are."""
        if entry.piece is None:
            self._artifacts.append(artifact(where))
            said = without_path(entry.message, entry.path)
            self._notes.append(notification("unreadable", ERROR, said, [physical(where, index)]))
            return 0
        document = unpack(entry.piece)
        self._artifacts.append(artifact(where, document))
        self._pack = self._pack or dict(zip(("id", "version", "sha256"), document.pack, strict=True))
        self._notes += [self._failed(p, where, index) for p in document.problems if p.what == "error"]
        self._notes += self._remarks(document, where, index)
        told = _told(document)
        self._baseline = self._baseline or any(p.known for p in told)
        for problem in told:
            self._rule(problem)
        return len(told)

    def results(self, number: int) -> Iterator[dict[str, Any]]:
        """What stands in log ``number``."""
        first, last, at_least = (number - 1) * RESULTS_PER_LOG, number * RESULTS_PER_LOG, 0
        for index, (entry, count) in enumerate(zip(self._entries, self._counts, strict=True)):
            if count and at_least < last and at_least + count > first:
                document = unpack(entry.piece)
                where = place(entry.path, self._info.root)
                for problem in _told(document)[max(first - at_least, 0) : last - at_least]:
                    yield self._result(problem, document, where, index)
            at_least += count

    def _result(self, problem: Point, document: Digest, where: Place, index: int) -> dict[str, Any]:
        rule = self._rule(problem)
        title = problem.title or self._titles.get(problem.rule_id, "")
        made = result(problem, title, where, rule=rule, index=index, plain=document.format in PLAIN)
        if self._baseline:
            made["baselineState"] = "unchanged" if problem.known else "new"
        return made

    def _rule(self, problem: Point) -> int:
        """The index of a rule; one that the pack does not list (stored results) is added."""
        if problem.rule_id not in self._index:
            self._index[problem.rule_id] = len(self._rules)
            self._rules.append(unknown_rule(problem))
        return self._index[problem.rule_id]

    def _failed(self, problem: Point, where: Place, index: int) -> dict[str, Any]:
        note = notification("rule-error", ERROR, problem.message or problem.title, [physical(where, index)])
        note["associatedRule"] = {"id": problem.rule_id, "index": self._rule(problem)}
        return note

    @staticmethod
    def _remarks(document: Digest, where: Place, index: int) -> Iterator[dict[str, Any]]:
        if not document.counts:
            yield notification("not-judged", WARNING, f"{document.remark}。", [physical(where, index)])
        for code, message, region in document.notes:
            yield notification(code, NOTE, message, [physical(where, index, at(region))])

    def log(self, number: int, of: int) -> dict[str, Any]:
        """One log of ``of``, without its results; ``number`` counts from 1."""
        notes = list(self._notes)
        if of > 1:
            text = f"结果共 {self.total} 条,分成 {of} 个文件(checker.sarif、checker-2.sarif …),这是第 {number} 个。"
            notes.insert(0, notification("split", WARNING, text))
        known = {n["descriptor"]["id"] for n in notes}
        described = dict(_NOTIFICATIONS) | dict.fromkeys(sorted(known - dict(_NOTIFICATIONS).keys()), "")
        name = "fazhi-checker"
        category = self._info.category.strip("/") or name
        return {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": name,
                            "fullName": "法治政府建设年度报告审核",
                            "version": __version__,
                            "semanticVersion": __version__,
                            "language": "zh-CN",
                            "rules": self._rules,
                            "notifications": [
                                {"id": code, **({"shortDescription": {"text": text}} if text else {})}
                                for code, text in described.items()
                            ],
                        }
                    },
                    "automationDetails": {"id": f"{category}/" if number == 1 else f"{category}-{number}/"},
                    "language": "zh-CN",
                    "columnKind": "utf16CodeUnits",
                    "originalUriBaseIds": {
                        SOURCE_ROOT: {"description": {"text": "运行程序时所在的文件夹,在流水线里就是代码库的根。"}}
                    },
                    "invocations": [
                        {
                            "executionSuccessful": all(n["level"] != ERROR for n in notes),
                            "toolExecutionNotifications": notes,
                        }
                    ],
                    "artifacts": self._artifacts,
                    "results": [],
                    "properties": {
                        "pack": self._pack,
                        "lines": "行列号指 checker text 打印的文字;txt、md 即文件本身,其他格式是从文件中取出的文字。",
                    },
                }
            ],
        }


def _told(document: Digest) -> list[Point]:
    """The problems that become results: a failed rule is none, nothing was found out."""
    return [p for p in document.problems if p.what != "error"]
