"""The words of one Word paragraph with their looks, and what hangs on it.

Revisions are read as if all had been accepted: that is the text its author means to hand in. Comments and field codes
are not part of it. A text box exists twice in the file, for new and for old programs, and is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.files.xml import attribute, child, is_on, tag
from checker.reading.formats.appearance import PLAIN, Colour, Look, Run
from checker.reading.formats.docx.forms import form_field
from checker.reading.formats.docx.looks import changed, ground, look_changes
from checker.reading.formats.docx.styles import Style
from checker.reading.formats.office.fields import Fields
from checker.reading.formats.office.pieces import PLACEHOLDER

__all__ = ["Inline", "Words", "is_removed"]

_REMOVED = frozenset({"del", "moveFrom"})
_WORD = "p ins moveTo hyperlink smartTag sdt sdtContent customXml dir bdo ruby rubyBase r"
_MATH = "oMath oMathPara e num den sub sup f sSub sSup sSubSup rad d nary"
_TRANSPARENT = frozenset(_WORD.split() + _MATH.split())
_CHARACTERS: Mapping[str, str] = {
    "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "", "lastRenderedPageBreak": "",
}  # fmt: skip
_PRIVATE_USE = range(0xE000, 0xF900)
_BREAKS = {"page": "\f", "column": "\f"}
_NO_STYLE = Style()
_JOINED = 4_000  # characters up to which neighbours are put together: each time, all of them are copied


@dataclass(slots=True)
class Words:
    """Runs of a paragraph; ``boxes`` are the text boxes anchored in it, ``contents``: it lists the contents."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    contents: bool = False

    def add(self, text: str, look: Look) -> None:
        """Characters of one look; neighbours that look alike are one run."""
        if not text:
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and len(last.text) < _JOINED and (last.look is look or last.look == look):
            text = self.runs.pop().text + text
        self.runs.append(Run(text, look))


@dataclass(slots=True)
class Inline:
    """Reads paragraphs and remembers what was met on the way.

    ``references`` lists the notes referred to, as (``footnote`` or ``endnote``, id), in order; ``met`` names what was
    left out or taken in: ``revisions``, ``comments``, ``pictures`` ….
    """

    styles: Mapping[str, Style]
    references: list[tuple[str, str]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    fields: Fields = field(init=False)
    look: Look = PLAIN  # of the paragraph that is being read
    own: Look = PLAIN  # of the run that is being read

    def __post_init__(self) -> None:
        self.fields = Fields(self.met)

    def read(self, paragraph: Element, under: Colour | None = None) -> Words:
        """Collect the words of a paragraph; ``under`` is what its cell paints behind it."""
        words = Words(contents=self.fields.in_contents)
        properties = child(paragraph, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "") or _NO_STYLE
        look = changed(PLAIN, style.look)
        painted = ground(properties) or under
        if painted is not None:
            look = changed(look, {"ground": painted})
        outer, self.look, self.own = (self.look, self.own), look, look
        self._collect(paragraph, words)
        self.look, self.own = outer
        words.contents = words.contents or self.fields.in_contents
        return words

    def _collect(self, element: Element, words: Words) -> None:
        for item in element:
            name = tag(item)
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(self, item, words)
            elif name in _TRANSPARENT:
                self._collect(item, words)

    def _add(self, text: str, words: Words) -> None:
        if self.fields.stack and text.strip():
            self.fields.show()
        words.add(text, self.own)

    def _run(self, run: Element, words: Words) -> None:
        properties = child(run, "rPr")
        look = self.look
        if properties is not None and len(properties):
            style = self.styles.get(attribute(child(properties, "rStyle"), "val") or " ")
            look = changed(changed(look, style.look) if style is not None else look, look_changes(properties))
        outer, self.own = self.own, look
        self._collect(run, words)
        self.own = outer

    def _taken_in(self, item: Element, words: Words) -> None:
        self.met.add("revisions")
        self._collect(item, words)

    def _removed(self, _item: Element, _words: Words) -> None:
        self.met.add("revisions")

    def _character(self, item: Element, words: Words) -> None:
        self._add(_CHARACTERS[tag(item)], words)

    def _text(self, item: Element, words: Words) -> None:
        self._add((item.text or "").replace("\r", "").replace("\n", " "), words)

    def _break(self, item: Element, words: Words) -> None:
        self._add(_BREAKS.get(attribute(item, "type") or "", "\n"), words)

    def _symbol(self, item: Element, words: Words) -> None:
        code = int(attribute(item, "char") or "0", 16)
        self._add("□" if code in _PRIVATE_USE or code == 0 else chr(code), words)

    def _alternate(self, item: Element, words: Words) -> None:
        chosen = child(item, "Choice")
        chosen = chosen if chosen is not None else child(item, "Fallback")
        if chosen is not None:
            self._collect(chosen, words)

    def _drawing(self, item: Element, words: Words) -> None:
        boxes = list(_boxes(item))
        if boxes and _is_hidden(item):
            self.met.add("hidden")
            return
        words.boxes.extend(boxes)
        if not boxes:
            self.met.add("pictures")

    def _field_mark(self, item: Element, words: Words) -> None:
        kind = attribute(item, "fldCharType")
        if kind == "begin":
            self.fields.begin(form_field(child(item, "ffData")))
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            words.contents = words.contents or self.fields.in_contents
            self._add(self.fields.end(), words)

    def _field_code(self, item: Element, _words: Words) -> None:
        self.fields.code(item.text or "")

    def _simple_field(self, item: Element, words: Words) -> None:
        self.fields.begin()
        self.fields.code(attribute(item, "instr") or "")
        self.fields.separate()
        self._collect(item, words)
        words.contents = words.contents or self.fields.in_contents
        self._add(self.fields.end(), words)

    def _control(self, item: Element, words: Words) -> None:
        """A content control; what it shows as long as nobody has filled it in is no text."""
        if is_on(child(item, "sdtPr", "showingPlcHdr")):
            self.met.add("placeholders")
            words.add(PLACEHOLDER, PLAIN)
        else:
            self._collect(item, words)

    def _reference(self, item: Element, words: Words) -> None:
        key = (tag(item).removesuffix("Reference"), attribute(item, "id") or "")
        if key not in self.references:
            self.references.append(key)
        words.add(f"[注{self.references.index(key) + 1}]", Look(hidden=True) if self.own.unseen else PLAIN)

    def _comment(self, _item: Element, _words: Words) -> None:
        self.met.add("comments")


_HANDLERS: Mapping[str, Callable[[Inline, Element, Words], None]] = {
    "r": Inline._run,  # noqa: SLF001 - handlers are part of the reader
    "t": Inline._text,  # noqa: SLF001 - as above
    "br": Inline._break,  # noqa: SLF001 - as above
    "sym": Inline._symbol,  # noqa: SLF001 - as above
    "fldChar": Inline._field_mark,  # noqa: SLF001 - as above
    "instrText": Inline._field_code,  # noqa: SLF001 - as above
    "fldSimple": Inline._simple_field,  # noqa: SLF001 - as above
    "sdt": Inline._control,  # noqa: SLF001 - as above
    "AlternateContent": Inline._alternate,  # noqa: SLF001 - as above
    "footnoteReference": Inline._reference,  # noqa: SLF001 - as above
    "endnoteReference": Inline._reference,  # noqa: SLF001 - as above
    "commentReference": Inline._comment,  # noqa: SLF001 - as above
    **dict.fromkeys(("drawing", "pict", "object"), Inline._drawing),  # noqa: SLF001 - as above
    **dict.fromkeys(("ins", "moveTo"), Inline._taken_in),  # noqa: SLF001 - as above
    **dict.fromkeys(_REMOVED, Inline._removed),  # noqa: SLF001 - as above
    **dict.fromkeys(_CHARACTERS, Inline._character),  # noqa: SLF001 - as above
}


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


def _is_hidden(drawing: Element) -> bool:
    """Whether a drawing is set not to be shown."""
    return any(tag(item) == "docPr" and attribute(item, "hidden") in {"1", "true"} for item in drawing.iter())


def is_removed(paragraph: Element) -> bool:
    """Whether the paragraph's own end was deleted, so that it runs on into the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
