"""Changes as people read them: a list with reasons, and a unified diff. No clock, no path but the one given."""

from __future__ import annotations

from difflib import unified_diff

from checker.fixing import Fixed
from checker.fixing.plan import Change, Skipped

__all__ = ["listed", "refused", "render_diff"]

_SHOWN = 40
_CONTEXT = 1  # lines around a change; a line is a paragraph


def render_diff(path: str, old: str, fixed: Fixed) -> str:
    """The list of changes and the diff of the document's text; ``patch`` skips the list."""
    if not fixed.changes:
        return f"{path}:没有可以机械修改的地方。\n"
    lines = [f"{path}:可机械修改 {len(fixed.changes)} 处。- 为原文,+ 为改后,请逐处核对后采用。"]
    lines += [listed(change) for change in fixed.changes]
    before, after = old.split("\n"), fixed.text.split("\n")
    lines += unified_diff(before, after, f"原文 {path}", f"改后 {path}", lineterm="", n=_CONTEXT)
    return "\n".join(lines) + "\n"


def listed(change: Change) -> str:
    """One change on one line."""
    return f"第{change.finding.line}行 “{_clip(change.old)}”→“{_clip(change.new)}”({change.finding.rule_id})"


def refused(skipped: Skipped) -> str:
    """One fix that was left out, with the reason."""
    finding = skipped.finding
    words = f"“{_clip(skipped.old)}”→“{_clip(skipped.new)}”"
    return f"未改:第{finding.line}行 {words}({finding.rule_id}):{skipped.reason}。"


def _clip(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
