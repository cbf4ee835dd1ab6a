"""What is said in the margin, and about which stretch of the text: as much as a drafter reads, and no more.

What is written and doubtful is said at its words; a statutory item that is not complete where it stands or belongs,
each in a comment of its own. Other items that the law asks for are condensed, one comment a heading. Advisory ones are
left to the gap report. A comment at the title says the conclusion. None is longer than :data:`LONGEST`, all together
(but for what is complete, where it is asked for) no longer than :data:`SHARE` of the text, or :data:`LEAST` of a short
one: the lightest give way, and the comment at the title says how many did.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.annotating.places import Place, Places
from checker.model import Assessment, DocumentKind, Finding, Obligation, Result, Severity, Span, Verdict
from checker.model import names as wording

__all__ = ["LEAST", "LONGEST", "SHARE", "Line", "Remark", "remarks"]

LONGEST = 120
"""Characters of a comment."""
SHARE = 0.3
"""How long all comments may be together, as a part of the text."""
LEAST = 600
"""Characters that comments may have together however short the text is."""
_STEPS = (LONGEST, 90, 70, 50)  # shorter comments where they would be too long together
_OPEN = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW)
_REMARK = re.compile(r"[((][^()()]*[))]$")  # in brackets at the end of a title
_FIRST = re.compile(r"^[^。]*。")
_FORMULA = re.compile(r"[;;,,]?据实填写[,,]无则写无。?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a comment."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment. ``span`` is what it is about; ``quotes``: it speaks of these very words.

    ``rank`` orders by weight, the gravest first: where comments would be too long together, the last give way.
    """

    span: Span
    lines: tuple[Line, ...]
    quotes: bool = False
    rank: int = 0

    @property
    def length(self) -> int:
        """Characters."""
        return sum(len(line.text) for line in self.lines)


_TITLE, _STATUTORY, _FIGURE, _GRAVE, _CONDENSED, _LIGHT, _COMPLETE = range(7)


def remarks(assessment: Assessment, places: Places, *, fulfilled: bool) -> tuple[Remark, ...]:
    """Every comment, in order of place.

    Args:
        assessment: Of the document that is annotated.
        places: Where missing items belong.
        fulfilled: Say also what is complete, at its evidence.
    """
    room = max(LEAST, int(SHARE * len(assessment.document.text))) - LONGEST  # what the comment at the title may take
    for most in _STEPS:
        found = [
            *_findings(assessment, most),
            *_statutory(assessment, places, most),
            *_condensed(assessment, places, most),
            *(_complete(r) for r in assessment.results if fulfilled and r.verdict is Verdict.FULL and r.evidence),
        ]
        if sum(r.length for r in found if r.rank < _CONDENSED) <= room:
            break
    kept: list[Remark] = []
    used = 0
    for remark in sorted(found, key=lambda r: (r.rank, r.span)):
        if used + remark.length <= room or remark.rank < _CONDENSED or remark.rank == _COMPLETE:
            used += remark.length
            kept.append(remark)
    summary = _summary(assessment, places.title, len(found) - len(kept))
    return (summary, *sorted(kept, key=lambda r: (r.span, r.rank, r.lines[0].text)))


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _findings(assessment: Assessment, most: int) -> Iterator[Remark]:
    """One comment for all that is said of the same words."""
    at: dict[Span, list[Finding]] = defaultdict(list)
    for finding in assessment.findings:
        if not finding.set_aside:
            at[Span(finding.start, finding.end)].append(finding)
    for span, here in at.items():
        here.sort(key=lambda f: list(Severity).index(f.severity))
        lines = tuple(Line(_short(_said(finding), most // len(here))) for finding in here)
        yield Remark(span, lines, quotes=True, rank=_rank(here[0]))


def _rank(finding: Finding) -> int:
    if finding.severity is Severity.LOW:
        return _LIGHT
    return _FIGURE if finding.kind == "reconcile" else _GRAVE


def _said(finding: Finding) -> str:
    """What is doubtful, and what to do, once."""
    message = finding.message.rstrip("。")
    if finding.fix is not None:
        advice = f"可改为“{finding.fix.text}”" if finding.fix.text else "可删去这几个字"
    else:
        advice = _FORMULA.sub("", finding.suggestion).rstrip("。")
    said = message if not advice or advice in message else f"{message}。{advice}"
    return f"{said}。"


def _statutory(assessment: Assessment, places: Places, most: int) -> Iterator[Remark]:
    for result in assessment.results:
        if result.obligation is not Obligation.STATUTORY or result.verdict not in _OPEN or result.set_aside:
            continue
        reason = _FIRST.match(result.explanation)
        head = f"【法定】{_title(result)}:{reason[0] if reason else result.explanation}"
        advice = _FORMULA.sub("", result.suggestion)
        said = f"{head}{advice}。" if advice and len(head) + len(advice) < most else head
        if result.evidence:
            yield Remark(_span(result), (Line(_short(said, most)),), quotes=True, rank=_STATUTORY)
        else:
            yield Remark(places.of(result).span, (Line(_short(said, most)),), rank=_STATUTORY)


def _condensed(assessment: Assessment, places: Places, most: int) -> Iterator[Remark]:
    """What else the law asks for and is not complete: one comment at each heading where some of it belongs."""
    asked = (Obligation.NORMATIVE, Obligation.CHECK)
    at: dict[Place, list[Result]] = defaultdict(list)
    for result in assessment.results:
        if result.obligation in asked and result.verdict in _OPEN and not result.set_aside:
            at[places.of(result)].append(result)
    for place, results in at.items():
        parts = []
        for verdict, word in ((Verdict.MISSING, "未见"), (Verdict.PARTIAL, "写得不全的"), (Verdict.REVIEW, "请核实")):
            titles = [_title(r) for r in results if r.verdict is verdict]
            if titles:
                parts.append(f"{word}:{_listed(titles)}")
        yield Remark(place.span, (Line(_short(f"{place.hint}{';'.join(parts)}。", most)),), rank=_CONDENSED)


_ROOM = 40  # characters for the titles of one verdict


def _listed(titles: Sequence[str]) -> str:
    """As many titles as there is room for, and how many there are."""
    shown: list[str] = []
    for title in titles:
        if shown and len("、".join([*shown, title])) > _ROOM:
            return f"{'、'.join(shown)}等{len(titles)}项"
        shown.append(title)
    return "、".join(shown)


def _complete(result: Result) -> Remark:
    return Remark(_span(result), (Line(_short(f"{_title(result)}:已写明。", LONGEST)),), quotes=True, rank=_COMPLETE)


def _span(result: Result) -> Span:
    return Span(result.evidence[0].start, result.evidence[0].end)


def _title(result: Result) -> str:
    return _REMARK.sub("", result.title)


def _summary(assessment: Assessment, title: Span, left: int) -> Remark:
    """At the title: the conclusion, and what else must be known."""
    document, conclusion = assessment.document, assessment.conclusion
    said = []
    if document.kind is not DocumentKind.RULE_OF_LAW_REPORT and not assessment.results:
        name = wording.KINDS[document.kind]
        said.append(f"这是{name},不是法治政府建设年度报告,未按规则核对。")
    elif conclusion is not None:
        said.append(f"建议{conclusion.name}:{conclusion.grounds[0] if conclusion.grounds else ''}。")
    errors = sum(r.verdict is Verdict.ERROR for r in assessment.results)
    said += [f"有{errors}项未能判定。"] if errors else []
    items: tuple[Result | Finding, ...] = (*assessment.results, *assessment.findings)
    waived = sum(i.waiver is not None for i in items)
    said += [f"已豁免{waived}项,未批注。"] if waived else []
    said += [f"另有{left}处较轻的未批注,见审核报告。"] if left else []
    said.append("批注由程序生成,请以人工审核为准。")
    return Remark(title, (Line("审核批注说明", bold=True), Line(_short("".join(said), LONGEST - 6))), rank=_TITLE)
