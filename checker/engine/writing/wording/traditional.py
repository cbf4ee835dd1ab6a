"""Traditional characters in a text that is otherwise simplified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.engine.writing.fault import Fault, Spec, make_fault, part
from checker.engine.writing.prose import Reader

_WHOLE = 0.02  # share of characters from which a text counts as written in traditional characters
_HAN = re.compile(r"[\u4e00-\u9fff]")


def check(reader: Reader, spec: Spec) -> Iterator[Fault]:
    """Runs of characters that the table ``pairs`` (繁简繁简 …) knows as traditional; nothing in a traditional text."""
    pairs = "".join(str(part(spec, "pairs")).split())
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    found = [m for m in re.finditer(f"[{''.join(table)}]+", reader.text) if reader.paragraph(m.start())]
    han = len(_HAN.findall(reader.text))
    if sum(len(m[0]) for m in found) > _WHOLE * han:
        return
    for match in found:
        right = "".join(table[c] for c in match[0])
        yield make_fault(
            reader.span(*match.span()),
            spec,
            reader.replacing(*match.span(), right),
            text=match[0],
            right=right,
        )
