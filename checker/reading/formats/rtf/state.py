"""What holds at a place of an rtf file: the properties a group inherits and gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from checker.reading.formats.appearance import PLAIN, Colour, Look, Run
from checker.reading.formats.office.flow import Flow, RowEnd
from checker.reading.formats.office.pieces import Piece

__all__ = ["Place", "RowDefinition", "Sink", "State"]


class Place(Enum):
    """What the words of a group are."""

    TEXT = auto()
    SKIPPED = auto()
    FONTS = auto()
    STYLES = auto()
    LISTS = auto()
    LEVEL_TEXT = auto()
    LABEL = auto()
    NOTE = auto()
    BOX = auto()
    MARGIN = auto()
    CODE = auto()
    COLOURS = auto()
    TWICE = auto()  # words in an old code page, then the same in Unicode


@dataclass(slots=True)
class RowDefinition:
    """Cells of a row as the words before it say."""

    edges: list[int] = field(default_factory=lambda: [0])
    covered: set[int] = field(default_factory=set)
    continues: bool = False
    painted: bool = False

    def cell(self, edge: int) -> None:
        """The right border of the next cell."""
        if self.continues:
            self.covered.add(len(self.edges) - 1)
        self.edges.append(edge)
        self.continues = False

    def end(self) -> RowEnd:
        """As the end of a row."""
        return RowEnd(tuple(self.edges), frozenset(self.covered))


@dataclass(slots=True)
class Sink:
    """Where words go: the text itself, a footnote, a box, a heading of the page."""

    flow: Flow = field(default_factory=Flow)
    runs: list[Run] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    label: str | None = None
    contents: bool = False  # the paragraph lists the contents
    row: RowDefinition = field(default_factory=RowDefinition)
    nested: RowDefinition = field(default_factory=RowDefinition)


@dataclass(slots=True)
class State:
    """Properties of a group."""

    sink: Sink
    place: Place = Place.TEXT
    outer: Place = Place.TEXT  # where the group that says everything twice stands
    font: int | None = None
    far_east: int | None = None
    naming_far_east: bool = False
    fallback: int = 1  # characters that stand in for a Unicode character
    look: Look = PLAIN
    paper: Colour | None = None  # what the paragraph paints behind its characters
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    depth: int = 1
    list_id: int = 0
    list_level: int = 0
    nested: bool = False

    def inner(self) -> State:
        """The state in which a group begins."""
        return State(
            self.sink, self.place, self.outer, self.font, self.far_east, self.naming_far_east, self.fallback,
            self.look, self.paper, self.style, self.outline, self.in_table, self.depth, self.list_id,
            self.list_level, self.nested,
        )  # fmt: skip

    def reset_paragraph(self) -> None:
        """Paragraph properties as at the beginning."""
        self.style, self.outline, self.in_table, self.depth = 0, None, False, 1
        self.list_id = self.list_level = 0
        self.paper = None

    def reset_characters(self) -> None:
        """Character properties as at the beginning."""
        self.look, self.naming_far_east = PLAIN, False
        self.font = self.far_east = None
