"""Which verdicts a form for people lists; what makes a run fail is another matter (``--fail-on``)."""

from __future__ import annotations

from checker.errors import UsageError
from checker.model import Verdict

__all__ = ["DEFAULT_SHOW", "FINDINGS", "SHOW_WORDS", "Show", "parse_show"]

Show = frozenset[str]
"""Verdicts and ``findings``; a rule that failed is always shown."""

FINDINGS = "findings"
_VERDICTS = tuple(v.value for v in Verdict if v is not Verdict.ERROR)
_EVERYTHING = frozenset({*_VERDICTS, FINDINGS})
DEFAULT_SHOW: Show = frozenset({Verdict.MISSING.value, Verdict.PARTIAL.value, FINDINGS})
SHOW_WORDS = (*_VERDICTS, FINDINGS, "problems", "all", "none")


def parse_show(word: str | None) -> Show:
    """A comma list as a person types it; ``problems`` (the default) is missing, partial and findings.

    Raises:
        UsageError: One of the words is not known.
    """
    groups = {"all": _EVERYTHING, "none": frozenset[str](), "problems": DEFAULT_SHOW}
    chosen: set[str] = set()
    for one in ("problems" if word is None else word).split(","):
        name = one.strip()
        if name not in SHOW_WORDS:
            msg = f"--show 不认识“{name}”,可用:{'、'.join(SHOW_WORDS)},多个用逗号分隔。"
            raise UsageError(msg)
        chosen |= groups.get(name, frozenset({name}))
    return frozenset(chosen)
