"""The sentences of a memo: one function a paragraph. Punctuation is set by the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from checker.memo.fields import ChangeRow
from checker.memo.letterhead import Letterhead
from checker.memo.request import RETURN, Wanted
from checker.memo.rows import STATES
from checker.memo.typography import clean, day
from checker.model import Assessment, ChangeState, DocumentKind, Stage
from checker.model import names as wording
from checker.results.conclusion import counted
from checker.results.decisions import Ruling, Undecided

__all__ = [
    "GAPS",
    "changes_text",
    "contact",
    "counts",
    "deadline",
    "document_title",
    "figures_text",
    "opening",
    "others",
    "remarks",
    "review",
    "unit_name",
    "wrong_text",
]


def wrong_text(assessment: Assessment) -> str:
    """Why a document was not judged item by item, and what to hand in instead."""
    kind = assessment.document.kind
    right = wording.KINDS[DocumentKind.RULE_OF_LAW_REPORT]
    if kind is DocumentKind.RULE_OF_LAW_REPORT:
        return f"来文未读出可核对的内容,未作逐项核对。建议核对所报文件,重新报送{right}。"
    return f"来文经识别为{wording.KINDS[kind]},不是{right},未作逐项核对。建议核对所报文件,改报{right}。"


GAPS = "以下事项报告未见或者写得不全。建议内容中的空白请据实填写,没有的写明没有。"


def unit_name(assessment: Assessment) -> str:
    """How the unit is addressed; the name of the file where no unit was recognised."""
    issuer = assessment.document.metadata.issuer
    return clean(issuer.value if issuer is not None else PurePath(assessment.document.path).stem)


def document_title(assessment: Assessment) -> str:
    """The title of the report for use between 《》; the file name where it has none."""
    title = assessment.document.metadata.title
    name = title.value if title else PurePath(assessment.document.path).stem
    return clean(name).replace("《", "〈").replace("》", "〉")


def opening(assessment: Assessment, wanted: Wanted, document: str) -> str:
    """What came, on what basis it was looked at, what follows."""
    address = clean(wanted.letterhead.address) or "你单位"
    if assessment.document.stage is Stage.PUBLISHED:
        came = f"{address}公开的《{document}》已阅。"
    else:
        came = f"{address}报送的《{document}》收悉。"
    if wanted.kind == RETURN:
        return f"{came}依据{wanted.words.basis},经核对,拟退回补正,请按下列意见补充完善后重新报送。"
    return f"{came}依据{wanted.words.basis},对照法治政府建设年度报告审核事项进行了核对,现将审核意见反馈如下。"


def counts(said: Assessment) -> str:
    """What was looked at and how it stands, in numbers of items."""
    if not said.results:
        return ""
    states = Counter(STATES[r.verdict] if r.waiver is None else "豁免" for r in said.results)
    listed = "、".join(f"{name}{states[name]}项" for name in (*STATES.values(), "豁免") if states[name])
    found = [f for f in said.findings if not f.set_aside]
    faults = f"另有数据、文字方面需核对的{len(found)}处。" if found else "数据、文字方面未见需核对之处。"
    return f"本次核对{len(said.results)}项:{listed}。{_by_obligation(said)}{faults}"


def _by_obligation(said: Assessment) -> str:
    """How many gaps of each obligation."""
    number = counted(said)
    kinds = []
    for obligation in wording.OBLIGATION_ORDER:
        gaps = (("未见", number[f"{obligation.value}_missing"]), ("不全", number[f"{obligation.value}_partial"]))
        listed = "、".join(f"{state}{n}项" for state, n in gaps if n)
        if listed:
            kinds.append(f"{wording.OBLIGATIONS[obligation]}事项{listed}")
    return f"未见、不全的,{';'.join(kinds)}。" if kinds else ""


def figures_text(said: Assessment, problems: int) -> str:
    """What leads to the list of figure problems."""
    agreed = sum(c.status in ("ok", "rounding") for c in said.checks)
    tried = f"报告内可以核算的数据关系中,{agreed}组相符。" if agreed else ""
    return f"{tried}以下{problems}处请核实:"


def others(said: Assessment) -> str:
    """What a notice of return says in one paragraph instead of a list."""
    found = counted(said)
    kinds = (
        (found["normative_missing"] + found["normative_partial"], "项规范事项"),
        (found["advisory_missing"] + found["advisory_partial"], "项建议事项"),
        (found["check_missing"] + found["check_partial"], "项校核事项"),
    )
    listed = "、".join(f"{n}{name}" for n, name in kinds if n)
    return f"另有{listed}未见或者不全,见附件,请一并修改完善。" if listed else ""


def changes_text(changes: Sequence[ChangeRow]) -> str:
    """How many points were corrected, are open, are new since the last time."""
    states = Counter(c.state for c in changes)
    return (
        "与上次核对相比:"
        + "、".join(f"{s}{states[s]}项" for s in (wording.CHANGES[c] for c in ChangeState) if states[s])
        + "。"
    )


def remarks(said: Assessment) -> list[str]:
    """What the unit must know about the limits of this memo."""
    said_so = []
    errors = counted(said)["errors"]
    if errors:
        said_so.append(f"有{errors}项因程序原因未能核对,请人工核对后再作结论。")
    document = said.document
    if said.results and document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
        name = wording.KINDS[document.kind]
        said_so.append(f"来文经识别为{name},系按要求作为法治政府建设年度报告核对,请确认文种。")
    if document.recognised:
        said_so.append("来文的部分文字由图像识别得出,可能有误,请对照原件核对。")
    return said_so


def deadline(wanted: Wanted, name: str, *, wrong: bool) -> str:
    """By when the corrected report is asked for; empty where nothing is."""
    if name in wanted.words.never_returned or name == wanted.words.pending:
        return ""
    address = clean(wanted.letterhead.address) or "你单位"
    what = f"报送{wording.KINDS[DocumentKind.RULE_OF_LAW_REPORT]}" if wrong else "将修改后的报告重新报送"
    return f"请{address}于{day(wanted.due_day)}前{what}。"


def review(ruling: Ruling, wanted: Wanted) -> str:
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


def contact(head: Letterhead) -> str:
    """Whom to ask, in brackets."""
    parts = [f"联系人：{clean(head.contact)}"] if head.contact else []
    parts += [f"电话：{clean(head.phone)}"] if head.phone else []
    return f"（{'，'.join(parts)}）" if parts else ""
