"""What waivers, reviewers and the baseline set aside, on the terminal: apart from what is still asked for."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Assessment, Finding, Result, Verdict
from checker.model import names as wording
from checker.text.widths import clip, wrap

__all__ = ["is_open", "set_aside", "set_aside_words", "waived_score"]

_GAPS = (Verdict.MISSING, Verdict.PARTIAL)


def is_open(item: Result | Finding) -> bool:
    """Whether a gap or finding is neither set aside nor known."""
    return not item.set_aside and not item.known


def waived_score(assessment: Assessment) -> str:
    """The score with the waivers counted, as an addition to the line of the score; empty where there are none."""
    score = assessment.waived_score
    if score is None or score.total is None:
        return ""
    return ",计入豁免 " + f"{score.total} {score.grade or ''}".rstrip()


def set_aside(assessment: Assessment, width: int) -> Iterator[str]:
    """Every waiver with its reason and term, then how many things stand in the baseline."""
    items = _items(assessment)
    waived = [i for i in items if i.waiver is not None]
    if waived:
        yield ""
        yield f"◇ 豁免 {len(waived)} 项"
        for item in waived:
            yield from _waived(item, width)
    decided = [i for i in items if i.waiver is None and i.decision is not None]
    if decided:
        yield ""
        yield f"◇ 经复核 {len(decided)} 项"
        for item in decided:
            yield from _decided(item, width)
    known = [i for i in items if i.known and not i.set_aside]
    if known:
        yield ""
        counted = {v: sum(isinstance(i, Result) and i.verdict is v for i in known) for v in _GAPS}
        parts = [f"{wording.VERDICTS[v]} {n}" for v, n in counted.items() if n]
        findings = sum(isinstance(i, Finding) for i in known)
        parts += [f"核实 {findings}"] if findings else []
        yield f"= 已知 {len(known)} 项,在基线里:{'、'.join(parts)}"


def set_aside_words(assessment: Assessment) -> str:
    """The same for a line of a table; empty where nothing is set aside."""
    items = _items(assessment)
    waived, known = sum(i.waiver is not None for i in items), sum(i.known and not i.set_aside for i in items)
    silent = sum(i.waiver is None and i.set_aside for i in items)
    counted = (("豁免", waived), ("复核不列", silent), ("已知", known))
    return ",".join(f"{name} {n}" for name, n in counted if n)


def _items(assessment: Assessment) -> list[Result | Finding]:
    return [*assessment.results, *assessment.findings]


def _waived(item: Result | Finding, width: int) -> Iterator[str]:
    waiver = item.waiver
    if waiver is None:
        return
    yield _named(item, width)
    term = f"{waiver.granted} 至 {waiver.expires}"
    yield from wrap(f"{waiver.reason}({waiver.approver}批准,{term})", width, "      ")


def _decided(item: Result | Finding, width: int) -> Iterator[str]:
    if item.decision is not None:
        yield _named(item, width)
        yield from wrap(wording.decided(item.decision), width, "      ")


def _named(item: Result | Finding, width: int) -> str:
    if isinstance(item, Result):
        verdict = wording.VERDICTS[item.verdict]
        return clip(f"  [{wording.OBLIGATIONS[item.obligation]}·{verdict}] {item.title} ({item.rule_id})", width)
    return clip(f"  {wording.place(item)} [{wording.SEVERITIES[item.severity]}] {item.text} ({item.rule_id})", width)
