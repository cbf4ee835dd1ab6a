"""Fuller test cases beside the rules: ``NAME.test.yaml``.

Each case is a passage (like an example in a rule) with everything it must give at once: the verdicts of several
rules, and figures by rule. The file is for people who write packs, and is read by ``checker rules test``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.api import Checker
from checker.authoring.testing import CaseResult, report_around
from checker.errors import RuleError
from checker.options import Options
from checker.results.stored.write import number
from checker.rules.build import build_example
from checker.rules.loader import Loaded, pack_folder
from checker.rules.strict_yaml import Marked, load
from checker.rules.validate import violations


def single_cases(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rule id and passage (``text``, ``verdict`` and its place) of every case in ``folder`` that is about one rule.

    Raises:
        RuleError: A case file is broken.
    """
    for _, _, case in _cases(folder):
        verdicts = case.get("verdicts", {})
        if len(verdicts) == 1:
            [(rule_id, verdict)] = verdicts.items()
            yield rule_id, {"verdict": verdict, **{k: v for k, v in case.items() if k in _PLACE}}


def run_cases(name: str, loaded: Loaded, only: str = "") -> Iterator[CaseResult]:
    """Run the cases of a pack that speak of rules whose id begins with ``only``.

    Raises:
        RuleError: A case file is broken or names a rule that does not exist.
    """
    checker = Checker(loaded=loaded)
    for marked, index, case in _cases(pack_folder(name)):
        if any(rule_id.startswith(only) for rule_id in _named(case)):
            yield from _run(checker, case, marked, index)


def _cases(folder: Path) -> Iterator[tuple[Marked, int, Mapping[str, Any]]]:
    """Every case of every case file, with its file and its place in it."""
    for file in sorted(folder.glob("*.test.yaml")):
        marked = load(file.read_text("utf-8"), file.name)
        for problem in violations(marked, "cases"):
            raise RuleError(problem.message, problem.where)
        for index, case in enumerate(marked.data["cases"]):
            yield marked, index, case


def _named(case: Mapping[str, Any]) -> list[str]:
    return [*case.get("verdicts", {}), *case.get("figures", {})]


def _run(checker: Checker, case: Mapping[str, Any], marked: Marked, index: int) -> Iterator[CaseResult]:
    where = marked.where(("cases", index))
    rules = {r.id: r for r in checker.loaded.pack.rules}
    for rule_id in _named(case):
        if rule_id not in rules:
            msg = f"用例“{case['name']}”里的规则 {rule_id} 不存在。"
            raise RuleError(msg, where)
    example = build_example({"verdict": "full", **{k: v for k, v in case.items() if k in _PLACE}})
    text = report_around(rules[_named(case)[0]], example)
    options = Options(level=example.level or None, year=example.year, force=True)
    assessment = checker.check_bytes("例.txt", text.encode(), options)
    got = {r.rule_id: r.verdict.value for r in assessment.results}
    for rule_id, verdict in case.get("verdicts", {}).items():
        message = f"用例“{case['name']}”:应为 {verdict},判为 {got.get(rule_id)}"
        yield CaseResult(rule_id, index + 1, got.get(rule_id) == verdict, message, where)
    for rule_id, values in case.get("figures", {}).items():
        found = [number(f.value) for f in assessment.figures if f.id == rule_id]
        message = f"用例“{case['name']}”:数据项应为 {values},取到 {found}"
        yield CaseResult(
            rule_id, index + 1, sorted(values) == sorted(v for v in found if v is not None), message, where
        )


_PLACE = ("text", "year", "level", "role", "heading", "note")
