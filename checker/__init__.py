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
    from checker.api import (
        Checker,
        Options,
        check,
        check_bytes,
        compare,
        load_pack,
        read_document,
        render,
    )
    from checker.errors import (
        CheckerError,
        ConfigError,
        ReadingError,
        RuleError,
        SecretError,
        UsageError,
    )
    from checker.many import (
        Checked,
        check_many,
        difference,
        render_run,
        write_baseline,
    )
    from checker.model import (
        Assessment,
        Basis,
        Change,
        ChangeState,
        Check,
        Choice,
        Conclusion,
        Decided,
        DimensionScore,
        Document,
        DocumentKind,
        ElementTrace,
        Evidence,
        Fact,
        Figure,
        Finding,
        Fix,
        Level,
        Metadata,
        Note,
        Obligation,
        PackInfo,
        Previous,
        Recheck,
        Result,
        Role,
        Score,
        Section,
        Severity,
        Span,
        Stage,
        Verdict,
        Waiver,
    )
    from checker.results.stored.read import (
        load_assessment,
    )
    from checker.results.thresholds import (
        Shortfall,
        Thresholds,
    )

__all__ = [
    "Assessment",
    "Basis",
    "Change",
    "ChangeState",
    "Check",
    "Checked",
    "Checker",
    "CheckerError",
    "Choice",
    "Conclusion",
    "ConfigError",
    "Decided",
    "DimensionScore",
    "Document",
    "DocumentKind",
    "ElementTrace",
    "Evidence",
    "Fact",
    "Figure",
    "Finding",
    "Fix",
    "Level",
    "Metadata",
    "Note",
    "Obligation",
    "Options",
    "PackInfo",
    "Previous",
    "ReadingError",
    "Recheck",
    "Result",
    "Role",
    "RuleError",
    "Score",
    "SecretError",
    "Section",
    "Severity",
    "Shortfall",
    "Span",
    "Stage",
    "Thresholds",
    "UsageError",
    "Verdict",
    "Waiver",
    "__version__",
    "check",
    "check_bytes",
    "check_many",
    "compare",
    "difference",
    "load_assessment",
    "load_pack",
    "read_document",
    "render",
    "render_run",
    "write_baseline",
]

_HOMES = {
    "checker.api": "Checker Options check check_bytes compare load_pack read_document render",
    "checker.errors": "CheckerError ConfigError ReadingError RuleError SecretError UsageError",
    "checker.many": "Checked check_many difference render_run write_baseline",
    "checker.results.stored.read": "load_assessment",
    "checker.results.thresholds": "Shortfall Thresholds",
}
_HOME = dict.fromkeys(__all__, "checker.model") | {
    name: home for home, names in _HOMES.items() for name in names.split()
}

if not TYPE_CHECKING:  # type checkers know the names from above, and would take any name for one of ours here

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
