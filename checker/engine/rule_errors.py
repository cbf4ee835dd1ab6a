"""A rule that fails says so and takes nothing else with it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from checker.errors import RuleError
from checker.model import Note
from checker.rules.model import Rule

T = TypeVar("T")


def failure(rule: Rule, error: Exception) -> Note:
    """The note about a rule that could not be applied."""
    if isinstance(error, RuleError):
        return Note("rule-error", f"{rule.id}:{error}")
    return Note("rule-error", f"{rule.id}:程序应用本规则时出错({error.__class__.__name__}),其余结果不受影响,请反馈。")


def by_rule(run: Callable[[tuple[Rule, ...]], T], rules: Sequence[Rule]) -> tuple[list[T], list[Note]]:
    """``run`` over all rules at once; when that fails, over each alone, with a note for every one that fails."""
    rules = tuple(rules)
    with contextlib.suppress(Exception):  # which rule it was is found out below
        return [run(rules)], []
    done: list[T] = []
    notes: list[Note] = []
    for rule in rules:
        try:
            done.append(run((rule,)))
        except Exception as error:  # noqa: BLE001 - one rule's failure must not lose the others' results
            notes.append(failure(rule, error))
    return done, notes
