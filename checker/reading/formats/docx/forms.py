"""What Word's old form fields show: the entry that is chosen, a box that is ticked, a text that is offered."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, children, is_on, whole

__all__ = ["form_field"]


def form_field(data: Element | None) -> str:
    """What stands on the page for ``w:ffData``."""
    chosen, box = child(data, "ddList"), child(data, "checkBox")
    if chosen is not None:
        entries = [attribute(entry, "val") or "" for entry in children(chosen, "listEntry")]
        at = whole(attribute(child(chosen, "result"), "val") or attribute(child(chosen, "default"), "val"))
        return entries[at] if at < len(entries) else ""
    if box is not None:
        ticked = child(box, "checked")
        return "☑" if is_on(ticked if ticked is not None else child(box, "default")) else "□"
    return attribute(child(data, "textInput", "default"), "val") or ""
