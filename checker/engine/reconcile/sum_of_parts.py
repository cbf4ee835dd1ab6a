"""Total and parts inside one sentence or table, found by the words that bind them.

保留行政职权2688项,其中行政许可80项,…      a cue between total and parts (其中、分别为、a colon)
印发文件87件(汴祥政47件,汴祥政办40件)       a parenthesis behind the total
来信来访共计940件次,来信320件、来访410件    a total that says so, or parts of a known set, with no cue between
处罚案卷60份、强制案卷15份,共75份           a total behind its parts
纳入清理 438 / 其中:保留 351 / 修改 29 …    rows of a table
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.engine.outcome import Outcome, Status
from checker.engine.params import Params
from checker.engine.reconcile.counts import Count, Line, Sheet, Table
from checker.engine.reconcile.listing import Listing, covers, judge
from checker.engine.statements.numbers import Relation

__all__ = ["check"]

_PUNCTUATION = re.compile(r"^[\s、,;:)]*$")
_TOTALS_TRIED = 3
_PART = r"[^\d\s,;、]+\d(?:[\d,.]*\d)?[^\d\s,;、]{0,3}"
_DIVIDED = re.compile(rf"{_PART}(?:[,;、]{_PART})+")


def check(sheet: Sheet, rule: Params) -> Iterator[Outcome]:
    """Every total with parts."""
    sets = rule.group_sets("complete_sets")
    for line in sheet.lines(rule.roles()):
        for candidates in (*_listings(sheet, line), *_without_cue(sheet, line, sets)):
            outcome = _best(sheet, rule, candidates, sets)
            if outcome is not None:
                yield outcome
    for table in sheet.tables(rule.roles()):
        for listing in (*_in_table(sheet, table), *_above_totals(sheet, table), *_in_notes(sheet, table)):
            outcome = judge(sheet, listing, rule, sets)
            if outcome is not None:
                yield outcome


def _best(
    sheet: Sheet, rule: Params, candidates: Sequence[Listing], sets: Sequence[tuple[re.Pattern[str], ...]]
) -> Outcome | None:
    """The nearest total counts, unless the parts add up to one a little farther away (or miss that one by less)."""
    outcomes = [o for listing in candidates if (o := judge(sheet, listing, rule, sets)) is not None]
    exact = [o for o in outcomes if o.status in (Status.OK, Status.ROUNDING) and "≤" not in o.expression]
    if exact or not outcomes or outcomes[0].status is not Status.FAILED:
        return next(iter(exact or outcomes), None)
    return min((o for o in outcomes if o.status is Status.FAILED), key=lambda o: o.distance)


def _listings(sheet: Sheet, line: Line) -> Iterator[list[Listing]]:
    """Groups of listings; a group holds one list of parts against several possible totals."""
    counts = sheet.within(line.start, line.end)
    yield from _behind_cues(sheet, line, counts)
    yield from _in_parentheses(sheet, counts)
    yield from _before_totals(sheet, counts)


def _behind_cues(sheet: Sheet, line: Line, counts: Sequence[Count]) -> Iterator[list[Listing]]:
    text = sheet.text[line.start : line.end]
    words = sheet.words
    cues = [(m, False) for m in words.words("among").finditer(text)]
    cues += [(m, True) for m in words.words("divided").finditer(text)]
    for match, closed in sorted(cues, key=lambda c: c[0].start()):
        start, end = line.start + match.start(), line.start + match.end()
        inside = sheet.page.clause_of(end if end < line.end else start).host
        nearest_before = next((c for c in reversed(counts) if c.end <= start), None)
        money = nearest_before is not None and counted(nearest_before, money=True)
        parts = parts_from(sheet, counts, end, inside, money=money)
        if not parts:
            continue
        earlier = [c for c in counts if c.end <= start and counted(c, money=money) and sheet.same_unit(c, parts[0])]
        if not earlier and start == line.start and (before := sheet.line_before(line)):
            known = sheet.within(before.start, before.end)
            earlier = [c for c in known if c.is_count() and c.quantity.unit == parts[0].quantity.unit]
        same = [c for c in earlier if c.quantity.unit == parts[0].quantity.unit] or earlier
        nearest = same[: -_TOTALS_TRIED - 1 : -1]
        names = {t.start: sheet.text[t.end : parts[0].start] if closed else "" for t in nearest}
        yield [Listing(t, parts, closed=closed, between=names[t.start]) for t in nearest]


def _without_cue(sheet: Sheet, line: Line, sets: Sequence[tuple[re.Pattern[str], ...]]) -> Iterator[list[Listing]]:
    """A total and, right behind it, a list of short labels: only where the total or the labels say what they are."""
    counts = sheet.within(line.start, line.end)
    announced = sheet.words.words("announced")
    for place, total in enumerate(counts):
        if not total.is_count() or sheet.in_parentheses(total) or _listed(sheet, line, total):
            continue
        parts = tuple(_run_of_labels(sheet, total, counts[place + 1 :]))
        known = any(covers(parts, members) for members in sets) and len(parts) > 1
        if known or (len(parts) > _TWO and announced.search(total.before)):
            yield [Listing(total, parts, closed=known)]


def _listed(sheet: Sheet, line: Line, total: Count) -> bool:
    """Whether a number is itself a part behind 其中: 其中县政府12件、部门30件、乡镇4件."""
    statement = max(line.start, sheet.text.rfind(";", line.start, total.start) + 1)
    return bool(sheet.words.words("among").search(sheet.text, statement, total.start))


def _run_of_labels(sheet: Sheet, total: Count, following: Sequence[Count]) -> Iterator[Count]:
    """Counts in the unit of ``total``, each behind nothing but a mark and a short label."""
    loose = (sheet.words.words(name) for name in ("breaks", "stages", "overlaps", "among"))
    barred = tuple(loose)
    end = total.end
    for count in following:
        if ";" in sheet.text[end : count.start]:
            return  # 合计30件;裁判27件: another statement
        end = count.end
        label = count.before.lstrip(",、;:和及")
        same = count.quantity.unit.removesuffix("次") == total.quantity.unit.removesuffix("次")
        plain = count.is_count() and same and not sheet.in_parentheses(count)
        if not plain or not 1 < len(label) <= _LABEL or any(w.search(count.before) for w in barred):
            return
        yield count


_TWO, _LABEL = 2, 7


def counted(count: Count, *, money: bool) -> bool:
    """Whether a number may be a total or a part: a count, or (in lists of sums of money) an amount of this year."""
    if money:
        own = count.number.relation is Relation.OWN
        return count.quantity.kind == "number" and count.quantity.unit_class == "money" and own
    return count.is_count()


def parts_from(
    sheet: Sheet, counts: Sequence[Count], start: int, inside: int, *, money: bool = False
) -> tuple[Count, ...]:
    """Counts from ``start`` on that one list may hold: one unit, one level of parentheses, no new statement."""
    words = sheet.words
    breaks, again = words.words("breaks"), words.words("among")
    parts: list[Count] = []
    for count in counts:
        if count.start < start:
            continue
        if inside >= 0 and sheet.clause(count).host != inside:
            break
        if inside < 0 and sheet.in_parentheses(count):
            continue
        if parts and (breaks.search(count.before) or again.search(sheet.text[parts[-1].end : count.start])):
            break
        if not counted(count, money=money):
            if count.quantity.kind == "number" and count.quantity.unit_class != "money":
                break
            continue
        if parts and not sheet.same_unit(parts[0], count):
            break
        parts.append(count)
    return tuple(parts)


def _in_parentheses(sheet: Sheet, counts: Sequence[Count]) -> Iterator[list[Listing]]:
    """A total right before a parenthesis that does nothing but divide it."""
    open_words = sheet.words.words("not_division")
    for total in counts:
        if not total.is_count() or sheet.text[total.end : total.end + 1] != "(":
            continue
        close = sheet.text.find(")", total.end)
        inside = [c for c in counts if total.end < c.start < close and c.is_count() and sheet.same_unit(c, total)]
        if inside and not open_words.search(sheet.text[total.end : close]):
            yield [Listing(total, tuple(inside), closed=True, fixed=True)]


def _before_totals(sheet: Sheet, counts: Sequence[Count]) -> Iterator[list[Listing]]:
    cue = sheet.words.words("together")
    breaks = sheet.words.words("breaks")
    words_of_places = sheet.words.texts("places_counted")
    for place, total in enumerate(counts):
        found = cue.search(total.before)
        if not total.is_count() or not found or not _PUNCTUATION.match(total.before[: found.start()]):
            continue
        parts: list[Count] = []
        for count in reversed(_without_kinds(counts[:place], total)):
            if not count.is_count() or not sheet.same_unit(count, total) or sheet.in_parentheses(count):
                joined = parts and sheet.text[count.end : count.end + 1] == "、"
                parts = [] if joined and count.quantity.unit in words_of_places else parts
                break
            parts.append(count)
            if breaks.search(count.before):
                break
        between = sheet.text[parts[-1].start : total.start] if parts else ""
        yield [Listing(total, tuple(reversed(parts)), closed=True, trailing=True, between=between)]


def _without_kinds(before: Sequence[Count], total: Count) -> Sequence[Count]:
    """四类合计367件: the number of kinds right before the cue is no part."""
    if before and before[-1].quantity.unit in _KINDS and total.number.before[0] <= before[-1].end:
        return before[:-1]
    return before


_KINDS = frozenset("类项种")


def _above_totals(sheet: Sheet, table: Table) -> Iterator[Listing]:
    """A row called 合计 below its parts: every column above it, back to the total before."""
    first = 0
    for place, row in enumerate(table.rows):
        if not row or not sheet.words.words("total_row").search(row[0].before):
            continue
        for total in row:
            above = [c for r in table.rows[first:place] for c in r if c.column == total.column and c.is_count()]
            if len(above) > 1:
                yield Listing(total, tuple(above), closed=True, trailing=True, fixed=True)
        first = place + 1


def _in_notes(sheet: Sheet, table: Table) -> Iterator[Listing]:
    """A cell behind a number that does nothing but divide it: 63 | 一审41,二审17,再审4."""
    for row in table.rows:
        cells: dict[int, list[Count]] = {}
        for count in row:
            cells.setdefault(count.column, []).append(count)
        single = [column for column, counts in cells.items() if len(counts) == 1]
        for column, parts in cells.items():
            start = sheet.text.rfind("\t", 0, parts[0].start) + 1
            stop = min(
                (i for i in (sheet.text.find(c, parts[-1].end) for c in "\t\n") if i >= 0), default=parts[-1].end
            )
            before = [c for c in single if c < column]
            if len(parts) > 1 and before and _DIVIDED.fullmatch(sheet.text, start, stop):
                yield Listing(cells[before[-1]][0], tuple(_named(sheet, start, parts)))


def _named(sheet: Sheet, start: int, parts: Sequence[Count]) -> Iterator[Count]:
    """The counts of one cell, each with the words before it in the place of the row's label."""
    for part in parts:
        yield replace(part, before=sheet.text[start : part.start].lstrip(",;、"))
        start = part.end


def _in_table(sheet: Sheet, table: Table) -> Iterator[Listing]:
    """Rows below a total: behind 其中, as far as the table goes on in the same columns."""
    among = sheet.words.words("among")
    for place, row in enumerate(table.rows):
        if not place or not row or not among.match(row[0].before):
            continue
        for total in table.rows[place - 1]:
            yield Listing(total, tuple(_below(sheet, table.rows[place:], total)))


def _below(sheet: Sheet, rows: Sequence[Sequence[Count]], total: Count) -> Iterator[Count]:
    """Counts in the column of ``total``, down to a rate or to the first row about something else."""
    topics = sheet.page.topics.all_at(total.start, total.end)
    for row in rows:
        for count in row:
            if count.column == total.column:
                if not count.is_count() or sheet.page.topics.all_at(count.start, count.end) != topics:
                    return
                yield count
