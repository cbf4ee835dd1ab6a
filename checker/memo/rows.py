"""The lists of a memo: one function a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.memo.fields import (
    AnnexRow,
    ChangeRow,
    FigureRow,
    GapGroup,
    GapRow,
    QueryRow,
    StateRow,
    VerifiedRow,
    WaivedRow,
    WordingRow,
)
from checker.memo.typography import chinese, cited, clean, numeral
from checker.model import (
    Assessment,
    ChangeState,
    Check,
    Evidence,
    Finding,
    Obligation,
    Recheck,
    Result,
    Verdict,
)
from checker.model import names as wording

__all__ = [
    "STATES",
    "annex_rows",
    "change_rows",
    "figure_rows",
    "gap_groups",
    "query_rows",
    "statutory_rows",
    "verified_rows",
    "waived_rows",
    "wording_rows",
]

STATES = {
    Verdict.FULL: "完整",
    Verdict.PARTIAL: "不全",
    Verdict.MISSING: "未见",
    Verdict.REVIEW: "待核实",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ERROR: "未能核对",
}
_PENDING = "(待复核)"
_GAPS = (Verdict.MISSING, Verdict.PARTIAL)
_GROUPS = {
    Obligation.STATUTORY: "法定事项",
    Obligation.NORMATIVE: "规范事项(法律、法规或者中央文件有要求)",
    Obligation.CHECK: "校核事项",
    Obligation.ADVISORY: "建议事项(供完善时参考,依据见附件)",
}

Marked = frozenset[str]
"""Ids of points that are to be marked as not decided."""


def _evidence(evidence: Sequence[Evidence]) -> str:
    return wording.place(evidence[0]) if evidence else "—"


def _said(text: str) -> str:
    return chinese(clean(text))


def _state(result: Result, marked: Marked) -> str:
    if result.waiver is not None:
        return "豁免"
    return STATES[result.verdict] + ("，待复核" if result.rule_id in marked else "")


def _pending(point: str, marked: Marked) -> str:
    return chinese(_PENDING) if point in marked else ""


def statutory_rows(results: Sequence[Result], marked: Marked) -> Iterator[StateRow]:
    """The statutory items in the pack's order."""
    chosen = [r for r in results if r.obligation is Obligation.STATUTORY]
    for number, r in enumerate(chosen, start=1):
        yield StateRow(str(number), _said(r.title), _state(r, marked), _evidence(r.evidence), _said(r.explanation))


def gap_groups(results: Sequence[Result], marked: Marked, only: Sequence[Obligation] = ()) -> Iterator[GapGroup]:
    """Missing and partial requirements, the strongest obligation first; ``only`` keeps some obligations."""
    number = groups = 0
    for obligation, name in _GROUPS.items():
        mine = [r for r in results if r.obligation is obligation and r.verdict in _GAPS and not r.set_aside]
        if not mine or (only and obligation not in only):
            continue
        groups += 1
        mine.sort(key=lambda r: r.verdict is not Verdict.MISSING)
        rows = tuple(_gap(r, number + n, marked) for n, r in enumerate(mine, start=1))
        number += len(rows)
        listed, with_basis = obligation is not Obligation.STATUTORY, obligation is not Obligation.ADVISORY
        yield GapGroup(chinese(f"({numeral(groups)}){name}"), listed, with_basis, rows)


def _gap(result: Result, number: int, marked: Marked) -> GapRow:
    return GapRow(
        str(number),
        _said(result.title),
        _state(result, marked),
        _said(result.explanation),
        _evidence(result.evidence),
        clean(cited(result.basis)),
        _said(result.suggestion),
    )


def figure_rows(assessment: Assessment, marked: Marked) -> Iterator[FigureRow]:
    """Findings about numbers, with the sums worked out."""
    chosen = [f for f in assessment.findings if f.kind in _NUMBERS and not f.set_aside]
    for number, f in enumerate(chosen, start=1):
        done = _sum(f, assessment.checks)
        yield FigureRow(
            str(number),
            wording.place(f),
            clean(f.text),
            _said(done),
            _said(_message(f, done)),
            _pending(f.fingerprint, marked),
        )


_NUMBERS = ("reconcile", "cross_year")


_HEAD = re.compile(r"\s*[,≠]")
_SENTENCE = re.compile("^[^。;]*[。;]")


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


def _message(finding: Finding, done: str = "") -> str:
    """What to say of a finding: its message without the sum that stands before it, and its suggestion, once."""
    message = finding.message
    if done and message.startswith(_HEAD.split(done, maxsplit=1)[0]):
        message = _SENTENCE.sub("", message, count=1) or message
    same = not finding.suggestion or finding.suggestion in message
    if same:
        return message
    return f"{message}{'' if message.endswith(tuple('。;,:!?')) else '。'}{finding.suggestion}"


def wording_rows(findings: Sequence[Finding], marked: Marked) -> Iterator[WordingRow]:
    """Findings about anything but numbers."""
    chosen = [f for f in findings if f.kind not in _NUMBERS and not f.set_aside]
    for number, f in enumerate(chosen, start=1):
        state = _pending(f.fingerprint, marked)
        yield WordingRow(str(number), wording.place(f), clean(f.text), _said(_message(f)), state)


def query_rows(results: Sequence[Result], marked: Marked) -> Iterator[QueryRow]:
    """Requirements that a person must look at."""
    chosen = [r for r in results if r.verdict is Verdict.REVIEW and not r.set_aside]
    for number, r in enumerate(chosen, start=1):
        state = _pending(r.rule_id, marked)
        yield QueryRow(str(number), _said(r.title), _said(r.explanation), _evidence(r.evidence), state)


def verified_rows(results: Sequence[Result], dimensions: Mapping[str, str]) -> Iterator[VerifiedRow]:
    """What was found complete, a row a dimension in the pack's order."""
    known = [*dimensions, *sorted({r.dimension for r in results} - set(dimensions))]
    for dimension in known:
        titles = [_said(r.title) for r in results if r.dimension == dimension and r.verdict is Verdict.FULL]
        if titles:
            yield VerifiedRow(_said(dimensions.get(dimension, dimension)), len(titles), "；".join(titles))


def waived_rows(assessment: Assessment) -> Iterator[WaivedRow]:
    """Waived gaps and findings with reason and approver."""
    waived = [(r.title, r.waiver) for r in assessment.results if r.waiver is not None]
    waived += [(f"{wording.place(f)}:{f.message}", f.waiver) for f in assessment.findings if f.waiver is not None]
    for number, (title, waiver) in enumerate(waived, start=1):
        if waiver is not None:
            words = (title, waiver.reason, waiver.approver, waiver.expires)
            yield WaivedRow(str(number), *(_said(w) for w in words))


def change_rows(recheck: Recheck | None, dropped: frozenset[str]) -> Iterator[ChangeRow]:
    """What became of the points of an earlier run; ``dropped`` are ids that the memo must not speak of."""
    changes = () if recheck is None else recheck.changes
    order = list(ChangeState)
    kept = [c for c in changes if not {c.fingerprint, c.rule_id} & dropped]
    for number, change in enumerate(sorted(kept, key=lambda c: order.index(c.state)), start=1):
        yield ChangeRow(str(number), wording.CHANGES[change.state], _said(change.title), clean(change.text))


def annex_rows(results: Sequence[Result], marked: Marked) -> Iterator[AnnexRow]:
    """All requirements, the strongest obligation first."""
    ordered = sorted(results, key=lambda r: wording.OBLIGATION_ORDER.index(r.obligation))
    for number, r in enumerate(ordered, start=1):
        basis = clean(cited(r.basis)) or "—"
        yield AnnexRow(str(number), _said(r.title), _state(r, marked), _evidence(r.evidence), basis)
