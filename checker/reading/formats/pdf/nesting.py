"""A second look at a PDF before the library gets it: how much do its pages draw once forms stand in forms?

A form (``/Subtype /Form``) is a drawing that others show with ``/Name Do``. A few hundred bytes of forms that show each
other stand for gigabytes of drawing, or for no end at all, and the library works through all of it at once.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from checker.errors import ReadingError
from checker.files.limits import Limits

__all__ = ["check_nesting"]

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_SHOWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_REFERENCE = re.compile(rb"\s*(\d{1,9})\s+\d{1,5}\s+R\b")
_ANY_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_BRACES = re.compile(rb"<<|>>")
_PARENTS = 50  # steps from a page up to where its resources stand
_MB = 1024 * 1024


def check_nesting(data: bytes, limits: Limits, where: str) -> None:
    """Refuse a file whose forms show themselves, or whose pages draw too much when every form is counted as shown.

    Raises:
        ReadingError: They do.
    """
    if not _FORM.search(data):
        return
    drawings = _Drawings(_Objects.of(data, limits.drawing_bytes), limits.drawing_bytes, where)
    for number in drawings.objects.forms():
        drawings.weight(number)
    for number in drawings.objects.pages():
        drawings.page(number)


@dataclass(frozen=True, slots=True)
class _Objects:
    """The dictionaries of a file by number, and where their streams begin and end."""

    data: bytes
    heads: Mapping[int, bytes]
    streams: Mapping[int, tuple[int, int]]
    most: int

    @classmethod
    def of(cls, data: bytes, most: int) -> _Objects:
        heads: dict[int, bytes] = {}
        streams: dict[int, tuple[int, int]] = {}
        starts = [(int(m[1]), m.start(), m.end()) for m in _OBJECT.finditer(data)]
        for (number, _, start), (_, end, _) in pairwise([*starts, (0, len(data), 0)]):
            stream = _STREAM.search(data, start, end)
            heads[number] = data[start : stream.start() if stream else end]
            if stream:
                streams[number] = stream.end(), end
        found = cls(data, heads, streams, most)
        for number in [n for n in streams if _PACKED_OBJECTS.search(heads[n])]:
            for inner, head in found.packed(number):
                heads.setdefault(inner, head)
        return found

    def packed(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The objects of an object stream."""
        first = _FIRST.search(self.heads[number])
        content = self.content(number)
        start = int(first[1]) if first else 0
        words = content[:start].split()
        places = [int(w) for w in words if len(w) < 10 and w.isdigit()]  # noqa: PLR2004 - numbers of a file
        pairs = list(zip(places[::2], places[1::2], strict=False))
        for (inner, at), (_, end) in pairwise([*pairs, (0, len(content) - start)]):
            yield inner, content[start + at : start + end]

    def content(self, number: int) -> bytes:
        """A stream, unpacked as far as it is looked at."""
        start, end = self.streams.get(number, (0, 0))
        if not _FLATE.search(self.heads.get(number, b"")):
            return self.data[start : min(end, start + self.most + 1)]
        try:
            return zlib.decompressobj().decompress(self.data[start:end], self.most + 1)
        except zlib.error:
            return b""

    def forms(self) -> list[int]:
        """Numbers of the forms."""
        return [n for n in self.streams if _FORM.search(self.heads[n])]

    def pages(self) -> list[int]:
        """Numbers of the pages."""
        return [n for n, head in self.heads.items() if n not in self.streams and _PAGE.search(head)]

    def value(self, head: bytes, key: bytes) -> bytes:
        """The dictionary under ``key``, itself or the object that it names; empty without one."""
        match = re.search(rb"/" + key + rb"\b", head)
        if match is None:
            return b""
        if named := _REFERENCE.match(head, match.end()):
            return self.heads.get(int(named[1]), b"")
        depth = 0
        for brace in _BRACES.finditer(head, match.end()):
            depth += 1 if brace[0] == b"<<" else -1
            if depth <= 0:
                return head[match.end() : brace.end()]
        return head[match.end() :]

    def named(self, number: int) -> dict[bytes, int]:
        """What the names that an object may show stand for; the resources may stand with one of its parents."""
        head = self.heads[number]
        for _ in range(_PARENTS):
            resources = self.value(head, b"Resources")
            if resources:
                return {m[1]: int(m[2]) for m in _NAMED.finditer(self.value(resources, b"XObject"))}
            head = self.value(head, b"Parent")
            if not head:
                break
        return {}


@dataclass(slots=True)
class _Drawings:
    """How many bytes of drawing each form stands for, those that it shows included."""

    objects: _Objects
    most: int
    where: str
    weights: dict[int, int] = field(default_factory=dict)

    def page(self, number: int) -> None:
        """Refuse a page that draws too much."""
        head = self.objects.heads[number]
        match = re.search(rb"/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)", head)
        contents = [int(r[1]) for r in _ANY_REFERENCE.finditer(match[1])] if match else []
        shown: Counter[int] = Counter()
        for content in contents:
            if content in self.objects.streams:
                shown += self._shown(self.objects.content(content), self.objects.named(number))
        if sum(times * self.weights[form] for form, times in shown.items()) > self.most:
            raise ReadingError(_too_much(self.most), self.where)

    def weight(self, form: int) -> None:
        """Weigh a form and, before it, all that it shows; no call goes deeper, however deep the forms stand."""
        open_, todo = dict[int, Counter[int]](), [form]
        while todo:
            number = todo[-1]
            if number in self.weights:
                todo.pop()
            elif number in open_:
                todo.pop()
                own = len(self.objects.content(number)) + 1
                total = own + sum(times * self.weights[inner] for inner, times in open_.pop(number).items())
                if total > self.most:
                    raise ReadingError(_too_much(self.most), self.where)
                self.weights[number] = total
            else:
                shown = self._shown(self.objects.content(number), self.objects.named(number))
                if not open_.keys().isdisjoint(shown) or number in shown:
                    msg = "PDF 的图形引用了自己,没有尽头,未打开;请重新导出 PDF,或提供原始 Word 文件再试"
                    raise ReadingError(msg, self.where)
                open_[number] = shown
                todo += [inner for inner in shown if inner not in self.weights]

    def _shown(self, content: bytes, named: Mapping[bytes, int]) -> Counter[int]:
        """How often each form is shown."""
        names = Counter(_SHOWN.findall(content))
        found: Counter[int] = Counter()
        for name, times in names.items():
            number = named.get(name, -1)
            if number in self.objects.streams and _FORM.search(self.objects.heads[number]):
                found[number] += times
        return found


def _too_much(most: int) -> str:
    return (
        f"PDF 页面内容超过上限 {most / _MB:.0f} MB(图片、字体不计,反复引用的图形逐次计),不是正常的报告,未打开;"
        "请只保留报告正文的页面,或提供原始 Word 文件再试"
    )
