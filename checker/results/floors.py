"""Least scores that a run asks for: ``60``, or ``enforcement=70`` for one dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.errors import UsageError

__all__ = ["TOTAL", "UNDER", "Floor", "parse_floors"]

UNDER = "fail-under"
TOTAL = ""
_HIGHEST = 100.0


@dataclass(frozen=True, slots=True)
class Floor:
    """The least score of a dimension, or of everything (:data:`TOTAL`)."""

    least: float
    dimension: str = TOTAL

    @property
    def gate(self) -> str:
        """The gate's name, as it is typed without dashes; the one for everything needs no number."""
        return UNDER if self.dimension == TOTAL else f"{UNDER} {self.dimension}={self.least:g}"


def parse_floors(given: float | str | Sequence[float | str] | None) -> tuple[Floor, ...]:
    """The floors that were typed or configured; of several for one dimension the last counts.

    Raises:
        UsageError: One of them is no score from 0 to 100.
    """
    floors = {floor.dimension: floor for floor in _each(given)}
    return tuple(floors.values())


def _each(given: float | str | Sequence[float | str] | None) -> Iterator[Floor]:
    if given is None:
        return
    if isinstance(given, (int, float)):
        yield _floor(str(given), TOTAL)
        return
    for one in [given] if isinstance(given, str) else given:
        for text in str(one).split(","):
            name, found, number = text.strip().rpartition("=")
            if text.strip():
                yield _floor(number, name.strip() if found else TOTAL, bare=bool(found and not name.strip()))


def _floor(number: str, dimension: str, *, bare: bool = False) -> Floor:
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if bare or not 0 <= least <= _HIGHEST:  # also what is no number at all
        typed = number if dimension == TOTAL and not bare else f"{dimension}={number}"
        msg = f"--fail-under 应为 0 到 100 的数,或“一级指标=分数”(如 60,enforcement=70),现为“{typed}”。"
        raise UsageError(msg)
    return Floor(least, dimension)
