"""Lines become paragraphs, each with the normalised text that all later steps read."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Block, BlockKind, ParagraphKind, RawText, Span
from checker.reading.understanding.structure.frame import frame
from checker.reading.understanding.structure.habits import Habits
from checker.reading.understanding.structure.joining import Joiner
from checker.reading.understanding.structure.lines import Lines, read_lines
from checker.reading.understanding.structure.numbering import Label
from checker.reading.understanding.structure.words import Words
from checker.text.normal import NormalText, normalise

_KINDS = {
    BlockKind.ROW: ParagraphKind.ROW,
    BlockKind.BOILERPLATE: ParagraphKind.BOILERPLATE,
    BlockKind.HEADING: ParagraphKind.HEADING,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph before its section is known.

    ``head`` is the length of the numbering in ``normal``, ``holes`` are page breaks inside the paragraph.
    """

    span: Span
    kind: ParagraphKind
    normal: NormalText
    label: Label | None
    head: int
    block: Block
    holes: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """Normalised text, numbering included."""
        return self.normal.text


def read_paragraphs(raw: RawText, words: Words) -> list[Draft]:
    """Group the lines of ``raw`` and say what each group is, headings aside."""
    lines = read_lines(raw, words)
    kinds = frame(lines, words)
    joiner = Joiner(Habits(lines, kinds), words)
    return [_draft(raw.text, lines, group, kinds) for group in joiner.groups()]


def _draft(text: str, lines: Lines, group: list[int], kinds: dict[int, ParagraphKind]) -> Draft:
    first, last = lines.lines[group[0]], lines.lines[group[-1]]
    kind = kinds.get(group[0]) or _KINDS.get(first.block.kind, ParagraphKind.TEXT)
    span = Span(first.span.start, last.span.end)
    holes = tuple(
        lines.lines[i].span for i in group if len(group) > 1 and lines.lines[i].block.kind is BlockKind.BOILERPLATE
    )
    rows = [span] if kind is ParagraphKind.ROW else []
    normal = normalise(text, [span], rows=rows, holes=holes)
    label = first.label if kind in (ParagraphKind.TEXT, ParagraphKind.HEADING) else None
    head = normal.locate(span.start + label.length) if label is not None else 0
    return Draft(span, kind, normal, label, head, first.block, holes)
