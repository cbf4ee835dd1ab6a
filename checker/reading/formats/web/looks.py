"""How the characters of a page look: tags, inline styles, and the page's own style sheets as far as they are plain.

Only rules with one compound selector (``del``, ``.gone``, ``#x``, ``p.gone``) are followed. Of others it is only kept
that they may paint a ground, so that light characters there are taken to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.reading.formats.appearance import PAINTED, PAPER, PLAIN, Colour, Look

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Looks", "style_rules"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;]{1,2000})\{([^{}]{0,20000})\}")
_AT = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SIMPLE = re.compile(r"([a-zA-Z][\w-]*)?((?:\.[\w-]+|#[\w-]+)?)$")
_LAST = re.compile(r"([.#]?[\w-]+)[^\s>+~.#]*$")
_MOST_RULES = 5_000
_CARE = re.compile(
    r"display|visibility|opacity|color|background|font-size|text-decoration|vertical-align|text-indent|position|left"
    r"|top|right|margin|clip|height|width|overflow|transform",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(-?[0-9]{0,9}\.?[0-9]{1,9})\s*(px|pt|em|rem|%|vw|vh|cm|in)?\s*(?:!important)?$", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]{1,6})(%?))?\s*\)", re.IGNORECASE)
_NAMES: Mapping[str, Colour] = {
    "white": PAPER, "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0), "red": (255, 0, 0),
    "blue": (0, 0, 255), "green": (0, 128, 0), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "yellow": (255, 255, 0), "whitesmoke": (245, 245, 245),
}  # fmt: skip
_FAR = -400.0  # pixels: what begins so far out is not on the page
_PIXELS = {"pt": 4 / 3, "em": 16.0, "rem": 16.0, "cm": 37.8, "in": 96.0, "vw": 12.0, "vh": 8.0, "%": 12.0}
_STRUCK, _RAISED = frozenset({"del", "s", "strike"}), frozenset({"sup"})

Declarations = Mapping[str, str]


def _declarations(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().lower()
    return found


def style_rules(tree: LexborHTMLParser) -> dict[str, list[tuple[str, Declarations]]]:
    """The plain rules of a page by what they name (a tag, ``.class``, ``#id``), each with a tag it also asks for."""
    found: dict[str, list[tuple[str, Declarations]]] = {}
    count = 0
    for sheet in tree.css("style"):
        text = _AT.sub(" ", _COMMENT.sub(" ", sheet.text(deep=True) or ""))
        for match in _RULE.finditer(text):
            count += 1
            if count > _MOST_RULES or not _CARE.search(match[2]):
                continue
            said = _declarations(match[2])
            for selector in match[1].split(","):
                for key, tag, what in _selected(selector.strip(), said):
                    found.setdefault(key, []).append((tag, what))
    return found


def _selected(selector: str, said: Declarations) -> Iterator[tuple[str, str, Declarations]]:
    simple = _SIMPLE.match(selector)
    if simple and selector:
        tag, name = (simple[1] or "").lower(), simple[2]
        yield name or tag, tag if name else "", said
    elif (last := _LAST.search(selector)) and any(name.startswith("background") for name in said):
        yield last[1], "", {"background": "url(unknown)"}


@dataclass(slots=True)
class Looks:
    """The look of the characters inside the elements that are open."""

    rules: Mapping[str, list[tuple[str, Declarations]]]
    look: Look = PLAIN
    _stack: list[tuple[int, Look]] = field(default_factory=list)

    def enter(self, node: LexborNode) -> str:
        """Open an element. Why nothing inside of it is seen; empty: it is seen, and ``leave`` closes it."""
        tag = node.tag or ""
        attributes = node.attributes
        said = self._said(tag, attributes)
        if "hidden" in attributes or said.get("display", "").startswith("none"):
            return "hidden"
        if said.get("visibility", "").startswith(("hidden", "collapse")):
            return "hidden"
        if said and _out_of_sight(said):
            return "invisible"
        changes = _changes(tag, said)
        if tag == "font" and (colour := _colour(attributes.get("color") or "")):
            changes["colour"] = colour
        if painted := attributes.get("bgcolor"):
            changes["ground"] = _colour(painted) or PAINTED
        if changes:
            self._stack.append((node.mem_id, self.look))
            self.look = self.look.changed(changes)
        return ""

    def leave(self, node: LexborNode) -> None:
        """Close an element."""
        if self._stack and self._stack[-1][0] == node.mem_id:
            self.look = self._stack.pop()[1]

    def _said(self, tag: str, attributes: Mapping[str, str | None]) -> Declarations:
        own = attributes.get("style")
        if not self.rules:
            return _declarations(own) if own else {}
        found: dict[str, str] = {}
        names = [tag, *(f".{name}" for name in (attributes.get("class") or "").split())]
        if attributes.get("id"):
            names.append(f"#{attributes['id']}")
        for name in names:
            for asked, what in self.rules.get(name, ()):
                if not asked or asked == tag:
                    found.update(what)
        if own:
            found.update(_declarations(own))
        return found


def _changes(tag: str, said: Declarations) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    line = said.get("text-decoration", "") + said.get("text-decoration-line", "")
    if (tag in _STRUCK and "none" not in line) or "line-through" in line:
        changes["struck"] = True
    if tag in _RAISED or said.get("vertical-align", "").startswith("super"):
        changes["raised"] = True
    if "color" in said:
        changes["colour"] = _colour(said["color"])
        if said["color"].startswith("transparent") or _alpha(said["color"]) == 0:
            changes["opacity"] = 0.0
    for name in ("background", "background-color", "background-image"):
        value = said.get(name, "none")
        if not value.startswith(("none", "transparent", "inherit", "initial", "unset")):
            changes["ground"] = _colour(value.split()[0] if "(" not in value else value) or PAINTED
    if "font-size" in said and (size := _pixels(said["font-size"])) is not None:
        changes["size"] = max(size * 0.75, 0.1)
    return changes


def _out_of_sight(said: Declarations) -> bool:
    """Transparent, outside of the page, or cut down to nothing."""
    clear = _number(said.get("opacity", "1")) == 0 or "opacity=0)" in said.get("filter", "").replace(" ", "")
    placed = said.get("position", "").startswith(("absolute", "fixed"))
    names = (*(("left", "top", "right") if placed else ()), "text-indent", "margin-left", "margin-top")
    far = any((at := _pixels(said.get(name, ""))) is not None and at <= _FAR for name in names)
    return clear or far or _cut_down(said, placed=placed)


def _cut_down(said: Declarations, *, placed: bool) -> bool:
    clip = said.get("clip", "").replace(" ", "")
    if placed and clip.startswith("rect(") and not re.search(r"[2-9]|1\d|auto", clip):
        return True
    if said.get("clip-path", "").replace(" ", "").startswith(("inset(50%", "inset(100%", "circle(0")):
        return True
    if "scale(0)" in said.get("transform", "").replace(" ", ""):
        return True
    hides = said.get("overflow", "").startswith(("hidden", "clip"))
    sides = (_pixels(said.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    return hides and any(side is not None and 0 <= side <= 1 for side in sides)


def _pixels(value: str) -> float | None:
    match = _LENGTH.match(value.strip())
    return float(match[1]) * _PIXELS.get((match[2] or "px").lower(), 1.0) if match else None


def _number(value: str) -> float:
    match = _LENGTH.match(value.strip())
    return float(match[1]) if match else 1.0


def _alpha(value: str) -> float:
    match = _RGB.match(value.strip())
    return float(match[4]) if match and match[4] and match[4].count(".") < 2 and match[4] != "." else 1.0  # noqa: PLR2004


def _colour(value: str) -> Colour | None:
    word = value.replace("!important", "").strip().lower()
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", word):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * d for d in match[1])  # noqa: PLR2004 - RRGGBB
        number = int(digits, 16)
        return number >> 16, number >> 8 & 255, number & 255
    if match := _RGB.match(word):
        return min(int(match[1]), 255), min(int(match[2]), 255), min(int(match[3]), 255)
    return _NAMES.get(word)
