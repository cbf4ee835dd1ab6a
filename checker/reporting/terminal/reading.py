"""How a document was read: outline, metadata, clauses with modality, topics and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.engine.statements.numbers import Relation
from checker.engine.statements.view import Page
from checker.model import Document, Fact, Span
from checker.model import names as wording
from checker.results.stored.write import number

_STANDINGS = {"study": "学习宣传的对象", "listed": "成串的工作名称", "service": "替别人做的", "body": "机构名称"}
_MODALITIES = {
    "done": "做了",
    "standing": "现有",
    "claimed": "口号",
    "planned": "打算",
    "required": "要求",
    "plain": "平述",
}
_RELATIONS = {"own": "", "change": "(增减)", "previous": "(上期)", "limit": "(目标)"}


def _dump(data: Any) -> str:  # noqa: ANN401 - plain data
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def text_json(document: Document) -> str:
    """The text that offsets refer to, as JSON."""
    return _dump({"path": document.path, "sha256": document.sha256, "format": document.format, "text": document.text})


def structure_text(document: Document) -> str:
    """Metadata, then the outline with roles."""
    meta = document.metadata
    lines = [
        f"文件:{document.path}({document.format},{len(document.text)} 字)",
        f"文种:{wording.KINDS[document.kind]}  阶段:{wording.STAGES[document.stage]}",
    ]
    for name, fact in _facts(document):
        lines.append(f"{name}:{fact.value if fact else '未见'}{_place(fact.span) if fact and fact.span else ''}")
    level = wording.LEVELS[meta.issuer_level] if meta.issuer_level else "不明"
    rank = wording.LEVELS[meta.admin_level] if meta.admin_level else "不明"
    lines += [f"级别:{level}(行政层级:{rank})", f"报告年度:{meta.report_year or '不明'}", "", "章节:"]
    lines += [
        f"{'  ' * section.level}{section.label}{section.title} 〔{wording.ROLES[section.role]}〕{_place(section.span)}"
        for section in document.sections
    ]
    lines += ["", "角色:"]
    lines += [
        f"  {wording.ROLES[role.role]} {_place(role.span)} {_start(document, role.span)}" for role in document.roles
    ]
    return "\n".join(lines) + "\n"


def _facts(document: Document) -> Iterator[tuple[str, Fact | None]]:
    meta = document.metadata
    yield from (
        ("标题", meta.title),
        ("报告机关", meta.issuer),
        ("主送机关", meta.addressee),
        ("成文日期", meta.signed_date),
        ("公开日期", meta.publish_date),
        ("公开渠道", meta.channel),
        ("来源", meta.source_line),
    )


def _place(span: Span) -> str:
    return f"[{span.start}:{span.end}]"


def _start(document: Document, span: Span) -> str:
    return "".join(span.of(document.text).split())[:24]


def structure_json(document: Document) -> str:
    """Metadata, sections, roles, items and sentences as JSON."""
    return _dump(
        {
            "path": document.path,
            "kind": document.kind.value,
            "stage": document.stage.value,
            "metadata": {n: None if f is None else {"value": f.value, **_span(f.span)} for n, f in _facts(document)},
            "sections": [
                {
                    "label": s.label,
                    "title": s.title,
                    "level": s.level,
                    "parent": s.parent,
                    "role": s.role.value,
                    **_span(s.span),
                }
                for s in document.sections
            ],
            "roles": [{"role": r.role.value, **_span(r.span)} for r in document.roles],
            "items": [{"label": i.label, "number": i.number, **_span(i.span)} for i in document.items],
            "sentences": [
                {"section": s.section, "item": s.item, "role": s.role.value, **_span(s.span)}
                for s in document.sentences
            ],
        },
    )


def _span(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _statements(page: Page) -> Iterator[dict[str, Any]]:
    for index, clause in enumerate(page.clauses.clauses):
        if clause.end <= clause.start:
            continue
        span = page.original((clause.start, clause.end))
        yield {
            "text": page.clauses.text(clause.start, clause.end),
            **_span(span),
            "line": page.line(span.start),
            "role": clause.role.value,
            "heading": clause.heading,
            "item": page.document.items[clause.item].label if clause.item >= 0 else None,
            "modality": page.modality[index].value,
            "mentions": [
                {"standing": name, "text": page.clauses.text(max(start, clause.start), min(end, clause.end))}
                for start, end, name in page.standings.within(clause.start, clause.end)
            ],
            "topics": page.topics.all_at(clause.start, clause.end),
            "numbers": [
                {
                    "value": number(n.quantity.value),
                    "low": number(n.quantity.low),
                    "high": number(n.quantity.high),
                    "unit": n.quantity.unit,
                    "kind": n.quantity.kind,
                    "relation": n.relation.value,
                    "owner": page.clauses.text(*n.before),
                }
                for n in page.numbers_in(clause.start, clause.end)
            ],
        }


def statements_json(page: Page) -> str:
    """Every clause as JSON."""
    return _dump({"path": page.document.path, "statements": list(_statements(page))})


def statements_text(page: Page) -> str:
    """Every clause on a line of its own: line, role, modality, text, topics, numbers."""
    lines: list[str] = []
    for statement in _statements(page):
        role = next(name for r, name in wording.ROLES.items() if r.value == statement["role"])
        mood = "标题" if statement["heading"] else _MODALITIES[statement["modality"]]
        numbers = " ".join(
            f"{n['value']}{n['unit']}{_RELATIONS[Relation(n['relation']).value]}←{n['owner'] or '同前'}"
            for n in statement["numbers"]
        )
        topics = ",".join(t for names in statement["topics"].values() for t in names)
        lines.append(f"{statement['line']:>4} {role}·{mood} {statement['text']}")
        lines += [f"      只是提到({_STANDINGS[m['standing']]}):{m['text']}" for m in statement["mentions"]]
        if topics or numbers:
            lines.append("      " + " ".join(filter(None, (f"话题:{topics}" if topics else "", numbers))))
    return "\n".join(lines) + "\n"
