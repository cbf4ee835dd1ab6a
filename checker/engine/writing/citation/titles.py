"""Wrong and misspelt titles, with the nearest right one; a period without its 年, or that no such document has.

A document that the register does not know is never called wrong: it must be very near to one that it knows, of the
same type (条例 / 纲要 …), and not look like a local one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.engine.writing.citation.cited import Cited, entries_named, read_cited
from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader
from checker.rules.register import STATE_NAME, Entry

_TYPE = re.compile(r"(?:条例|规定|办法|纲要|规划|计划|意见|决定|通知|体系|方案|细则|解释|指引|法典|法)$")
_SHORT, _MIDDLE, _LONG = 5, 8, 12  # no comparison below; one character replaced, then one lost, then two
_NUMBER = re.compile(r"^\((?P<number>[^()]{1,8}[〔\[](?:19|20)\d\d[〕\]]\d{1,4}号)\)")


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """``year``, ``period``, ``name`` and ``number`` hold the sentences; ``fillers`` are words often left out."""
    for cited in read_cited(reader):
        entries = entries_named(reader.register, cited)
        if entries:
            yield from _period(reader, spec, cited, entries)
            yield from _number(reader, spec, cited, entries)
        elif not cited.local:
            yield from _name(reader, spec, cited)


def _period(reader: Reader, spec: Spec, cited: Cited, entries: tuple[Entry, ...]) -> Iterator[Fault]:
    dated = [(e, e.period) for e in entries if e.period is not None]
    if cited.period is None or not dated:
        return
    fitting = [e for e, period in dated if period == cited.period]
    if fitting and cited.dated:
        return
    if fitting:
        yield _told(reader, part(spec, "year"), cited, fitting[0])
        return
    first, last = cited.period[0], max(period[1] for _, period in dated)
    if first >= last or cited.local or any(e.namesakes for e, _ in dated):
        return  # later than the register, or a local document of the same name
    nearest, _ = min(dated, key=lambda d: abs(d[1][0] - first))
    yield _told(reader, part(spec, "period"), cited, nearest, fixable=False)


def _number(reader: Reader, spec: Spec, cited: Cited, entries: tuple[Entry, ...]) -> Iterator[Fault]:
    match = _NUMBER.match(cited.after)
    if match is None or len(entries) != 1 or not entries[0].number or cited.local:
        return
    written = match["number"].replace("[", "〔").replace("]", "〕")
    right = entries[0].number
    if written != right and written.split("〔")[0] == right.split("〔")[0]:
        start = cited.end + match.start("number")
        yield make_fault(
            reader.span(start, start + len(match["number"])),
            part(spec, "number"),
            text=match["number"],
            right=right,
            title=entries[0].title,
        )


def _name(reader: Reader, spec: Spec, cited: Cited) -> Iterator[Fault]:
    kind = _TYPE.search(cited.base)
    if kind is None or len(cited.base) < _SHORT:
        return
    fillers = tuple(spec.get("fillers", ()))
    best: tuple[int, Entry] | None = None
    for entry in reader.register.entries:
        for name in entry.names:
            base = re.sub(r"\(?\d{4}-+\d{4}年?\)?$", "", name)
            apart = _apart(cited.base, base, fillers) if base.endswith(kind[0]) else 0
            if apart and (best is None or apart < best[0]):
                if cited.period and entry.period and cited.period != entry.period:
                    continue
                best = (apart, entry)
    if best is not None:
        yield _told(reader, part(spec, "name"), cited, best[1])


def _apart(written: str, name: str, fillers: tuple[str, ...]) -> int:
    """How far a written title is from a known one; 0 when it is not near (or the same)."""
    written, name = written.removeprefix(STATE_NAME), name.removeprefix(STATE_NAME)
    if min(len(name), len(written)) < _SHORT or written == name:
        return 0
    if any(name.replace(filler, "", 1) == written for filler in fillers if filler in name):
        return 1
    if len(name) < _MIDDLE and len(name) != len(written):
        return 0  # 环境保护税法 is not a slip for 环境保护法
    allowed = 2 if len(name) >= _LONG and "关于" not in name else 1
    apart = distance(written, name, allowed)
    return apart if apart <= allowed else 0


def distance(left: str, right: str, most: int) -> int:
    """Edit distance; anything above ``most`` counts as ``most + 1``."""
    if abs(len(left) - len(right)) > most or len(set(left) ^ set(right)) > 2 * most:
        return most + 1  # every edit changes at most one sign on either side
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        before, row = row, [i]
        for j, b in enumerate(right, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return min(row[-1], most + 1)


def _told(reader: Reader, spec: Spec, cited: Cited, entry: Entry, *, fixable: bool = True) -> Fault:
    full = cited.name.startswith(STATE_NAME)
    title = entry.title if full or entry.kind != "law" else entry.title.removeprefix(STATE_NAME)
    shown = title if cited.period or entry.period is None else re.sub(r"\(.*$", "", title)
    written = reader.original(cited.start + 1, cited.end - 1)
    right = shown.replace("(", "（").replace(")", "）") if "（" in written else shown
    fix = reader.replacing(cited.start + 1, cited.end - 1, right) if fixable else None
    return make_fault(
        reader.span(cited.start, cited.end), spec, fix, text=" ".join(written.split()), title=entry.title, right=right
    )
