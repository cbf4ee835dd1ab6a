"""What became of the points of an earlier run, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.model import Change, ChangeState, Recheck, Verdict
from checker.model import names as wording
from checker.results.recheck import is_as_it_was
from checker.text.widths import clip

__all__ = ["change_lines", "place_words", "recheck_lines", "score_words", "state_words", "tally"]

WIDTH = 80
_FINDING = "finding"
_STATES = (ChangeState.FIXED, ChangeState.OPEN, ChangeState.NEW)


def recheck_lines(recheck: Recheck, total: Decimal | None) -> Iterator[str]:
    """A short table: how many, then one line for each that is not as it was; the rest stands among the gaps anyway."""
    yield f"销号 {tally(recheck.changes)}(得分 {score_words(recheck.total, total)})"
    yield clip(f"  前次:{recheck.path}", WIDTH)
    moved = [c for c in recheck.changes if not is_as_it_was(c)]
    yield from change_lines(moved)
    if len(moved) < len(recheck.changes):
        yield f"  = 未改 {len(recheck.changes) - len(moved)} 项,结论与前次相同"


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """One line a change; findings also say what they quote."""
    for change in changes:
        sign, name = wording.CHANGE_SIGNS[change.state], wording.CHANGES[change.state]
        words = f"{change.title} ({change.rule_id})"
        if _FINDING in {change.before, change.after}:
            words = " ".join(filter(None, (place_words(change), change.title)))
        yield clip(f"  {sign} {name} {state_words(change)} {words}", WIDTH)


def place_words(change: Change) -> str:
    """Where it stands and what is quoted there."""
    line = "" if change.line is None else f"第{change.line}行"
    return line + (f"“{' '.join(change.text.split())}”" if change.text else "")


def tally(changes: Sequence[Change]) -> str:
    """How many are mended, open and new."""
    counted = {state: sum(c.state is state for c in changes) for state in _STATES}
    return "、".join(f"{wording.CHANGES[state]} {n}" for state, n in counted.items())


def state_words(change: Change) -> str:
    """What it was and what it is: ``缺失→部分``; only once where that is the same."""
    before, after = _word(change.before), _word(change.after)
    if before and after:
        return before if before == after else f"{before}→{after}"
    return before or after


def score_words(before: Decimal | None, after: Decimal | None) -> str:
    """``70.0→82.5``, with what is unknown as a dash."""
    words = ["-" if value is None else str(value) for value in (before, after)]
    return "→".join(words)


def _word(value: str | None) -> str:
    if value is None:
        return ""
    return "待核实" if value == _FINDING else wording.VERDICTS[Verdict(value)]
