"""The report as reconciliation sees it: counts with the words that own them, sentence by sentence, table by table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.engine.params import Params
from checker.engine.quantities.quantity import Quantity
from checker.engine.reconcile.arithmetic import Amount, amount
from checker.engine.statements.clauses import Clause
from checker.engine.statements.matching import Hit
from checker.engine.statements.numbers import Number, Relation
from checker.engine.statements.view import Page
from checker.engine.verdicts.facts import Facts
from checker.engine.verdicts.figures import Found
from checker.lexicon import Lexicon
from checker.model import ParagraphKind, Role

__all__ = ["Count", "Line", "Sheet", "Table"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEASURES = frozenset({"money", "area", "length", "weight", "time", "age", "credit"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the words that own it.

    ``before`` stands between the number before (or the start of the clause) and this one, ``after`` behind the unit
    when this is the clause's last number. In a table ``before`` is the label of the row and ``column`` counts cells.
    """

    number: Number
    index: int
    before: str
    after: str
    column: int = -1

    @property
    def quantity(self) -> Quantity:
        """What was written."""
        return self.number.quantity

    @property
    def amount(self) -> Amount:
        """What it is worth."""
        return amount(self.quantity)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where its unit ends."""
        return self.quantity.end

    @property
    def hit(self) -> Hit:
        """Its stretch."""
        return self.start, self.end

    @property
    def written(self) -> str:
        """The number without its unit, as written, without separators."""
        q = self.quantity
        return q.written[q.number_start - q.start : q.number_end - q.start].replace(",", "")

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether the words that own it contain one of ``words``."""
        return bool(words.search(self.before) or words.search(self.after))

    def is_count(self) -> bool:
        """Whether it counts things in the report year (not a rate, a change, a sum of money …)."""
        return (
            self.quantity.kind == "number"
            and self.number.relation is Relation.OWN
            and self.quantity.unit_class not in _MEASURES
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of prose."""

    index: int
    start: int
    end: int
    paragraph: int
    role: Role


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of a table, row by row; ``start``..``end`` is its stretch."""

    start: int
    end: int
    rows: tuple[tuple[Count, ...], ...]


class Sheet:
    """Everything that the relations ask of one report."""

    def __init__(
        self,
        page: Page,
        facts: Facts,
        figures: Callable[[str], tuple[Found, ...]],
        lexicon: Lexicon,
    ) -> None:
        self.page = page
        self.facts = facts
        self.figures = figures
        self.words = Params(lexicon.sections.get("reconcile", {}))
        self.text = page.clauses.normal.text
        self.year: int | None = facts.values.get("year")
        self._exchange = tuple(frozenset(group) for group in self.words.data.get("same_unit", ()))
        self.counts = tuple(self._counts())
        self._starts = [c.start for c in self.counts]
        self.by_number = {c.quantity.number_start: c for c in self.counts}
        self._lines = tuple(self._read_lines())
        self._place = {line.index: place for place, line in enumerate(self._lines)}

    def clause(self, count: Count) -> Clause:
        """The clause that a count stands in."""
        return self.page.clauses.clauses[count.number.clause]

    def within(self, start: int, end: int) -> tuple[Count, ...]:
        """Counts that begin in ``[start, end)``."""
        return self.counts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def lines(self, roles: tuple[Role, ...]) -> Iterator[Line]:
        """Sentences of prose with one of these roles, headings left out."""
        return (line for line in self._lines if line.role in roles)

    def line_before(self, line: Line) -> Line | None:
        """The sentence before, in the same paragraph."""
        at = self._place[line.index] - 1
        return self._lines[at] if at >= 0 and self._lines[at].paragraph == line.paragraph else None

    def line_after(self, line: Line) -> Line | None:
        """The sentence after, in the same paragraph."""
        at = self._place[line.index] + 1
        return self._lines[at] if at < len(self._lines) and self._lines[at].paragraph == line.paragraph else None

    def tables(self, roles: tuple[Role, ...]) -> Iterator[Table]:
        """Tables with one of these roles."""
        rows: list[tuple[Count, ...]] = []
        current, first, last = -1, 0, 0
        for clause in self.page.clauses.clauses:
            if not clause.row or clause.role not in roles:
                continue
            table = self.page.document.paragraphs[clause.paragraph].table
            if table != current and rows:
                yield Table(first, last, tuple(rows))
                rows = []
            if table != current:
                current, first = table, clause.start
            last = clause.end
            rows.append(tuple(c for c in self.within(clause.start, clause.end) if c.column >= 0))
        if rows:
            yield Table(first, last, tuple(rows))

    def same_unit(self, one: Count, other: Count) -> bool:
        """Whether two counts may be added: the same unit, one that means the same, or none written."""
        a, b = one.quantity, other.quantity
        if a.unit == b.unit or not a.unit or not b.unit:
            return True
        return any(a.unit in group and b.unit in group for group in self._exchange)

    def in_parentheses(self, count: Count) -> bool:
        """Whether it stands in a parenthesis (one without digits is no clause of its own)."""
        clause = self.clause(count)
        before = self.text[clause.start : count.start]
        return clause.host >= 0 or before.count("(") > before.count(")")

    def about(self, topic: str, count: Count) -> bool:
        """Whether the count is about ``topic`` (always, when none is asked for)."""
        clause = self.clause(count)
        place = min(max(clause.start, count.number.before[0]), count.start)
        return not topic or self.page.topics.about(topic, place, max(count.start, place + 1))

    def _counts(self) -> Iterator[Count]:
        numbers = self.page.numbers
        for index, number in enumerate(numbers):
            clause = self.page.clauses.clauses[number.clause]
            if clause.role is Role.BOILERPLATE or clause.heading:
                continue
            if clause.row:
                yield from self._cell(number, index, clause)
                continue
            last = index + 1 == len(numbers) or numbers[index + 1].clause != number.clause
            after = self.text[slice(*number.after)] if last else ""
            yield Count(number, index, self.text[slice(*number.before)], after)

    def _cell(self, number: Number, index: int, clause: Clause) -> Iterator[Count]:
        """A number in a cell behind the row's label; numbers in or before the label are no counts."""
        cells = self.text[clause.start : clause.end].split("\t")
        column = self.text.count("\t", clause.start, number.quantity.start)
        label = next((i for i, cell in enumerate(cells) if _HAN.search(cell)), len(cells))
        if column > label:
            yield Count(number, index, cells[label], "", column)

    def _read_lines(self) -> Iterator[Line]:
        seen: set[int] = set()
        for clause in self.page.clauses.clauses:
            kind = self.page.document.paragraphs[clause.paragraph].kind
            if clause.heading or kind is not ParagraphKind.TEXT or clause.sentence in seen:
                continue
            seen.add(clause.sentence)
            start, end = self.page.sentence_range(clause.sentence)
            yield Line(clause.sentence, max(start, clause.start), end, clause.paragraph, clause.role)
