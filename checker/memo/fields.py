"""The fields that a memo template can use: one definition for templates, Markdown and the documentation.

Every text is one line, cleaned of characters that a document must not hold. An empty text or an empty list means that
there is nothing to say; a heading is empty where its part is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from checker.memo.letterhead import Letterhead

__all__ = [
    "AnnexRow",
    "ChangeRow",
    "FigureRow",
    "GapGroup",
    "GapRow",
    "Headings",
    "Memo",
    "QueryRow",
    "StateRow",
    "VerifiedRow",
    "WaivedRow",
    "WordingRow",
    "describe",
]


def _says(text: str, default: Any = MISSING) -> Any:  # noqa: ANN401 - dataclasses.field gives Any
    """A field with its documentation in Chinese."""
    return field(metadata={"doc": text}) if default is MISSING else field(default=default, metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class StateRow:
    """One statutory item."""

    number: str = _says("序号")
    title: str = _says("法定事项")
    state: str = _says("核对情况:完整、不全、未见、待核实、不适用、未能核对")
    place: str = _says("原文位置,如“第3页第28行”")
    remark: str = _says("说明")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One requirement that is missing or partial."""

    number: str = _says("序号,各组连续")
    title: str = _says("事项")
    state: str = _says("未见或不全;没有人决定的另标“待复核”")
    explanation: str = _says("为什么这样认定")
    place: str = _says("原文位置")
    basis: str = _says("依据,同一文件的条款并在一起")
    suggestion: str = _says("建议,空白处由报送单位据实填写")


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps of one obligation."""

    title: str = _says("组名,如“(一)法定事项”")
    listed: bool = _says("法定事项为假,逐条成段;其余为真,列成表")
    cited: bool = _says("是否随文写依据;建议事项为假,依据见附件")
    rows: tuple[GapRow, ...] = _says("这一组的事项")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure problem."""

    number: str = _says("序号")
    place: str = _says("原文位置")
    quote: str = _says("原文")
    sum: str = _says("算式,如“52 + 64 = 116 ≠ 118”")
    message: str = _says("说明和请核实的话")
    state: str = _says("没有人决定的标“待复核”,否则为空")


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One wording problem."""

    number: str = _says("序号")
    place: str = _says("原文位置")
    quote: str = _says("原文")
    message: str = _says("说明和建议")
    state: str = _says("没有人决定的标“待复核”,否则为空")


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One requirement that a person must look at."""

    number: str = _says("序号")
    title: str = _says("事项")
    explanation: str = _says("说明")
    place: str = _says("原文位置")
    state: str = _says("没有人决定的标“待复核”,否则为空")


@dataclass(frozen=True, slots=True)
class VerifiedRow:
    """What was found complete in one dimension."""

    dimension: str = _says("一级指标")
    count: int = _says("几项")
    titles: str = _says("事项名称,用分号隔开")


@dataclass(frozen=True, slots=True)
class WaivedRow:
    """One waived requirement or finding."""

    number: str = _says("序号")
    title: str = _says("事项")
    reason: str = _says("豁免理由")
    approver: str = _says("批准人")
    expires: str = _says("有效期至")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became of one point of an earlier run."""

    number: str = _says("序号")
    state: str = _says("已改、未改或新增")
    title: str = _says("事项或问题")
    quote: str = _says("原文")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One requirement in the annex."""

    number: str = _says("序号")
    title: str = _says("事项")
    state: str = _says("结论")
    place: str = _says("原文位置")
    basis: str = _says("依据")


@dataclass(frozen=True, slots=True)
class Headings:
    """Numbered headings of the parts that there are."""

    conclusion: str = _says("审核结论", default="")
    statutory: str = _says("法定事项", default="")
    gaps: str = _says("缺失和不全事项", default="")
    figures: str = _says("数据核对", default="")
    wording: str = _says("文字核对", default="")
    queries: str = _says("请核实事项", default="")
    others: str = _says("一并修改完善的事项(退回补正通知)", default="")
    verified: str = _says("已核实的内容", default="")
    waived: str = _says("豁免事项", default="")
    changes: str = _says("整改销号情况", default="")


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything that a memo says."""

    kind: str = _says("opinion 审核意见,return 退回补正通知")
    title: str = _says("公文标题")
    title_lines: tuple[str, ...] = _says("公文标题,按词意分成长短相近的几行")
    unit: str = _says("报送单位")
    addressee: str = _says("主送单位,后面带冒号")
    document_title: str = _says("所审报告的标题")
    year: str = _says("报告年度,如“2023年度”;不明时为空")
    opening: str = _says("开头一段")
    conclusion: str = _says("结论:建议同意报送、建议修改后报送、建议退回补正")
    conclusion_name: str = _says("结论,不带“建议”")
    conclusion_text: str = _says("结论段")
    counts_text: str = _says("核对情况的数目")
    wrong_document: bool = _says("文种不对或读不出可核对的内容")
    headings: Headings = _says("各部分带编号的标题,没有这一部分则为空")  # noqa: RUF009 - gives a field
    statutory: tuple[StateRow, ...] = _says("法定事项逐项")
    gaps_text: str = _says("缺失和不全事项的引语")
    gaps: tuple[GapGroup, ...] = _says("缺失和不全事项,按法定、规范、建议分组")
    figures_text: str = _says("数据核对的引语")
    figures: tuple[FigureRow, ...] = _says("数据问题")
    wording_text: str = _says("文字核对的引语")
    wording: tuple[WordingRow, ...] = _says("文字问题")
    queries: tuple[QueryRow, ...] = _says("请报送单位核实的事项")
    others_text: str = _says("退回补正通知里一并修改完善的事项")
    verified_text: str = _says("已核实的内容的引语")
    verified: tuple[VerifiedRow, ...] = _says("已核实的内容,按一级指标")
    waived: tuple[WaivedRow, ...] = _says("豁免事项")
    changes_text: str = _says("销号情况的引语")
    changes: tuple[ChangeRow, ...] = _says("销号表:已改、未改、新增")
    remarks: tuple[str, ...] = _says("需要说明的情况(如有事项因程序原因没有核对)")
    deadline: str = _says("补正期限一段;同意报送时为空")
    due: str = _says("补正日期,不知道时是空白")
    review: str = _says("是否经人工复核的说明")
    annex_name: str = _says("附件名称;没有附件则为空")
    annex: tuple[AnnexRow, ...] = _says("附件:全部事项")
    letterhead: Letterhead = _says("信头数据,各项见“信头”")  # noqa: RUF009 - gives a field
    mark: str = _says("发文机关标志(红头);没有信头则为空")
    number: str = _says("发文字号,不知道时是空白")
    office: str = _says("署名机关,不知道时是空白")
    date: str = _says("成文日期,不知道时是空白")
    handler: str = _says("经办人,不知道时是空白")
    reviewer: str = _says("审核人,不知道时是空白")
    approver: str = _says("签发人,不知道时是空白")
    contact: str = _says("联系人和电话;都没有则为空")


def describe(cls: type[Any] = Memo, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every field with its description; members of lists as ``list[].name``."""
    hints = get_type_hints(cls)
    for each in fields(cls):
        if "doc" not in each.metadata:
            continue
        name = prefix + each.name
        yield name, _doc(each)
        hint = hints[each.name]
        member = next((a for a in get_args(hint) if is_dataclass(a)), None)
        if isinstance(member, type):
            yield from describe(member, f"{name}[].")
        elif isinstance(hint, type) and is_dataclass(hint) and hint is not Letterhead:
            yield from describe(hint, f"{name}.")


def _doc(each: Field[Any]) -> str:
    return str(each.metadata["doc"])
