"""Two runs side by side: for the terminal, for programs, and as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from checker.model import Change, ChangeState, Verdict
from checker.model import names as wording
from checker.reporting.terminal.recheck import change_lines, place_words, score_words, state_words, tally
from checker.results.recheck import VerdictChange, is_as_it_was
from checker.results.stored.write import change_data, number
from checker.runs.difference import Difference, Side
from checker.text.widths import clip, wrap
from checker.version import __version__

__all__ = ["RENDERERS", "SCHEMA"]

SCHEMA = "checker/diff/1"
WIDTH = 80
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_STATES = {ChangeState.FIXED: "fixed", ChangeState.NEW: "new", ChangeState.OPEN: "unchanged"}


def _console(differences: Sequence[Difference]) -> str:
    lines: list[str] = []
    for difference in _listed(differences):
        lines += [*_document(difference), ""]
    return "\n".join([*lines, _sum(differences)]) + "\n"


def _listed(differences: Sequence[Difference]) -> list[Difference]:
    """The documents to list; one without a partner is a change, too."""
    return [d for d in differences if not d.changed_only or None in {d.old, d.new} or d.listed or d.verdicts]


def _document(difference: Difference) -> Iterator[str]:
    old, new = difference.old, difference.new
    if old is None or new is None:
        yield clip(f"■ {difference.name}", WIDTH)
        yield from wrap(_alone(difference), WIDTH, "  ")
        return
    yield clip(f"■ {new.title or new.document}", WIDTH)
    yield clip(f"  前:{old.path}", WIDTH)
    yield clip(f"  后:{new.path}", WIDTH)
    yield clip(f"  得分 {score_words(old.total, new.total)};{tally(difference.changes)}", WIDTH)
    yield from change_lines(sorted(difference.listed, key=is_as_it_was))
    others = _other_verdicts(difference)
    if others:
        yield "  结论的其他变化"
        for change in others:
            yield clip(f"    {_verdicts(change)}  {change.title} ({change.rule_id})", WIDTH)
    for note in difference.notes:
        yield from wrap(f"说明:{note.message}", WIDTH, "  ")


def _alone(difference: Difference) -> str:
    """Why there is nothing to compare."""
    if difference.trouble:
        return f"没有对照:{difference.trouble}"
    return "只在前一次里有。" if difference.new is None else "只在后一次里有。"


def _sum(differences: Sequence[Difference]) -> str:
    both = [d for d in differences if d.old is not None and d.new is not None]
    alone = len(differences) - len(both)
    rest = f",另有 {alone} 份没有对照" if alone else ""
    return f"对照 {len(both)} 份{rest}。{tally([c for d in both for c in d.changes])}。"


def _other_verdicts(difference: Difference) -> list[VerdictChange]:
    """Verdicts that changed without a gap being mended, kept or made."""
    told = {c.rule_id for c in difference.changes if "finding" not in {c.before, c.after}}
    return [v for v in difference.verdicts if v.rule_id not in told]


def _verdicts(change: VerdictChange) -> str:
    return "→".join(wording.VERDICTS[v] if v else "无此规则" for v in (change.before, change.after))


def _json(differences: Sequence[Difference]) -> str:
    listed = [_data(d) for d in _listed(differences)]
    data = {"schema": SCHEMA, "program": __version__, "documents": listed, "totals": _totals(differences)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _totals(differences: Sequence[Difference]) -> Mapping[str, int]:
    both = [d for d in differences if d.old is not None and d.new is not None]
    counts = {name: sum(len(d.of(state)) for d in both) for state, name in _STATES.items()}
    return {"compared": len(both), "alone": len(differences) - len(both), **counts}


def _data(difference: Difference) -> dict[str, Any]:
    old, new = difference.old, difference.new
    total = [s.total if s else None for s in (old, new)]
    change = number(total[1] - total[0]) if total[0] is not None and total[1] is not None else None
    return {
        "name": difference.name,
        "before": _side(old),
        "after": _side(new),
        "trouble": difference.trouble or None,
        "score_change": change,
        "pack_changed": bool(old and new and old.pack_sha256 != new.pack_sha256),
        **{name: [change_data(c) for c in difference.listed if c.state is state] for state, name in _STATES.items()},
        "verdicts": [
            {"rule_id": v.rule_id, "title": v.title, "before": _value(v.before), "after": _value(v.after)}
            for v in difference.verdicts
        ],
        "notes": [{"code": n.code, "message": n.message} for n in difference.notes],
    }


def _value(verdict: Verdict | None) -> str | None:
    return verdict.value if verdict else None


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "path": side.path,
        "sha256": side.sha256,
        "document": side.document,
        "title": side.title,
        "pack": {"id": side.pack, "version": side.pack_version, "sha256": side.pack_sha256},
        "score": {"total": number(side.total), "grade": side.grade},
    }


def _markdown(differences: Sequence[Difference]) -> str:
    lines: list[str] = ["# 两次审核对照", "", _plain(_sum(differences)), ""]
    for difference in _listed(differences):
        lines += _markdown_document(difference)
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_document(difference: Difference) -> Iterator[str]:
    old, new = difference.old, difference.new
    if old is None or new is None:
        yield from (f"## {_plain(difference.name)}", "", _plain(_alone(difference)), "")
        return
    yield from (f"## {_plain(new.title or new.document)}", "")
    yield from (f"- 前:{_plain(old.path)}", f"- 后:{_plain(new.path)}")
    yield from (f"- 得分:{score_words(old.total, new.total)}(仅供审核参考)", f"- {tally(difference.changes)}", "")
    changes = difference.listed
    if changes:
        yield from ("| 状态 | 结论 | 事项 | 位置 |", "| --- | --- | --- | --- |")
        for change in changes:
            cells = (wording.CHANGES[change.state], state_words(change), _matter(change), place_words(change))
            yield "| " + " | ".join(map(_plain, cells)) + " |"
        yield ""
    for verdict in _other_verdicts(difference):
        yield f"- 结论的其他变化:{_plain(verdict.title)}({_plain(verdict.rule_id)}){_verdicts(verdict)}"
    for note in difference.notes:
        yield f"- 说明:{_plain(note.message)}"
    if _other_verdicts(difference) or difference.notes:
        yield ""


def _matter(change: Change) -> str:
    return f"{change.title}({change.rule_id})"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


RENDERERS: dict[str, Callable[[Sequence[Difference]], str]] = {"console": _console, "json": _json, "md": _markdown}
"""Forms of a comparison: name → renderer. Sums count everything, also where only changes are listed."""
