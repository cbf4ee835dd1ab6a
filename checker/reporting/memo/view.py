"""From an assessment and what reviewers decided to the fields of a memo. The score plays no part here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from checker.decisions import Ruling, Undecided, unit_of
from checker.model import Assessment, DocumentKind, Obligation, Stage
from checker.reporting import wording
from checker.reporting.memo import rows
from checker.reporting.memo.conclusion import MemoWords, counted
from checker.reporting.memo.fields import Headings, Memo
from checker.reporting.memo.letterhead import Letterhead
from checker.reporting.memo.typography import chinese, clean, day, numeral

__all__ = ["OPINION", "RETURN", "Wanted", "build_memo", "conclude"]

OPINION, RETURN = "opinion", "return"
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
    "others": "一并修改完善的事项",
    "waived": "豁免事项",
    "changes": "整改销号情况",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the memo is wanted. ``due`` is the day of correction, ``as_of`` the day of signing (ISO); None: blank."""

    words: MemoWords
    kind: str = OPINION
    letterhead: Letterhead = Letterhead()
    due: str | None = None
    due_days: int | None = None
    as_of: str | None = None
    undecided: Undecided = Undecided.OMIT

    @property
    def due_day(self) -> str | None:
        """The day of correction: as given, or counted from the day of signing."""
        if self.due is not None or self.due_days is None or self.as_of is None:
            return self.due
        return (date.fromisoformat(self.as_of) + timedelta(days=self.due_days)).isoformat()


def is_wrong(assessment: Assessment) -> bool:
    """Whether there is nothing in the document that could be judged."""
    return not assessment.results


def conclude(assessment: Assessment, ruling: Ruling, words: MemoWords) -> tuple[str, str]:
    """Name and sentence of the conclusion; ``assessment`` is as the program made it.

    While points wait for a decision and are left out, the conclusion stands only where they could not change it.
    """
    if is_wrong(assessment):
        return words.wrong_document, _wrong_text(assessment)
    conclusion = words.conclude(counted(ruling.assessment))
    if ruling.left_out and conclusion.name != words.conclude(counted(assessment)).name:
        return words.pending, f"尚有{ruling.left_out}项待人工复核,结论待复核后填写。"
    return conclusion.name, conclusion.text


def _wrong_text(assessment: Assessment) -> str:
    kind = assessment.document.kind
    right = wording.KINDS[DocumentKind.RULE_OF_LAW_REPORT]
    if kind is DocumentKind.RULE_OF_LAW_REPORT:
        return f"来文未读出可核对的内容,未作逐项核对。建议核对所报文件,重新报送{right}。"
    return f"来文经识别为{wording.KINDS[kind]},不是{right},未作逐项核对。建议核对所报文件,改报{right}。"


def build_memo(assessment: Assessment, ruling: Ruling, wanted: Wanted) -> Memo:
    """All fields of one memo."""
    said = ruling.assessment
    marked = ruling.pending if ruling.decided and wanted.undecided is Undecided.MARK else frozenset[str]()
    name, text = conclude(assessment, ruling, wanted.words)
    returned = wanted.kind == RETURN
    head = wanted.letterhead
    dimensions = {d.id: d.title for d in said.score.dimensions}
    gaps = tuple(rows.gap_groups(said.results, marked, (Obligation.STATUTORY,) if returned else ()))
    others = _others(said) if returned else ""
    parts = {
        "statutory": tuple(rows.statutory_rows(said.results, marked)),
        "gaps": gaps,
        "figures": tuple(rows.figure_rows(said, marked)),
        "wording": tuple(rows.wording_rows(said.findings, marked)),
        "queries": tuple(rows.query_rows(said.results, marked)),
        "verified": tuple(rows.verified_rows(said.results, dimensions)),
        "waived": tuple(rows.waived_rows(said)),
        "changes": tuple(rows.change_rows(said.recheck, ruling.dropped)),
    }
    annex = tuple(rows.annex_rows(said.results, marked))
    document, unit = _document_title(assessment), clean(unit_of(assessment))
    pending = name == wanted.words.pending
    number = clean(head.number) or "____〔____〕____号"
    return Memo(
        kind=wanted.kind,
        title=f"关于退回补正《{document}》的通知" if returned else f"关于《{document}》的审核意见",
        unit=unit,
        addressee=f"{clean(head.recipient) or unit}：",
        document_title=document,
        year=f"{y}年度" if (y := assessment.document.metadata.report_year) else "",
        opening=chinese(_opening(assessment, wanted, document)),
        conclusion=name if pending else f"建议{name}",
        conclusion_name=name,
        conclusion_text=chinese(text),
        counts_text=chinese(_counts(said)),
        wrong_document=is_wrong(assessment),
        headings=_headings(_RETURN_PARTS if returned else _OPINION_PARTS, {**parts, "others": others}),
        statutory=parts["statutory"],
        gaps_text=chinese(_GAPS_TEXT) if gaps else "",
        gaps=gaps,
        figures_text=chinese(_figures_text(said, len(parts["figures"]))),
        figures=parts["figures"],
        wording_text=chinese(f"以下{len(parts['wording'])}处请核对,逐处修改或者说明:"),
        wording=parts["wording"],
        queries=parts["queries"],
        others_text=chinese(others),
        verified_text=chinese(f"以下{sum(v.count for v in parts['verified'])}项,报告已经写明:"),
        verified=parts["verified"],
        waived=parts["waived"],
        changes_text=chinese(_changes_text(parts["changes"])),
        changes=parts["changes"],
        remarks=tuple(chinese(r) for r in _remarks(said)),
        deadline=chinese(_deadline(wanted, name)),
        due=day(wanted.due_day),
        review=chinese(_review(ruling, wanted)),
        annex_name=_ANNEX if annex else "",
        annex=annex,
        letterhead=head,
        mark=clean(head.mark or head.office),
        number=number,
        office=clean(head.office) or "________",
        date=day(head.date or wanted.as_of),
        handler=clean(head.handler) or "________",
        reviewer=clean(head.reviewer) or "________",
        approver=clean(head.approver) or "________",
        contact=_contact(head),
    )


_GAPS_TEXT = "以下事项报告未见或者写得不全。建议内容中的空白请据实填写,没有的写明没有。"


def _document_title(assessment: Assessment) -> str:
    title = assessment.document.metadata.title
    name = title.value if title else PurePath(assessment.document.path).stem
    return clean(name).replace("《", "〈").replace("》", "〉")


def _opening(assessment: Assessment, wanted: Wanted, document: str) -> str:
    address = clean(wanted.letterhead.address) or "你单位"
    if assessment.document.stage is Stage.PUBLISHED:
        came = f"{address}公开的《{document}》已阅。"
    else:
        came = f"{address}报送的《{document}》收悉。"
    if wanted.kind == RETURN:
        return f"{came}依据{wanted.words.basis},经审核,现予退回,请按下列意见补正后重新报送。"
    return f"{came}依据{wanted.words.basis},对照法治政府建设年度报告审核事项进行了核对,现将审核意见反馈如下。"


def _counts(said: Assessment) -> str:
    """What was looked at and how it stands, in numbers of items."""
    if not said.results:
        return ""
    states = Counter(rows.STATES[r.verdict] if r.waiver is None else "豁免" for r in said.results)
    listed = "、".join(f"{name}{states[name]}项" for name in (*rows.STATES.values(), "豁免") if states[name])
    found = [f for f in said.findings if f.waiver is None]
    faults = f"另有数据、文字方面需核对的{len(found)}处。" if found else "数据、文字方面未见需核对之处。"
    return f"本次核对{len(said.results)}项:{listed}。{faults}"


def _figures_text(said: Assessment, problems: int) -> str:
    agreed = sum(c.status in ("ok", "rounding") for c in said.checks)
    tried = f"报告内可以核算的数据关系中,{agreed}组相符。" if agreed else ""
    return f"{tried}以下{problems}处请核实:"


def _others(said: Assessment) -> str:
    """What a notice of return says in one paragraph instead of a list."""
    counts = counted(said)
    kinds = (
        (counts["normative_missing"] + counts["normative_partial"], "项规范事项"),
        (counts["advisory_missing"] + counts["advisory_partial"], "项建议事项"),
        (counts["check_missing"] + counts["check_partial"], "项校核事项"),
    )
    listed = "、".join(f"{n}{name}" for n, name in kinds if n)
    return f"另有{listed}未见或者不全,见附件,请一并修改完善。" if listed else ""


def _changes_text(changes: tuple[rows.ChangeRow, ...]) -> str:
    states = Counter(c.state for c in changes)
    return "与上次核对相比:" + "、".join(f"{s}{states[s]}项" for s in rows.CHANGE_STATES.values() if states[s]) + "。"


def _remarks(said: Assessment) -> list[str]:
    """What the unit must know about the limits of this memo."""
    remarks = []
    errors = counted(said)["errors"]
    if errors:
        remarks.append(f"有{errors}项因程序原因未能核对,请人工核对后再作结论。")
    document = said.document
    if said.results and document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
        name = wording.KINDS[document.kind]
        remarks.append(f"来文经识别为{name},系按要求作为法治政府建设年度报告核对,请确认文种。")
    if document.recognised:
        remarks.append("来文的部分文字由图像识别得出,可能有误,请对照原件核对。")
    return remarks


def _deadline(wanted: Wanted, name: str) -> str:
    if name in wanted.words.never_returned or name == wanted.words.pending:
        return ""
    address = clean(wanted.letterhead.address) or "你单位"
    return f"请{address}于{day(wanted.due_day)}前将修改后的报告重新报送。"


def _review(ruling: Ruling, wanted: Wanted) -> str:
    """Who has looked at this. That a person did is said only where a named one did."""
    said: list[str] = []
    if ruling.reviewed:
        names = "、".join(clean(n) for n in ruling.reviewers)
        said.append(f"{ruling.reviewed}项经人工复核(复核人:{names})")
    if ruling.unsigned:
        said.append(f"{ruling.unsigned}项已有处理意见,未署复核人姓名")
    if ruling.decided and ruling.pending:
        marked = "标有“待复核”的" if wanted.undecided is Undecided.MARK else "其余"
        said.append(f"{marked}{len(ruling.pending)}项由程序初核,未经人工复核")
    if ruling.left_out:
        said.append(f"尚有{ruling.left_out}项待人工复核,未列入本意见")
    if not said:
        return "本意见由程序初核生成,未经人工复核。"
    return "本意见由程序初核;" + ";".join(said) + "。"


def _contact(head: Letterhead) -> str:
    parts = [f"联系人：{clean(head.contact)}"] if head.contact else []
    parts += [f"电话：{clean(head.phone)}"] if head.phone else []
    return f"（{'，'.join(parts)}）" if parts else ""


def _headings(names: dict[str, str], parts: dict[str, object]) -> Headings:
    """Numbered headings of the parts that have something to say; the conclusion always has."""
    present = [key for key in names if key == "conclusion" or parts.get(key)]
    return Headings(**{key: f"{numeral(n)}、{names[key]}" for n, key in enumerate(present, start=1)})
