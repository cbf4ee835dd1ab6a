"""From the control words of rtf to text.

A file is one stream of words, groups and bytes. Groups inherit properties; a group that begins with a destination word
is something else than text (fonts, styles, a footnote, a picture), and one with a star that is not known is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.model import RawText
from checker.reading.formats.appearance import PAINTED, PAPER, Colour, Run
from checker.reading.formats.doc.pieces import joined
from checker.reading.formats.office.fields import Fields
from checker.reading.formats.office.pieces import Box, Paragraph, Piece, finish
from checker.reading.formats.rtf.encoding import CHARSETS, PAGES, decoded
from checker.reading.formats.rtf.lists import Lists
from checker.reading.formats.rtf.state import Place, RowDefinition, Sink, State

__all__ = ["read_rtf"]

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|(\\)"
)
_MAX_GROUPS = 2_000
_MOST_COLOURS = 10_000
_PRIMARY = {"red": 0, "green": 1, "blue": 2}
_CONTENTS = "toc 1"
_MARGIN_LINES = 200
_BODY = 9  # outline level of text that is no heading
_SIGNS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "page": "\f", "column": "\f", "endash": "–", "emdash": "—",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": " ",
}  # fmt: skip
_SYMBOLS: Mapping[str, str] = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_UNREAD = (
    "info pict objdata objclass objname objtime nonshppict shprslt pn sp nonesttables "
    "annotation atnid atnauthor atndate atnref atntime atnparent atnicn bkmkstart bkmkend xe tc rxe "
    "ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template filetbl revtbl themedata colorschememapping "
    "datastore latentstyles generator xmlnstbl rsidtbl mmathPr listpicture private userprops docvar "
    "pgptbl comment operator keywords title "
)
_MARGINS = "header headerl headerr headerf footer footerl footerr footerf"
_PLACES: Mapping[str, Place] = {
    "fonttbl": Place.FONTS, "stylesheet": Place.STYLES, "listtable": Place.LISTS, "listoverridetable": Place.LISTS,
    "listtext": Place.LABEL, "pntext": Place.LABEL, "footnote": Place.NOTE, "shptxt": Place.BOX,
    "fldinst": Place.CODE, "colortbl": Place.COLOURS, "dptxbxtext": Place.BOX, "upr": Place.TWICE,
    **dict.fromkeys(_MARGINS.split(), Place.MARGIN),
    **dict.fromkeys(
        _UNREAD.split(),
        Place.SKIPPED,
    ),
}  # fmt: skip
_OPEN_STARRED = frozenset({"shpinst", "shppict", "do", "ud", "nesttableprops", "cs", "ds", "ts", "moveto", "movefrom"})
_REMARKS = {"annotation": "comments", "pict": "pictures", "objdata": "embedded"}


def read_rtf(data: bytes, limits: Limits, where: str) -> RawText:
    """Turn an rtf file into blocks.

    Raises:
        ReadingError: Nested absurdly, or without any text.
    """
    reader = _Reader()
    reader.read(data.decode("latin-1"), limits, where)
    return finish(reader.root.flow.finish(), "rtf", reader.met, where, reader.margins[:_MARGIN_LINES], reader.endings)


@dataclass(slots=True)
class _Reader:
    root: Sink = field(default_factory=Sink)
    met: set[str] = field(default_factory=set)
    margins: list[str] = field(default_factory=list)
    endings: list[list[Piece]] = field(default_factory=list)
    page: str = "cp1252"
    default_font: int = 0
    fonts: dict[int, str] = field(default_factory=dict)  # number → code page
    styles: dict[int, tuple[str, int | None]] = field(default_factory=dict)  # number → name, outline level
    lists: Lists = field(default_factory=Lists)
    fields: Fields = field(init=False)
    field_groups: list[int] = field(default_factory=list)  # depths of the groups that are fields
    colours: list[Colour | None] = field(default_factory=lambda: [None])
    state: State = field(init=False)
    stack: list[State] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    standing_in: int = 0  # characters still to be skipped after a Unicode character
    starred: bool = False
    fresh: bool = False  # at the beginning of a group
    words: list[str] = field(default_factory=list)  # of a label, a style's name, a level's text
    entry: int | None = None  # font or style that is being defined
    entry_outline: int | None = None

    def __post_init__(self) -> None:
        self.state = State(self.root)
        self.fields = Fields(self.met)

    def read(self, text: str, limits: Limits, where: str) -> None:
        """Take in the file."""
        at, end, count = 0, len(text), 0
        while at < end and (match := _TOKEN.match(text, at)):
            at = match.end()
            count += self.state.place is not Place.SKIPPED
            if count > limits.elements:
                msg = f"文件内部的控制字超过 {limits.elements} 个,不是正常的报告;请只保留报告正文后再试"
                raise ReadingError(msg, where)
            if match[1] == "bin":
                at += max(int(match[2] or 0), 0)
            elif match[5] == "{":
                self._open_group(min(_MAX_GROUPS, limits.depth * 10), where)
            elif match[5]:
                if not self._close_group():
                    break
            else:
                self._token(match)
        if self.stack:
            self.met.add("truncated")
            while self.stack:
                self._close_group()
        self._flush()
        if self.root.runs:
            self._end_paragraph()

    def _token(self, match: re.Match[str]) -> None:
        word, number, byte, symbol, _, words, _ = match.groups()
        if word:
            self._word(word, int(number) if number else None)
        elif byte:
            self._bytes(bytes([int(byte, 16)]))
        elif symbol:
            self._symbol(symbol)
        elif words:
            self._bytes(words.encode("latin-1"))

    def _open_group(self, most: int, where: str) -> None:
        self._flush()
        if len(self.stack) >= most:
            msg = f"文件内部的分组嵌套超过 {most} 层,不是正常的文档;请用 Word 或 WPS 另存为 docx 后再试"
            raise ReadingError(msg, where)
        self.stack.append(self.state)
        self.state = self.state.inner()
        self.standing_in, self.starred, self.fresh = 0, False, True

    def _close_group(self) -> bool:
        """Give back the properties; False at the end of the file's one group."""
        self._flush()
        done = self.state
        if not self.stack:
            return False
        self.state = self.stack.pop()
        self.standing_in = 0
        self.fresh = False
        if done.place is not self.state.place:
            self._close_place(done)
        elif done.place is Place.FONTS or done.place is Place.STYLES:
            self._entry()
        if self.field_groups and len(self.stack) < self.field_groups[-1]:
            self.field_groups.pop()
            self.state.sink.contents = self.state.sink.contents or self.fields.in_contents
            self._put(self.fields.end())
        return bool(self.stack)

    def _close_place(self, done: State) -> None:
        match done.place:
            case Place.LABEL:
                self.state.sink.label = "".join(self.words).strip()
            case Place.LEVEL_TEXT:
                self.lists.text("".join(self.words).removesuffix(";"))
            case Place.LISTS:
                self.lists.end_list()
            case Place.FONTS | Place.STYLES:
                self._entry()
            case Place.NOTE | Place.BOX | Place.MARGIN:
                self._close_sink(done)
        self.words.clear()

    def _close_sink(self, done: State) -> None:
        sink, outer = done.sink, self.state
        if sink.runs:
            self.state = done
            self._end_paragraph()
            self.state = outer
        pieces = sink.flow.finish()
        if done.place is Place.BOX:
            outer.sink.boxes.append(Box(pieces))
        elif done.place is Place.MARGIN:
            texts = (" ".join("".join(run.text for run in p.runs).split()) for p in pieces if isinstance(p, Paragraph))
            self.margins.extend(filter(None, texts))
        else:
            self.endings.append(pieces)

    def _entry(self) -> None:
        """A style of the style sheet is complete (fonts are known as soon as they are named)."""
        if self.state.place is Place.STYLES or (self.entry is not None and self.entry_outline is not None):
            name = "".join(self.words).split(";")[0].strip().lower()
            if self.entry is not None and name:
                name = f"toc {name[-1]}" if re.fullmatch(r"contents [1-9]", name) else name
                self.styles.setdefault(self.entry, (name, self.entry_outline))
        self.words.clear()
        self.entry, self.entry_outline = None, None

    def _word(self, word: str, value: int | None) -> None:
        fresh, self.fresh = self.fresh, False
        starred, self.starred = self.starred, False
        if word == "u":
            self._unicode(value or 0)
            return
        state = self.state
        if self.standing_in:
            self.standing_in -= 1
        elif state.place is Place.TWICE and word == "ud":
            state.place = state.outer
        elif state.place is Place.SKIPPED or state.place is Place.TWICE:
            return
        elif (fresh or starred) and word in _PLACES:
            self._enter(word)
        elif starred and word not in _OPEN_STARRED:
            state.place = Place.SKIPPED
        else:
            self._plain_word(word, value)

    def _plain_word(self, word: str, value: int | None) -> None:
        """A word that begins nothing."""
        place = self.state.place
        if place is Place.LISTS or place is Place.LEVEL_TEXT:
            self._list_word(word, value)
        elif place is Place.FONTS or place is Place.STYLES:
            self._entry_word(word, value)
        elif place is Place.COLOURS:
            self._flush()
            self._colour_word(word, value or 0)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif handler := _WORDS.get(word):
            self._flush()
            handler(self, 1 if value is None else value)

    def _enter(self, word: str) -> None:
        """Begin a destination."""
        state, place = self.state, _PLACES[word]
        if remark := _REMARKS.get(word):
            self.met.add(remark)
        if word == "footnote" and state.place is Place.TEXT and not state.look.unseen:
            state.sink.runs.append(Run(f"[注{len(self.endings) + 1}]"))
        elif word == "footnote":
            place = Place.SKIPPED
        state.outer, state.place = state.place, place
        if place in (Place.NOTE, Place.BOX, Place.MARGIN):
            state.sink = Sink()
            state.reset_paragraph()
        if place in (Place.LABEL, Place.FONTS, Place.STYLES):
            self.words.clear()

    def _colour_word(self, word: str, value: int) -> None:
        """A part of a colour; the sign that ends it is met as text."""
        place = _PRIMARY.get(word)
        if place is not None:
            mixed = list(self.colours[-1] or (0, 0, 0))
            mixed[place] = value & 255
            self.colours[-1] = (mixed[0], mixed[1], mixed[2])

    def _list_word(self, word: str, value: int | None) -> None:
        if word == "leveltext":
            self.words.clear()
            self.state.place = Place.LEVEL_TEXT
            return
        if word == "list":
            self.lists.end_list()
        if word == "listoverride":
            self.lists.end_list()
        self.lists.word(word, 1 if value is None else value)

    def _entry_word(self, word: str, value: int | None) -> None:
        if self.state.place is Place.FONTS:
            if word == "f":
                self.entry = value or 0
            elif word == "fcharset" and self.entry is not None and value != 1:
                self.fonts[self.entry] = CHARSETS.get(value or 0, self.page)
            elif word == "cpg" and self.entry is not None:
                self.fonts[self.entry] = PAGES.get(value or 0, self.page)
        elif word == "s":
            self.entry = value or 0
        elif word in {"cs", "ds", "ts"}:
            self.entry = None
        elif word == "outlinelevel":
            self.entry_outline = value or 0

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.starred = True
        elif symbol in "\r\n":
            self._flush()
            self._paragraph_mark(1)
        elif symbol in _SYMBOLS:
            if self.standing_in:
                self.standing_in -= 1
            else:
                self._write(_SYMBOLS[symbol])

    def _unicode(self, value: int) -> None:
        if self.state.place is not Place.SKIPPED:
            self._write(chr(value & 0xFFFF) if value < 0x10000 else chr(min(value, 0x10FFFF)))  # noqa: PLR2004 - signed 16 bit
        self.standing_in = self.state.fallback

    def _bytes(self, raw: bytes) -> None:
        self.fresh = False
        if self.standing_in:
            skipped = min(self.standing_in, len(raw))
            self.standing_in -= skipped
            raw = raw[skipped:]
        if raw and self.state.place is not Place.SKIPPED and self.state.place is not Place.TWICE:
            self.raw += raw

    def _flush(self) -> None:
        """Bytes to characters, as soon as something else than bytes follows."""
        if not self.raw:
            return
        raw = bytes(self.raw)
        self.raw.clear()
        state = self.state
        if state.place is Place.LEVEL_TEXT and raw.isascii():
            self.words.append(raw.decode("ascii"))
            return
        font = self._font(state.font if state.font is not None else self.default_font)
        far_east = self._font(state.far_east) if state.far_east is not None else ""
        if state.place in (Place.STYLES, Place.FONTS, Place.LEVEL_TEXT):
            font = far_east = self.page
        text, understood = decoded(raw, font, far_east, self.page)
        if not understood:
            self.met.add("foreign")
        self._put(text)

    def _font(self, number: int) -> str:
        return self.fonts.get(number, self.page)

    def _write(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        state = self.state
        if state.place in (Place.LABEL, Place.STYLES, Place.FONTS, Place.LEVEL_TEXT):
            self.words.append(text)
        elif state.place in (Place.LISTS, Place.SKIPPED, Place.TWICE):
            return
        elif state.place is Place.CODE:
            self.fields.code(text)
        elif state.place is Place.COLOURS:
            self.colours.extend([None] * min(text.count(";"), _MOST_COLOURS - len(self.colours)))
        elif text:
            if self.fields.stack and text.strip():
                self.fields.show()
            look = state.look
            if state.paper is not None:
                look = look.changed({"ground": state.paper})
            elif state.in_table and (state.sink.row.painted or state.sink.nested.painted):
                look = look.changed({"ground": PAINTED})
            runs = state.sink.runs
            if runs and runs[-1].look == look:
                text = runs.pop().text + text
            runs.append(Run(text, look))

    def _paragraph_mark(self, _value: int) -> None:
        if self.state.look.deleted or self.state.place in (
            Place.LABEL,
            Place.LISTS,
            Place.STYLES,
            Place.FONTS,
            Place.CODE,
            Place.COLOURS,
        ):
            return
        self._end_paragraph()

    def _end_paragraph(self, depth: int | None = None) -> None:
        state, sink = self.state, self.state.sink
        runs = tuple(Run(joined(run.text.replace("\x00", "")), run.look) for run in sink.runs)
        sink.runs.clear()
        if depth is None:
            depth = max(state.depth, 1) if state.in_table else 0
        label = self._label()
        if runs or label or depth:
            name, by_style = self.styles.get(state.style, ("", None))
            outline = by_style if state.outline is None else state.outline
            level = outline + 1 if outline is not None and 0 <= outline < _BODY else 0
            name = _CONTENTS if sink.contents or self.fields.in_contents else name
            sink.flow.add(Paragraph(runs, label, level, name), depth)
        sink.contents = self.fields.in_contents
        for box in sink.boxes:
            sink.flow.add(box, depth)
        sink.boxes.clear()
        sink.label = None

    def _label(self) -> str:
        state = self.state
        written = state.sink.label
        if written is not None:
            is_sign = not any(char.isalnum() for char in written)
            return "" if is_sign or self.lists.is_bullet(state.list_id, state.list_level) else written
        if not state.list_id:
            return ""
        if not self.lists.numbering.knows(str(state.list_id)):
            self.met.add("numbers")
        return self.lists.numbering.label(str(state.list_id), state.list_level)

    def _cell(self, depth: int) -> None:
        self._end_paragraph(depth)
        self.state.sink.flow.end_cell(depth)

    def _row(self, depth: int, row: RowDefinition) -> None:
        self.state.sink.runs.clear()
        self.state.sink.flow.end_row(depth, row.end())

    def _set_font(self, value: int) -> None:
        if self.state.naming_far_east:
            self.state.far_east = value
        else:
            self.state.font = value

    def _set_row(self, row: RowDefinition) -> None:
        if self.state.nested:
            self.state.sink.nested = row
        else:
            self.state.sink.row = row

    def _in_row(self) -> RowDefinition:
        return self.state.sink.nested if self.state.nested else self.state.sink.row


def _set(name: str) -> Callable[[_Reader, int], None]:
    return lambda reader, value: setattr(reader.state, name, value)


def _change(reader: _Reader, **changes: object) -> None:
    reader.state.look = reader.state.look.changed(changes)


def _switch(name: str) -> Callable[[_Reader, int], None]:
    return lambda reader, value: _change(reader, **{name: bool(value)})


def _deleted(reader: _Reader, value: int) -> None:
    _change(reader, deleted=bool(value))
    reader.met.add("revisions")


def _paint(name: str) -> Callable[[_Reader, int], None]:
    """A colour by its number in the table; what the table does not hold is automatic."""

    def change(reader: _Reader, value: int) -> None:
        found = reader.colours[value] if 0 < value < len(reader.colours) else None
        _change(reader, **{name: found if name == "colour" else found or PAPER})

    return change


def _paper(reader: _Reader, value: int) -> None:
    reader.state.paper = reader.colours[value] if 0 < value < len(reader.colours) else None


def _cell_paint(reader: _Reader, value: int) -> None:
    reader._in_row().painted = value > 0  # noqa: SLF001 - handlers are part of the reader


def _field(reader: _Reader, _value: int) -> None:
    reader.fields.begin()
    reader.field_groups.append(len(reader.stack))


def _result(reader: _Reader, _value: int) -> None:
    reader.fields.separate()


def _revised(reader: _Reader, value: int) -> None:
    if value:
        reader.met.add("revisions")


def _far_east_font(reader: _Reader, value: int) -> None:
    if reader.state.naming_far_east:
        reader.state.far_east = value


def _page(reader: _Reader, value: int) -> None:
    reader.page = PAGES.get(value, reader.page)


def _default_font(reader: _Reader, value: int) -> None:
    reader.default_font = value


def _row_left(reader: _Reader, value: int) -> None:
    reader._in_row().edges[0] = value  # noqa: SLF001 - handlers are part of the reader


def _row_cell(reader: _Reader, value: int) -> None:
    row = reader._in_row()  # noqa: SLF001 - as above
    if len(row.edges) < 1_000:  # noqa: PLR2004 - no row has more cells
        row.cell(value)


def _continues(reader: _Reader, _value: int) -> None:
    reader._in_row().continues = True  # noqa: SLF001 - as above


_WORDS: Mapping[str, Callable[[_Reader, int], None]] = {
    "par": _Reader._paragraph_mark,  # noqa: SLF001 - as above
    "sect": _Reader._paragraph_mark,  # noqa: SLF001 - as above
    "pard": lambda reader, _: reader.state.reset_paragraph(),
    "plain": lambda reader, _: reader.state.reset_characters(),
    "cell": lambda reader, _: reader._cell(1),  # noqa: SLF001 - as above
    "nestcell": lambda reader, _: reader._cell(max(reader.state.depth, 2)),  # noqa: SLF001 - as above
    "row": lambda reader, _: reader._row(1, reader.state.sink.row),  # noqa: SLF001 - as above
    "nestrow": lambda reader, _: reader._row(max(reader.state.depth, 2), reader.state.sink.nested),  # noqa: SLF001
    "trowd": lambda reader, _: reader._set_row(RowDefinition()),  # noqa: SLF001 - as above
    "nesttableprops": lambda reader, _: setattr(reader.state, "nested", True),
    "trleft": _row_left, "cellx": _row_cell, "clvmrg": _continues, "clmrg": _continues,
    "intbl": lambda reader, _: setattr(reader.state, "in_table", True),
    "itap": _set("depth"), "s": _set("style"), "outlinelevel": _set("outline"),
    "ls": _set("list_id"), "ilvl": _set("list_level"), "uc": _set("fallback"),
    "v": _switch("hidden"), "strike": _switch("struck"), "striked": _switch("struck"), "super": _switch("raised"),
    "sub": lambda reader, _: _change(reader, raised=False),
    "nosupersub": lambda reader, _: _change(reader, raised=False),
    "fs": lambda reader, value: _change(reader, size=value / 2),
    "cf": _paint("colour"), "cb": _paint("ground"), "highlight": _paint("ground"), "chcbpat": _paint("ground"),
    "cbpat": _paper, "clcbpat": _cell_paint, "field": _field, "fldrslt": _result,
    "deleted": _deleted, "revised": _revised,
    "f": _Reader._set_font, "af": _far_east_font,  # noqa: SLF001 - as above
    "dbch": lambda reader, _: setattr(reader.state, "naming_far_east", True),
    "loch": lambda reader, _: setattr(reader.state, "naming_far_east", False),
    "hich": lambda reader, _: setattr(reader.state, "naming_far_east", False),
    "ansicpg": _page, "deff": _default_font,
    "mac": lambda reader, _: _page(reader, 10000), "pc": lambda reader, _: _page(reader, 437),
    "pca": lambda reader, _: _page(reader, 850),
}  # fmt: skip
