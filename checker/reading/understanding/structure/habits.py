"""What a document's lines show of its writer's habits, asked once before lines are joined.

Do headings run into their text? Do bare headings stand right above it? Do blank lines fall into sentences? One line
alone cannot tell; the others can.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from checker.model import BlockKind, ParagraphKind
from checker.reading.understanding.structure.lines import Lines

_PLAIN = 30  # longest bare heading
_RUN_IN = 30  # a numbered line with a full stop and more than this is a heading with its text
_HOLE = 40  # page numbers and running heads are short
_LOOK = 40  # lines that are looked ahead for the body of a heading


@dataclass(slots=True)
class Habits:
    """Lines, what the frame made of them, and counts.

    ``run_in``: by scheme, whether a numbered line may go on in the next. ``plain``: bare headings right above text;
    ``glued``: blocks that begin with one, less those that do not. ``loose``: sentences broken by a blank line.
    ``body``: the first line below title and addressee.
    """

    lines: Lines
    kinds: dict[int, ParagraphKind]
    run_in: dict[str, bool] = field(default_factory=dict)
    plain: int = 0
    glued: int = 0
    loose: int = 0
    body: int = 0

    def __post_init__(self) -> None:
        """Take stock."""
        balance: Counter[str] = Counter()
        for index, line in enumerate(self.lines.lines):
            if line.label is not None:
                balance[line.label.scheme] += self._runs_in(index)
            self.glued += self._glued(index)
            self.plain += self.could_be_heading(index) and self.body_follows(index + 1)
            self.loose += self._broken_by_blank(index)
        self.run_in = {scheme: count >= 0 for scheme, count in balance.items()}
        self.body = max((i for i, k in self.kinds.items() if k is not ParagraphKind.SIGNATURE), default=-1) + 1

    def fixed(self, index: int) -> ParagraphKind | BlockKind | None:
        """The kind of a line that can neither continue nor be continued."""
        kind = self.lines.lines[index].block.kind
        return kind if kind is not BlockKind.TEXT else self.kinds.get(index)

    def page_noise(self, index: int) -> bool:
        """Whether the line can be a page number or running head."""
        line = self.lines.lines[index]
        return line.block.kind is BlockKind.BOILERPLATE and len(line.text) <= _HOLE

    def could_be_heading(self, index: int) -> bool:
        """A short line without numbering or stop, that does not begin with a number."""
        line = self.lines.lines[index]
        if self.fixed(index) is not None or line.label is not None or line.text[:1].isdigit():
            return False
        return 2 <= len(line.text) <= _PLAIN and not re.search(r"[。;:!?]|,$", line.text)  # noqa: PLR2004

    def body_follows(self, index: int) -> bool:
        """Whether prose begins at line ``index`` before the block ends."""
        for i in range(index, min(index + _LOOK, len(self.lines.lines))):
            line = self.lines.lines[i]
            if i > index and self.page_noise(i):
                continue
            if self.fixed(i) is not None or (i > index and (line.gap or line.label is not None)):
                return False
            if line.prose:
                return True
        return False

    def _runs_in(self, index: int) -> int:
        """What a numbered line says about the next line: 1 it may go on with a heading, -1 it is the body."""
        line = self.lines.lines[index]
        after = self.lines.lines[index + 1] if index + 1 < len(self.lines.lines) else None
        if line.prose:
            return int(len(line.text) > _RUN_IN)
        if after is None or after.label is not None or self.fixed(index + 1) is not None:
            return 0
        if after.gap:
            return int(self.lines.spaced)
        return -1

    def _glued(self, index: int) -> int:
        """Whether a block between blank lines begins with a bare heading (1) or with its text (-1)."""
        line = self.lines.lines[index]
        if not line.gap or line.label is not None or self.fixed(index) is not None or not self.body_follows(index):
            return 0
        return 1 if self.could_be_heading(index) else -1

    def _broken_by_blank(self, index: int) -> bool:
        line = self.lines.lines[index]
        after = self.lines.lines[index + 1] if index + 1 < len(self.lines.lines) else None
        if after is None or not after.gap or self.fixed(index) is not None or self.fixed(index + 1) is not None:
            return False
        flowing = (line.prose or (len(line.text) > _RUN_IN and "," in line.text)) and not line.ends
        return flowing and after.label is None and line.text[-1] not in ":;"
