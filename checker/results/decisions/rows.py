"""One row of a decision sheet, from its texts: the words that people may write, and what is wrong with others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from checker.errors import CheckerError
from checker.model import Choice, Verdict
from checker.model.names import CHOICES
from checker.model.names import VERDICTS as NAMES
from checker.results.decisions.model import FINDING, Decision

__all__ = ["CHOICES", "SEEN", "VERDICTS", "DecisionError", "decision", "iso_date"]

_OLD_WORDS = {"不采纳": Choice.REJECT}
VERDICTS: dict[Verdict, str] = {v: name for v, name in NAMES.items() if v is not Verdict.ERROR}
"""Verdicts that a person can give."""
SEEN = {**{v.value: name for v, name in VERDICTS.items()}, FINDING: "问题"}
_Name = TypeVar("_Name", Choice, Verdict)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class DecisionError(CheckerError):
    """A decision sheet is broken."""

    code = "decisions"


def decision(values: dict[str, str], year: int | None, where: str, place_of: dict[str, str]) -> Decision:
    """One row from its texts (keys of the schema); ``place_of`` gives the place of each key for messages.

    Raises:
        DecisionError: A value is not one of those that exist, or values contradict each other.
    """
    for key, message in _problems(values):
        raise DecisionError(message, place_of.get(key, where))
    return Decision(
        values["unit"],
        year,
        values["point"],
        _choice(values.get("decision", "")),
        _word(values.get("verdict", ""), VERDICTS),
        values.get("reason", ""),
        values.get("name", ""),
        iso_date(values.get("date", "")) or "",
        _seen(values.get("seen", "")) or "",
        values.get("title", ""),
        values.get("note", ""),
        values.get("quote", ""),
        where,
        values.get("sentence", ""),
        values.get("obligation", ""),
    )


def _problems(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: the key, and a sentence."""
    given = {key: values.get(key, "") for key in ("unit", "point", "decision", "verdict", "seen", "date")}
    verdicts, choices = "、".join(VERDICTS.values()), "、".join(CHOICES.values())
    choice, verdict = _choice(given["decision"]), _word(given["verdict"], VERDICTS)
    if not given["unit"]:
        yield "unit", "单位没有填。"
    if not given["point"]:
        yield "point", "事项或问题编号没有填。"
    if given["decision"] and choice is None:
        yield "decision", f"不认识决定“{given['decision']}”,可填:{choices}。"
    if given["verdict"] and verdict is None:
        yield "verdict", f"不认识“{given['verdict']}”,改判为可填:{verdicts}。"
    if _seen(given["seen"]) is None:
        yield "seen", f"程序结论“{given['seen']}”不是程序写的,请恢复原样或留空。"
    if choice is Choice.CHANGED and verdict is None:
        yield "verdict", f"决定是改判,请在“改判为”填:{verdicts}。"
    if choice is not Choice.CHANGED and verdict is not None:
        yield "verdict", "填了“改判为”,决定应为改判。"
    if choice is Choice.CHANGED and _seen(given["seen"]) == FINDING:
        yield "decision", "这是写法或数据问题,没有完整、部分之分,不能改判。"
    if iso_date(given["date"]) is None:
        yield "date", f"日期应写作 YYYY-MM-DD,现为“{given['date']}”。"


def _choice(text: str) -> Choice | None:
    return _word(text, CHOICES) or _OLD_WORDS.get(text)


def _seen(text: str) -> str | None:
    """What the program said, as a key; empty stays empty, None where the program never says so."""
    return next((key for key, name in SEEN.items() if text in (key, name)), None) if text else ""


def _word(text: str, names: dict[_Name, str]) -> _Name | None:
    return next((key for key, name in names.items() if text in (key.value, name)), None)


def iso_date(text: str) -> str | None:
    """``text`` as ``YYYY-MM-DD``; empty stays empty, None where it is not a day."""
    from datetime import date

    if not text.strip():
        return ""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*(int(g) for g in found.groups())).isoformat() if found else None
    except ValueError:
        return None
