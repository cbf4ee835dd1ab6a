"""主送机关: whom the report is addressed to."""

from __future__ import annotations

import re

from checker.model import BlockKind, Fact
from checker.reading.understanding.metadata.page import Line, Page
from checker.reading.understanding.metadata.words import Words

_MAX = 80
_LINES = 3  # lines of the body that may hold it


def find_recipient(page: Page, words: Words) -> Fact | None:
    """The line of authorities that ends with a colon before the first sentence, as written, without the colon."""
    pattern = re.compile(rf"(?:{words.pattern('recipient_words')})$")
    bans = re.compile(words.pattern("recipient_bans"))
    for line in page.lines[: page.body_start + _LINES]:
        end = _colon(line)
        if end <= 0 or line.kind in {BlockKind.BOILERPLATE, BlockKind.ROW} or line.is_link:
            continue
        name = "".join(line.flat[:end].split())
        if len(name) <= _MAX and pattern.search(_bare(name)) and not bans.search(name):
            span = line.part(0, end)
            return Fact(span.of(page.text), span)
    return None


def _colon(line: Line) -> int:
    """Where the first colon stands, if nothing but prose or nothing at all comes after it; -1 otherwise."""
    at = line.flat.find(":")
    after = line.flat[at + 1 :].strip()
    return at if at > 0 and (not after or line.is_prose) else -1


def _bare(name: str) -> str:
    """Without a remark in brackets at the end."""
    return re.sub(r"\([^()]*\)$", "", name)
