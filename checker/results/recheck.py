"""What became of the points of an earlier run (销号): mended, still open, or new.

Gaps are known by their rule. Findings are known by their fingerprint; one that was moved or reworded is found again by
what it quotes. What can no longer be said — the rule is gone, it failed, the text is of another kind — is never called
mended: it stays open, or a note names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.model import (
    Assessment,
    Change,
    ChangeState,
    DocumentKind,
    Finding,
    Note,
    Recheck,
    Result,
    Verdict,
)

__all__ = ["FINDING", "Rechecked", "VerdictChange", "is_as_it_was", "recheck", "verdict_changes"]

FINDING = "finding"
"""What ``Change.before`` and ``after`` say of a finding."""

_GAPS = (Verdict.MISSING, Verdict.PARTIAL)
_UNDECIDED = (Verdict.REVIEW, Verdict.ERROR)
_ALIKE = 0.6  # share of common characters from which two quoted places are one that was reworded
_MANY = 40_000  # pairs beyond which only equal words are looked for: such a text is not a report
_CROSS_YEAR = "cross_year"
_ORDER = (ChangeState.OPEN, ChangeState.NEW, ChangeState.FIXED)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The changes, and remarks on how far the two runs can be compared."""

    recheck: Recheck
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A rule that was judged otherwise; None: the rule was not there."""

    rule_id: str
    title: str
    before: Verdict | None
    after: Verdict | None


def recheck(now: Assessment, before: Assessment, path: str, sha256: str) -> Rechecked:
    """Compare a run with an earlier one that stands at ``path`` and has the hash ``sha256``.

    Changes are sorted: open, new, mended; in each, gaps in the order of the rules, then findings in that of the text.
    """
    blind = [a for a in (before, now) if a.document.kind is not DocumentKind.RULE_OF_LAW_REPORT and not a.results]
    changes: list[Change] = []
    notes = list(_notes(now, before))
    if blind:
        notes.append(Note("recheck-kind", "两次中有一次不是法治政府建设年度报告、未作判定,没有对照。"))
    else:
        changes = [*_gaps(now, before), *_findings(now, before)]
        notes.extend(_unanswered(now, before))
    changes.sort(key=lambda c: _ORDER.index(c.state))
    return Rechecked(Recheck(path, sha256, before.score.total, before.pack.version, tuple(changes)), tuple(notes))


def verdict_changes(now: Assessment, before: Assessment) -> tuple[VerdictChange, ...]:
    """Every rule that two runs judge otherwise, in the order of the later run; rules that are gone come last."""
    old = {r.rule_id: r for r in before.results}
    new = {r.rule_id: r for r in now.results}
    changes = []
    for result in (*now.results, *(r for r in before.results if r.rule_id not in new)):
        was, now_is = old.get(result.rule_id), new.get(result.rule_id)
        verdicts = (was.verdict if was else None, now_is.verdict if now_is else None)
        if verdicts[0] is not verdicts[1]:
            changes.append(VerdictChange(result.rule_id, result.title, *verdicts))
    return tuple(changes)


def _gaps(now: Assessment, before: Assessment) -> Iterator[Change]:
    old = {r.rule_id: r for r in before.results}
    for result in now.results:
        was = old.get(result.rule_id)
        state = _gap_state(was.verdict if was else None, result.verdict)
        if state is not None:
            yield _gap(state, result, was.verdict.value if was else None)


def _gap_state(before: Verdict | None, after: Verdict) -> ChangeState | None:
    """What became of a gap; None where there is none to speak of."""
    if after in _GAPS:
        return ChangeState.OPEN if before in _GAPS else ChangeState.NEW
    if before in _GAPS:
        return ChangeState.OPEN if after in _UNDECIDED else ChangeState.FIXED
    return None


def _gap(state: ChangeState, result: Result, before: str | None) -> Change:
    place = result.evidence[0] if result.evidence else None
    return Change(
        state,
        result.fingerprint,
        result.rule_id,
        result.title,
        before,
        result.verdict.value,
        place.text if place else "",
        place.line if place else None,
    )


def _findings(now: Assessment, before: Assessment) -> Iterator[Change]:
    old, new = _comparable(before, now)
    pairs = _paired(old, new)
    failed = _failed_rules(now)
    for index, finding in enumerate(new):
        state = ChangeState.OPEN if index in pairs else ChangeState.NEW
        yield _change(state, finding, FINDING if index in pairs else None, FINDING)
    met = set(pairs.values())
    for index, finding in enumerate(old):
        if index not in met and finding.rule_id not in failed:
            yield _change(ChangeState.FIXED, finding, FINDING, None)


def _comparable(before: Assessment, now: Assessment) -> tuple[list[Finding], list[Finding]]:
    """Findings of both; those against last year's report only where both runs had one."""
    both = before.previous is not None and now.previous is not None
    old, new = ([f for f in a.findings if both or f.kind != _CROSS_YEAR] for a in (before, now))
    return old, new


def _paired(old: Sequence[Finding], new: Sequence[Finding]) -> Mapping[int, int]:
    """Index in ``new`` → index in ``old``: equal names first, then the same words, then the most alike."""
    names = {f.fingerprint: i for i, f in enumerate(old)}
    pairs = {i: names[f.fingerprint] for i, f in enumerate(new) if f.fingerprint in names}
    free_old = [i for i in range(len(old)) if i not in set(pairs.values())]
    free_new = [i for i in range(len(new)) if i not in pairs]
    least = 1.0 if len(free_old) * len(free_new) > _MANY else _ALIKE
    candidates = [
        (-likeness, j, i)
        for j in free_new
        for i in free_old
        if old[i].rule_id == new[j].rule_id and (likeness := _likeness(old[i].text, new[j].text, least)) >= least
    ]
    taken: set[int] = set()
    for _, j, i in sorted(candidates):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
    return pairs


def _likeness(one: str, other: str, least: float) -> float:
    """0..1: the share of characters that two quoted places have in common, in order; 0 where it is below ``least``."""
    one, other = "".join(one.split()), "".join(other.split())
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= least else 0.0


def _change(state: ChangeState, finding: Finding, before: str | None, after: str | None) -> Change:
    return Change(
        state,
        finding.fingerprint,
        finding.rule_id,
        finding.message,
        before,
        after,
        finding.text,
        finding.line if after is not None else None,
    )


def _notes(now: Assessment, before: Assessment) -> Iterator[Note]:
    """What makes the two runs differ beside the text."""
    old, new = before.document, now.document
    if old.sha256 == new.sha256:
        yield Note("recheck-same", "与前次审核的是同一份文件,变化只来自规则或选项。")
    units = [d.metadata.issuer.value if d.metadata.issuer else "" for d in (old, new)]
    if all(units) and units[0] != units[1]:
        yield Note("recheck-unit", f"前次审核的是“{units[0]}”的报告,这次是“{units[1]}”的,请核对是否同一单位。")
    years = (old.metadata.report_year, new.metadata.report_year)
    if all(years) and years[0] != years[1]:
        yield Note("recheck-year", f"前次审核的是{years[0]}年度的报告,这次是{years[1]}年度的,请核对是否同一份报告。")
    if (before.pack.id, before.pack.version) != (now.pack.id, now.pack.version):
        was, is_now = (f"{p.id} {p.version}" for p in (before.pack, now.pack))
        yield Note("recheck-pack", f"前次用规则包 {was},这次用 {is_now},变化可能来自规则。")
    elif before.pack.sha256 != now.pack.sha256:
        name = f"{now.pack.id} {now.pack.version}"
        yield Note("recheck-pack", f"前次与这次的规则包同为 {name} 而内容不同,变化可能来自规则。")
    if (before.pack.level, before.document.stage) != (now.pack.level, now.document.stage):
        yield Note("recheck-options", "前次与这次所用的级别或阶段不同,应写的事项可能因此不同。")


def _unanswered(now: Assessment, before: Assessment) -> Iterator[Note]:
    """Points of the earlier run that this one says nothing about."""
    asked = {r.rule_id for r in now.results}
    gone = [r for r in before.results if r.verdict in _GAPS and r.rule_id not in asked]
    if gone:
        names = "、".join(f"{r.title}({r.rule_id})" for r in gone)
        yield Note("recheck-gone", f"前次的 {len(gone)} 项不足,这次的规则包里没有,未列入对照:{names}。")
    lost = sorted({f.rule_id for f in before.findings} & _failed_rules(now))
    if lost:
        yield Note("recheck-failed", f"这些规则这次未能应用,前次由它们提出的问题未列入对照:{'、'.join(lost)}。")
    if (before.previous is None) != (now.previous is None) and any(
        f.kind == _CROSS_YEAR for f in (*before.findings, *now.findings)
    ):
        yield Note("recheck-compare", "两次中只有一次与上年报告作过比对,由比对提出的问题未列入对照。")


def _failed_rules(now: Assessment) -> set[str]:
    """Rules that could not be applied in this run."""
    return {n.message.partition(":")[0] for n in now.notes if n.code == "rule-error"}


def is_as_it_was(change: Change) -> bool:
    """Whether it is open, and judged as before."""
    return change.state is ChangeState.OPEN and change.before == change.after
