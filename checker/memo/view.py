"""From an assessment and what reviewers decided to the fields of a memo. The score plays no part here."""

from __future__ import annotations

from collections.abc import Mapping

from checker.memo import rows, sentences
from checker.memo.fields import Headings, Memo
from checker.memo.request import RETURN, Wanted
from checker.memo.typography import chinese, clean, day, lines_of, numeral
from checker.model import Assessment, Obligation
from checker.results.conclusion import MemoWords, counted
from checker.results.decisions import Ruling, Undecided

__all__ = ["build_memo", "conclude", "is_wrong"]

_TITLE_WIDTH = 20  # characters of 22 pt in 156 mm
_ANNEX = "法治政府建设年度报告审核事项一览表"
_OPINION_PARTS = {
    "conclusion": "审核结论",
    "statutory": "法定事项",
    "gaps": "缺失和不全事项",
    "figures": "数据核对",
    "wording": "文字核对",
    "queries": "请核实事项",
    "verified": "已核实的内容",
    "waived": "豁免事项",
    "changes": "整改销号情况",
}
_RETURN_PARTS = {
    "conclusion": "退回原因",
    "statutory": "法定事项",
    "gaps": "请补充的法定事项",
    "figures": "请核实更正的数据",
    "wording": "请核对的文字",
    "queries": "请核实事项",
    "others": "一并修改完善的事项",
    "waived": "豁免事项",
    "changes": "整改销号情况",
}


def is_wrong(assessment: Assessment) -> bool:
    """Whether there is nothing in the document that could be judged."""
    return not assessment.results


def conclude(assessment: Assessment, ruling: Ruling, words: MemoWords) -> tuple[str, str]:
    """Name and sentence of the conclusion; ``assessment`` is as the program made it.

    While points wait for a decision and are left out, the conclusion stands only where they could not change it.
    """
    if is_wrong(assessment):
        return words.wrong_document, sentences.wrong_text(assessment)
    conclusion = words.conclude(counted(ruling.assessment))
    if ruling.left_out and conclusion.name != words.conclude(counted(assessment)).name:
        return words.pending, f"尚有{ruling.left_out}项待人工复核,结论待复核后填写。"
    return conclusion.name, conclusion.text


def build_memo(assessment: Assessment, ruling: Ruling, wanted: Wanted) -> Memo:
    """All fields of one memo."""
    said, head = ruling.assessment, wanted.letterhead
    marked = ruling.pending if ruling.decided and wanted.undecided is Undecided.MARK else frozenset[str]()
    returned = wanted.kind == RETURN
    name, text = conclude(assessment, ruling, wanted.words)
    document, unit = sentences.document_title(assessment), sentences.unit_name(assessment)
    title = f"关于退回补正《{document}》的通知" if returned else f"关于《{document}》的审核意见"
    statutory = tuple(rows.statutory_rows(said.results, marked))
    gaps = tuple(rows.gap_groups(said.results, marked, (Obligation.STATUTORY,) if returned else ()))
    figures = tuple(rows.figure_rows(said, marked))
    wording = tuple(rows.wording_rows(said.findings, marked))
    queries = tuple(rows.query_rows(said.results, marked))
    verified = tuple(rows.verified_rows(said.results, {d.id: d.title for d in said.score.dimensions}))
    waived = tuple(rows.waived_rows(said))
    changes = tuple(rows.change_rows(said.recheck, ruling.dropped))
    annex = tuple(rows.annex_rows(said.results, marked))
    others = sentences.others(said) if returned else ""
    there = {
        "statutory": statutory, "gaps": gaps, "figures": figures, "wording": wording, "queries": queries,
        "others": others, "verified": verified, "waived": waived, "changes": changes,
    }  # fmt: skip
    year = assessment.document.metadata.report_year
    return Memo(
        kind=wanted.kind,
        title=title,
        title_lines=lines_of(title, _TITLE_WIDTH, wanted.words.title_breaks),
        unit=unit,
        addressee=f"{clean(head.recipient) or unit}：",
        document_title=document,
        year=f"{year}年度" if year else "",
        opening=chinese(sentences.opening(assessment, wanted, document)),
        conclusion=name if name == wanted.words.pending else f"建议{name}",
        conclusion_name=name,
        conclusion_text=chinese(text),
        counts_text=chinese(sentences.counts(said)),
        wrong_document=is_wrong(assessment),
        headings=_headings(_RETURN_PARTS if returned else _OPINION_PARTS, there),
        statutory=statutory,
        gaps_text=chinese(sentences.GAPS) if gaps else "",
        gaps=gaps,
        figures_text=chinese(sentences.figures_text(said, len(figures))) if figures else "",
        figures=figures,
        wording_text=chinese(f"以下{len(wording)}处请核对,逐处修改或者说明:") if wording else "",
        wording=wording,
        queries=queries,
        others_text=chinese(others),
        verified_text=chinese(f"以下{sum(v.count for v in verified)}项,报告已经写明:") if verified else "",
        verified=verified,
        waived=waived,
        changes_text=chinese(sentences.changes_text(changes)) if changes else "",
        changes=changes,
        remarks=tuple(chinese(r) for r in sentences.remarks(said)),
        deadline=chinese(sentences.deadline(wanted, name, wrong=is_wrong(assessment))),
        due=day(wanted.due_day),
        review=chinese(sentences.review(ruling, wanted)),
        annex_name=_ANNEX if annex else "",
        annex=annex,
        letterhead=head,
        mark=clean(head.mark or head.office),
        number=clean(head.number) or "____〔____〕____号",
        office=clean(head.office) or "________",
        date=day(head.date or wanted.as_of),
        handler=clean(head.handler) or "________",
        reviewer=clean(head.reviewer) or "________",
        approver=clean(head.approver) or "________",
        contact=sentences.contact(head),
    )


def _headings(names: Mapping[str, str], parts: Mapping[str, object]) -> Headings:
    """Numbered headings of the parts that have something to say; the conclusion always has."""
    present = [key for key in names if key == "conclusion" or parts.get(key)]
    return Headings(**{key: f"{numeral(n)}、{names[key]}" for n, key in enumerate(present, start=1)})
