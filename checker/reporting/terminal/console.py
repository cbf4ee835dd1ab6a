"""The terminal form: what a tired clerk needs, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model import Assessment, DocumentKind, Verdict
from checker.model import names as wording
from checker.reporting.show import DEFAULT_SHOW, FINDINGS, Show
from checker.reporting.terminal.points import LISTED, finding_lines, gap_lines, urgency
from checker.reporting.terminal.recheck import recheck_lines, tally
from checker.reporting.terminal.set_aside import is_open, set_aside, set_aside_words, waived_score
from checker.text.widths import clip, clip_left, columns, pad, wrap

WIDTH = 80
_BAR = 20  # cells of a dimension's bar


def render_console(assessment: Assessment, show: Show = DEFAULT_SHOW) -> str:
    """One assessment as text that ends with a line break; ``show`` says which verdicts are listed."""
    return "\n".join([*_head(assessment), *_body(assessment, show), *_notes(assessment)]) + "\n"


def _head(assessment: Assessment) -> Iterator[str]:
    document, meta = assessment.document, assessment.document.metadata
    yield clip(f"■ {meta.title.value if meta.title else document.path}", WIDTH)
    facts = [
        meta.issuer.value + ("(推知)" if meta.issuer_inferred else "") if meta.issuer else "机关不明",
        f"{meta.report_year}年度" if meta.report_year else "年度不明",
        wording.LEVELS[meta.issuer_level] if meta.issuer_level else "级别不明",
        wording.STAGES[document.stage],
    ]
    yield from wrap(" · ".join(facts), WIDTH, "  ")
    if meta.title:
        yield clip(f"  文件:{document.path}", WIDTH)
    if assessment.conclusion is not None:
        yield from wrap(f"结论:{assessment.conclusion.name}({';'.join(assessment.conclusion.grounds)})", WIDTH, "  ")
    if assessment.previous is not None:
        yield clip(f"  对照:{assessment.previous.title or assessment.previous.path}", WIDTH)


def _body(assessment: Assessment, show: Show) -> Iterator[str]:
    document = assessment.document
    if document.kind is not DocumentKind.RULE_OF_LAW_REPORT and not assessment.results:
        name = wording.KINDS[document.kind]
        yield from wrap(f"这是{name},不是法治政府建设年度报告,未作评分(确要按规则核对,请加 --force)。", WIDTH, "  ")
        return
    yield ""
    yield from _summary(assessment)
    for verdict in LISTED:
        chosen = [r for r in assessment.results if r.verdict is verdict and is_open(r)]
        if chosen and verdict.value in show:
            yield ""
            yield f"{wording.SIGNS[verdict]} {wording.VERDICTS[verdict]} {len(chosen)} 项"
            for result in sorted(chosen, key=urgency):
                yield from gap_lines(result, WIDTH)
    findings = [f for f in assessment.findings if is_open(f)]
    if findings and FINDINGS in show:
        yield ""
        yield f"! 写法和数字需核实 {len(findings)} 处"
        for finding in findings:
            yield from finding_lines(finding, WIDTH)
    yield from set_aside(assessment, WIDTH)
    if assessment.recheck is not None:
        yield ""
        yield from recheck_lines(assessment.recheck, assessment.score.total)
    errors = [r for r in assessment.results if r.verdict is Verdict.ERROR]
    for result in errors:
        yield from wrap(f"! {result.rule_id} {result.explanation}", WIDTH)


def _summary(assessment: Assessment) -> Iterator[str]:
    score = assessment.score
    counted = {v: sum(r.verdict is v for r in assessment.results) for v in Verdict}
    shown = [f"{wording.SIGNS[v]} {wording.VERDICTS[v]} {n}" for v, n in counted.items() if n]
    total = "无法计算(有规则出错)" if score.total is None else f"{score.total} {score.grade or ''}".rstrip()
    yield f"  得分 {total}{waived_score(assessment)}(仅供审核参考)"
    yield from wrap("  ".join(shown), WIDTH, "  ")
    for dimension in score.dimensions:
        if dimension.score is None:
            continue
        filled = round(float(dimension.score) / 100 * _BAR)
        bar = "█" * filled + "·" * (_BAR - filled)
        yield f"  {pad(dimension.title, 28)} {bar} {dimension.score:>6}"


def _notes(assessment: Assessment) -> Iterator[str]:
    for note in assessment.notes:
        yield from wrap(f"说明:{note.message}", WIDTH, "  ")


@dataclass(frozen=True, slots=True)
class Brief:
    """One document as a line of the table.

    ``judged``: there are verdicts; ``remark`` says why there is no score, or what became of an earlier run's points.
    """

    path: str
    total: str = "-"
    missing: int = 0
    partial: int = 0
    findings: int = 0
    remark: str = ""
    judged: bool = False
    scored: bool = False


def brief(assessment: Assessment) -> Brief:
    """The line of one assessment."""
    verdicts = [r.verdict for r in assessment.results]
    total = assessment.score.total
    remark = "" if verdicts else f"{wording.KINDS[assessment.document.kind]},未评分"
    if verdicts and total is None:
        remark = "有规则出错,未计分"
    if assessment.recheck is not None:
        remark = ";".join(filter(None, (remark, tally(assessment.recheck.changes))))
    return Brief(
        assessment.document.path,
        "-" if total is None else str(total),
        verdicts.count(Verdict.MISSING),
        verdicts.count(Verdict.PARTIAL),
        len(assessment.findings),
        remark or set_aside_words(assessment),
        bool(verdicts),
        total is not None,
    )


def render_batch(briefs: Sequence[Brief]) -> str:
    """Several documents: one line each, then totals."""
    lines = ["  得分 缺失 部分 核实  文件"]
    for line in briefs:
        numbers = (line.missing, line.partial, line.findings) if line.judged else ("", "", "")
        counts = f"{line.total:>6} " + " ".join(f"{n:>4}" for n in numbers) + "  "
        remark = f"({line.remark})" if line.remark else ""
        lines.append(pad(counts, 24) + clip_left(line.path, WIDTH - 24 - columns(remark)) + remark)
    scored = sum(b.scored for b in briefs)
    rest = f",未评分 {len(briefs) - scored} 份" if scored < len(briefs) else ""
    lines.append(f"共 {len(briefs)} 份,已评分 {scored} 份{rest}。")
    return "\n".join(lines) + "\n"
