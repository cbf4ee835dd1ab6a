"""Two reports side by side: what each says, and whether one is the year before the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.engine.params import Params
from checker.engine.reconcile.counts import Count, Sheet
from checker.engine.statements.view import Page
from checker.engine.verdicts.facts import read_facts
from checker.lexicon import Lexicon
from checker.model import Assessment, Level, Note

__all__ = ["Pair", "Side"]

Label = tuple[str, str]


class Side:
    """One of the two reports, with its counts and the figures that they are."""

    def __init__(self, assessment: Assessment, page: Page, lexicon: Lexicon) -> None:
        self.assessment = assessment
        self.page = page
        self.sheet = Sheet(page, read_facts(page.document), lambda _: (), lexicon)
        self.text = page.clauses.normal.text

    @property
    def year(self) -> int | None:
        """The report year."""
        return self.page.document.metadata.report_year

    @cached_property
    def _labels(self) -> dict[int, frozenset[Label]]:
        found: dict[int, set[Label]] = {}
        for figure in self.assessment.figures:
            found.setdefault(figure.start, set()).add((figure.id, figure.label))
        return {start: frozenset(labels) for start, labels in found.items()}

    def labels(self, count: Count) -> frozenset[Label]:
        """Id and label of the figures that a count is."""
        return self._labels.get(self.page.original(count.hit).start, frozenset())

    def topics(self, count: Count) -> dict[str, list[str]]:
        """What a count is about, by class of topics."""
        clause = self.sheet.clause(count)
        place = min(max(clause.start, count.number.before[0]), count.start)
        return self.page.topics.all_at(place, max(count.start, place + 1))

    def line(self, position: int) -> int:
        """Line number of a normalised place."""
        return self.page.line(self.page.original((position, position + 1)).start)

    def cite(self, count: Count) -> str:
        """Where a count stands and the words around it: 第31行“审结52件”."""
        clause = self.sheet.clause(count)
        start = clause.start if count.column >= 0 else max(clause.start, count.number.before[0])
        words = self.text[start : count.end].strip(_EDGES).replace("\t", " ")
        return f"第{self.line(count.start)}行“{words}”"


_EDGES = " ,;:、。\n\t"


@dataclass(frozen=True, slots=True)
class Pair:
    """Last year's report and this year's."""

    last: Side
    this: Side

    @property
    def adjacent(self) -> bool:
        """Whether the years follow each other, or one of them is unknown."""
        return self.last.year is None or self.this.year is None or self.last.year == self.this.year - 1

    @property
    def last_year(self) -> int | None:
        """The year before this report's."""
        if self.this.year is not None:
            return self.this.year - 1
        return self.last.year

    def same_issuer(self, generic: re.Pattern[str]) -> bool:
        """Whether both come from one issuer, as far as their names tell.

        Args:
            generic: Parts of names that say nothing about who it is (人民政府).
        """
        one, other = (side.page.document.metadata for side in (self.last, self.this))
        if one.issuer is None or other.issuer is None:
            return True
        a, b = (_SPACE.sub("", generic.sub("", fact.value)) for fact in (one.issuer, other.issuer))
        departments = [m.issuer_level is Level.DEPARTMENT for m in (one, other)]
        return departments[0] == departments[1] and (a in b or b in a)

    def doubts(self, words: Params) -> Iterator[Note]:
        """What speaks against comparing the two, as notes."""
        last, this = self.last.year, self.this.year
        if last is None or this is None:
            which = "上年报告" if last is None else "本年报告"
            yield Note("compare-year", f"{which}的年度未识别到,按相邻两年比对;请核实两份报告的年度。")
        elif last > this:
            yield Note("compare-year", f"前一份是{last}年度,后一份是{this}年度,次序像是反了;只比对相同文字。")
        elif last != this - 1:
            yield Note("compare-year", f"前一份是{last}年度,后一份是{this}年度,不是相邻两年;只比对相同文字。")
        if not self.same_issuer(words.words("generic_issuer")):
            one, other = (side.page.document.metadata.issuer for side in (self.last, self.this))
            names = f"“{one.value if one else ''}”和“{other.value if other else ''}”"
            yield Note("compare-issuer", f"两份报告的机关不同({names});只比对相同文字。")


_SPACE = re.compile(r"\s+")
