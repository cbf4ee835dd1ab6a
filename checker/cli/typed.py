"""Settings whose values are typed otherwise than they are configured: lists with commas, numbers among words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.errors import UsageError

__all__ = ["TYPED"]


def _listed(typed: Any) -> tuple[str, ...]:  # noqa: ANN401 - what the command line holds
    """A list, or texts with commas, as its words."""
    texts = [typed] if isinstance(typed, str) else typed
    return tuple(dict.fromkeys(word.strip() for text in texts for word in text.split(",") if word.strip()))


def _attributes(typed: str) -> tuple[str, ...]:
    return tuple(a for a in _listed(typed) if a != "none")


def _gates(typed: list[str]) -> tuple[str, ...] | None:
    from checker.results.thresholds import Thresholds

    return Thresholds.parse(None, typed).on or None


def _floors(typed: list[str]) -> float | tuple[str, ...] | None:
    """One number for everything, or the texts that hold more."""
    from checker.results.floors import TOTAL, parse_floors

    floors = parse_floors(typed)
    if len(floors) == 1 and floors[0].dimension == TOTAL:
        return floors[0].least
    return tuple(f"{f.least:g}" if f.dimension == TOTAL else f"{f.dimension}={f.least:g}" for f in floors) or None


def _jobs(typed: str) -> int | str:
    from checker.config.processors import AUTO

    if typed == AUTO:
        return typed
    if not typed.lstrip("-").isdecimal():
        msg = f"--jobs 的值不对,应为整数或 {AUTO},现为“{typed}”。"
        raise UsageError(msg)
    if int(typed) < 1:
        msg = f"--jobs 的值不对,超出范围,应不小于 1,现为 {typed}。"
        raise UsageError(msg)
    return int(typed)


TYPED: dict[str, Callable[[Any], object]] = {
    "formats": lambda typed: tuple(typed) or None,
    "attributes": _attributes,
    "fail-on": _gates,
    "fail-under": _floors,
    "show": lambda typed: tuple(word.strip() for word in typed.split(",")),
    "jobs": _jobs,
    "select": lambda typed: _listed(typed) or None,
    "ignore": lambda typed: _listed(typed) or None,
}
"""By key of the configuration: from what the command line holds to what a file would say. None: nothing was said."""
