"""From an assessment and what reviewers decided to the fields of a memo. The score plays no part here."""

from __future__ import annotations

from collections.abc import Mapping

from checker.memo import rows, sentences
from checker.memo.fields import Headings, Memo
from checker.memo.request import OPINION, RETURN, Wanted
from checker.memo.salutation import address_of
from checker.memo.typography import chinese, clean, day, lines_of, numeral
from checker.model import Assessment, Change, ChangeState, Conclusion
from checker.results.decisions import Ruling, Undecided

__all__ = ["build_memo", "conclude"]

_TITLE_WIDTH = 20  # characters of 22 pt in 156 mm
_ANNEX = "法治政府建设年度报告审核事项一览表"
_PARTS = {
    "conclusion": "审核结论",
    "statutory": "法定事项",
    "corrections": "数字和文字",
    "rest": "其他需完善的内容",
    "changes": "上次意见的修改情况",
}
_RETURN_PARTS = {**_PARTS, "conclusion": "退回原因"}


def conclude(assessment: Assessment, ruling: Ruling, wanted: Wanted) -> Conclusion:
    """The conclusion that the assessment carries; one that carries none is concluded here, by the same rules."""
    rules = wanted.words.conclusions
    if assessment.conclusion is not None:
        return assessment.conclusion
    if ruling.decided:
        return rules.conclude_reviewed(assessment, ruling.assessment, ruling.left_out)
    return rules.conclude(assessment)


def build_memo(assessment: Assessment, ruling: Ruling, wanted: Wanted) -> Memo:
    """All fields of one memo."""
    said, head = ruling.assessment, wanted.letterhead
    marked = ruling.pending if ruling.decided and wanted.undecided is Undecided.MARK else frozenset[str]()
    conclusion, wrong = conclude(assessment, ruling, wanted), not assessment.results
    proposed = conclusion.name in (*wanted.words.corrected, *wanted.words.never_returned)
    document, unit = sentences.document_title(assessment), sentences.unit_name(assessment)
    address = address_of(assessment, head, wanted.words.ranks)
    title = f"关于退回补正《{document}》的通知" if wanted.kind == RETURN else f"关于《{document}》的审核意见"
    found = tuple(rows.correction_rows(said, marked))
    corrections = tuple(r for r in found if r.grave)[: rows.MOST]
    dimensions = {d.id: d.title for d in said.score.dimensions}
    rest = rows.rest_text(said.results, dimensions)
    changes = sentences.changes_text(_changes(said, ruling.dropped))
    annex = tuple(rows.annex_rows(said.document, said.results, marked)) if wanted.annex else ()
    statutory = tuple(rows.statutory_rows(said.results, marked))
    there = {"statutory": statutory, "corrections": found, "rest": rest, "changes": changes}
    year = assessment.document.metadata.report_year
    official = wanted.kind != OPINION
    return Memo(
        kind=wanted.kind,
        title=title,
        title_lines=lines_of(title, _TITLE_WIDTH, wanted.words.title_breaks),
        unit=unit,
        addressee=f"{clean(head.recipient) or unit}：",
        document_title=document,
        year=f"{year}年度" if year else "",
        opening=chinese(sentences.opening(assessment, wanted, address, f"{year}年度报告" if year else "年度报告")),
        conclusion=f"建议{conclusion.name}" if proposed else conclusion.name,
        conclusion_name=conclusion.name,
        conclusion_text=chinese("；".join(clean(g) for g in conclusion.grounds) + "。") if conclusion.grounds else "",
        wrong_document=wrong,
        headings=_headings(_RETURN_PARTS if wanted.kind == RETURN else _PARTS, there),
        statutory=statutory,
        corrections=corrections,
        corrections_more=chinese(sentences.more_corrections(len(found) - len(corrections))),
        rest_text=chinese(rest),
        changes_text=chinese(changes),
        remarks=tuple(chinese(r) for r in sentences.remarks(said)),
        deadline=chinese(sentences.deadline(wanted, conclusion.name, address, wrong=wrong)),
        due=day(wanted.due_day),
        annex_name=_ANNEX if annex else "",
        annex=annex,
        letterhead=head,
        mark=clean(head.mark or head.office) if official else "",
        number=(clean(head.number) or "____〔____〕____号") if official else "",
        office=clean(head.office) or sentences.NO_NAME,
        date=day(head.date or wanted.as_of),
        contact=sentences.contact(head),
    )


def _changes(said: Assessment, dropped: frozenset[str]) -> list[Change]:
    """What became of the points of the last letter; of some nothing may be said (``dropped``)."""
    found = () if said.recheck is None else said.recheck.changes
    return [c for c in found if c.state is not ChangeState.NEW and not {c.fingerprint, c.rule_id} & dropped]


def _headings(names: Mapping[str, str], parts: Mapping[str, object]) -> Headings:
    """Numbered headings of the parts that have something to say; the conclusion always has."""
    present = [key for key in names if key == "conclusion" or parts.get(key)]
    return Headings(**{key: f"{numeral(n)}、{names[key]}" for n, key in enumerate(present, start=1)})
