"""The register (底册): documents that reports cite, dated formulas and superseded terms, as frozen data.

``rules/register/*.yaml`` holds the facts; what each key means stands at the top of those files. Titles are kept in
matching form (see :mod:`checker.text.normal`), dates as ISO text, so that they compare as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.errors import RuleError
from checker.text.normal import fold_text

KINDS = ("outline", "law", "regulation", "party", "state", "judicial", "ministry")
STATE_NAME = "中华人民共和国"
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that reports cite.

    ``names`` are all names that mean it, folded; ``issued`` and ``ended`` ISO dates or empty; ``period`` the years in
    its title; ``namesakes``: local documents bear the same name; ``bare``: usually written without 《》.
    """

    title: str
    kind: str
    names: tuple[str, ...]
    number: str = ""
    issued: str = ""
    ended: str = ""
    successor: str = ""
    period: tuple[int, int] | None = None
    namesakes: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A fixed phrase and its time: ``since`` an ISO date or empty, ``years`` its report years (empty: any)."""

    form: str
    says: str
    since: str = ""
    years: tuple[tuple[int, int], ...] = ()
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Plenum:
    """A plenary session of a Central Committee and the day it closed."""

    congress: int
    session: int
    held: str


@dataclass(frozen=True, slots=True)
class Term:
    """Wording of a law's earlier version: ``old`` gave way to ``new`` from report year ``first_year`` on."""

    old: str
    new: str
    first_year: int
    near: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that citations and dated wording are held against."""

    entries: tuple[Entry, ...] = ()
    forms: tuple[Form, ...] = ()
    plenums: tuple[Plenum, ...] = ()
    campaigns: tuple[Form, ...] = ()
    terms: tuple[Term, ...] = ()


_KEYS = {
    "documents": {"title", "kind"} | {"short", "number", "issued", "to", "by", "period", "namesakes", "bare"},
    "forms": {"form", "says", "since", "years", "also", "unless"},
    "plenums": {"congress", "session", "held"},
    "campaigns": {"form", "says", "from", "to"},
    "terms": {"old", "new", "from", "near", "law"},
}


def build_register(data: Data) -> Register:
    """The register from the merged lists of its files.

    Raises:
        RuleError: An unknown list or key, a missing one, or an unknown kind of document.
    """
    for name in data:
        if name not in _KEYS:
            msg = f"底册里没有“{name}”这一栏,可用:{'、'.join(_KEYS)}。"
            raise RuleError(msg, "register")
    return Register(
        tuple(_entry(d) for d in _list(data, "documents", ("title", "kind"))),
        tuple(
            Form(d["form"], d["says"], d.get("since", ""), _years(d), d.get("unless", ""))
            for d in _list(data, "forms", ("form", "says"))
        ),
        tuple(
            Plenum(d["congress"], d["session"], d["held"])
            for d in _list(data, "plenums", ("congress", "session", "held"))
        ),
        tuple(
            Form(d["form"], d["says"], years=((d["from"], d["to"]),))
            for d in _list(data, "campaigns", ("form", "says", "from", "to"))
        ),
        tuple(
            Term(d["old"], d["new"], d["from"], tuple(d["near"]), d["law"])
            for d in _list(data, "terms", ("old", "new", "from", "near", "law"))
        ),
    )


def _list(data: Data, name: str, required: Sequence[str]) -> Sequence[Data]:
    entries: Sequence[Data] = data.get(name, ())
    for entry in entries:
        shown = entry.get(required[0], "?")
        for key in entry:
            if key not in _KEYS[name]:
                msg = f"底册 {name} 的“{shown}”有不认识的键“{key}”,可用:{'、'.join(sorted(_KEYS[name]))}。"
                raise RuleError(msg, "register")
        for key in required:
            if key not in entry:
                msg = f"底册 {name} 的“{shown}”缺少“{key}”。"
                raise RuleError(msg, "register")
    return entries


def _entry(data: Data) -> Entry:
    if data["kind"] not in KINDS:
        msg = f"底册“{data['title']}”的 kind 应为:{'、'.join(KINDS)}。"
        raise RuleError(msg, "register")
    title = fold_text(data["title"])
    names = [title, *(fold_text(s) for s in data.get("short", ()))]
    names += [n.removeprefix(STATE_NAME) for n in names if n.startswith(STATE_NAME)]
    period = data.get("period")
    return Entry(
        data["title"],
        data["kind"],
        tuple(names),
        fold_text(data.get("number", "")),
        data.get("issued", ""),
        data.get("to", ""),
        data.get("by", ""),
        (period["from"], period["to"]) if period else None,
        bool(data.get("namesakes", False)),
        bool(data.get("bare", False)),
    )


def _years(data: Data) -> tuple[tuple[int, int], ...]:
    return tuple((data[k]["from"], data[k]["to"]) for k in ("years", "also") if k in data)
