"""What a check yields, and how it is worded from the rule's own sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from checker.errors import RuleError
from checker.model import Fix, Severity, Span

Spec = Mapping[str, Any]
"""One entry of a rule's ``params.checks``: the check's name, its words, its sentences."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is wrong or doubtful.

    ``severity`` None: the rule's. ``loss``: a sign that characters of the text went missing on its way here.
    """

    span: Span
    message: str
    suggestion: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    loss: bool = False


def make_fault(span: Span, spec: Spec, fix: Fix | None = None, **values: object) -> Fault:
    """A fault worded by ``spec`` (``message``, ``suggestion``, ``severity``, ``loss``).

    Raises:
        RuleError: ``spec`` has no message, or it names a value that the check does not give.
    """
    try:
        message, suggestion = (str(spec.get(k, "")).format(**values) for k in ("message", "suggestion"))
    except (KeyError, IndexError) as error:
        msg = f"句子里用了不存在的名字 {error}。可用:{'、'.join(sorted(values))}"
        raise RuleError(msg) from None
    if not message:
        msg = f"检查“{spec.get('check', '?')}”缺少 message。"
        raise RuleError(msg)
    severity = Severity(spec["severity"]) if "severity" in spec else None
    return Fault(span, message, suggestion, fix, severity, bool(spec.get("loss", False)))


def part(spec: Spec, key: str) -> Any:  # noqa: ANN401 - plain YAML data
    """A sub-entry of ``spec`` that must be there.

    Raises:
        RuleError: It is absent.
    """
    if key not in spec:
        msg = f"检查“{spec.get('check', '?')}”缺少“{key}”。"
        raise RuleError(msg)
    return spec[key]


PATTERN_TIMEOUT = 2.0  # seconds; a fuse against runaway patterns


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - the regex module is imported only here
    import regex

    try:
        return regex.compile(pattern)
    except regex.error as error:
        msg = f"正则写法有误({error}):{pattern}"
        raise RuleError(msg) from None


def search_all(pattern: str, text: str) -> list[Any]:
    """Every match of a raw pattern.

    Raises:
        RuleError: The pattern is broken or took too long.
    """
    try:
        return list(_compiled(pattern).finditer(text, timeout=PATTERN_TIMEOUT))
    except TimeoutError:
        msg = f"正则用时超过{PATTERN_TIMEOUT:g}秒,已停止:{pattern}"
        raise RuleError(msg) from None


def says(pattern: str, text: str) -> bool:
    """Whether a raw pattern stands in ``text``; an empty pattern never does."""
    return bool(pattern) and bool(_compiled(pattern).search(text, timeout=PATTERN_TIMEOUT))
