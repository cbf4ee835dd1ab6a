"""The main part of a Word file as bytes: where its texts stand, and what may be cut to put a mark beside them.

As in ``checker.fixing.runs`` the XML is not rebuilt. A mark goes between two elements, or a run is cut in two with the
same properties. Inside links, insertions and content controls a run can be cut; what is drawn as one thing (a formula,
a text box, a field that Word works out, a control that is filled from data) is marked as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

__all__ = ["Markup", "NoteMark", "Run", "Text", "read_markup", "start_tag"]

_OPEN = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"})
_FILLED = frozenset({"dataBinding", "text", "date", "dropDownList", "comboBox", "picture", "docPartObj", "checkbox"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")


@dataclass(frozen=True, slots=True)
class Run:
    """A run that can be cut: bytes of the whole, of its contents (after the properties), and how it opens again."""

    start: int
    end: int
    body: int
    close: int
    opening: bytes
    closing: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """One ``t``: bytes of the whole, the run to cut (None: the ``unit`` is marked as a whole).

    ``unit`` are the bytes between which marks may stand; ``after`` is where something may be put that must not be part
    of a link, an insertion or a field.
    """

    start: int
    end: int
    run: Run | None
    unit: tuple[int, int]
    after: int


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the text refers to a note."""

    kind: str
    key: str
    unit: tuple[int, int]
    after: int


@dataclass(frozen=True, slots=True)
class Markup:
    """Texts and note marks in order; ``paragraph`` are the bytes of the first paragraph that has an end tag, or None.

    ``namespace`` is that of the root, ``prefix`` how it is written (empty: it must be declared anew).
    """

    texts: tuple[Text, ...]
    notes: tuple[NoteMark, ...]
    paragraph: int | None
    namespace: str
    prefix: str


def start_tag(xml: bytes, at: int) -> bytes:
    """The start tag at byte ``at``."""
    found = _TAG.match(xml, at)
    return found[0] if found else b""


def read_markup(xml: bytes) -> Markup:
    """Everything that a mark may be put to.

    Raises:
        expat.ExpatError: Not well-formed.
    """
    walker = _Walker(xml, expat.ParserCreate())
    parser = walker.parser
    parser.StartElementHandler = walker.opened
    parser.EndElementHandler = walker.closed
    parser.Parse(xml, True)  # noqa: FBT003 - the C function takes no keyword
    return walker.result()


@dataclass(slots=True)
class _Draft:
    """A text or note mark whose surroundings are still open. ``note`` is None for a text."""

    start: int
    note: tuple[str, str] | None
    cuttable: bool
    end: int = -1
    unit: tuple[int, int] = (-1, -1)
    run: Run | None = None
    after: int = -1


@dataclass(slots=True)
class _Frame:
    """An element that is open.

    ``filled``: a content control that Word fills by itself; ``body``: of a run, the byte after its properties.
    ``units`` and ``inner`` are the drafts of which it is the unit, or the child of the paragraph.
    """

    name: str
    start: int
    filled: bool = False
    body: int = -1
    own: _Draft | None = None
    units: list[_Draft] = field(default_factory=list)
    inner: list[_Draft] = field(default_factory=list)


@dataclass(slots=True)
class _Walker:
    xml: bytes
    parser: expat.XMLParserType
    drafts: list[_Draft] = field(default_factory=list)
    first: int | None = None
    namespace: str = ""
    prefix: str = ""
    path: list[_Frame] = field(default_factory=list)
    paragraph: int = -1  # depth of the paragraph that stands in the body, not in a box; -1 outside
    fields: int = 0  # fields that are open in it
    waiting: list[_Draft] = field(default_factory=list)  # drafts inside of a field whose end is still to come
    block: int = -1  # depth of a content control around whole paragraphs; -1 outside
    paragraphs: int = 0  # that it holds
    framed: list[_Draft] = field(default_factory=list)  # drafts in it
    outside: list[_Draft] = field(default_factory=list)  # drafts whose signs wait for a paragraph behind it

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.path:
            self._root(name, attributes)
        self.path.append(_Frame(local, self.parser.CurrentByteIndex))
        if self.paragraph >= 0:
            if local != "pPr" and len(self.path) == self.paragraph + 2 and self.block < 0:
                self._put_outside(self.path[-1].start)
            self._inside(local, attributes)
        elif local == "p":
            self.paragraph, self.fields = len(self.path) - 1, 0
            self.paragraphs += 1
        elif local == "sdt" and self.block < 0:
            self.block, self.paragraphs = len(self.path) - 1, 0

    def _root(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix = name.rpartition(":")[0]
        self.namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        for key, value in attributes.items():
            if key.startswith("xmlns:") and value == self.namespace and self.xml.count(f"{key}=".encode()) == 1:
                self.prefix = key.removeprefix("xmlns:")

    def _inside(self, local: str, attributes: Mapping[str, str]) -> None:
        if local in _FILLED and self.path[-2].name == "sdtPr":
            self.path[-3].filled = True
        elif local == "fldChar":
            kind = next((v for k, v in attributes.items() if k.endswith("fldCharType")), "")
            self.fields = max(0, self.fields + {"begin": 1, "end": -1}.get(kind, 0))
        elif local in _NOTES:
            self._draft((_NOTES[local], next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")))
        elif local == "t":
            self._draft(None)

    def _draft(self, note: tuple[str, str] | None) -> None:
        chain = self.path[self.paragraph + 1 :]
        depth = 0
        while depth < len(chain) - 1 and chain[depth].name in _OPEN and not chain[depth].filled:
            depth += 1
        unit = chain[depth]
        whole = note is not None or unit.name != "r" or depth != len(chain) - 2
        draft = _Draft(self.path[-1].start, note, not whole)
        self.drafts.append(draft)
        if self.block >= 0:
            self.framed.append(draft)
        self.path[-1].own = draft
        unit.units.append(draft)
        chain[0].inner.append(draft)

    def closed(self, _name: str) -> None:
        frame = self.path.pop()
        if self.paragraph < 0:
            self._block_done(frame)
            return
        at = self.parser.CurrentByteIndex
        empty = at == frame.start
        end = at + len(start_tag(self.xml, at)) if empty else self.xml.index(b">", at) + 1
        if len(self.path) == self.paragraph:
            self._paragraph_done(at, empty=empty)
            return
        if frame.own is not None:
            frame.own.end = end
        if frame.name == "rPr" and self.path[-1].name == "r" and self.path[-1].body < 0:
            self.path[-1].body = end
        for draft in frame.units:
            draft.unit = (frame.start, end)
            draft.run = self._run(frame, at, end) if draft.cuttable else None
        if len(self.path) == self.paragraph + 1:
            self._child_done(frame, end)

    def _run(self, frame: _Frame, close: int, end: int) -> Run:
        first = frame.start + len(start_tag(self.xml, frame.start))
        body = max(frame.body, first)
        return Run(frame.start, end, body, close, self.xml[frame.start : body], self.xml[close:end])

    def _child_done(self, frame: _Frame, end: int) -> None:
        """A child of the paragraph ends: what stood in a field may have something behind it only when that is over."""
        self.waiting.extend(frame.inner)
        for draft in self.waiting:
            draft.after = end
        if not self.fields:
            self.waiting = []

    def _block_done(self, frame: _Frame) -> None:
        """A control around one whole paragraph: LibreOffice loses the words before a sign that stands inside of it."""
        if len(self.path) == self.block:
            if self.paragraphs == 1:
                self.outside.extend(self.framed)
            self.block, self.framed = -1, []
        elif frame.name == "tc":
            self.outside = []

    def _put_outside(self, at: int) -> None:
        for draft in self.outside:
            draft.after = at
        self.outside = []

    def _paragraph_done(self, at: int, *, empty: bool) -> None:
        if self.first is None and not empty:
            self.first = at
        if not empty and self.block < 0:
            self._put_outside(at)
        self.paragraph, self.waiting = -1, []

    def result(self) -> Markup:
        texts = tuple(Text(d.start, d.end, d.run, d.unit, d.after) for d in self.drafts if d.note is None)
        notes = tuple(NoteMark(*d.note, d.unit, d.after) for d in self.drafts if d.note is not None)
        return Markup(texts, notes, self.first, self.namespace, self.prefix)
