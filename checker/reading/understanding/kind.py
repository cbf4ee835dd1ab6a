"""What sort of document was handed in.

The title decides where it can. A report without a title, or one that only says 工作总结, is recognised by what its
paragraphs speak about: in a report on building a rule-of-law government most of them name one of its topics, in a
government work report few do, whatever its chapter on the rule of law says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from checker.lexicon import Lexicon
from checker.model import BlockKind, DocumentKind, RawText
from checker.reading.prose import flat, is_prose
from checker.reading.understanding.boilerplate import mark_boilerplate
from checker.text.normal import fold_text

__all__ = ["guess_kind", "guess_title"]

_NAMES = {
    DocumentKind.RULE_OF_LAW_REPORT: "法治政府建设年度报告",
    DocumentKind.GOVERNMENT_WORK_REPORT: "政府工作报告",
    DocumentKind.INFORMATION_DISCLOSURE_REPORT: "政府信息公开工作年度报告",
    DocumentKind.INTERPRETATION: "解读材料",
    DocumentKind.PLAN: "方案、要点类文件",
    DocumentKind.NEWS: "新闻报道",
    DocumentKind.OTHER: "其他文种",
}
_NOT_TITLE = re.compile(
    r".*[:]$|.*〔?\d{4}〕?.{0,3}第?\d+号$|[(（]?\d{4}年\d{1,2}月\d{1,2}日[)）]?|\d{4}-\d\d?-\d\d?|[(].{1,12}稿[)]"
)
_TAIL = r"(?:[(][^()]{1,16}[)])?$"
_TITLE_LINES = 6
_TITLE_LENGTH = 100  # characters of the longest title; what is longer is text without full stops
_OPENING_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class _Body:
    """The report's own paragraphs in folded form, and how they speak about the rule of law."""

    text: str
    topics: int
    share: float
    core: int
    opens: bool


def guess_kind(raw: RawText, lexicon: Lexicon) -> tuple[DocumentKind, str]:
    """Tell the kind of document and, in a Chinese sentence, why."""
    marked = mark_boilerplate(raw, lexicon)
    title = _title(marked, lexicon)
    body = _read_body(marked, lexicon)
    kinds = {DocumentKind(name): entry for name, entry in lexicon.table("kinds", "kinds").items()}
    for kind, entry in kinds.items():
        if title and _title_fits(title, entry, body.text):
            return kind, f"标题“{title}”表明这是{_NAMES[kind]}"
    for kind, entry in kinds.items():
        found = _signs(entry, body.text)
        if len(found) >= entry.get("needed", len(found) + 1) and len(body.text) <= entry["longest"]:
            return kind, f"正文有{_NAMES[kind]}的典型用语:{'、'.join(found[:3])}"
    return _by_topics(title, body, lexicon)


def guess_title(raw: RawText, lexicon: Lexicon) -> str:
    """The title in folded form, empty when the text begins without one."""
    return _title(mark_boilerplate(raw, lexicon), lexicon)


def _title(marked: RawText, lexicon: Lexicon) -> str:
    hints = {hint.name: fold_text(hint.value[:_TITLE_LENGTH]) for hint in marked.hints}
    if title := hints.get("meta:articletitle"):
        return title
    lines: list[str] = []
    for block in marked.blocks:
        line = fold_text(block.span.of(marked.text))
        if block.kind is BlockKind.BOILERPLATE or not line:
            continue
        if is_prose(line) or block.kind is BlockKind.ROW or len(lines) == _TITLE_LINES or len(line) > _TITLE_LENGTH:
            break
        if not _NOT_TITLE.fullmatch(line):
            lines.append(line)
    return _join_title(lines, lexicon.words("kinds", "title_ends")) or hints.get("title", "")


def _join_title(lines: Sequence[str], ends: Sequence[str]) -> str:
    """The lines up to the first that ends like a title; all of them when none does."""
    end = re.compile(f"(?:{'|'.join(ends)}){_TAIL}")
    last = next((index for index, line in enumerate(lines) if end.search(line)), None)
    if last is None:
        return "".join(lines[:2])
    first = last
    while first > 0 and last - first < 2 and not lines[last].startswith(lines[first - 1]):  # noqa: PLR2004 - three lines
        first -= 1
    return "".join(lines[first : last + 1])


def _title_fits(title: str, entry: dict[str, Any], body: str) -> bool:
    if not _search(entry["title"], title) or _search(entry.get("title_not", []), title):
        return False
    return len(_signs(entry, body)) >= int(entry.get("title_with", 0))


def _signs(entry: dict[str, Any], body: str) -> list[str]:
    matches = (_compiled(sign).search(body) for sign in entry.get("signs", []))
    return [match[0].strip() for match in matches if match]


def _read_body(marked: RawText, lexicon: Lexicon) -> _Body:
    topics = lexicon.words("kinds", "topics")
    lines = [
        flat(block.span.of(marked.text)) if block.kind is BlockKind.ROW else fold_text(block.span.of(marked.text))
        for block in marked.blocks
        if block.kind is not BlockKind.BOILERPLATE
    ]
    text = "\n".join(lines)
    prose = [line for line in lines if is_prose(line) and len(line) >= lexicon.value("kinds", "thresholds")["words"]]
    opening = [line for line in lines if is_prose(line)]
    if sum(map(len, prose)) < len(text) * _HARD_WRAPPED:
        prose = opening = _chunks("".join(lines))
    about = sum(1 for line in prose if _search(topics, line))
    start = "\n".join(opening[:_OPENING_BLOCKS])
    return _Body(
        text=text,
        topics=sum(1 for topic in topics if _compiled(topic).search(text)),
        share=about / len(prose) if prose else 0.0,
        core=sum(text.count(word) for word in lexicon.words("kinds", "core")),
        opens=_search(lexicon.words("kinds", "opening"), start),
    )


_HARD_WRAPPED = 0.5  # less of the text in lines long enough to be paragraphs: the lines are pieces of paragraphs
_CHUNK = 4  # sentences that stand in for a paragraph


def _chunks(text: str) -> list[str]:
    """Stretches of a few sentences, where line breaks do not tell paragraphs."""
    sentences = [s for s in text.split("。") if s]
    return ["。".join(sentences[i : i + _CHUNK]) for i in range(0, len(sentences), _CHUNK)]


def _by_topics(title: str, body: _Body, lexicon: Lexicon) -> tuple[DocumentKind, str]:
    limits = lexicon.value("kinds", "thresholds")
    strict = bool(title) and not body.opens
    share, core = (limits["strict_share"], limits["strict_core"]) if strict else (limits["share"], limits["core"])
    start = f"标题“{title}”未写明文种" if title else "未见标题"
    if body.topics >= limits["topics"] and body.share >= share and body.core >= core:
        return (
            DocumentKind.RULE_OF_LAW_REPORT,
            f"{start};正文涉及 {body.topics} 类法治政府建设内容,占段落的 {body.share:.0%}",
        )
    return (
        DocumentKind.OTHER,
        f"{start};正文中法治政府建设的内容只占段落的 {body.share:.0%},未能认定为法治政府建设年度报告",
    )


def _search(patterns: Sequence[str], text: str) -> bool:
    return any(_compiled(pattern).search(text) for pattern in patterns)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
