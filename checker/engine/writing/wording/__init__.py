"""Checks of wording, one a module; a rule names them in ``params.checks``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checker.engine.writing.fault import Fault, Spec
from checker.engine.writing.prose import Reader
from checker.engine.writing.wording import (
    brackets,
    dropped,
    enumerators,
    formulas,
    near_terms,
    other_place,
    patterns,
    run_in,
    says,
    sensitive,
    traditional,
)

__all__ = ["CHECKS", "Check"]

Check = Callable[[Reader, Spec], Iterator[Fault]]

CHECKS: Mapping[str, Check] = {
    "brackets": brackets.check,
    "dropped": dropped.check,
    "enumerators": enumerators.check,
    "formulas": formulas.check,
    "near_terms": near_terms.check,
    "other_place": other_place.check,
    "patterns": patterns.check,
    "run_in": run_in.check,
    "says": says.check,
    "sensitive": sensitive.check,
    "traditional": traditional.check,
}
