"""The words of one Word paragraph, and what hangs on it.

Revisions are read as if all had been accepted: that is the text its author means to hand in. Comments, hidden text and
field codes are not part of it. A text box exists twice in the file, for new and for old programs, and is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, is_on, tag
from checker.reading.formats.docx.styles import Style

__all__ = ["Inline", "Words", "is_removed"]

_REMOVED = frozenset({"del", "moveFrom"})
_WORD = "p ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo ruby rubyBase r"
_MATH = "oMath oMathPara e num den sub sup f sSub sSup sSubSup rad d nary"
_TRANSPARENT = frozenset(_WORD.split() + _MATH.split())
_CHARACTERS: Mapping[str, str] = {"cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_PRIVATE_USE = range(0xE000, 0xF900)


@dataclass(slots=True)
class Words:
    """Text of a paragraph; ``boxes`` are the text boxes anchored in it, ``notes`` the footnotes it refers to."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, soft line breaks as LF."""
        return "".join(self.parts)


@dataclass(slots=True)
class Inline:
    """Reads paragraphs and remembers what was met on the way.

    ``references`` lists the notes referred to, as (``footnote`` or ``endnote``, id), in order; ``met`` names what was
    left out or taken in: ``revisions``, ``hidden``, ``comments``, ``pictures``.
    """

    styles: Mapping[str, Style]
    references: list[tuple[str, str]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def read(self, paragraph: Element) -> Words:
        """Collect the words of a paragraph."""
        words = Words()
        style = self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val") or "")
        if style is not None and style.hidden:
            self.met.add("hidden")
            return words
        self._collect(paragraph, words)
        return words

    def _collect(self, element: Element, words: Words) -> None:
        handlers = self._handlers() if len(element) else {}
        for item in element:
            name = tag(item)
            handler = handlers.get(name)
            if name in _REMOVED:
                self.met.add("revisions")
            elif handler is not None:
                handler(item, words)
            elif name in _CHARACTERS:
                words.parts.append(_CHARACTERS[name])
            elif name in _TRANSPARENT and not (name == "r" and self._is_hidden(item)):
                if name in {"ins", "moveTo"}:
                    self.met.add("revisions")
                self._collect(item, words)

    def _handlers(self) -> Mapping[str, Callable[[Element, Words], None]]:
        return {
            "t": self._text,
            "br": self._break,
            "sym": self._symbol,
            "AlternateContent": self._alternate,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            "footnoteReference": self._reference,
            "endnoteReference": self._reference,
            "commentReference": self._comment,
        }

    @staticmethod
    def _text(item: Element, words: Words) -> None:
        words.parts.append((item.text or "").replace("\r", "").replace("\n", " "))

    @staticmethod
    def _break(item: Element, words: Words) -> None:
        if attribute(item, "type") in {None, "textWrapping"}:
            words.parts.append("\n")

    @staticmethod
    def _symbol(item: Element, words: Words) -> None:
        code = int(attribute(item, "char") or "0", 16)
        words.parts.append("□" if code in _PRIVATE_USE or code == 0 else chr(code))

    def _alternate(self, item: Element, words: Words) -> None:
        chosen = child(item, "Choice")
        chosen = chosen if chosen is not None else child(item, "Fallback")
        if chosen is not None:
            self._collect(chosen, words)

    def _drawing(self, item: Element, words: Words) -> None:
        boxes = list(_boxes(item))
        words.boxes.extend(boxes)
        if not boxes:
            self.met.add("pictures")

    def _reference(self, item: Element, words: Words) -> None:
        key = (tag(item).removesuffix("Reference"), attribute(item, "id") or "")
        if key not in self.references:
            self.references.append(key)
        words.parts.append(f"[注{self.references.index(key) + 1}]")

    def _comment(self, _item: Element, _words: Words) -> None:
        self.met.add("comments")

    def _is_hidden(self, run: Element) -> bool:
        properties = child(run, "rPr")
        own = child(properties, "vanish")
        style = self.styles.get(attribute(child(properties, "rStyle"), "val") or " ")
        hidden = is_on(own) if own is not None else style is not None and style.hidden
        if hidden:
            self.met.add("hidden")
        return hidden


def _boxes(element: Element) -> list[Element]:
    """Text boxes under a drawing, outermost only, and only once where a fallback repeats them."""
    found: list[Element] = []
    for item in element:
        name = tag(item)
        if name == "txbxContent":
            found.append(item)
        elif name == "AlternateContent":
            chosen = child(item, "Choice")
            found.extend(_boxes(chosen if chosen is not None else item))
        else:
            found.extend(_boxes(item))
    return found


def is_removed(paragraph: Element) -> bool:
    """Whether the paragraph's own end was deleted, so that it runs on into the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
