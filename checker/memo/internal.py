"""The sheet for the file (审核单) and the summary of a batch: the only places with a score. Both stay in the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from checker.memo.fields import Memo
from checker.memo.request import Wanted
from checker.memo.rows import STATES
from checker.memo.sentences import NO_NAME, review, unit_name
from checker.memo.typography import chinese, clean
from checker.model import Assessment, Choice, Decided, Result, Verdict
from checker.model import names as wording
from checker.results.decisions import Ruling, unit_of

__all__ = [
    "Internal",
    "Summary",
    "SummaryRow",
    "Unread",
    "build_internal",
    "build_summary",
    "decision_remarks",
    "summary_row",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact with its name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension: weight, score, how many items are missing, partial, complete."""

    title: str
    weight: str
    score: str
    missing: int
    partial: int
    complete: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision that took effect."""

    number: str
    title: str
    choice: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One relation that was tried."""

    number: str
    rule: str
    status: str
    expression: str


@dataclass(frozen=True, slots=True)
class Internal:
    """Everything that the internal sheet says."""

    title: str
    facts: tuple[Pair, ...]
    dimensions: tuple[DimensionRow, ...]
    decisions: tuple[DecisionRow, ...]
    checks: tuple[CheckRow, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One document of a batch; ``messages`` are for the person at the terminal."""

    number: str
    unit: str
    year: str
    conclusion: str
    missing: int
    partial: int
    review: int
    findings: int
    total: str
    messages: tuple[str, ...] = ()
    key: tuple[str, int | None] = ("", None)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no memo."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the summary of a batch says."""

    title: str
    text: str
    rows: tuple[SummaryRow, ...]
    unread: tuple[Unread, ...]
    remarks: tuple[str, ...]


def _score(value: Decimal | None) -> str:
    return "—" if value is None else str(value)


def _total(assessment: Assessment) -> str:
    score = assessment.score
    return f"{_score(score.total)} {score.grade or ''}".strip()


def build_internal(assessment: Assessment, ruling: Ruling, memo: Memo, wanted: Wanted) -> Internal:
    """The sheet of one document; counts are the program's own, decisions are listed beside them."""
    return Internal(
        f"{unit_name(assessment)}法治政府建设年度报告审核单",
        tuple(Pair(name, clean(value)) for name, value in _facts(assessment, ruling, memo, wanted)),
        tuple(_dimensions(assessment)),
        tuple(_decisions(assessment)),
        tuple(
            CheckRow(str(n), c.rule_id, wording.CHECKS.get(c.status, c.status), chinese(clean(c.expression)))
            for n, c in enumerate(assessment.checks, start=1)
        ),
        tuple(chinese(clean(r)) for r in _remarks(assessment, ruling)),
    )


def _facts(assessment: Assessment, ruling: Ruling, memo: Memo, wanted: Wanted) -> Iterator[tuple[str, str]]:
    document, meta, pack = assessment.document, assessment.document.metadata, assessment.pack
    yield "报告标题", meta.title.value if meta.title else "未见标题"
    yield "报送单位", unit_name(assessment) + ("（推知）" if meta.issuer_inferred else "")
    yield "报告年度", f"{meta.report_year}年度" if meta.report_year else "不明"
    yield "文种和阶段", f"{wording.KINDS[document.kind]}，{wording.STAGES[document.stage]}"
    yield "级别", wording.LEVELS[meta.issuer_level] if meta.issuer_level else "不明"
    yield "文件", document.path
    yield "文件校验值", document.sha256
    yield "规则包", f"{pack.id} {pack.version}（{pack.sha256[:12]}）"
    yield "结论", f"{memo.conclusion}:{memo.conclusion_text}"
    yield "得分", f"{_total(assessment)}（仅供审核参考）"
    if assessment.waived_score is not None:
        yield "计入豁免后得分", _score(assessment.waived_score.total)
    counts = {state: sum(r.verdict is v for r in assessment.results) for v, state in STATES.items()}
    yield "核对情况", "、".join(f"{s}{n}项" for s, n in counts.items() if n) or "未作逐项核对"
    yield "数据和文字问题", f"{len(assessment.findings)}处"
    yield "复核情况", chinese(review(ruling, wanted))
    head = wanted.letterhead
    yield "经办、审核、签发", "　".join(clean(who) or NO_NAME for who in (head.handler, head.reviewer, head.approver))


def _dimensions(assessment: Assessment) -> Iterator[DimensionRow]:
    for dimension in assessment.score.dimensions:
        mine = [r.verdict for r in assessment.results if r.dimension == dimension.id]
        counts = (mine.count(v) for v in (Verdict.MISSING, Verdict.PARTIAL, Verdict.FULL))
        weight = f"{dimension.weight.normalize():f}"
        yield DimensionRow(chinese(clean(dimension.title)), weight, _score(dimension.score), *counts)


def _decisions(assessment: Assessment) -> Iterator[DecisionRow]:
    """Every decision that took effect."""
    named: list[tuple[str, Decided | None, Verdict | None]] = [
        *((r.title, r.decision, r.verdict) for r in assessment.results),
        *((f"{wording.place(f)}:{f.message}", f.decision, None) for f in assessment.findings),
    ]
    made = [(title, d, verdict) for title, d, verdict in named if d is not None]
    for number, (title, decision, verdict) in enumerate(made, start=1):
        choice = wording.CHOICES[decision.choice]
        if decision.choice is Choice.CHANGED and verdict is not None:
            choice += f"为“{STATES[verdict]}”"
        who = " ".join(clean(w) for w in (decision.name or "未署名", decision.date) if w)
        yield DecisionRow(str(number), chinese(clean(title)), choice, clean(decision.reason) or "—", who)


def _remarks(assessment: Assessment, ruling: Ruling) -> Iterator[str]:
    yield from decision_remarks(assessment, ruling)
    for result in assessment.results:
        if result.verdict is Verdict.ERROR:
            yield f"{result.rule_id} 没有核对:{result.explanation}"
    yield from _waived(assessment.results)
    yield from (n.message for n in assessment.notes if n.code not in ("decision-gone", "decision-stale"))


def _waived(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.waiver is not None:
            waiver = result.waiver
            yield f"{result.title}按豁免处理:{waiver.reason}(批准:{waiver.approver},有效期至{waiver.expires})"


def decision_remarks(assessment: Assessment, ruling: Ruling) -> Iterator[str]:
    """Decisions that took no effect, and why; decisions without a name."""
    yield from (n.message for n in assessment.notes if n.code in ("decision-gone", "decision-stale"))
    if ruling.unsigned:
        yield f"有{ruling.unsigned}条复核决定没有姓名,不算经人工复核。"


def summary_row(assessment: Assessment, ruling: Ruling, conclusion: str, messages: Sequence[str] = ()) -> SummaryRow:
    """The row of one document; counts are of what the memo says."""
    verdicts = [r.verdict for r in ruling.assessment.results if not r.set_aside]
    year = assessment.document.metadata.report_year
    return SummaryRow(
        "",
        clean(f"{unit_name(assessment)}({PurePath(assessment.document.path).name})")
        .replace("(", "（")
        .replace(")", "）"),
        str(year or "不明"),
        conclusion,
        verdicts.count(Verdict.MISSING),
        verdicts.count(Verdict.PARTIAL),
        verdicts.count(Verdict.REVIEW),
        sum(not f.set_aside for f in ruling.assessment.findings),
        _score(assessment.score.total),
        tuple(messages),
        (unit_of(assessment), year),
    )


def build_summary(rows: Sequence[SummaryRow], unread: Sequence[Unread], remarks: Sequence[str]) -> Summary:
    """The summary of a batch in the order of the run: it is a register, not a ranking."""
    from collections import Counter
    from dataclasses import replace

    kinds = Counter(r.conclusion for r in rows)
    listed = "、".join(f"{name}{n}份" for name, n in kinds.items())
    failed = f"没有完成{len(unread)}份。" if unread else ""
    return Summary(
        "法治政府建设年度报告审核汇总",
        chinese(f"本次核对{len(rows)}份" + (f":{listed}。" if listed else "。") + failed),
        tuple(replace(r, number=str(n)) for n, r in enumerate(rows, start=1)),
        tuple(Unread(clean(u.file), clean(u.reason)) for u in unread),
        tuple(chinese(clean(r)) for r in remarks),
    )
