"""Where a page keeps its text when it shows none: behind a script, in a form, in a frame that is written out.

Portals show an article only after a script has run, or fill it in from a textarea, a template, a piece of JSON. A page
may also be one of several. What can be read is read, and said; what cannot is said, too.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["more_pages", "written_elsewhere"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.){200,})"|\'((?:[^\'\\\n]|\\.){200,})\'|`([^`]{200,})`')
_TAG = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>")
_NEXT = re.compile(r"(?:下一?页|后一?页|下页|next(?:\s*page)?|[>›»]{1,2})\s*[>›»]{0,2}", re.IGNORECASE)
_CREATED = re.compile(r"createPage(?:HTML|Html)?\s*\(\s*['\"]?(\d{1,4})")
_COUNTED = re.compile(r"(?:共|总共)\s*(\d{1,4})\s*页|第?\s*1\s*/\s*(\d{1,4})\s*页?")
_PAGER = re.compile(r"\bpage(?:s|r|nav|bar|list|code|_?next)?\b|pagination|paging|fenye", re.IGNORECASE)
_ENOUGH = 200  # Chinese characters from which a place may hold the report
_LARGEST = 4_000_000


def written_elsewhere(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """The largest text that the page keeps without showing it, as a page, and the name of the place."""
    found = [(text, place) for text, place in _places(tree) if _amount(text) >= _ENOUGH]
    return max(found, key=lambda one: _amount(one[0]), default=None)


def _amount(text: str) -> int:
    return len(_HAN.findall(_TAG.sub("", text[:_LARGEST])))


def _places(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("textarea"):
        yield _as_page(node.text(deep=True) or ""), "文本框(textarea)"
    for node in tree.css("template, noscript"):
        yield _as_page(_inside(node)), "模板(template、noscript)"
    for node in tree.css("iframe"):
        yield node.attributes.get("srcdoc") or "", "内嵌框架(srcdoc)"
    for node in tree.css("input"):
        if (node.attributes.get("type") or "").lower() == "hidden":
            yield _as_page(node.attributes.get("value") or ""), "隐藏的表单域"
    for node in tree.css("script"):
        yield from ((text, "脚本") for text in _strings(node.text(deep=True) or ""))


def _inside(node: LexborNode) -> str:
    """The markup between the tags of an element, which the parser may not have taken apart."""
    markup = node.html or ""
    return markup[markup.find(">") + 1 : markup.rfind("<")]


def _as_page(text: str) -> str:
    """Text of a form as a page: its markup may be written out as text, its line ends are breaks."""
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    return text if _TAG.search(text) else html.escape(text).replace("\n", "<br>")


def _strings(script: str) -> Iterator[str]:
    """Long strings of a script, JSON among it."""
    for match in _STRING.finditer(script[:_LARGEST]):
        raw = next(filter(None, match.groups()))
        try:
            text = str(json.loads(f'"{raw}"')) if match[1] else raw
        except ValueError:
            text = raw
        yield _as_page(html.unescape(text) if "&lt;" in text else text)


def more_pages(tree: LexborHTMLParser, source: str) -> bool:
    """Whether the page is one of several that hold the text together."""
    created = _CREATED.search(source)
    if created is not None:
        return int(created[1]) > 1
    if tree.css_first('link[rel="next"]') is not None:
        return True
    for node in tree.css("a, span, button"):
        text = (node.text(deep=True) or "").strip()
        if not text or len(text) > 12 or not _NEXT.fullmatch(text):  # noqa: PLR2004 - longer is the title of a neighbour
            continue
        href = (node.attributes.get("href") or "").strip().lower()
        named = not text.strip(">›»")
        if not (named and not _in_pager(node)) and not href.startswith(("#", "javascript:void")) and _numbered(node):
            return True
    return any(int(m[1] or m[2]) > 1 for node in tree.css("div, span, p, li, td") if (m := _count_in(node)))


def _in_pager(node: LexborNode) -> bool:
    parent = node.parent
    names = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}" if parent is not None else ""
    return bool(_PAGER.search(names))


def _numbered(node: LexborNode) -> bool:
    """Whether numbers of pages stand beside a link, or it leads to a page by number."""
    if re.search(r"_\d+\.s?html?$|[?&]page(?:no|num|index)?=\d", node.attributes.get("href") or "", re.IGNORECASE):
        return True
    parent = node.parent
    return parent is not None and bool(re.search(r"(?<!\d)[12](?!\d)", (parent.text(deep=True) or "")[:200]))


def _count_in(node: LexborNode) -> re.Match[str] | None:
    """A line that only tells how many pages there are."""
    inner = node.css_first("div, p, li, td")
    if inner is not None and inner.mem_id != node.mem_id:
        return None
    text = "".join((node.text(deep=True) or "")[:200].split())
    return _COUNTED.search(text) if len(text) <= 60 and _NEXT_OR_FIRST.search(text) else None  # noqa: PLR2004 - longer is prose


_NEXT_OR_FIRST = re.compile(r"首页|尾页|末页|上一?页|下一?页|跳转")
