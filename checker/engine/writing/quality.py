"""How well the text survived its way here, and what that means for verdicts.

Missing characters show in signs that the wording checks meet anyway: numbers that lost their figure, brackets that
lost their partner, fixed phrases with a hole, and in characters that no decoder could read. Their number per thousand
characters is the measure. Verdicts stay; a *missing* one that the loss could explain becomes less certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.engine.writing.citation.cited import entries_named, read_cited
from checker.engine.writing.prose import Reader
from checker.engine.writing.wording.dropped import shortened
from checker.model import Note, ParagraphKind, Result, Verdict
from checker.rules.model import Rule, RulePack

LOSS_CODE, BEYOND_CODE = "text-quality", "beyond-register"
_SIGNS = 4  # fewer signs than this are slips of the author
_SOME, _HEAVY = 1.0, 8.0  # signs per thousand characters
_UNREADABLE = re.compile("[\ufffd□\ue000-\uf8ff]")
_SHORTEST = 5  # what is left of a shorter word is too common
_REMARK = "文本疑有缺字,本项未见可能由此造成,请对照原件核实。"


def read_quality(reader: Reader, losses: int) -> Iterator[Note]:
    """Notes: navigation that was set aside, missing characters with the measure, a year beyond the rules."""
    residue = [p for p in reader.page.document.paragraphs if p.kind is ParagraphKind.BOILERPLATE]
    if residue:
        yield Note(
            "nav-residue",
            f"文本夹带网页导航、页脚等{len(residue)}处,已不作正文看待;多为网页抽取所致,不计入报告质量。",
            residue[0].span.start,
            residue[0].span.end,
        )
    characters = sum(p.end - p.start for p in reader.prose)
    losses += len(_UNREADABLE.findall(reader.text))
    rate = losses * 1000 / max(1, characters)
    if losses >= _SIGNS and rate >= _SOME:
        word = "严重缺字" if rate >= _HEAVY else "疑有缺字"
        yield Note(
            LOSS_CODE,
            f"文本{word}:{characters}字中有{losses}处缺字、断句或不能辨认的迹象(每千字{rate:.1f}处),"
            "多为扫描识别或网页抓取所致。“未见”的结论请对照原件核实。",
        )
    yield from _beyond(reader)


def _beyond(reader: Reader) -> Iterator[Note]:
    """What lies after the years that the rules know: said, not judged."""
    if reader.year is not None and not reader.known_year:
        yield Note(
            BEYOND_CODE,
            f"报告年度{reader.year}年晚于规则所知的{reader.as_of}年,引用文件、固定提法的时效未核对。",
        )
    for cited in read_cited(reader):
        known = [e.period for e in entries_named(reader.register, cited) if e.period]
        if cited.period and known and cited.period[0] > max(last for _, last in known):
            span = reader.span(cited.start, cited.end)
            message = f"《{cited.name}》晚于底册所载的各期,名称和时效未核对。"
            yield Note(BEYOND_CODE, message, span.start, span.end)
            return


def temper(results: Iterable[Result], pack: RulePack, text: str, notes: Iterable[Note]) -> list[Result]:
    """``results`` with less confidence in *missing* where lost characters could explain it.

    In a damaged text that is: words of the rule stand there with one character left out; in a badly damaged one,
    every *missing*.
    """
    damage = next((n for n in notes if n.code == LOSS_CODE), None)
    if damage is None:
        return list(results)
    heavy = "严重缺字" in damage.message
    words = {r.id: _words(r) for r in pack.rules}
    known = "\n".join(sorted(set().union(*words.values())))
    return [
        replace(r, confidence="low", explanation=r.explanation + _REMARK)
        if r.verdict is Verdict.MISSING and (heavy or _holed(words[r.rule_id], known, text))
        else r
        for r in results
    ]


def _words(rule: Rule) -> set[str]:
    phrases = [p for e in rule.elements for c in e.conditions for group in c.says for p in group]
    phrases += [p for f in rule.figures for p in f.says]
    return {w for p in phrases for w in p.literals()}


def _holed(words: set[str], known: str, text: str) -> bool:
    """Whether one of ``words`` stands in ``text`` with a hole in it, and what is left is no known word itself."""
    holed = (v for w in words if len(w) >= _SHORTEST for v in shortened(w))
    return any(v in text and v not in known for v in holed)
