"""What one line looks like: prose, or something that a web page adds.

The words are data (``rules/language/boilerplate.yaml``); here stands how they are put together. Lines come in folded
form, see ``checker.reading.prose.flat``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from checker.lexicon import Lexicon
from checker.reading.prose import is_prose, numbered

__all__ = ["LinePatterns"]

_EMPTY_VALUE = re.compile(r"[\s\d\-/.:年月日次星期一二三四五六无]*")
_BREAKS = re.compile(r"[\s|/·、,\[\]【】()<>«»]+")
_OPENING = frozenset("[【<(")
_BRACKETS = "()[]【】<> \t"

_MAX_LINE = 240
_MAX_VALUE = 60


@dataclass(frozen=True, slots=True)
class LinePatterns:
    """The compiled word lists; ``of`` builds each only once."""

    lines: re.Pattern[str]
    edges: re.Pattern[str]
    columns: re.Pattern[str]
    tools: re.Pattern[str]
    field: re.Pattern[str]
    weak: re.Pattern[str]
    prefix: re.Pattern[str]
    fragment: re.Pattern[str]
    footer: re.Pattern[str]
    title: re.Pattern[str]

    @staticmethod
    def of(lexicon: Lexicon) -> LinePatterns:
        """Compile the section ``boilerplate``."""
        keys = (
            "lines",
            "edge_lines",
            "columns",
            "tools",
            "fields",
            "weak_fields",
            "field_prefixes",
            "fragments",
            "tails",
        )
        return _compile(*(lexicon.words("boilerplate", key) for key in (*keys, "footer_starts", "title_words")))

    def fits(self, line: str, *, edge: bool, column: bool = False) -> bool:
        """Whether a whole folded line is boilerplate.

        Args:
            line: The line.
            edge: It stands before the report begins, or after its end.
            column: It stands where the name of the page's column may stand.
        """
        if not line or len(line) > _MAX_LINE or numbered(line):
            return False
        bare = line.strip(_BRACKETS)
        if self.is_field_line(bare, edge=edge) or self.is_tool_bar(line, edge=edge):
            return True
        if is_prose(line) and not edge:
            return False
        if self.lines.fullmatch(bare) or (edge and self.edges.fullmatch(bare)):
            return True
        return column and bool(self.columns.fullmatch(bare))

    def is_tool_bar(self, line: str, *, edge: bool) -> bool:
        """Whether the line holds nothing but words on buttons; one bare word inside the report may be a table's."""
        words = [word for word in _BREAKS.split(line) if word]
        several = len(words) > 1 or line[:1] in _OPENING
        return bool(words) and (edge or several) and all(self.tools.fullmatch(word) for word in words)

    def is_title(self, line: str) -> bool:
        """Whether the line looks like the report's title and not like a path that ends in it."""
        return bool(self.title.search(line)) and not self.fits(line, edge=True)

    def is_field_line(self, line: str, *, edge: bool) -> bool:
        """Whether the line is made of labels and short values: 来源: …  发布时间: …."""
        if "。" in line:
            return False
        labels = list(self.field.finditer(line))
        if not labels or not (labels[0].start() == 0 or self.prefix.fullmatch(line[: labels[0].start()].strip())):
            return False
        starts = [label.start() for label in labels[1:]] + [len(line)]
        values = [line[label.end() : end].strip() for label, end in zip(labels, starts, strict=True)]
        if any(len(value) > _MAX_VALUE for value in values):
            return False
        if not edge and not any(":" in label[0] for label in labels):
            return False  # 来源 and a blank is no label in the middle of a report
        strong = [label for label in labels if not self.weak.fullmatch(label[0].strip(" :\t"))]
        return bool(strong) or (len(labels) > 1 and edge) or all(_EMPTY_VALUE.fullmatch(value) for value in values)


@lru_cache(maxsize=4)
def _compile(*lists: tuple[str, ...]) -> LinePatterns:
    lines, edges, columns, tools, fields, weak, prefixes, fragments, tails, footer, title = lists
    names = _any(sorted((field.replace("~", r"\s*") for field in fields), key=len, reverse=True))
    return LinePatterns(
        lines=re.compile(_any(lines)),
        edges=re.compile(_any(edges)),
        columns=re.compile(_any(columns)),
        tools=re.compile(_any(tools)),
        field=re.compile(rf"{names}\s*:|(?:^|(?<=[\s\[【(|])){names}(?=\s|$)"),
        weak=re.compile(_any(word.replace("~", r"\s*") for word in weak)),
        prefix=re.compile(rf"(?:{_any(prefixes)}\s*)+"),
        fragment=re.compile(rf"[【\[]\s*{_any(fragments)}\s*[】\]]|(?<=[。!！])\s*{_any(tails)}\s*$"),
        footer=re.compile(_any(footer)),
        title=re.compile(rf"\d{{4}}年.*{_any(title)}"),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"
