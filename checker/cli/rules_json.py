"""What ``checker rules list``, ``lint`` and ``test`` print for programs (``-f json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.errors import UsageError
from checker.version import __version__

if TYPE_CHECKING:  # this is read for every help page
    from checker.authoring.testing import CaseResult
    from checker.rules.model import Rule, RulePack
    from checker.rules.validate import Problem

__all__ = ["Form", "cases_json", "chosen_form", "problems_json", "rules_json"]

Form = Annotated[str, typer.Option("-f", "--format", help="console 或 json。")]


def chosen_form(form: str) -> str:
    """``form``, if it is one of the two.

    Raises:
        UsageError: It is not.
    """
    if form not in {"console", "json"}:
        msg = f"没有“{form}”这种输出格式,可用:console、json。"
        raise UsageError(msg)
    return form


def rules_json(pack: RulePack, rules: Sequence[Rule]) -> str:
    """What rules there are."""
    return _dump("list", pack={"id": pack.id, "version": pack.version, "sha256": pack.sha256}, rules=[
        {
            "id": r.id, "title": r.title, "dimension": r.dimension, "kind": r.kind, "obligation": r.obligation.value,
            "severity": r.severity.value, "weight": float(r.weight), "basis": [b.basis.cite for b in r.basis],
            "off": r.off or None, "aliases": list(r.aliases), "deprecated": r.deprecated or None,
            "where": r.source or None,
        }
        for r in rules
    ])  # fmt: skip


def problems_json(problems: Sequence[Problem], remarks: Sequence[str]) -> str:
    """What must be mended in the rules, and what is only said."""
    return _dump("lint", problems=[{"where": p.where, "message": p.message} for p in problems], remarks=list(remarks))


def cases_json(cases: Sequence[CaseResult]) -> str:
    """How every example fared."""
    failed = sum(not c.passed for c in cases)
    return _dump("test", passed=len(cases) - failed, failed=failed, cases=[
        {"rule_id": c.rule_id, "number": c.number, "passed": c.passed, "message": c.message, "where": c.where}
        for c in cases
    ])  # fmt: skip


def _dump(what: str, **data: Any) -> str:  # noqa: ANN401 - plain data
    told: Mapping[str, Any] = {"schema": f"checker/rules-{what}/1", "program": __version__, **data}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
