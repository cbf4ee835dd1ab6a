"""What word processors deliver, format by format, made into lines the same way.

A reader hands over paragraphs, tables and boxes in the order of the text, their words as runs with their look; which
of them are seen, and where breaks part a paragraph, is decided in ``checker.reading.formats.appearance``. A table row
becomes a line of cells; a cell that is a frame around prose becomes its paragraphs; tables and boxes inside a cell
follow its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from checker.errors import ReadingError
from checker.model import BlockKind, Hint, Note, RawText
from checker.reading.formats.appearance import Run, Sight, lines_of
from checker.reading.formats.lines import Line, assemble
from checker.reading.formats.office.numbering import labelled

__all__ = ["PLACEHOLDER", "Box", "Cell", "Paragraph", "Piece", "Table", "finish"]

PLACEHOLDER = "【待填写】"
"""What stands in the text for a field that nobody has filled in."""
_HEADING = 160  # characters beyond which a paragraph in a heading style is prose all the same
_CELL = 120  # characters from which a single cell is a frame around prose rather than a row
_THIN = 200  # characters below which pictures probably hold the text
_MAX_COLUMNS = 200  # columns that a cell may leave empty behind itself
_REMARKS = {
    "revisions": "文中有修订痕迹,已按“接受全部修订”后的文字读取",
    "comments": "文中的批注不属于正文,未读取",
    "hidden": "文中有隐藏文字,未读取",
    "embedded": "文中嵌入了其他文档,其内容未读取;如属报告正文,请直接粘贴到正文中",
    "placeholders": "文中有没有填写的内容控件,以“【待填写】”代替其中的提示;请填写后再核对",
    "fields": "文中有公式或表单的域未能读取,请对照原件核对",
    "numbers": "文中有自动编号未能还原,章节序号可能缺少;请用 Word 或 WPS 另存为 docx 后再核对",
    "truncated": "文件末尾不完整,只读到已有的文字;请核对原件,或用 Word、WPS 另存为 docx 后再试",
    "foreign": "文中有用特殊字体或编码写的字符未能识别,以“□”代替,请核对原件",
    "margins": "页眉页脚读不出,未能查看其中有无密级标志,请核对原件。",
    "repeated": "表格声明的重复行、列过多,超出部分未读取,请核对原件",
}
_CODES = {"margins": "secrecy-unread"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``level`` is the outline level of a heading (1..9; 0: none), ``style`` the style's name in lower case.

    A paragraph without words may be handed over for its ``label``, which was counted, or left out.
    """

    runs: tuple[Run, ...]
    label: str = ""
    level: int = 0
    style: str = ""

    @classmethod
    def of(cls, text: str, label: str = "", level: int = 0, style: str = "") -> Paragraph:
        """A paragraph about whose look nothing is said."""
        return cls((Run(text),), label, level, style)

    @property
    def size(self) -> int:
        """Characters, seen or not."""
        return sum(len(run.text) for run in self.runs)


@dataclass(slots=True)
class Box:
    """A text box: it stands after the paragraph that it hangs on."""

    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """``columns`` is its width in columns; a ``covered`` cell continues the one above and keeps its place empty."""

    pieces: list[Piece] = field(default_factory=list)
    columns: int = 1
    covered: bool = False


@dataclass(slots=True)
class Table:
    """Rows of cells; each row has all of the columns, those before its first cell included."""

    rows: list[list[Cell]] = field(default_factory=list)


Piece = Paragraph | Table | Box


def finish(  # noqa: PLR0913, PLR0917 - everything that a reader has gathered
    pieces: Sequence[Piece],
    fmt: str,
    met: AbstractSet[str],
    where: str,
    margins: Sequence[str] = (),
    endings: Sequence[Sequence[Piece]] = (),
) -> RawText:
    """The finished text.

    Args:
        pieces: The body.
        fmt: Name of the format.
        met: What was met on the way: keys of the remarks, ``pictures``.
        where: Names the file in messages.
        margins: Lines of headers and footers: not text, but a mark of secrecy may stand there.
        endings: Footnotes and endnotes, in the order in which the text refers to them.

    Raises:
        ReadingError: There is no text.
    """
    writer = _Writer()
    writer.write(pieces)
    for number, ending in enumerate(endings, start=1):
        texts = (" ".join(writer.sight.text(p.runs).split()) for p in ending if isinstance(p, Paragraph))
        writer.lines.append(Line(f"[注{number}]{' '.join(filter(None, texts))}"))
    length = sum(len(line.text) for line in writer.lines)
    if not any(line.text.strip() for line in writer.lines):
        msg = f"文件里没有文字,正文可能是图片或扫描件;请提供文字版 {fmt}"
        raise ReadingError(msg, where)
    hints = [Hint("title", writer.title)] if writer.title else []
    hints += [Hint("margin", line) for line in margins]
    notes = (*_remarks(fmt, met | writer.sight.met, length), *writer.sight.notes(fmt))
    return assemble(writer.lines, fmt, hints, notes)


def _remarks(fmt: str, met: AbstractSet[str], length: int) -> Iterator[Note]:
    """Notes on what was left out or taken in."""
    for name, message in _REMARKS.items():
        if name in met:
            yield Note(_CODES.get(name, f"{fmt}-{name}"), message)
    if length < _THIN and "pictures" in met:
        yield Note(f"{fmt}-pictures", f"文件只有 {length} 字而含有图片,报告可能在图片里,请核对")


@dataclass(slots=True)
class _Writer:
    lines: list[Line] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    sight: Sight = field(default_factory=Sight)

    def write(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Paragraph):
                self._paragraph(piece)
            elif isinstance(piece, Table):
                self._table(piece)
            else:
                self.write(piece.pieces)

    def _paragraph(self, item: Paragraph) -> None:
        first, *more = [line.strip() for line in lines_of(self.sight.text(item.runs).strip())]
        if not first:
            return
        text = labelled(item.label, first)
        if item.style.startswith("toc "):  # the table of contents repeats the headings
            self.lines.extend(Line(line, BlockKind.BOILERPLATE) for line in (text, *more))
            return
        if item.style == "title" and not self.title:
            self.title = " ".join(text.split())
        if item.level and len(text) <= _HEADING and item.style != "title":
            self.lines.append(Line(text, BlockKind.HEADING, item.level))
        else:
            self.lines.append(Line(text))
        self.lines.extend(map(Line, more))

    def _table(self, table: Table) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row in table.rows:
            if len(row) == 1 and _length(row[0]) > _CELL:
                self.write(row[0].pieces)
            else:
                self._row(row, number)

    def _row(self, row: Sequence[Cell], number: int) -> None:
        texts: list[str] = []
        inner: list[Piece] = []
        for cell in row:
            texts.append("" if cell.covered else self._words(cell))
            texts.extend([""] * (min(cell.columns, _MAX_COLUMNS) - 1))
            inner.extend(piece for piece in cell.pieces if not isinstance(piece, Paragraph) and not cell.covered)
        if any(texts):
            self.lines.append(Line("\t".join(texts), BlockKind.ROW, cells=tuple(texts), table=number))
        self.write(inner)

    def _words(self, cell: Cell) -> str:
        parts: list[str] = []
        for item in cell.pieces:
            if isinstance(item, Paragraph):
                text = " ".join(self.sight.text(item.runs).split())
                parts.append(labelled(item.label, text) if text else item.label.rstrip("、.．"))
        return " ".join(part for part in parts if part)


def _length(cell: Cell) -> int:
    return sum(piece.size for piece in cell.pieces if isinstance(piece, Paragraph))
