"""The gap report: one HTML file that needs nothing else.

Everything from the document is data: it reaches the page through an escaping, sandboxed template only, and a content
security policy that names the hashes of our own style and script forbids all others.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from checker.model import Assessment, Finding, Obligation, Result, Severity, Verdict
from checker.reporting import wording
from checker.reporting.json_report import number
from checker.reporting.marks import Mark, marked_lines

if TYPE_CHECKING:
    from jinja2 import Template

TOP = 5  # how many matters the first screen shows in a pile
_GAPS = (Verdict.MISSING, Verdict.PARTIAL)
_ORDER = (
    Verdict.ERROR,
    Verdict.MISSING,
    Verdict.PARTIAL,
    Verdict.REVIEW,
    Verdict.FULL,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Pile:
    """One of the three piles of the first screen."""

    name: str
    hint: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]

    @property
    def size(self) -> int:
        """How many matters it holds."""
        return len(self.results) + len(self.findings)


def render_html(assessment: Assessment) -> bytes:
    """The report as UTF-8 HTML."""
    style, script = _asset("report.css"), _asset("report.js")
    html = _template().render(
        a=assessment,
        d=assessment.document,
        m=assessment.document.metadata,
        w=wording,
        number=number,
        csp=_policy(style, script),
        style=style,
        script=script,
        piles=_piles(assessment),
        top=TOP,
        statutory=[r for r in assessment.results if r.obligation is Obligation.STATUTORY],
        groups=_groups(assessment),
        counts={v: sum(r.verdict is v for r in assessment.results) for v in Verdict},
        lines=marked_lines(assessment.document.text, _marks(assessment)),
        line_of=lambda offset: assessment.document.text.count("\n", 0, offset) + 1,
        dimension_titles={x.id: x.title for x in assessment.score.dimensions},
        Verdict=Verdict,
    )
    return html.encode()


def _policy(style: str, script: str) -> str:
    def digest(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _asset(name: str) -> str:
    return resources.files("checker.reporting").joinpath("templates", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_asset("report.html.j2"))


def _piles(assessment: Assessment) -> tuple[Pile, ...]:
    gaps = [r for r in assessment.results if r.verdict in _GAPS]
    statutory = tuple(_by_weight(r for r in gaps if r.obligation is Obligation.STATUTORY))
    other = tuple(_by_weight(r for r in gaps if r.obligation is not Obligation.STATUTORY))
    severe = tuple(f for f in assessment.findings if f.severity is Severity.HIGH)
    milder = tuple(f for f in assessment.findings if f.severity is not Severity.HIGH)
    doubtful = tuple(r for r in assessment.results if r.verdict in (Verdict.REVIEW, Verdict.ERROR))
    return (
        Pile("退回补正", "法定内容未见或不全,或数字、日期明显需要更正", statutory, severe),
        Pile("建议补充", "规范和建议的内容未见或不全", other, ()),
        Pile("请人工核实", "写法、口径存疑,须由人核对", doubtful, milder),
    )


def _by_weight(results: Any) -> list[Result]:  # noqa: ANN401 - any iterable of results
    return sorted(results, key=lambda r: (r.verdict is not Verdict.MISSING, -r.weight, r.rule_id))


def _groups(assessment: Assessment) -> list[dict[str, Any]]:
    """Requirements by dimension, the most pressing verdicts first."""
    return [
        {
            "dimension": dimension,
            "results": sorted(
                (r for r in assessment.results if r.dimension == dimension.id),
                key=lambda r: (_ORDER.index(r.verdict), -r.weight, r.rule_id),
            ),
        }
        for dimension in assessment.score.dimensions
        if any(r.dimension == dimension.id for r in assessment.results)
    ]


def _marks(assessment: Assessment) -> list[Mark]:
    marks = [
        Mark(e.start, e.end, f"e-{r.rule_id}-{i}", "evidence", r.title, f"r-{r.rule_id}")
        for r in assessment.results
        for i, e in enumerate(r.evidence)
    ]
    marks += [Mark(f.start, f.end, f"t-{i}", "finding", f.message, f"f-{i}") for i, f in enumerate(assessment.findings)]
    return marks
