"""The lists of a memo: one function a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.memo.fields import AnnexRow, CorrectionRow, PointRow
from checker.memo.places import place_of
from checker.memo.typography import chinese, cited, clean
from checker.model import Assessment, Check, Document, Finding, Obligation, Result, Severity, Verdict
from checker.model import names as wording

__all__ = ["MOST", "STATES", "annex_rows", "correction_rows", "rest_text", "statutory_rows"]

STATES = {
    Verdict.FULL: "完整",
    Verdict.PARTIAL: "不全",
    Verdict.MISSING: "未见",
    Verdict.REVIEW: "待核实",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ERROR: "未能核对",
}
_PENDING = "待复核"
_OPEN = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW)
_NUMBERS = ("reconcile", "cross_year")
MOST = 5
"""How many corrections a letter lists."""
_QUOTE = 24
_REASON = re.compile(r"^[^。]*。")
_BLANK_FORMULA = re.compile(r"[;；,，]?据实填写[,，]无则写无。?$")
_REMARK = re.compile(r"[((][^()()]*[))]$")  # in brackets at the end of a title
_BRIEF = re.compile(r"[^,,;;::。_]*")  # what a suggestion asks for, before blanks and particulars
_LEAST = 5  # characters below which nothing is asked for yet (建议写明)

Marked = frozenset[str]
"""Ids of points that are to be marked as not decided."""


def _said(text: str) -> str:
    return chinese(clean(text))


def _short(text: str, most: int) -> str:
    flat = clean(text)
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _state(result: Result, marked: Marked) -> str:
    if result.set_aside:
        return "豁免" if result.waiver is not None else "不列"
    return STATES[result.verdict] + (f"，{_PENDING}" if result.rule_id in marked else "")


def statutory_rows(results: Sequence[Result], marked: Marked) -> Iterator[PointRow]:
    """The statutory items that are not complete: what is not there first, else in the pack's order."""
    mine = [r for r in results if r.obligation is Obligation.STATUTORY and r.verdict in _OPEN and not r.set_aside]
    mine.sort(key=lambda r: _OPEN.index(r.verdict))
    for number, r in enumerate(mine, start=1):
        yield PointRow(str(number), _title(r), _state(r, marked), _reason(r), _said(_brief(r.suggestion)))


def _reason(result: Result) -> str:
    """Why, in one sentence."""
    found = _REASON.match(clean(result.explanation))
    return chinese(found[0]) if found else _said(result.explanation)


def _title(result: Result) -> str:
    return _said(_REMARK.sub("", result.title))


def _brief(suggestion: str) -> str:
    """What a suggestion asks for in short; the blanks to fill in stand in the gap report and in the comments."""
    found = _BRIEF.match(clean(suggestion))
    text = found[0].rstrip("(（") if found else ""
    if text.count("(") + text.count("(") > text.count(")") + text.count(")"):
        text = re.split("[((]", text)[0]
    return f"{text}。" if len(text) >= _LEAST else ""


def _request(suggestion: str) -> str:
    """A suggestion without the formula at its end, which stands once below the list."""
    text = _BLANK_FORMULA.sub("", clean(suggestion))
    return f"{text}。" if text and not text.endswith("。") else text


def correction_rows(said: Assessment, marked: Marked) -> Iterator[CorrectionRow]:
    """What is written and should be looked at: the gravest first, figures before wording."""
    order = list(Severity)
    mine = [f for f in said.findings if not f.set_aside and not _is_told(f, said.results)]
    mine.sort(key=lambda f: (order.index(f.severity), f.kind not in _NUMBERS, f.start))
    for number, f in enumerate(_together(mine), start=1):
        message = _message(f, _sum(f, said.checks) if f.kind in _NUMBERS else "")
        yield CorrectionRow(
            str(number),
            place_of(said.document, f),
            "" if clean(f.text) in message else _short(f.text, _QUOTE),
            _said(message),
            _PENDING if f.fingerprint in marked else "",
            f.severity is not Severity.LOW,
        )


def _is_told(finding: Finding, results: Sequence[Result]) -> bool:
    """Whether a finding only repeats what the verdict of its own rule says."""
    return any(r.rule_id == finding.rule_id and r.verdict in _OPEN and not r.set_aside for r in results)


def _together(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The same said of the same words is said once."""
    seen: set[tuple[str, str, str]] = set()
    for finding in findings:
        key = (finding.rule_id, clean(finding.text), finding.message)
        if key not in seen:
            seen.add(key)
            yield finding


def _sum(finding: Finding, checks: Sequence[Check]) -> str:
    """The failed relations that the finding is about."""
    mine = (
        c.expression
        for c in checks
        if c.status == "failed"
        and c.rule_id == finding.rule_id
        and any(s.start < finding.end and finding.start < s.end for s in c.spans)
    )
    return ";".join(dict.fromkeys(mine))


def _message(finding: Finding, done: str) -> str:
    """What to say of a finding: the sum that does not hold, or what is doubtful; then what to do, once."""
    message = f"{done}。" if done else finding.message
    suggestion = _request(finding.suggestion)
    if not suggestion or suggestion.rstrip("。") in message:
        return message
    return f"{message}{'' if message.endswith(tuple('。;,:!?')) else '。'}{suggestion}"


_TITLES = 2  # how many titles a dimension names


def rest_text(results: Sequence[Result], dimensions: Mapping[str, str]) -> str:
    """What else should be completed, condensed: one half-sentence a dimension; how many advisory items there are."""
    asked = (Obligation.NORMATIVE, Obligation.CHECK)
    mine = [r for r in results if r.obligation in asked and r.verdict in _OPEN and not r.set_aside]
    parts = []
    for dimension in [*dimensions, *sorted({r.dimension for r in mine} - set(dimensions))]:
        here = [r for r in mine if r.dimension == dimension]
        listed = "，".join(_listed(here, v) for v in _OPEN if any(r.verdict is v for r in here))
        if listed:
            parts.append(f"{_said(_REMARK.sub('', dimensions.get(dimension, dimension)))}方面，{listed}")
    advisory = sum(r.obligation is Obligation.ADVISORY and r.verdict in _OPEN and not r.set_aside for r in results)
    ends = [f"另有{advisory}项建议事项可酌情补充"] if advisory else []
    return "；".join([*parts, *ends]) + "。" if parts or ends else ""


def _listed(results: Sequence[Result], verdict: Verdict) -> str:
    titles = [_title(r) for r in results if r.verdict is verdict]
    named = "、".join(titles[:_TITLES]) + (f"等{len(titles)}项" if len(titles) > _TITLES else "")
    return f"未见{named}" if verdict is Verdict.MISSING else f"{named}{STATES[verdict]}"


def annex_rows(document: Document, results: Sequence[Result], marked: Marked) -> Iterator[AnnexRow]:
    """All requirements, the strongest obligation first."""
    ordered = sorted(results, key=lambda r: wording.OBLIGATION_ORDER.index(r.obligation))
    for number, r in enumerate(ordered, start=1):
        place = place_of(document, r.evidence[0]) if r.evidence else ""
        yield AnnexRow(str(number), _said(r.title), _state(r, marked), place or "—", clean(cited(r.basis)) or "—")
