"""The requirements as the page lists them: by dimension, what needs work first, each with its quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.model import Assessment, ElementTrace, Finding, Result, Role, Severity, Span, Verdict
from checker.model.names import OBLIGATION_ORDER
from checker.reporting.html.marked_text import anchor
from checker.reporting.html.quote import Quote, Quoter
from checker.results.triage import sums_of

__all__ = ["Concern", "DimensionView", "Item", "Quoted", "concerns", "counted", "dimensions"]

_ASKING = re.compile(r"^建议(?:补充|写明)?[::]?")
_FORMULA = re.compile(r"[;;,,]?据实填写[,,]无则写无。?$")
ORDER = (
    Verdict.MISSING,
    Verdict.PARTIAL,
    Verdict.REVIEW,
    Verdict.ERROR,
    Verdict.FULL,
    Verdict.NOT_APPLICABLE,
)
"""What needs work comes first."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One piece of evidence: the quotation, its role and the headings that it stands under."""

    quote: Quote
    role: Role
    section: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How one element of a requirement fared; ``target`` is an anchor where it was found (empty: none)."""

    name: str
    matched: bool
    detail: str
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A result with the number that people call it by, its anchor, its quotations and its elements."""

    number: int
    anchor: str
    result: Result
    quotes: tuple[Quoted, ...]
    trace: tuple[Trace, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look at it: complete, or not asked."""
        return self.result.verdict in (Verdict.FULL, Verdict.NOT_APPLICABLE)

    @property
    def copy(self) -> str:
        """The suggestion as it can be put into a draft: without the words that only ask, without the formula."""
        return _FORMULA.sub("", _ASKING.sub("", self.result.suggestion))

    @property
    def found(self) -> int:
        """How many elements were found."""
        return sum(t.matched for t in self.trace)


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension: its line of the chart and its items. ``share``: verdicts with their number of items.

    ``bars`` are the stretches of the chart's bar: verdict, begin and length in percent of the items.
    """

    id: str
    anchor: str
    title: str
    weight: str
    score: str
    width: float
    share: tuple[tuple[Verdict, int], ...]
    bars: tuple[tuple[Verdict, float, float], ...]
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        """What needs work."""
        return tuple(i for i in self.items if not i.is_settled)

    @property
    def settled(self) -> tuple[Item, ...]:
        """What needs none: folded."""
        return tuple(i for i in self.items if i.is_settled)


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding with its number, anchor and quotation; ``sums``: relations that its message does not spell out."""

    number: int
    anchor: str
    finding: Finding
    quote: Quote
    sums: tuple[str, ...]


def counted(results: Iterable[Result]) -> tuple[tuple[Verdict, int], ...]:
    """How many results have each verdict; verdicts that do not occur are left out."""
    number = Counter(r.verdict for r in results)
    return tuple((v, number[v]) for v in ORDER if number[v])


def dimensions(assessment: Assessment, quoter: Quoter, linked: set[str]) -> Iterator[DimensionView]:
    """All dimensions in the pack's order, then those that the score does not know.

    ``linked`` are the anchors that the text has; elements point to these only.
    """
    known = {d.id: d for d in assessment.score.dimensions}
    number = 0
    for name in [*known, *sorted({r.dimension for r in assessment.results} - set(known))]:
        mine = [r for r in assessment.results if r.dimension == name]
        mine.sort(key=lambda r: (ORDER.index(r.verdict), OBLIGATION_ORDER.index(r.obligation), -r.weight, r.rule_id))
        items = tuple(_item(n, r, quoter, linked) for n, r in enumerate(mine, start=number + 1))
        number += len(items)
        score = known[name].score if name in known else None
        share = counted(mine)
        yield DimensionView(
            name,
            f"dimension-{slug(name)}",
            known[name].title if name in known else name,
            f"{known[name].weight.normalize():f}" if name in known else "—",
            "—" if score is None else f"{score}",
            0.0 if score is None else float(score),
            share,
            tuple(_bars(share)),
            items,
        )


def _bars(share: Sequence[tuple[Verdict, int]]) -> Iterator[tuple[Verdict, float, float]]:
    whole, begin = sum(n for _, n in share), 0
    for verdict, number in share:
        yield verdict, round(begin * 100 / whole, 2), round(number * 100 / whole, 2)
        begin += number


def slug(name: str) -> str:
    """``name`` as it may stand in an anchor."""
    return re.sub(r"[^\w.-]", "_", name)


def _item(number: int, result: Result, quoter: Quoter, linked: set[str]) -> Item:
    quotes = tuple(
        Quoted(quoter.quote(e.text, e.start, e.end, e.line, e.page), e.role, e.section) for e in result.evidence
    )
    return Item(number, f"item-{slug(result.rule_id)}", result, quotes, tuple(_trace(t, linked) for t in result.trace))


def _trace(element: ElementTrace, linked: set[str]) -> Trace:
    target = next((a for s in element.spans if (a := anchor(Span(s.start, s.end))) in linked), "")
    return Trace(element.name, element.matched, element.detail, target)


def concerns(assessment: Assessment, quoter: Quoter) -> tuple[Concern, ...]:
    """Findings, the gravest first."""
    severities = list(Severity)
    ordered = sorted(assessment.findings, key=lambda f: (severities.index(f.severity), f.start, f.rule_id))
    return tuple(
        Concern(
            n,
            f"finding-{n}",
            f,
            quoter.quote(f.text, f.start, f.end, f.line, f.page),
            tuple(s for s in sums_of(f, assessment.checks) if s.split("≠")[0].split(",")[0].strip() not in f.message),
        )
        for n, f in enumerate(ordered, start=1)
    )
