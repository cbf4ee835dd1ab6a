"""What it means for verdicts that text was read from pictures.

Recognition loses lines and confuses characters, so whatever rests on it is less certain, and says so. Nothing is
taken back: a verdict stays, a finding stays, with the advice to look at the original. Applying this twice changes
nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.model import Assessment, Check, Finding, Result, Span, Verdict

__all__ = ["with_doubts"]

_ORDER = ("low", "medium", "high")
_LOST = "ocr-unread"  # the note on a page with rows that could not be read
_UNREAD = ("-no-text", "-garbled", "-more-pages", "-thin")  # ends of the codes of notes on pages that were not read
_MAY_BE_LOST = "本文有图片识别的页面,“未见”可能由漏识、误识造成,请对照原件核实。"
_NOT_READ = "本文有页面的内容未能读取,“未见”可能由此造成,请对照原件核实。"
_UNSURE_QUOTE = "引文中有识别把握不大的字,请核对原件。"
_UNSURE_FIGURE = "所据数字识别把握不大,请核对原件。"
_READ_FIGURE = "数字由图片识别而来,请核对原件。"
_READ_WORDS = "文字由图片识别而来,可能是误识,请核对原件。"


def with_doubts(assessment: Assessment) -> Assessment:
    """The assessment with less confidence in what rests on recognised text or could stand on unread pages."""
    document = assessment.document
    unread = any(note.code.endswith(_UNREAD) for note in assessment.notes)
    if not document.recognised and not unread:
        return assessment
    lost = any(note.code == _LOST for note in assessment.notes)
    pages = _Pages(document.recognised, document.doubtful, lost=lost, unread=unread)
    return replace(
        assessment,
        results=tuple(pages.result(r) for r in assessment.results),
        findings=tuple(pages.finding(f, assessment.checks) for f in assessment.findings),
    )


class _Pages:
    """The recognised and doubtful stretches of a document."""

    def __init__(self, recognised: Sequence[Span], doubtful: Sequence[Span], *, lost: bool, unread: bool) -> None:
        self.recognised = recognised
        self.doubtful = doubtful
        self.lost = lost
        self.unread = unread

    def result(self, result: Result) -> Result:
        """One verdict, as certain as its evidence."""
        spans = [Span(e.start, e.end) for e in result.evidence]
        confidence, explanation = result.confidence, result.explanation
        if result.verdict is Verdict.MISSING:
            low = self.lost or self.unread
            confidence = _at_most(confidence, "low" if low else "medium")
            explanation = _with(explanation, _MAY_BE_LOST if self.recognised else _NOT_READ)
        if _touch(spans, self.recognised):
            confidence = _at_most(confidence, "medium")
        if _touch(spans, self.doubtful):
            confidence = _at_most(confidence, "low")
            explanation = _with(explanation, _UNSURE_QUOTE)
        return replace(result, confidence=confidence, explanation=explanation)

    def finding(self, finding: Finding, checks: Iterable[Check]) -> Finding:
        """One finding, as certain as the words and numbers that it rests on."""
        own = Span(finding.start, finding.end)
        spans = [own]
        if finding.kind == "reconcile":
            spans += [
                span
                for check in checks
                if check.rule_id == finding.rule_id and _touch([own], check.spans)
                for span in check.spans
            ]
        if not _touch(spans, self.recognised):
            return finding
        if _touch(spans, self.doubtful):
            remark = _UNSURE_FIGURE if finding.kind == "reconcile" else _UNSURE_QUOTE
            confidence = "low"
        elif finding.kind == "reconcile":
            remark, confidence = _READ_FIGURE, "medium"
        else:
            remark, confidence = _READ_WORDS, "low" if finding.kind == "wording" else "medium"
        return replace(
            finding, confidence=_at_most(finding.confidence, confidence), message=_with(finding.message, remark)
        )


def _at_most(confidence: str, limit: str) -> str:
    return min(confidence, limit, key=_ORDER.index)


def _with(text: str, remark: str) -> str:
    """``text`` with a sentence more, once."""
    if remark in text:
        return text
    return f"{text}{'' if not text or text[-1] in '。!?！？' else '。'}{remark}"


def _touch(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether a stretch of one shares a character with a stretch of the other."""
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)
