"""What follows from what was recognised: a *missing* may be lifted, with the sentence quoted; nothing else.

Measured on passages by authors that nobody had learned from (``docs/recogniser.md``): lifting a missing verdict is
right four times in five; calling foreign what the rules accepted, or a *partial* full, is not, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.engine.recogniser.scoring import Scorer, Scores
from checker.engine.recogniser.statements import DIGITS, Statement, read_statements
from checker.engine.recogniser.traits import Likely, Neighbour, nearest, traits, weigh
from checker.engine.statements.view import Page
from checker.engine.verdicts.judge import Judgement
from checker.model import ElementTrace, Verdict
from checker.rules.model import Example, Rule
from checker.rules.recogniser import Recogniser, learnable
from checker.text.normal import fold_text

__all__ = ["Recognised", "SecondReader", "neighbours"]

TRACE = "例句识别"
_SHORT = 40
_MOSTLY = 0.3  # of a sentence: beside the act and the numbers, that is all it speaks of


@dataclass(frozen=True, slots=True)
class Recognised:
    """The sentence that speaks best for a rule, how likely it is, and the example it is nearest to."""

    statement: Statement
    likely: Likely
    example: str


class SecondReader:
    """Reads one page by what was learned. Nothing is computed before a rule asks for it."""

    def __init__(self, recogniser: Recogniser, page: Page) -> None:
        """Prepare.

        Args:
            recogniser: What the pack has learned.
            page: The document.
        """
        self.recogniser = recogniser
        self.page = page
        self.scorer = Scorer(recogniser)
        self._read: tuple[tuple[Statement, Scores], ...] | None = None

    def opinion(self, rule: Rule, judgement: Judgement) -> Judgement:
        """``judgement``, or a better one where the rules saw nothing and a sentence clearly shows the matter."""
        if judgement.verdict is not Verdict.MISSING or not learnable(rule):
            return judgement
        best = self.recognise(rule)
        if best is None:
            return judgement
        full = best.likely.full >= best.likely.partial and (rule.kind != "figure" or best.statement.numbers > 0)
        limits = self.recogniser.calibration
        if rule.learned:
            sure = best.likely.any >= limits.sure_alone
        else:
            sure = best.likely.full >= limits.sure_full if full else best.likely.any >= limits.sure_partial
        if not sure:
            return self._wondered(judgement, best) if best.likely.any >= limits.sure_full else judgement
        span = self.page.original((best.statement.start, best.statement.end))
        told = rule.passed if full else rule.partial_gap or rule.gap
        return replace(
            judgement,
            verdict=Verdict.FULL if full else Verdict.PARTIAL,
            evidence=(self.page.quote(best.statement.start, best.statement.end),),
            explanation=f"{told}由例句识别(与例句“{_short(best.example)}”相近),请核实引文。",
            confidence="medium",
            trace=(*judgement.trace, ElementTrace(TRACE, matched=True, spans=(span,), detail=best.example)),
        )

    def _wondered(self, judgement: Judgement, best: Recognised) -> Judgement:
        """*Missing* still, but a person is shown where the matter may be told after all."""
        seen = _short(self.page.quote(best.statement.start, best.statement.end).text)
        told = f"{judgement.explanation}疑似见“{seen}”(由例句识别,把握不足),请核实。"
        return replace(judgement, explanation=told, confidence="medium")

    def recognise(self, rule: Rule) -> Recognised | None:
        """The sentence that speaks best for ``rule`` in the parts that it allows, if any comes near enough."""
        weighed = (self._weighed(rule, s, scores) for s, scores in self._candidates(rule))
        return max((r for r in weighed if r), key=lambda r: (r.likely.any, -r.statement.start), default=None)

    def _candidates(self, rule: Rule) -> Iterable[tuple[Statement, Scores]]:
        limits = self.recogniser.calibration
        lookalikes = [start for start, _ in self.page.matcher.all_hits(rule.lookalikes)]
        for statement, scores in self._scored():
            score = scores.of(rule.id)
            if (
                statement.role in rule.scope
                and score >= limits.floor
                and score >= scores.others(rule.id)[0] - limits.behind
                and not any(statement.start <= at < statement.end for at in lookalikes)
                and not self._only_mentions(rule, statement)
            ):
                yield statement, scores

    def _only_mentions(self, rule: Rule, statement: Statement) -> bool:
        """Whether most of a sentence is what was studied, done for others or named: no fact that the rule asks for."""
        spans = self.page.standings.within(statement.start, statement.end)
        unseen = {at for a, b, name in spans if name not in rule.sees for at in range(a, b)}
        within = unseen.intersection(range(statement.start, statement.end))
        return len(within) > _MOSTLY * (statement.end - statement.start)

    def _scored(self) -> tuple[tuple[Statement, Scores], ...]:
        if self._read is None:
            self._read = tuple((s, self.scorer.score(s.text)) for s in read_statements(self.page))
        return self._read

    def _weighed(self, rule: Rule, statement: Statement, scores: Scores) -> Recognised | None:
        known = neighbours(rule.examples, self.scorer)
        vector = self.scorer.vector(statement.text)
        like, example = nearest(vector, known, shows=True)
        unlike, _ = nearest(vector, known, shows=False)
        if unlike > like:  # the nearest example wins, and it says that this is something else
            return None
        if statement.denied and not statement.numbers:
            return None
        found = traits(statement, scores, rule, like=like, unlike=unlike)
        calibration = self.recogniser.calibration
        return Recognised(statement, weigh(found, calibration.full, calibration.partial), example)


def neighbours(examples: Iterable[Example], scorer: Scorer) -> tuple[Neighbour, ...]:
    """The examples of a rule as vectors; one that only stands in the wrong part is on the matter all the same."""
    return tuple(
        Neighbour(e.text, scorer.vector(_plain(e.text)), e.verdict != "missing" or e.role == "plan")
        for e in examples
        if e.role != "document"
    )


def _plain(text: str) -> str:
    """An example masked without reading it as a page: digits are ``#``."""
    return DIGITS.sub("#", fold_text(text))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"
