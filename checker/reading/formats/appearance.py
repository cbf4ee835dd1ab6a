"""What a reader of the page sees of what stands in the file.

Readers of formats hand over runs of characters with their look; which of them are words of the report is decided here
and nowhere else, so that a report means the same in every format:

- what is struck out, deleted, hidden, or cannot be seen (white on white, transparent, far too small) is left out, and a
  note says how much it was;
- a raised number is the mark of a note (``[注2]``), except where it is an exponent (m², 10⁴);
- a break inside a paragraph begins a new line where a reader sees one begin, and nothing in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checker.model import Note

__all__ = ["PAINTED", "PAPER", "PLAIN", "Colour", "Look", "Run", "Sight", "begins", "lines_of", "raised_text"]

Colour = tuple[int, int, int]
PAPER: Colour = (255, 255, 255)
PAINTED: Colour = (128, 128, 1)
"""Some paint whose colour is not known: characters on it are taken to be seen."""
_SAME = 16  # of 255: colours that differ less cannot be told apart
_TINY = 2.0  # points: nobody reads smaller signs
_CLEAR = 0.05  # opacity below which nothing is seen
_SAMPLE = 16  # characters of what was left out that a note quotes

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(
    r"[\[［〔(（【]?\s*注?\s*([0-9０-９]{1,3}(?:\s*[,，、~～—–-]\s*[0-9０-９]{1,3})*|[①-⑳]|[*＊※†‡]{1,3})\s*[\]］〕)）】]?"
)
_POWER = re.compile(r"(?:[A-Za-zΩ㎡米里]|[×xX*·]\s*10)$")

_BREAK = re.compile(r"([\n\f\v]+)")
_INDENT = re.compile(r"[\u3000\t]|[ \u00a0\u2002\u2003]{2,}")
_ENUMERATOR = re.compile(
    r"[(（]?[一二三四五六七八九十百]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,3}[章节部条篇]|[(（]\d{1,2}[)）]"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳]|[一二三四五六七八九十]{1,2}(?:是|、)"
)
_ENDS = re.compile(r"[。！？；：!?;:…][”’」』）)》\]]*$")
_STOPS = re.compile(r"[，。；：！？,;:!?]")
_DATE = re.compile(r"[(（]?(?:(?:19|20)\d\d|二[〇○零oO0]\S{2})\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日[)）]?")
_CALL = re.compile(r"[^。；，;,]{2,40}[：:]")
_FIELD = re.compile(r"[^，。；：:\s]{2,8}[：:]")
_TITLE = re.compile(r"\S*(?:19|20|二[〇○零])\S{2}年\S*(?:报告|总结|汇报)(?:[(（][^()（）]{1,16}[)）])?")
_HEADING = 40  # characters of the longest heading
_ALONE = 60  # characters of the longest line that stands alone before a page break
_REST = 24  # characters of the longest second line of a heading


@dataclass(frozen=True, slots=True)
class Look:
    """How characters are drawn.

    ``size`` is in points (0: not said), ``opacity`` 0 to 1. ``colour`` None is what the program takes by itself, always
    legible; ``ground`` is what the characters stand on.
    """

    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: bool = False
    size: float = 0.0
    opacity: float = 1.0
    colour: Colour | None = None
    ground: Colour = PAPER

    @property
    def unseen(self) -> str:
        """Why a reader does not see the characters as part of the text; empty: he does."""
        if self.deleted:
            return "revisions"
        if self.hidden:
            return "hidden"
        if self.struck:
            return "struck"
        faint = (
            self.colour is not None and max(abs(a - b) for a, b in zip(self.colour, self.ground, strict=True)) < _SAME
        )
        return "invisible" if faint or 0 < self.size < _TINY or self.opacity < _CLEAR else ""

    def changed(self, changes: Mapping[str, Any]) -> Look:
        """The look with what is said closer to the characters."""
        return replace(self, **changes) if changes else self


PLAIN = Look()
"""Characters about whose look nothing is said."""


@dataclass(frozen=True, slots=True)
class Run:
    r"""Characters of one look. Breaks in a paragraph are ``\n`` (of the line) and ``\f`` (of the page or column)."""

    text: str
    look: Look = PLAIN


_LEFT_OUT = {
    "struck": "文中有划去(删除线)的文字 {count} 个字(如“{sample}”),按已删去处理,未读取;如属误划,请改正后再核对",
    "invisible": "文中有看不见的文字 {count} 个字(白色、透明、极小、被遮住或在页面之外,如“{sample}”),不作依据,未读取",
}


@dataclass(slots=True)
class Sight:
    """Takes in runs and remembers what was left out of them; ``met`` are the reasons."""

    met: set[str] = field(default_factory=set)
    amounts: dict[str, int] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)

    def text(self, runs: Iterable[Run]) -> str:
        """The words that are seen, the same however they are cut into runs."""
        parts: list[str] = []
        raised = ""
        for run in runs:
            look = run.look
            if look is not PLAIN:
                reason = look.unseen
                if reason:
                    self.leave(reason, run.text)
                    continue
                if look.raised:
                    raised += run.text
                    continue
            if raised and run.text:
                parts.append(raised_text(raised, "".join(parts[-3:])))
                raised = ""
            parts.append(run.text)
        if raised:
            parts.append(raised_text(raised, "".join(parts[-3:])))
        return "".join(parts)

    def leave(self, reason: str, text: str) -> None:
        """Note that ``text`` was left out; blanks are nothing."""
        words = "".join(char for char in text if char.isprintable() and not char.isspace())
        if words:
            self.met.add(reason)
            self.amounts[reason] = self.amounts.get(reason, 0) + len(words)
            self.samples.setdefault(reason, words[:_SAMPLE] + ("…" if len(words) > _SAMPLE else ""))

    def notes(self, fmt: str) -> Iterator[Note]:
        """What was struck out or could not be seen."""
        for reason, message in _LEFT_OUT.items():
            if reason in self.amounts:
                text = message.format(count=self.amounts[reason], sample=self.samples[reason])
                yield Note(f"{fmt}-{reason}", text)


def raised_text(text: str, before: str) -> str:
    """Raised characters as they are written on the line.

    A number behind a letter or a power of ten is an exponent; other numbers and signs are marks of notes.
    """
    match = _MARK.fullmatch(text.strip())
    if match is None:
        return text
    sign = match[1]
    if text.strip() == sign and sign.isascii() and sign.isdigit():
        if _POWER.search(before):
            return sign.translate(_SUPERSCRIPT)
        if sign == "0":
            return "°"
    return f"[注{sign}]"


def lines_of(text: str) -> list[str]:
    """The lines of a paragraph that a reader takes for paragraphs of their own; breaks in mid-sentence stay inside."""
    if "\n" not in text and "\f" not in text and "\v" not in text:
        return [text]
    first, *rest = _BREAK.split(text)
    lines = [first]
    for sign, line in zip(rest[::2], rest[1::2], strict=True):
        if not line.strip():
            continue
        if not lines[-1].strip():
            lines[-1] = line
        elif begins(lines[-1].strip(), sign, line):
            lines.append(line)
        else:
            lines[-1] += line if sign == "\f" else f"\n{line}"
    return lines


def begins(before: str, sign: str, line: str) -> bool:
    """Whether ``line`` begins something new after ``before`` and the break ``sign``."""
    if _INDENT.match(line) or len(sign) > 1 or _ENDS.search(before):
        return True
    after = line.strip()
    if (_ENUMERATOR.match(after) and not before[-1:].isdigit()) or _DATE.fullmatch(after) or _CALL.fullmatch(after):
        return True
    if _ENUMERATOR.match(before) and len(before) <= _HEADING and not _STOPS.search(before):
        return len(after) > _REST or bool(_STOPS.search(after))
    if _TITLE.fullmatch(before):
        return True
    alone = len(before) <= _ALONE and not _STOPS.search(before)
    other = sign == "\f" and not after[0].isdigit() and not _STOPS.search(after, 0, _REST)
    return alone and (other or bool(_FIELD.match(after)))
