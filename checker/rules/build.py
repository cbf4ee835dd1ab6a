"""Plain rule data (already valid against the schema) → frozen rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from checker.errors import RuleError
from checker.model import Basis, Obligation, Role, Severity, Verdict
from checker.rules.model import (
    RESULT_ROLES,
    Applies,
    BasisEntry,
    Condition,
    Element,
    Example,
    FigureSpec,
    FindingSpec,
    Part,
    Rule,
    Years,
)
from checker.rules.phrase import Phrase, Resolve, parse_phrase

Data = Mapping[str, Any]


def build_rule(data: Data, dimension: str, resolve: Resolve, source: str) -> Rule:
    """One rule.

    Raises:
        RuleError: A phrase is broken or names an unknown set.
    """
    try:
        return _rule(data, dimension, resolve, source)
    except RuleError as error:
        msg = f"规则 {data.get('id', '?')}:{error.message}"
        raise RuleError(msg, error.where or source) from None


def _rule(data: Data, dimension: str, resolve: Resolve, source: str) -> Rule:
    applies = data.get("applies", {})
    definition = data.get("definition", {})
    return Rule(
        id=data["id"],
        title=data["title"],
        dimension=data.get("dimension", dimension),
        kind=data["kind"],
        obligation=Obligation(data["obligation"]),
        weight=Decimal(str(data.get("weight", 1))),
        applies=Applies(
            tuple(applies.get("levels", ())),
            _years(applies.get("years", {})),
            tuple(applies.get("attributes", ())),
            applies.get("stage", "any"),
        ),
        definition=definition,
        basis=tuple(_basis(b) for b in data.get("basis", ())),
        scope=tuple(Role(r) for r in data["scope"]) if data.get("scope") else RESULT_ROLES,
        elements=tuple(build_element(n, c, resolve) for n, c in data.get("elements", {}).items()),
        figures=tuple(_figure(f, resolve) for f in data.get("figures", ())),
        lookalikes=phrases(data.get("lookalikes", ()), resolve),
        sees=frozenset(data.get("sees", ())),
        verdict={k: str(v) for k, v in data.get("verdict", {}).items()},
        passed=data.get("passed", ""),
        gap=data.get("gap", ""),
        partial_gap=data.get("partial_gap", ""),
        suggestion=data.get("suggestion", ""),
        examples=tuple(build_example(e) for e in data.get("examples", ())),
        informative=bool(data.get("informative", False)),
        params=data.get("params", {}),
        findings=tuple(
            FindingSpec(f["when"], f["at"], Severity(f["severity"]), f["message"], f["suggestion"])
            for f in data.get("findings", ())
        ),
        severity=Severity(data.get("severity", "medium")),
        source=source,
        off=data.get("off", ""),
        learned=bool(data.get("learned", False)),
        aliases=tuple(data.get("aliases", ())),
        deprecated=data.get("deprecated", ""),
    )


def build_element(name: str, data: Any, resolve: Resolve) -> Element:  # noqa: ANN401 - YAML data
    """An element: a list of phrases, one condition, or a list of conditions."""
    if isinstance(data, str) or (isinstance(data, list) and all(isinstance(d, str) for d in data)):
        return Element(name, (Condition(says=(phrases(data, resolve),)),))
    conditions = data if isinstance(data, list) else [data]
    return Element(name, tuple(_condition(c, resolve) for c in conditions))


def phrases(data: Any, resolve: Resolve) -> tuple[Phrase, ...]:  # noqa: ANN401 - YAML data
    """One phrase or a list of them."""
    if isinstance(data, str):
        return (parse_phrase(data, resolve),)
    return tuple(parse_phrase(d, resolve) for d in data)


def _groups(data: Any, resolve: Resolve) -> tuple[tuple[Phrase, ...], ...]:  # noqa: ANN401 - YAML data
    """``says``: a text is one group; in a list every entry is a group of its own (a nested list: alternatives)."""
    if isinstance(data, str):
        return (phrases(data, resolve),)
    return tuple(phrases(entry, resolve) for entry in data)


_SPARE = {False: None, True: Verdict.MISSING, "partial": Verdict.PARTIAL}


def _condition(data: Data, resolve: Resolve) -> Condition:
    number = data.get("number")
    part = data.get("part")
    return Condition(
        says=_groups(data.get("says", ()), resolve),
        about=phrases(data.get("about", ()), resolve),
        topic=data.get("topic", ""),
        without=phrases(data.get("without", ()), resolve),
        state=data.get("state", "reported"),
        number=None if number in (None, False) else () if number is True else tuple(_list(number)),
        name=bool(data.get("name", False)),
        unit=data.get("unit", "sentence"),
        heading=bool(data.get("heading", False)),
        under=phrases(data.get("under", ()), resolve),
        roles=tuple(Role(r) for r in data.get("roles", ())),
        opening=bool(data.get("opening", False)),
        kinds=int(data.get("kinds", 1)),
        times=int(data.get("times", 1)),
        chars=int(data.get("chars", 0)),
        within=int(data.get("within", 0)),
        spare=_SPARE[data.get("spare", False)],
        part=None
        if part is None
        else Part(Role(part["role"]), part.get("own", ""), part.get("points", 0), part.get("chars", 0)),
        years=_years(data.get("years", {})),
    )


def _figure(data: Data, resolve: Resolve) -> FigureSpec:
    return FigureSpec(
        label=data["label"],
        says=phrases(data.get("says", ()), resolve),
        about=phrases(data.get("about", ()), resolve),
        topic=data.get("topic", ""),
        without=phrases(data.get("without", ()), resolve),
        units=tuple(_list(data.get("units", ()))),
        unit=data.get("unit", "segment"),
        parts=bool(data.get("parts", False)),
        zero=phrases(data.get("zero", ()), resolve),
        id=data.get("id", ""),
        under=phrases(data.get("under", ()), resolve),
        sentence=phrases(data.get("sentence", ()), resolve),
        unless=tuple(_list(data.get("unless", ()))),
        limits=bool(data.get("limits", False)),
        spare=bool(data.get("spare", False)),
        roles=tuple(Role(r) for r in data.get("roles", ())),
    )


def _basis(data: Data) -> BasisEntry:
    return BasisEntry(
        Basis(data["document"], data.get("number"), data.get("article"), data["cite"]),
        data.get("from"),
        data.get("to"),
        tuple(data.get("levels", ())),
        data.get("region"),
    )


def build_example(data: Data) -> Example:
    """A passage with its verdict."""
    return Example(
        data["text"],
        data["verdict"],
        data.get("year"),
        data.get("level", ""),
        data.get("role", "achievements"),
        data.get("heading", ""),
        data.get("note", ""),
    )


def _years(data: Data) -> Years:
    return Years(data.get("from"), data.get("to"))


def _list(value: Any) -> Sequence[str]:  # noqa: ANN401 - YAML data
    return [value] if isinstance(value, str) else value
