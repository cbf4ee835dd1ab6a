"""The frame of a report: title lines, addressee and signature, found before paragraphs are joined."""

from __future__ import annotations

from checker.model import BlockKind, ParagraphKind
from checker.reading.understanding.structure.lines import Line, Lines
from checker.reading.understanding.structure.words import Words

_TITLE_LINES = 3
_TITLE_LENGTH = 70
_MIN_TITLE = 8
_HEAD_LINE = 60  # a longer line is body text
_FOOT_LINES = 14
_ORGAN_LINES = 4


def frame(lines: Lines, words: Words) -> dict[int, ParagraphKind]:
    """Kinds of the lines that are title, addressee or signature, by line index."""
    head = _head(lines.lines, words)
    found = dict.fromkeys(_title(lines.lines, head, words), ParagraphKind.TITLE)
    for index in head:
        line = lines.lines[index]
        text = line.text
        if index not in found and line.label is None and words.found("addressee", text, "not_addressee"):
            found[index] = ParagraphKind.ADDRESSEE
    start = max(found, default=-1) + 1
    found.update(dict.fromkeys(_signature(lines.lines, start, words), ParagraphKind.SIGNATURE))
    return found


def _head(lines: tuple[Line, ...], words: Words) -> list[int]:
    """Indexes of the lines above the body."""
    head: list[int] = []
    for index, line in enumerate(lines):
        if line.block.kind in (BlockKind.BOILERPLATE, BlockKind.ROW):
            continue
        if line.label is not None or line.prose or len(line.text) > _HEAD_LINE + _MIN_TITLE:
            break
        if "," in line.text and not words.found("addressee", line.text, "not_addressee"):
            break
        head.append(index)
    return head


def _title(lines: tuple[Line, ...], head: list[int], words: Words) -> list[int]:
    window = _title_window(lines, head, words)
    if not window:
        return []
    first, last = window
    while first > 0 and _opens_title(lines[head[first - 1]], lines[head[first]], words):
        first -= 1
    whole = "".join(lines[head[i]].text for i in range(first, last + 1))
    found = list(range(first, last + 1))
    position = last + 1
    while position < len(head):
        text = lines[head[position]].text
        organ = words.found("signature_organ", text) and position == last + 1
        if not (words.found("title_following", text) or text == whole or organ):
            break
        found.append(position)
        position += 1
    found += [i for i in range(position, len(head)) if lines[head[i]].text == whole]
    return [head[i] for i in found]


def _title_window(lines: tuple[Line, ...], head: list[int], words: Words) -> tuple[int, int] | None:
    """Positions in ``head`` of the first and last title line; the fewest lines win, then those that name a subject."""
    for subject in (True, False):
        for size in range(1, _TITLE_LINES + 1):
            for first in range(len(head) - size + 1):
                text = "".join(lines[i].text for i in head[first : first + size])
                if _is_title(text, words, subject=subject):
                    return first, first + size - 1
    return None


def _is_title(text: str, words: Words, *, subject: bool) -> bool:
    if not _MIN_TITLE <= len(text) <= _TITLE_LENGTH or any(c in text for c in ":>»|"):
        return False
    ending = words.pattern("title_ending")
    closes = any(match.end() == len(text) for match in ending.finditer(text))
    return closes and (not subject or words.found("title_subject", text))


def _opens_title(above: Line, title: Line, words: Words) -> bool:
    """Whether the line above is the beginning of the title."""
    return words.found("title_opening", above.text) and above.text not in title.text


def _signature(lines: tuple[Line, ...], start: int, words: Words) -> list[int]:
    """Issuer and date lines at the end of the body."""
    body = [i for i in range(start, len(lines)) if lines[i].block.kind in (BlockKind.TEXT, BlockKind.HEADING)]
    prose = next((n for n, i in enumerate(body) if lines[i].prose), len(body))
    floor = max(prose + 1, len(body) - _FOOT_LINES)
    for n in range(len(body) - 1, floor - 1, -1):
        text = lines[body[n]].text
        organ = _organ_with_date(text, words)
        if words.found("signature_date", text) or organ:
            above = n
            while above > floor and n - above < _ORGAN_LINES and _is_organ(lines[body[above - 1]], words):
                above -= 1
            return body[above : n + 1]
    for n in range(len(body) - 1, floor - 1, -1):
        if _is_organ(lines[body[n]], words) and lines[body[n - 1]].ends:
            return [body[n]]
    return []


def _is_organ(line: Line, words: Words) -> bool:
    return line.label is None and words.found("signature_organ", line.text)


def _organ_with_date(text: str, words: Words) -> bool:
    """``松岚县人民政府2019年2月26日`` on one line."""
    for cut in range(4, len(text) - 7):
        if words.found("signature_date", text[cut:]) and words.found("signature_organ", text[:cut]):
            return True
    return False
