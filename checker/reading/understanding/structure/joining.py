"""Which lines belong to one paragraph.

A sentence may be split over lines at a fixed column, at random (scraped pages), or by a page break. The question is
asked for each line: does it go on with the paragraph so far? A no is cheap, a wrong yes glues a heading to its text;
so a heading is only continued when the rest of its block cannot be body text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.reading.understanding.structure.habits import Habits
from checker.reading.understanding.structure.lines import TERMINALS, Line, Lines
from checker.reading.understanding.structure.numbering import CHINESE, PART, Sequence
from checker.reading.understanding.structure.words import Words

_HEADING = 60  # a labelled line without full stop is a heading up to this length
_PLAIN = 25  # the same without numbering
_LEAD = 45  # a heading that runs into its paragraph ends before
_TAIL = 30  # second line of a heading
_PROSE = 45  # a line this long with a comma in it is prose
_REACH = 60  # how far back an open bracket is looked for
_PAGE_LINES = 3  # page number and running heads at a page break
_STARTS_INSIDE = re.compile(r"[、,。;:!?%‰)》”’】\].+]")
_UNIT = re.compile(r"[年月日号件个人次项余万亿元]")
_GOES_ON = re.compile(r"[、,(《“‘【\[\-—+/\d的和与及等]$")
_ITEM = re.compile(r"[一二三四五六七八九十]+[是要](?![求务素])")
_LEAD_ENDS = re.compile(r"[^,。;:]{0,8}:")  # the rest of a lead that a line break cut
_ENDS = 4  # lines at each end of a long paragraph that are looked at
_SLACK = 6  # columns by which a full line may fall short
_CLOSE = 4  # the same after a full stop, where a paragraph may end
_PAIRS = {"(": ")", "《": "》", "“": "”", "【": "】"}


@dataclass(slots=True)
class Joiner:
    """Walks over the lines and groups them into paragraphs."""

    habits: Habits
    words: Words
    sequence: Sequence = field(default_factory=Sequence)

    @property
    def lines(self) -> Lines:
        """The lines of the document."""
        return self.habits.lines

    def groups(self) -> list[list[int]]:
        """Line indexes of each paragraph; a page break inside one stays in the list."""
        out: list[list[int]] = []
        for index, line in enumerate(self.lines.lines):
            bridge = self._bridge(out, index)
            if bridge is None:
                out.append([index])
                if line.label is not None and self.habits.fixed(index) is None:
                    self.sequence.take(line.label)
                continue
            for group in out[bridge + 1 :]:
                out[bridge] += group
            del out[bridge + 1 :]
            out[bridge].append(index)
        return out

    def _bridge(self, out: list[list[int]], index: int) -> int | None:
        """Position of the paragraph that line ``index`` continues."""
        if not out or self.habits.fixed(index) is not None:
            return None
        back = len(out) - 1
        while back > 0 and len(out) - back <= _PAGE_LINES and self.habits.page_noise(out[back][0]):
            back -= 1
        group = out[back]
        if self.habits.fixed(group[0]) is not None:
            return None
        some = group if len(group) <= 2 * _ENDS else group[:_ENDS] + group[-_ENDS:]
        before = [i for i in some if self.habits.fixed(i) is None]
        goes_on = self._continues(before, index) if back == len(out) - 1 else self._crosses(before, index)
        return back if goes_on else None

    def _crosses(self, before: list[int], index: int) -> bool:
        """Whether a sentence goes on behind a page break."""
        loose = self.lines.lines[before[0]].label is None and "," in self._text(before)
        flowing = (self._prose(before) or loose) and not self.lines.lines[before[-1]].ends
        return flowing and not self._opens(index, flowing=True)

    def _continues(self, before: list[int], index: int) -> bool:
        line, last = self.lines.lines[index], self.lines.lines[before[-1]]
        if self._inside(before, line):
            return True
        flowing = self._prose(before) and not last.ends
        if self._opens(index, flowing=flowing) and not self._wrapped_list(last, line, flowing=flowing):
            return False
        if last.ends or self._introduces(before):
            return self._same_paragraph(last, line)
        first = self.lines.lines[before[0]]
        if first.label is not None and not self._prose(before) and len(self._text(before)) <= _HEADING:
            return self._heading_goes_on(before, index)
        if not self._prose(before) and len(before) == 1 and self.habits.could_be_heading(before[0]):
            return self._plain_goes_on(before, index)
        return self._sentence_goes_on(before, index)

    def _inside(self, before: list[int], line: Line) -> bool:
        """Whether the line begins where no paragraph can: at a closing sign, or inside brackets."""
        if line.label is None and not self.lines.lines[before[-1]].ends:
            broken = self._text(before)[-1].isdigit() and _UNIT.match(line.text) and not line.gap
            if broken or _STARTS_INSIDE.match(line.text):
                return True
        tail, rest = self._text(before)[-_REACH:], line.text[:_REACH]
        for opener, closer in _PAIRS.items():
            if tail.count(opener) > tail.count(closer) and 0 <= rest.find(closer) < (rest + opener).find(opener):
                return not line.gap or self._prose(before)
        return False

    def _opens(self, index: int, *, flowing: bool) -> bool:
        """Whether the line plainly begins a paragraph of its own."""
        line = self.lines.lines[index]
        if line.label is not None:
            return not flowing or self.sequence.accepts(line.label)
        if flowing:
            return False
        return bool(_ITEM.match(line.text))

    def _wrapped_list(self, last: Line, line: Line, *, flowing: bool) -> bool:
        """Whether an enumeration inside a paragraph merely happens to stand at the start of a wrapped line."""
        if line.gap or line.indented or not self.lines.full(last, _SLACK if flowing else _CLOSE):
            return False
        label = line.label
        return label is None or (flowing and label.scheme != CHINESE and not label.scheme.startswith(PART))

    def _introduces(self, before: list[int]) -> bool:
        text = self._text(before)
        if self.words.found("introduces", text):
            return True
        return text.endswith(":") and len(before) == 1 and len(text) <= _PLAIN

    def _same_paragraph(self, last: Line, line: Line) -> bool:
        """After a full stop: only in wrapped text, when the line before was full and no indent says otherwise."""
        if line.gap or not self.lines.wrap:
            return False
        if self.lines.spaced:
            return not line.indented
        if self.lines.indents:
            return not line.indented and self.lines.full(last, 2 * _SLACK)
        return self.lines.full(last, _CLOSE)

    def _heading_goes_on(self, before: list[int], index: int) -> bool:
        line, last = self.lines.lines[index], self.lines.lines[before[-1]]
        if line.gap:
            return False
        if self.lines.wrap:
            return self.lines.full(last)
        label = self.lines.lines[before[0]].label
        habit = label is not None and self.habits.run_in.get(label.scheme, False)
        if habit and self.lines.spaced:
            return True
        if len(self._text(before)) + len(line.text) > _HEADING and not line.prose:
            return False
        if not self.habits.body_follows(index):
            return len(line.text) <= _TAIL and not self._names_role(line)
        lead = re.search(f"[{TERMINALS}]|[一二三四]是", self._text(before) + line.text)
        return habit and lead is not None and lead.start() < _LEAD

    def _plain_goes_on(self, before: list[int], index: int) -> bool:
        line, last = self.lines.lines[index], self.lines.lines[before[-1]]
        named = "," not in last.text and self._names_role(last) and not _LEAD_ENDS.match(line.text)
        if line.gap or named or not self.lines.line_format:
            return False
        if self.lines.wrap:
            return self.lines.full(last)
        return self.habits.glued <= 0 if self.lines.spaced else self.habits.plain <= 1

    def _sentence_goes_on(self, before: list[int], index: int) -> bool:
        line, last = self.lines.lines[index], self.lines.lines[before[-1]]
        if self.lines.wrap and not self.lines.full(last) and (line.gap or line.indented):
            return False
        if not line.gap:
            return (
                self._prose(before)
                or "," in self._text(before)
                or self.lines.full(last)
                or self._starts_body(before, line)
            )
        if not self._prose(before) or self._text(before).endswith((":", ";")):
            return False
        return bool(_GOES_ON.search(last.text)) or self.lines.full(last) or self.habits.loose > 2  # noqa: PLR2004

    def _starts_body(self, before: list[int], line: Line) -> bool:
        """Below the title block a line without any stop may still be the beginning of a sentence."""
        text = self._text(before)
        return before[0] >= self.habits.body and (":" not in text or line.prose or bool(_ITEM.search(text)))

    def _names_role(self, line: Line) -> bool:
        return self.words.found("problems_heading", line.text) or self.words.found("plan_heading", line.text)

    def _prose(self, before: list[int]) -> bool:
        text = self._text(before)
        return any(self.lines.lines[i].prose for i in before) or (len(text) > _PROSE and "," in text)

    def _text(self, before: list[int]) -> str:
        return "".join(self.lines.lines[i].text for i in before)
