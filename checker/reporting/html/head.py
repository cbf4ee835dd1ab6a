"""The head of the page: what must be seen before anything else.

Marks of secrecy and numbers of persons; what the document was taken for and how to correct it; how far its text can be
trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.model import Assessment, Document, Finding, Level, Note, Severity, Span
from checker.model import names as wording
from checker.reporting.html.marked_text import anchor
from checker.reporting.html.quote import PERSONAL

__all__ = ["Alert", "Recognised", "Trust", "alerts", "is_about_text", "recognised", "trust"]

_SECRECY = ("secret-allowed", "internal-use", "secrecy-unread")
_TEXT = (
    "text-quality", "undecodable", "encoding", "control-characters", "extension", "ocr", "scan", "page", "picture",
    "html-", "docx-", "doc-", "wps-", "pdf-", "ofd-", "rtf-", "odt-", "xls",
)  # fmt: skip
_NAMED = 3  # how many hits of one sort the head names


@dataclass(frozen=True, slots=True)
class Recognised:
    """One thing read from the document: its value (empty: not found), the option that corrects it, its place."""

    name: str
    value: str
    option: str = ""
    remark: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the text can be trusted: a word, a sentence, and whether it is a warning."""

    word: str
    text: str
    warn: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that comes before all verdicts. ``places`` are labels with anchors; ``rest`` are not named."""

    title: str
    text: str
    places: tuple[tuple[str, str], ...] = ()
    rest: int = 0


def recognised(document: Document, kind: str) -> tuple[Recognised, ...]:
    """The facts that decide what is asked of the document; ``kind`` is the name of its kind."""
    meta = document.metadata
    issuer = meta.issuer
    source = wording.SOURCES[meta.issuer_source] if issuer else ""
    rank = f"行政层级:{wording.LEVELS[meta.admin_level]}" if meta.admin_level else ""
    level = wording.LEVELS[meta.issuer_level] if meta.issuer_level else ""
    attributes = "、".join(wording.ATTRIBUTES.get(a, a) for a in meta.attributes)
    asked_by_attributes = meta.issuer_level in (None, Level.DEPARTMENT, Level.TOWNSHIP)
    return (
        Recognised(
            "报告机关", issuer.value if issuer else "", "",
            source + ("(推知)" if meta.issuer_inferred else ""), _target(issuer.span if issuer else None),
        ),
        Recognised(
            "级别", level, f"--level {meta.issuer_level or Level.COUNTY}",
            rank if rank.partition(":")[2] != level else "",
        ),
        Recognised(
            "报告年度", f"{meta.report_year}年度" if meta.report_year else "", f"--year {meta.report_year or 2024}", "",
            _target(meta.report_year_span),
        ),
        Recognised("阶段", wording.STAGES[document.stage], f"--stage {document.stage.value}"),
        Recognised("单位属性", attributes, f"--attributes {','.join(meta.attributes) or 'enforces,approves'}")
        if attributes or asked_by_attributes
        else Recognised("单位属性", "不涉及", "", "政府报告不按属性区分"),
        Recognised("文种", kind),
    )  # fmt: skip


def _target(span: Span | None) -> str:
    return "" if span is None else anchor(span)


def is_about_text(note: Note) -> bool:
    """Whether a note speaks of how well the text could be read."""
    return note.code.startswith(_TEXT)


def trust(document: Document, notes: Sequence[Note]) -> Trust:
    """A judgement on the text itself: read from pictures or not, doubtful stretches, signs of loss."""
    length = max(1, len(document.text.strip()))
    read = sum(s.end - s.start for s in document.recognised)
    parts: list[str] = []
    if read:
        parts.append(f"约 {min(100, max(1, round(read * 100 / length)))}% 的文字由图片识别而来")
    if document.doubtful:
        parts.append(f"其中 {len(document.doubtful)} 处识别把握不大,正文中以虚线框标出")
    about = [n for n in notes if is_about_text(n)]
    if about:
        parts.append(f"另有 {len(about)} 条文字质量说明" if parts else f"有 {len(about)} 条文字质量说明")
    lost = bool(document.doubtful) or any(n.code in {"text-quality", "undecodable"} for n in about)
    if lost:
        return Trust("存疑", ",".join(parts) + ";“未见”的结论请对照原件。", warn=True)
    if parts:
        return Trust("需留意", ",".join(parts) + "。", warn=True)
    return Trust("良好", "文件自带文字,未见缺字、乱码。", warn=False)


def _gravest(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def alerts(assessment: Assessment, anchors: Mapping[Finding, tuple[str, str]]) -> Iterator[Alert]:
    """Marks of secrecy first, then numbers of persons; ``anchors``: finding → anchor and place."""
    for note in assessment.notes:
        if note.code in _SECRECY:
            yield Alert("密级标志" if note.code == "secret-allowed" else "保密提示", note.message)
    hits = sorted((f for f in assessment.findings if f.rule_id == PERSONAL), key=_gravest)
    if hits:
        named = tuple((f"{anchors[f][1]} {f.message.rstrip('。')}", anchors[f][0]) for f in hits[:_NAMED])
        text = f"文中有 {len(hits)} 处个人信息,公开前请核实、遮盖;本报告中的号码已作遮盖。"
        yield Alert("个人信息", text, named, len(hits) - len(named))
