"""Links between the reports of a run: the one before, the one after, the table of all."""

from __future__ import annotations

import html
from pathlib import PurePath
from urllib.parse import quote

from checker.reporting.html.shell import visible

__all__ = ["with_neighbours"]

_PLACE = b"<!-- units -->"


def with_neighbours(page: bytes, before: PurePath | None, own: PurePath | None, after: PurePath | None) -> bytes:
    """The page of ``own`` with links to its neighbours; names are below the output folder, without extension."""
    up = "../" * (len(own.parts) - 1) if own is not None else ""
    links = [f'<a href="{up or "./"}index.html">汇总表</a>']
    for word, other in (("上一份", before), ("下一份", after)):
        if other is not None:
            address = quote(f"{other.as_posix()}.html", errors="surrogateescape")
            links.append(f'<a href="{up or "./"}{address}">{word}:{html.escape(_name(other))}</a>')
    nav = f'<nav class="units" aria-label="同一批的报告">{"".join(links)}</nav>'
    return page.replace(_PLACE, nav.encode("utf-8", "replace"), 1)


def _name(target: PurePath) -> str:
    return str(visible(target.name.encode("utf-8", "replace").decode()))
