"""What is said in the margin, and about which stretch of the text.

Findings, gaps that have evidence and what a person must look at are said where it stands. Everything said about one
stretch goes into one comment. What is missing is said where it belongs, one list a place, so that the drafter is not
drowned; a comment at the title sums up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.annotating.places import Place, Places
from checker.model import Assessment, Basis, DocumentKind, Finding, Obligation, Result, Severity, Span, Verdict
from checker.model import names as wording
from checker.rules.model import RulePack

__all__ = ["Line", "Remark", "remarks"]

_READABLE = 12  # missing items in one list
_AT_EVIDENCE = (Verdict.MISSING, Verdict.PARTIAL, Verdict.REVIEW)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a comment."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment. ``span`` is what it is about; ``quotes``: it speaks of these very words."""

    span: Span
    lines: tuple[Line, ...]
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """One matter: how urgent it is, what it says."""

    rank: tuple[int, int, str]
    head: str
    lines: tuple[Line, ...]


def remarks(assessment: Assessment, pack: RulePack, places: Places, *, fulfilled: bool) -> tuple[Remark, ...]:
    """Every comment, in order of place.

    Args:
        assessment: Of the document that is annotated.
        pack: The rules that it was judged by; findings take their titles from it.
        places: Where missing items belong.
        fulfilled: Say also what is complete, at its evidence.
    """
    said: dict[Span, list[_Point]] = defaultdict(list)
    for finding in (f for f in assessment.findings if not f.set_aside):
        said[Span(finding.start, finding.end)].append(_finding(finding, pack))
    missing: dict[Place, list[Result]] = defaultdict(list)
    for result in assessment.results:
        if result.set_aside:
            continue
        wanted = result.verdict in _AT_EVIDENCE or (fulfilled and result.verdict is Verdict.FULL)
        if wanted and result.evidence:
            said[Span(result.evidence[0].start, result.evidence[0].end)].append(_result(result))
        elif result.verdict in _AT_EVIDENCE:
            missing[places.of(result)].append(result)
    found = [_summary(assessment, places.title)]
    found += [Remark(span, tuple(_one_place(points)), quotes=True) for span, points in said.items()]
    for place, results in missing.items():
        found += [Remark(place.span, tuple(_list(place, some, name))) for name, some in _lists(results, pack)]
    return tuple(sorted(found, key=lambda r: (r.span, r.lines[0].text != _SUMMARY, r.lines[0].text)))


def _finding(finding: Finding, pack: RulePack) -> _Point:
    title = next((r.title for r in pack.rules if r.id == finding.rule_id), finding.rule_id)
    advice = "" if finding.suggestion in finding.message else finding.suggestion
    lines = [Line(finding.message)]
    if finding.fix is not None:
        lines.append(Line(f"可改为:{finding.fix.text}" if finding.fix.text else "可删去这几个字。"))
    lines += _tail(advice, finding.basis, finding.rule_id)
    rank = (0, list(Severity).index(finding.severity), finding.rule_id)
    return _Point(rank, f"【请核实】{title}", tuple(lines))


def _result(result: Result) -> _Point:
    lines = (Line(result.explanation), *_tail(result.suggestion, result.basis, result.rule_id))
    order = wording.OBLIGATION_ORDER.index(result.obligation)
    obligation = "" if result.obligation is Obligation.CHECK else f"({wording.OBLIGATIONS[result.obligation]})"
    rank = (1 if result.verdict is not Verdict.FULL else 2, order, result.rule_id)
    return _Point(rank, f"【{wording.VERDICTS[result.verdict]}】{result.title}{obligation}", lines)


def _tail(advice: str, bases: Sequence[Basis], rule_id: str) -> list[Line]:
    cites = ";".join(dict.fromkeys(b.cite for b in bases))
    lines = [Line(f"建议:{advice.removeprefix('建议')}")] if advice else []
    lines += [Line(f"依据:{cites}")] if cites else []
    return [*lines, Line(f"编号:{rule_id}")]


def _one_place(points: Sequence[_Point]) -> Iterator[Line]:
    ordered = sorted(points, key=lambda p: p.rank)
    for number, point in enumerate(ordered, start=1):
        mark = f"{number}. " if len(ordered) > 1 else ""
        yield Line(f"{mark}{point.head}", bold=True)
        yield from point.lines


def _lists(results: Sequence[Result], pack: RulePack) -> Iterator[tuple[str, list[Result]]]:
    """One list, or, where it would be too long to read, one a dimension with its name."""
    if len(results) <= _READABLE:
        yield "", list(results)
        return
    names = {d.id: d.title for d in pack.dimensions}
    for dimension in dict.fromkeys(r.dimension for r in results):
        yield names.get(dimension, dimension), [r for r in results if r.dimension == dimension]


def _list(place: Place, results: Sequence[Result], name: str) -> Iterator[Line]:
    points = [_result(r) for r in results]
    if len(points) == 1:
        point = points[0]
        yield Line(point.head, bold=True)
        yield Line(place.hint)
        yield from point.lines
        return
    yield Line(f"{name and f'{name}:'}有 {len(points)} 项未见,{place.hint}", bold=True)
    yield from _one_place(points)


_SUMMARY = "审核批注说明"


def _summary(assessment: Assessment, title: Span) -> Remark:
    """At the title: how much there is, and what else must be known."""
    document = assessment.document
    lines = [Line(_SUMMARY, bold=True)]
    if document.kind is not DocumentKind.RULE_OF_LAW_REPORT and not assessment.results:
        name = wording.KINDS[document.kind]
        lines.append(Line(f"这是{name},不是法治政府建设年度报告,未按规则核对(确要核对,请加 --force)。"))
    else:
        counted = {v: sum(r.verdict is v for r in assessment.results) for v in Verdict}
        shown = [f"{wording.VERDICTS[v]} {n} 项" for v, n in counted.items() if n]
        lines.append(Line(",".join([*shown, f"写法和数字请核实 {len(assessment.findings)} 处"]) + "。"))
        lines.append(
            Line(
                "有内容而不全的,批注在原句;未见的,批注在应写的部分。批注由程序生成,供修改时参考,请以原文和人工审核为准。"
            )
        )
    waived = [r.title for r in assessment.results if r.waiver is not None]
    waived += [f"“{' '.join(f.text.split())}”({f.rule_id})" for f in assessment.findings if f.waiver is not None]
    if waived:
        lines.append(Line(f"已豁免、未批注:{'、'.join(waived)}。"))
    broken = [f"{r.title}({r.explanation})" for r in assessment.results if r.verdict is Verdict.ERROR]
    lines += [Line(f"未能判定:{words}") for words in broken]
    lines += [Line(f"说明:{note.message}") for note in assessment.notes]
    return Remark(title, tuple(lines))
