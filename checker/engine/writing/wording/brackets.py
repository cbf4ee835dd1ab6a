"""Brackets and quotation marks that do not pair, per paragraph.

What a layout cut in two is left alone: an opening sign whose partner stands in the next paragraph. Tables are left
out, and so are list labels such as ``1)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader, Stretch
from checker.model import Fix, ParagraphKind

_LABEL = re.compile(r"(?:^|[。;:,])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
_BREAK = re.compile(r"[,。;:、\n]")
_SHOWN = 12
_WIDE = {")": "）", "]": "］"}
_NEAR = 2  # paragraphs in which the partner of a cut pair may stand


@dataclass(frozen=True, slots=True)
class _Odd:
    """A sign without a partner."""

    position: int
    pair: str
    opens: bool
    paragraph: int


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Signs of ``pairs`` without a partner; ``open`` and ``close`` hold the sentences."""
    odd = [o for stretch in reader.prose if stretch.kind is not ParagraphKind.ROW for o in _odd(reader, spec, stretch)]
    rest = _without_cut_pairs(odd)
    for index, sign in enumerate(rest):
        following = rest[index + 1] if index + 1 < len(rest) else None
        if sign.opens and following and following.opens and sign.pair == following.pair == "“”":
            continue  # “甲“: the second of the two is told
        yield _fault(reader, spec, sign)


def _odd(reader: Reader, spec: Spec, stretch: Stretch) -> Iterator[_Odd]:
    text = reader.text
    for pair in part(spec, "pairs"):
        opened: list[int] = []
        for position in range(stretch.start, stretch.end):
            if text[position] == pair[0]:
                opened.append(position)
            elif text[position] == pair[1]:
                if opened:
                    opened.pop()
                elif not _LABEL.search(text[stretch.start : position]):
                    yield _Odd(position, pair, opens=False, paragraph=stretch.index)
        for position in opened:
            yield _Odd(position, pair, opens=True, paragraph=stretch.index)


def _without_cut_pairs(odd: list[_Odd]) -> list[_Odd]:
    odd = sorted(odd, key=lambda o: o.position)
    gone: set[int] = set()
    for i, sign in enumerate(odd):
        for j in range(i + 1, len(odd)):
            other = odd[j]
            if other.pair != sign.pair or j in gone:
                continue
            if sign.opens and not other.opens and 0 < other.paragraph - sign.paragraph <= _NEAR:
                gone |= {i, j}
            break
    return [o for i, o in enumerate(odd) if i not in gone]


def _fault(reader: Reader, spec: Spec, sign: _Odd) -> Fault:
    text = reader.text
    if sign.opens:
        stop = _BREAK.search(text, sign.position + 1)
        start, end = sign.position, min(stop.start() if stop else len(text), sign.position + _SHOWN)
    else:
        low = max((m.end() for m in _BREAK.finditer(text, max(0, sign.position - _SHOWN), sign.position)), default=0)
        start, end = max(low, sign.position - _SHOWN), sign.position + 1
    key = "open" if sign.opens else "close"
    return make_fault(
        reader.span(start, end),
        part(spec, key),
        _fix(reader, sign) if sign.opens else None,
        text=text[start:end],
        sign=sign.pair[0 if sign.opens else 1],
        partner=sign.pair[1 if sign.opens else 0],
    )


@lru_cache(maxsize=256)
def _bracketed(text: str, before: str, pair: str) -> frozenset[str]:
    """What stands in such brackets behind a sign elsewhere; looked for once, however many brackets lack a partner."""
    model = re.compile(re.escape(before + pair[0]) + r"([^()\n,。]{1,8})" + re.escape(pair[1]))
    return frozenset(m[1] for m in model.finditer(text))


def _fix(reader: Reader, sign: _Odd) -> Fix | None:
    """Close the bracket as the same words are bracketed elsewhere: 镇(街道 like 镇(街道); turn round a wrong quote."""
    text, at = reader.text, sign.position
    if sign.pair == "“”":
        turned = text.rfind("“", max(0, at - _SHOWN * 2), at)
        clean = turned >= 0 and "”" not in text[turned:at] and "\n" not in text[turned:at]
        return reader.replacing(at, at + 1, "”") if clean else None
    before = text[at - 1] if at else ""
    fitting = [w for w in _bracketed(text, before, sign.pair) if text.startswith(w, at + 1)]
    if not before or len(fitting) != 1:
        return None
    last = at + len(fitting[0])
    wide = reader.original(at, at + 1) == "（"
    closing = _WIDE.get(sign.pair[1], sign.pair[1]) if wide else sign.pair[1]
    return reader.replacing(last, last + 1, reader.original(last, last + 1) + closing)
