"""Fixed terms with one character wrong or written twice: 枫桥经念, 习近平法治思思想.

One slip leaves one half of a term whole: the halves are looked for, and the other half is compared character by
character. A character that makes a word of the pack's own phrases with its neighbour is no slip (行政败诉案件 beside
行政应诉案件); ``accepted`` lists further neighbours of terms that are terms themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader
from checker.engine.writing.wording.other_place import own_places
from checker.text.normal import fold_text

_FIRST, _LAST = "\u4e00", "\u9fff"
_LINKS = frozenset("的和与及等之或、")
_CLOSING = tuple("”》")
_INNER = 2  # 推行行政执法: a term's first character may end the word before it


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Terms of ``terms`` with one character replaced by another, or repeated."""
    accepted = frozenset(fold_text(a) for a in spec.get("accepted", ()))
    told: set[int] = set()  # every character already told of: longer terms come first
    for term, first, second in _halves((*part(spec, "terms"), *(_own_names(reader) if spec.get("own") else ()))):
        for start, end in sorted({*_behind(reader.text, first, second), *_before(reader.text, first, second)}):
            written = reader.text[start:end]
            if told & set(range(start, end)) or reader.paragraph(start) is None or any(a in written for a in accepted):
                continue
            if _is_word(reader, written, term):
                continue
            if any(a in reader.text[max(0, start - len(term)) : end + len(term)] and written in a for a in accepted):
                continue
            told |= set(range(start, end))
            fix = reader.replacing(start, end, term)
            yield make_fault(reader.span(start, end), spec, fix, text=written, right=term)


def _own_names(reader: Reader) -> list[str]:
    """Long names of the body and its place; a name that differs in its last sign is another one (云川市, 云川县)."""
    issuer = str(reader.values.get("issuer") or "")
    names = [name for name in (*issuer.split(), *own_places(issuer)) if len(name) >= _OWN]
    return [name for name in names if reader.text.count(fold_text(name)) > 1]


_OWN = 5


def _is_word(reader: Reader, written: str, term: str) -> bool:
    """Whether the character that differs stands in a word that the pack itself uses."""
    if len(written) != len(term):
        return False
    at = next(i for i, (a, b) in enumerate(zip(written, term, strict=True)) if a != b)
    pairs = reader.page.automaton.pairs()
    return any(written[i : i + 2] in pairs for i in (at - 1, at) if 0 <= i < len(written) - 1)


@lru_cache(maxsize=8)
def _halves(terms: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Each term with its two halves, longer terms first."""
    folded = sorted({fold_text(t) for t in terms}, key=lambda t: (-len(t), t))
    return tuple((t, t[: len(t) // 2], t[len(t) // 2 :]) for t in folded)


def _behind(text: str, first: str, second: str) -> Iterator[tuple[int, int]]:
    """The first half as it should be, the second with a slip."""
    at = text.find(first)
    while at >= 0:
        end = _slip(text, at + len(first), second, last=True)
        if end:
            yield at, end
        at = text.find(first, at + 1)


def _before(text: str, first: str, second: str) -> Iterator[tuple[int, int]]:
    """The second half as it should be, the first with a slip; its first character stands, or the term is not meant."""
    at = text.find(second)
    while at >= 0:
        for size in (len(first), len(first) + 1):
            start = at - size
            if start >= 0 and text[start] == first[0] and _slip(text, start, first, last=False) == at:
                yield start, at + len(second)
        at = text.find(second, at + 1)


def _slip(text: str, start: int, right: str, *, last: bool) -> int:
    """Where ``right`` ends that is written at ``start`` with one slip; 0 when it is not, or is written well."""
    same = text[start : start + len(right)]
    if same == right or len(same) < len(right):
        return 0
    end = start + len(right)
    wrong = [i for i, (a, b) in enumerate(zip(same, right, strict=True)) if a != b]
    if len(wrong) == 1 and _FIRST <= same[wrong[0]] <= _LAST and same[wrong[0]] not in _LINKS:
        is_last = last and wrong[0] == len(right) - 1  # 常务会研究 is no slip for 常务会议: the term must end here
        return 0 if is_last and text[end : end + 1] not in _CLOSING else end
    longer = text[start : end + 1]
    for i in range(1 if last else _INNER, len(longer)):
        if longer[i] == longer[i - 1] and longer[:i] + longer[i + 1 :] == right:
            return start + len(longer)
    return 0
