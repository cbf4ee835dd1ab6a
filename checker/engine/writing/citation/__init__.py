"""Checks of cited documents against the register, one a module; a rule names them in ``params.checks``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checker.engine.writing.citation import bare, periods, standing, terms, titles
from checker.engine.writing.fault import Fault, Spec
from checker.engine.writing.prose import Reader

__all__ = ["CHECKS"]

CHECKS: Mapping[str, Callable[[Reader, Spec], Iterator[Fault]]] = {
    "bare": bare.check,
    "periods": periods.check,
    "standing": standing.check,
    "terms": terms.check,
    "titles": titles.check,
}
