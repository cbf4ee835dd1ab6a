"""What the recogniser learns from: a pack's examples, and labelled passages and reports handed in beside them.

A *lesson* is a text with what is known of it: rules that it is about, rules that it is not about, or nothing. A *trial*
is a sentence held against one rule whose verdict somebody has given; it teaches how sure one may be.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.api import Checker
from checker.authoring.cases import single_cases
from checker.authoring.testing import example_level, example_year, report_around
from checker.engine.recogniser.statements import DIGITS, Statement, read_statements
from checker.errors import ReadingError, UsageError
from checker.options import Options
from checker.rules.build import build_example
from checker.rules.model import Example, Rule
from checker.rules.recogniser import Material, learnable
from checker.text.normal import fold_text

__all__ = ["Lesson", "Trial", "from_corpus", "from_pack", "from_passages"]

_SHOWING = ("full", "partial", "not_applicable")
_BACKGROUND, _REPORTED = (
    0.3,
    0.6,
)  # sentences of reports are many and alike: they weigh less than a passage that somebody wrote for it


@dataclass(frozen=True, slots=True)
class Lesson:
    """A masked text and what is known of it.

    ``about`` maps rules to True (about it) or False (a look-alike); ``others``: no other rule is meant.
    """

    text: str
    about: Mapping[str, bool]
    others: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Sentences, one of which gave (or failed to give) ``verdict`` for ``rule``."""

    rule: Rule
    verdict: str
    statements: tuple[Statement, ...]
    weight: float = 1.0


@dataclass(slots=True)
class Taught:
    """Lessons and trials out of one kind of material."""

    lessons: list[Lesson] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)

    def add(self, other: Taught) -> None:
        """Take in what came from other material."""
        self.lessons += other.lessons
        self.trials += other.trials
        self.materials += other.materials


def from_pack(checker: Checker) -> Taught:
    """Examples of all rules that can be learned, cases about one of them, and what titles and definitions say."""
    rules = [r for r in checker.loaded.pack.rules if learnable(r)]
    taught = Taught()
    for rule in rules:
        for example in rule.examples:
            if example.role != "document":
                _passage(checker, rule, example, taught)
        suggested = rule.suggestion.partition("据实填写")[0].removeprefix("建议补充").removeprefix(":")
        for text, weight in ((rule.title, 1.0), (suggested, 1.0), (rule.definition.get("full", ""), 0.5)):
            if text:
                taught.lessons.append(Lesson(_masked(text), {rule.id: True}, weight=weight))
    by_id = {r.id: r for r in rules}
    cases = [(i, build_example(c)) for i, c in single_cases(checker.loaded.folders[-1]) if i in by_id]
    for rule_id, example in cases:
        _passage(checker, by_id[rule_id], example, taught)
    known = [[r.id, *([e.text, e.verdict, e.role] for e in r.examples)] for r in rules]
    told = json.dumps([*known, *([i, e.text, e.verdict, e.role] for i, e in cases)], ensure_ascii=False)
    count = sum(len(r.examples) for r in rules) + len(cases)
    taught.materials.append(Material(f"规则包 {checker.loaded.pack.id} 的例子", count, _hash(told.encode())))
    return taught


def from_passages(checker: Checker, path: Path) -> Taught:
    """Labelled passages, one JSON object a line: ``id``, ``verdict``, ``text``; ``role``, ``level``, ``year`` if known.

    Raises:
        UsageError: A line is none.
    """
    rules = {r.id: r for r in checker.loaded.pack.rules if learnable(r)}
    taught = Taught()
    data = _bytes(path)
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
            example = build_example({k: plain[k] for k in plain if k in _PASSAGE} | {"text": plain["text"].strip()})
            rule = rules.get(plain["id"])
        except (ValueError, KeyError, TypeError, AttributeError):
            msg = f"{path} 第{number}行不是带 id、verdict、text 的 JSON。"
            raise UsageError(msg) from None
        if rule is not None:
            _passage(checker, rule, example, taught)
    taught.materials.append(Material(path.name, len(taught.trials), _hash(data)))
    return taught


_PASSAGE = ("text", "verdict", "role", "level", "year")


def _passage(checker: Checker, rule: Rule, example: Example, taught: Taught) -> None:
    statements = tuple(_statements(checker, rule, example))
    text = "。".join(s.text for s in statements) or _masked(example.text)
    shows = example.verdict in _SHOWING
    about = shows or example.role == "plan"  # a plan is on the matter; that it does not count is not for words to say
    taught.lessons.append(Lesson(text, {rule.id: about}, others=about))
    if statements and example.role != "plan" and example.verdict != "not_applicable":
        taught.trials.append(Trial(rule, example.verdict, statements))


def _statements(checker: Checker, rule: Rule, example: Example) -> Iterator[Statement]:
    """The sentences of an example, read in the small report that it is judged in."""
    text = report_around(rule, example)
    level = example_level(rule, example)
    options = Options(level=level, year=example_year(rule, example), force=True)
    page = checker.page(checker.read("例.txt", text.encode(), options))
    start = page.document.text.find(example.text)
    for statement in read_statements(page):
        at = page.original((statement.start, statement.end)).start
        if start <= at < start + len(example.text):
            yield statement


def from_corpus(checker: Checker, folder: Path) -> Taught:
    """Reports (``NAME.txt``) with what a careful reader found in them (``NAME.gold.json``).

    Raises:
        UsageError: There is no such pair, or a file cannot be read.
    """
    taught = Taught()
    golds = sorted(folder.glob("*.gold.json"))
    digest, count = hashlib.sha256(), 0
    for file in golds:
        report = file.with_name(file.name.removesuffix(".gold.json") + ".txt")
        if not report.is_file():
            report = folder.parent / "real" / report.name
        if not report.is_file():
            continue
        data, told = _bytes(report), _bytes(file)
        digest.update(data + told)
        count += 1
        try:
            _report(checker, report.name, data, json.loads(told)["requirements"], taught)
        except (ValueError, KeyError, TypeError, ReadingError):
            msg = f"{file} 不是人工审读结果,或 {report.name} 读不了。"
            raise UsageError(msg) from None
    if not count:
        msg = f"{folder} 里没有成对的 名称.txt 和 名称.gold.json。"
        raise UsageError(msg)
    taught.materials.append(Material(folder.name, count, digest.hexdigest()))
    return taught


def _report(checker: Checker, name: str, data: bytes, gold: Mapping[str, Any], taught: Taught) -> None:
    page = checker.page(checker.read(name, data, Options()))
    rules = {r.id: r for r in checker.loaded.pack.rules if learnable(r) and r.id in gold}
    statements = read_statements(page)
    absent = {i: False for i in rules if gold[i]["verdict"] == "missing"}
    quoted: dict[int, dict[str, bool]] = {}
    for rule_id, rule in rules.items():
        at = _place(page.document.text, gold[rule_id])
        if at < 0:
            continue
        where = page.clauses.normal.locate(at)
        for index, statement in enumerate(statements):
            if statement.start <= where < statement.end:
                quoted.setdefault(index, {})[rule_id] = True
                taught.trials.append(Trial(rule, gold[rule_id]["verdict"], (statement,), _REPORTED))
    for rule_id in absent:
        allowed = tuple(s for s in statements if s.role in rules[rule_id].scope)
        taught.trials.append(Trial(rules[rule_id], "missing", allowed, _REPORTED / 2))
    for index, statement in enumerate(statements):
        known = absent | quoted.get(index, {})
        weight = 1.0 if index in quoted else _BACKGROUND
        taught.lessons.append(Lesson(statement.text, known, others=False, weight=weight))


def _place(text: str, told: Mapping[str, Any]) -> int:
    """Where the evidence of a gold verdict stands; -1 where it has none."""
    evidence = str(told.get("evidence") or "")
    return text.find(evidence) if evidence and told["verdict"] in ("full", "partial") else -1


def _masked(text: str) -> str:
    return DIGITS.sub("#", fold_text(text)).replace("____", "#")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"读不了 {path}({error.strerror or error.__class__.__name__})。"
        raise UsageError(msg) from None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
