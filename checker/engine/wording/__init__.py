"""Checks of wording, one a module; a rule names them in ``params.checks``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checker.engine.wording import (
    brackets,
    dropped,
    enumerators,
    formulas,
    other_place,
    patterns,
    run_in,
    says,
    sensitive,
    traditional,
)
from checker.engine.wording.fault import Fault, Spec
from checker.engine.wording.reader import Reader

__all__ = ["CHECKS", "Check"]

Check = Callable[[Reader, Spec], Iterator[Fault]]

CHECKS: Mapping[str, Check] = {
    "brackets": brackets.check,
    "dropped": dropped.check,
    "enumerators": enumerators.check,
    "formulas": formulas.check,
    "other_place": other_place.check,
    "patterns": patterns.check,
    "run_in": run_in.check,
    "says": says.check,
    "sensitive": sensitive.check,
    "traditional": traditional.check,
}
