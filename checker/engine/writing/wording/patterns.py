"""Places that a pattern describes: placeholders, stacked approximations, relative time, confusable words.

Each entry of ``patterns`` is a mapping:

==============  ==========================================================================================
``find``        raw pattern on normalised text; a group ``at`` narrows what is shown
``unless``      raw pattern: nothing is reported when it stands in the same sentence
``right``       what to write instead (``{0}`` the match, ``{name}`` a group): becomes the fix
``keep``        instead of ``right``: name of the group whose original characters stay
``once``        ``document`` or ``sentence``: one report, which counts the other places
``roles``       only in these parts
``titles``      ``true``: also inside 《》
``years``       ``{from, to}``: only in reports of these years
==============  ==========================================================================================

and, like every entry, ``message``, ``suggestion``, ``severity``, ``loss``; those of the check hold for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.engine.writing.fault import Fault, Spec, make_fault, part, says, search_all
from checker.engine.writing.prose import Reader
from checker.model import Fix

_SHOWN_LINES = 6


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Every pattern of ``spec``."""
    for entry in part(spec, "patterns"):
        yield from _pattern(reader, {**spec, **entry})


def _pattern(reader: Reader, spec: Spec) -> Iterator[Fault]:
    years = spec.get("years", {})
    if reader.year is not None and not years.get("from", 0) <= reader.year <= years.get("to", 9999):
        return
    matches = [m for m in search_all(str(part(spec, "find")), reader.text) if _counts(reader, spec, m)]
    for group in _grouped(reader, matches, str(spec.get("once", ""))):
        first, *others = group
        start, end = first.span("at") if "at" in first.re.groupindex else first.span()
        text = reader.original(start, end)
        yield make_fault(
            reader.span(start, end),
            spec,
            _fix(reader, spec, first, start, end),
            text=" ".join(text.split()),
            right=_right(spec, first),
            others=_others(reader, others),
        )


def _counts(reader: Reader, spec: Spec, match: Any) -> bool:  # noqa: ANN401 - a match of the regex module
    start = match.start("at") if "at" in match.re.groupindex else match.start()
    if reader.paragraph(start) is None or (not spec.get("titles") and reader.in_title(start)):
        return False
    if spec.get("roles") and reader.role(start).value not in spec["roles"]:
        return False
    low, high = reader.sentence(start)
    return not says(str(spec.get("unless", "")), reader.text[low:high])


def _grouped(reader: Reader, matches: list[Any], once: str) -> Iterator[list[Any]]:
    if once == "document":
        if matches:
            yield matches
        return
    groups: dict[int, list[Any]] = {}
    for match in matches:
        groups.setdefault(reader.sentence(match.start())[0] if once else match.start(), []).append(match)
    yield from groups.values()


def _others(reader: Reader, matches: list[Any]) -> str:
    """``(另有2处,见第3、8行)``, or nothing."""
    if not matches:
        return ""
    lines = sorted({reader.page.line(reader.span(*m.span()).start) for m in matches})
    shown = "、".join(map(str, lines[:_SHOWN_LINES])) + ("…" if len(lines) > _SHOWN_LINES else "")
    return f"(另有{len(matches)}处,见第{shown}行)"


def _right(spec: Spec, match: Any) -> str:  # noqa: ANN401
    return str(spec["right"]).format(match[0], **match.groupdict()) if "right" in spec else ""


def _fix(reader: Reader, spec: Spec, match: Any, start: int, end: int) -> Fix | None:  # noqa: ANN401
    if "keep" in spec:
        return reader.replacing(start, end, reader.original(*match.span(str(spec["keep"]))))
    return reader.replacing(start, end, _right(spec, match)) if "right" in spec else None
