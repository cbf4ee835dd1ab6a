"""Compliance checks for annual rule-of-law government reports (法治政府建设年度报告).

    from checker import check, load_pack

    assessment = check("报告.docx")
    print(assessment.score.total, [r.title for r in assessment.results if r.verdict == "missing"])

The names in ``__all__`` are stable: they change only with the major version. They are loaded when first used, so that
``import checker`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from checker.version import __version__

if TYPE_CHECKING:
    from checker.api import Checker, Options, check, check_bytes, compare, load_pack, read_document, render
    from checker.errors import CheckerError, ReadingError, RuleError, SecretError, UsageError
    from checker.model import Assessment, Document
    from checker.results.stored.read import load_assessment

__all__ = [
    "Assessment",
    "Checker",
    "CheckerError",
    "Document",
    "Options",
    "ReadingError",
    "RuleError",
    "SecretError",
    "UsageError",
    "__version__",
    "check",
    "check_bytes",
    "compare",
    "load_assessment",
    "load_pack",
    "read_document",
    "render",
]

_HOMES = {
    "checker.api": "Checker Options check check_bytes compare load_pack read_document render",
    "checker.errors": "CheckerError ReadingError RuleError SecretError UsageError",
    "checker.model": "Assessment Document",
    "checker.results.stored.read": "load_assessment",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
