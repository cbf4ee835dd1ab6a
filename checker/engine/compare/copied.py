"""Text that is the same as last year's: sentences with numbers, and long ones without.

“谁执法谁普法”责任单位42家按季报送清单,开展活动268场次。    the same words and numbers in both reports
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.engine.compare.pair import Pair
from checker.engine.compare.remark import Remark, Status
from checker.engine.compare.runs import Piece, Run, find_runs
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count
from checker.engine.statements.numbers import Relation
from checker.model import Role, Severity

__all__ = ["check", "telling"]


def check(pair: Pair, params: Params) -> Iterator[Remark]:
    """Every stretch worth a second look, paragraph by paragraph."""
    for run in find_runs(pair):
        for _, group in groupby(run.pieces, key=lambda p: _block(pair, p)):
            pieces = [p for p in group if p.clause.role is not Role.PLAN]
            remark = _remark(pair, params, pieces, run) if pieces else None
            if remark is not None:
                yield remark


def _block(pair: Pair, piece: Piece) -> tuple[int, int]:
    """What a stretch must not reach beyond: its paragraph, or its table."""
    table = pair.this.page.document.paragraphs[piece.clause.paragraph].table
    return (-1, table) if piece.clause.row else (piece.clause.paragraph, -1)


def _remark(pair: Pair, params: Params, pieces: Sequence[Piece], run: Run) -> Remark | None:
    numbers = [c for p in pieces for c in telling(pair, params, p)]
    whole = _whole_sentences(pair, pieces)
    in_whole = any(w.clause.start <= c.start < w.clause.end for w in whole for c in numbers)
    chars, sentence_chars = sum(len(p.words) for p in pieces), sum(len(p.words) for p in whole)
    counted = in_whole and sentence_chars >= params.number("sentence_chars", "12")
    counted = counted or len(numbers) >= params.number("numbers", "2")
    formula = params.words("formula").search(" ".join(p.words for p in pieces))
    if not counted and (formula or sentence_chars < params.number("prose_chars", "30")):
        return None
    shown = pieces if counted else whole
    fault = (shown[0].clause.start, shown[-1].clause.end)
    place = f"上年报告第{pair.last.line(run.place)}行"
    if counted:
        listed = "、".join(f"{c.written}{c.quantity.unit}" for c in numbers[:_LISTED])
        listed += "等" if len(numbers) > _LISTED else ""
        message = f"这{chars}字与{place}起的文字逐字相同,其中的数字({listed})也相同。请核实是否已更新为本年度情况。"
    else:
        message = f"这{sentence_chars}字与{place}起的文字逐字相同。请核实是否反映本年度情况。"
    severity = None if counted else Severity.LOW
    return Remark(Status.FAILED, f"与{place}相同 {chars} 字", fault, message, tuple(c.hit for c in numbers), severity)


_LISTED = 4


def telling(pair: Pair, params: Params, piece: Piece) -> list[Count]:
    """Numbers that would hardly be the same two years running: no 100%, no number of townships."""
    sheet = pair.this.sheet
    found: list[Count] = []
    for count in sheet.within(piece.clause.start, piece.clause.end):
        behind = sheet.text[count.end : piece.clause.end]
        usual = f"{count.quantity.value:f}" in params.texts("usual") or params.words("standing").match(behind)
        if count.number.relation is Relation.OWN and not usual:
            found.append(count)
    return found


def _whole_sentences(pair: Pair, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of sentences that stand among ``pieces`` from beginning to end."""
    present = {p.clause.start for p in pieces}
    needed: dict[int, set[int]] = {}
    for clause in pair.this.page.clauses.clauses:
        if not clause.heading:
            needed.setdefault(clause.sentence, set()).add(clause.start)
    return [p for p in pieces if needed[p.clause.sentence] <= present]
