"""The fields that a memo template can use: one definition for templates, Markdown and the documentation.

Every text is one line, cleaned of characters that a document must not hold. An empty text or an empty list means that
there is nothing to say; a heading is empty where its part is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from checker.memo.letterhead import Letterhead

__all__ = ["AnnexRow", "CorrectionRow", "Headings", "Memo", "PointRow", "describe"]


def _says(text: str, default: Any = MISSING) -> Any:  # noqa: ANN401 - dataclasses.field gives Any
    """A field with its documentation in Chinese."""
    return field(metadata={"doc": text}) if default is MISSING else field(default=default, metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class PointRow:
    """One statutory item that is not complete."""

    number: str = _says("序号")
    title: str = _says("法定事项")
    state: str = _says("未见、不全或待核实;没有人决定而要标明的另标“待复核”")
    reason: str = _says("为什么这样认定,一句话")
    request: str = _says("建议,空白处由报送单位据实填写")


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One figure or wording to correct."""

    number: str = _says("序号")
    place: str = _says("位置:页码,没有页码的写所在标题")
    quote: str = _says("原文;说明里已有的为空")
    message: str = _says("说明;数字不符的列出算式")
    state: str = _says("没有人决定而要标明的写“待复核”,否则为空")
    grave: bool = _says("不是较轻的文字问题")


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
    corrections: str = _says("数字和文字", default="")
    rest: str = _says("其他需完善的内容", default="")
    changes: str = _says("上次意见的修改情况", default="")


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything that a memo says."""

    kind: str = _says("opinion 审核意见书,letter 函,return 退回补正通知")
    title: str = _says("公文标题")
    title_lines: tuple[str, ...] = _says("公文标题,按词意分成长短相近的几行")
    unit: str = _says("报送单位;没有认出时是空白")
    addressee: str = _says("主送单位,后面带冒号")
    document_title: str = _says("所审报告的标题;没有标题的写“法治政府建设年度报告”")
    year: str = _says("报告年度,如“2023年度”;不明时为空")
    opening: str = _says("开头一段")
    conclusion: str = _says("结论:建议同意报送、建议修改后报送、建议退回补正,或待人工")
    conclusion_name: str = _says("结论,不带“建议”")
    conclusion_text: str = _says("得出结论的两三条理由")
    wrong_document: bool = _says("文种不对或读不出可核对的内容")
    headings: Headings = _says("各部分带编号的标题,没有这一部分则为空")  # noqa: RUF009 - gives a field
    statutory: tuple[PointRow, ...] = _says("没有写全的法定事项")
    corrections: tuple[CorrectionRow, ...] = _says("请核实更正的数字和文字,重要的在前")
    corrections_more: str = _says("没有逐处列出的还有几处;都列出了则为空")
    rest_text: str = _says("规范、建议事项合成的一段,按一级指标")
    changes_text: str = _says("上次意见改了几项、还有哪些没有改")
    remarks: tuple[str, ...] = _says("需要说明的情况(如有事项因程序原因没有核对)")
    deadline: str = _says("补正期限一段;同意报送时为空")
    due: str = _says("补正日期,不知道时是空白")
    annex_name: str = _says("附件名称;没有附件则为空")
    annex: tuple[AnnexRow, ...] = _says("附件:全部事项(用 --annex 时)")
    letterhead: Letterhead = _says("信头数据,各项见“信头”")  # noqa: RUF009 - gives a field
    mark: str = _says("发文机关标志(红头);审核意见书、没有信头的为空")
    number: str = _says("发文字号,不知道时是空白;审核意见书没有文号")
    office: str = _says("署名机关,不知道时是空白")
    date: str = _says("成文日期,不知道时是空白")
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
