"""The sentences of a memo: one function a paragraph. Punctuation is set by the caller."""

from __future__ import annotations

from collections.abc import Sequence

from checker.memo.letterhead import Letterhead
from checker.memo.request import RETURN, Wanted
from checker.memo.typography import clean, day
from checker.model import Assessment, Change, ChangeState, DocumentKind, Stage, Verdict
from checker.model import names as wording
from checker.results.decisions import Ruling, Undecided

__all__ = [
    "BLANKS",
    "changes_text",
    "contact",
    "deadline",
    "document_title",
    "more_corrections",
    "opening",
    "remarks",
    "review",
    "unit_name",
]

BLANKS = "空白处请据实填写,没有的写明没有。"
NO_NAME = "________"
_REPORT = wording.KINDS[DocumentKind.RULE_OF_LAW_REPORT]
_NAMED = 6  # how many open points of the last letter are named


def unit_name(assessment: Assessment) -> str:
    """How the unit is addressed; a blank where none was recognised."""
    issuer = assessment.document.metadata.issuer
    return clean(issuer.value) if issuer is not None else NO_NAME


def document_title(assessment: Assessment) -> str:
    """The title of the report for use between 《》; what it should be where it has none."""
    title = assessment.document.metadata.title
    return clean(title.value if title and title.value else _REPORT).replace("《", "〈").replace("》", "〉")


def opening(assessment: Assessment, wanted: Wanted, address: str, document: str) -> str:
    """What came (``document``: the report in short), on what basis it was looked at, what follows."""
    came = "公开的" if assessment.document.stage is Stage.PUBLISHED else "报送的"
    known = "已阅" if assessment.document.stage is Stage.PUBLISHED else "收悉"
    begin = f"{address}{came}{document}{known}。依据{wanted.words.basis}"
    if wanted.kind == RETURN:
        return f"{begin}审核,现予退回,请补充完善后重新报送。"
    return f"{begin}审核,意见如下。"


def more_corrections(number: int) -> str:
    """That the letter does not list all corrections; empty where it does."""
    return f"另有{number}处文字或数字,见批注稿,请一并核改。" if number > 0 else ""


def changes_text(changes: Sequence[Change]) -> str:
    """How many points of the last letter were corrected, and which are still open."""
    if not changes:
        return ""
    fixed, still = ([c for c in changes if c.state is s] for s in (ChangeState.FIXED, ChangeState.OPEN))
    if not still:
        return f"上次意见所列{len(fixed)}项均已修改。"
    names = "、".join(dict.fromkeys(clean(c.title) for c in still[:_NAMED]))
    more = f"等{len(still)}项" if len(still) > _NAMED else ""
    done = f"已修改{len(fixed)}项,仍有" if fixed else ""
    return f"上次意见所列{len(fixed) + len(still)}项,{done}{len(still)}项未修改:{names}{more}。"


def remarks(said: Assessment) -> list[str]:
    """What the unit must know about the limits of this memo."""
    said_so = []
    errors = sum(r.verdict is Verdict.ERROR for r in said.results)
    if errors:
        said_so.append(f"有{errors}项未能核对,另行人工核对后告知。")
    document = said.document
    if said.results and document.kind is not DocumentKind.RULE_OF_LAW_REPORT:
        said_so.append(f"来文经识别为{wording.KINDS[document.kind]},系按{_REPORT}核对,请确认文种。")
    if document.recognised:
        said_so.append("来文的部分文字由图像识别得出,可能有误,请对照原件核对。")
    return said_so


def deadline(wanted: Wanted, name: str, address: str, *, wrong: bool) -> str:
    """By when the corrected report is asked for; empty where nothing is."""
    if name not in wanted.words.corrected:
        return ""
    what = f"报送{_REPORT}" if wrong else "将修改后的报告重新报送"
    return f"请{address}于{day(wanted.due_day)}前{what}。"


def review(ruling: Ruling, wanted: Wanted) -> str:
    """Who has looked at this, for the internal sheet. That a person did is said only where a named one did."""
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
        said.append(f"尚有{ruling.left_out}项待人工复核,未列入意见")
    if not said:
        return "由程序初核生成,未经人工复核。"
    return "由程序初核;" + ";".join(said) + "。"


def contact(head: Letterhead) -> str:
    """Whom to ask, in brackets."""
    parts = [f"联系人：{clean(head.contact)}"] if head.contact else []
    parts += [f"电话：{clean(head.phone)}"] if head.phone else []
    return f"（{'，'.join(parts)}）" if parts else ""
