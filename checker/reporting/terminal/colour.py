"""Colour for what a person reads in a terminal: by the sign that a line begins with, nothing else is looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TextIO

__all__ = ["paint", "wants_colour"]

_RESET = "\x1b[0m"
_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = (f"\x1b[{n}m" for n in (1, 2, 31, 32, 33, 36))
_SIGNS = {"✗": _RED, "△": _YELLOW, "!": _YELLOW, "?": _CYAN, "✓": _GREEN, "–": _DIM, "+": _RED, "=": _DIM, "◇": _DIM}
_SIGNED = re.compile(r"^( *)([✗△!?✓–+=◇])(?= )(.*)$", re.MULTILINE)
_HEAD = re.compile(r"^■ .*$", re.MULTILINE)
_MISSED = re.compile(r"^  未达 .*$", re.MULTILINE)


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: on a terminal, unless ``NO_COLOR`` is set; elsewhere only with ``FORCE_COLOR``."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def paint(text: str) -> str:
    """``text`` with headings bold and signs coloured; a line that is only a heading of a list is coloured whole."""
    text = _HEAD.sub(lambda m: f"{_BOLD}{m[0]}{_RESET}", text)
    text = _MISSED.sub(lambda m: f"{_RED}{m[0]}{_RESET}", text)
    return _SIGNED.sub(_signed, text)


def _signed(match: re.Match[str]) -> str:
    indent, sign, rest = match.groups()
    colour = _SIGNS[sign]
    return f"{indent}{colour}{sign}{_RESET}{rest}" if indent else f"{colour}{sign}{rest}{_RESET}"
