"""Markdown: one document as a comment for an issue or a merge request, and pieces for the summary of a run.

Text of the document is data: nothing of it becomes markup, a mention or a link target. It is escaped sign by sign, and
quotes stand in code spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import Assessment, Finding, Result, Verdict
from checker.model import names as wording
from checker.reporting.show import DEFAULT_SHOW, FINDINGS, Show

__all__ = ["code", "plain", "render_markdown"]

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_BEGIN = re.compile(r"^(\d*)((?<!\d)[-+]|(?<=\d)[.)](?=\s|$))")  # what would begin a list or a rule
_CALLS = re.compile(r"@|://|www\.", re.IGNORECASE)  # what hosts turn into mentions and links
_RUNS = re.compile(r"`+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LISTED = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW, Verdict.FULL, Verdict.NOT_APPLICABLE)


def plain(text: str) -> str:
    """``text`` on one line, with nothing in it that means something to Markdown, HTML or a code host."""
    line = _MARKUP.sub(r"\\\1", _BLANK.sub(" ", text).strip())
    line = _BEGIN.sub(r"\1\\\2", line)
    return _CALLS.sub(lambda m: f"{m[0][0]}<!-- -->{m[0][1:]}", line)


def code(text: str) -> str:
    """``text`` as a code span, whatever it holds."""
    line = _BLANK.sub(" ", text).strip() or " "
    fence = "`" * (max((len(r) for r in _RUNS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def render_markdown(assessment: Assessment, show: Show = DEFAULT_SHOW) -> bytes:
    """One assessment; ``show`` says which verdicts are listed, counts are always complete."""
    return ("\n".join([*_head(assessment), *_body(assessment, show), *_notes(assessment)]) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _head(assessment: Assessment) -> Iterator[str]:
    document, meta = assessment.document, assessment.document.metadata
    yield f"# {plain(meta.title.value if meta.title else document.path)}"
    yield ""
    yield f"- 文件:{code(document.path)}"
    issuer = f"{plain(meta.issuer.value)}{'(推知)' if meta.issuer_inferred else ''}" if meta.issuer else "不明"
    yield f"- 机关:{issuer}"
    year = f"{meta.report_year}年度" if meta.report_year else "年度不明"
    level = wording.LEVELS[meta.issuer_level] if meta.issuer_level else "级别不明"
    yield f"- {year} · {level} · {wording.STAGES[document.stage]}"
    if assessment.conclusion is not None:
        name, grounds = assessment.conclusion.name, ";".join(assessment.conclusion.grounds)
        yield f"- 结论:**{plain(name)}** {plain(grounds)}".rstrip()
    yield f"- 规则包:{plain(assessment.pack.id)} {plain(assessment.pack.version)}"


def _body(assessment: Assessment, show: Show) -> Iterator[str]:
    if not assessment.results and not assessment.findings:
        yield ""
        yield f"这是{wording.KINDS[assessment.document.kind]},没有可列的结论,未作评分。"
        return
    yield from _summary(assessment)
    for verdict in _LISTED:
        chosen = [r for r in assessment.results if r.verdict is verdict]
        if chosen and verdict.value in show:
            yield ""
            yield f"## {wording.SIGNS[verdict]} {wording.VERDICTS[verdict]} {len(chosen)} 项"
            yield ""
            for result in sorted(chosen, key=lambda r: wording.OBLIGATION_ORDER.index(r.obligation)):
                yield from _result(result)
    if assessment.findings and FINDINGS in show:
        yield ""
        yield f"## ! 写法和数字需核实 {len(assessment.findings)} 处"
        yield ""
        for finding in assessment.findings:
            yield from _finding(finding)
    errors = [r for r in assessment.results if r.verdict is Verdict.ERROR]
    if errors:
        yield ""
        yield f"## ! 规则出错 {len(errors)} 条"
        yield ""
        yield from (f"- {plain(r.title)}({code(r.rule_id)}):{plain(r.explanation)}" for r in errors)


def _summary(assessment: Assessment) -> Iterator[str]:
    score, waived = assessment.score, assessment.waived_score
    total = "无法计算" if score.total is None else f"{score.total} {score.grade or ''}".rstrip()
    yield ""
    counted = "" if waived is None else f",计入豁免 **{'无法计算' if waived.total is None else waived.total}**"
    yield f"得分 **{total}**{counted}(仅供审核参考)"
    yield ""
    yield "| " + " | ".join(f"{wording.SIGNS[v]} {wording.VERDICTS[v]}" for v in Verdict) + " | ! 需核实 |"
    yield "|" + "---:|" * (len(Verdict) + 1)
    counts = [sum(r.verdict is v for r in assessment.results) for v in Verdict]
    yield "| " + " | ".join(str(n) for n in (*counts, len(assessment.findings))) + " |"


def _result(result: Result) -> Iterator[str]:
    state = _state(result)
    yield f"- **{plain(result.title)}**({wording.OBLIGATIONS[result.obligation]},{code(result.rule_id)}){state}"
    yield f"  - {plain(result.explanation)}"
    for evidence in result.evidence:
        yield f"  - 第 {evidence.line} 行:{code(evidence.text)}"
    if result.verdict in (Verdict.MISSING, Verdict.PARTIAL):
        yield f"  - {plain(result.suggestion)}"
        yield f"  - 依据:{plain('、'.join(b.cite for b in result.basis))}"


def _finding(finding: Finding) -> Iterator[str]:
    severity = wording.SEVERITIES[finding.severity]
    yield f"- **第 {finding.line} 行**({severity},{code(finding.rule_id)}){_state(finding)}:{code(finding.text)}"
    yield f"  - {plain(finding.message)}"
    if finding.suggestion and finding.suggestion not in finding.message:
        yield f"  - {plain(finding.suggestion)}"
    if finding.basis:
        yield f"  - 依据:{plain('、'.join(b.cite for b in finding.basis))}"


def _state(point: Result | Finding) -> str:
    if point.waiver is not None:
        waiver = point.waiver
        return f" 【已豁免:{plain(waiver.reason)};批准人:{plain(waiver.approver)};至 {plain(waiver.expires)}】"
    if point.decision is not None:
        return f" 【经复核{plain(wording.decided(point.decision))}】"
    return " 【基线中已有】" if point.known else ""


def _notes(assessment: Assessment) -> Iterator[str]:
    if assessment.notes:
        yield ""
        yield "## 说明"
        yield ""
        yield from (f"- {plain(n.message)}" for n in assessment.notes)
