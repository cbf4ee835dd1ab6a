"""HTML pages to blocks.

A report on a government portal sits among menus, paths, tools and footers, and every portal is built differently. So
no layout is known by name. The article is the smallest container with the page's prose; what lies outside of it, or
inside an element whose tag or class says navigation, is boilerplate, unless it is the title or prose itself. The line
rules of ``checker.reading.understanding.boilerplate`` then work on what remains, as in plain text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind, Hint, Note, RawText
from checker.reading.formats.lines import Line, assemble
from checker.reading.prose import flat, is_prose
from checker.text.normal import fold_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from checker.reading.formats.web.walk import Piece, Walk

__all__ = ["read_html"]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_UNCLOSED = "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option"
_VOID = frozenset(_UNCLOSED.split())
_SITE_SUFFIX = re.compile(r"\s*[_|]\s*|\s+[-–—]+\s+")
_DATE = re.compile(r"(?:(?:19|20)\d\d|二[〇○零]\S\S)年\S{1,2}月\S{1,3}日")

_LIST_DATE = re.compile(r"[\[(（]?(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?$")

_MAX_DEPTH = 3_000  # the parser's time grows with the square of the depth
_MAX_ATTRIBUTES, _MAX_OPTIONS = 2_000, 20_000  # of one element, of the page: its time grows with their squares too
_MAIN = 0.9  # share of the prose that the article must hold; quotations and notices stand elsewhere
_SHARE = 0.3  # an element with more of the prose than this is not a menu, whatever its class says
_LINKED = 0.7  # share of characters in links from which a line is a link
_TITLE = 8  # characters of the shortest title
_THIN = 200  # characters below which pictures probably hold the text


def read_html(
    text: str, lexicon: Lexicon, where: str, notes: Sequence[Note] = (), limits: Limits = DEFAULT_LIMITS
) -> RawText:
    """Turn a page into blocks; ``RawText.text`` is the visible text, a line per block.

    Raises:
        ReadingError: The page nests absurdly, or shows no text.
    """
    from selectolax.lexbor import LexborHTMLParser

    for count, most, words in (
        (text.count("<"), limits.elements, "网页里有超过 {} 个标签"),
        (len(_OPTION.findall(text)), _MAX_OPTIONS, "网页里有超过 {} 个下拉选项"),
        (_most_attributes(text), _MAX_ATTRIBUTES, "网页里有标签带着超过 {} 个属性"),
        (_depth(text), _MAX_DEPTH, "网页的标签嵌套超过 {} 层"),
    ):
        if count > most:
            msg = f"{words.format(most)},不是正常的网页;请复制正文另存为 docx 或 txt 后再试"
            raise ReadingError(msg, where)
    tree = LexborHTMLParser(text)
    hints = _hints(tree)
    page = _Page.read(tree, lexicon, hints)
    more: list[Note] = []
    if page.shown < _THIN:
        page, said = _looked_for(page, tree, lexicon, hints)
        more += said
    if not page.found:
        msg = "网页中没有可读的文字,内容可能由脚本生成或是框架、图片;请在浏览器中打开后复制正文,另存为 docx 或 txt 再试"
        raise ReadingError(msg, where)
    lines = [_line(piece, outside=out) for piece, out in zip(page.found, page.boilerplate, strict=True)]
    return assemble(lines, "html", hints, (*notes, *more, *_remarks(page, tree, text)))


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, which of them are not the report's, and who went through it."""

    found: list[Piece]
    boilerplate: list[bool]
    walk: Walk

    @classmethod
    def read(
        cls, tree: LexborHTMLParser, lexicon: Lexicon, hints: Sequence[Hint], reveal: frozenset[int] = frozenset()
    ) -> _Page:
        from checker.reading.formats.web.looks import Looks, style_rules
        from checker.reading.formats.web.walk import Walk

        walk = Walk(frozenset(lexicon.words("boilerplate", "html_outside")), Looks(style_rules(tree)), reveal=reveal)
        found = list(walk.pieces(tree.body)) if tree.body is not None else []
        return cls(found, _judge(found, _title_finder(lexicon), hints), walk)

    @property
    def shown(self) -> int:
        """Characters of the report."""
        return sum(len(p.text) for p, out in zip(self.found, self.boilerplate, strict=True) if not out)


def _looked_for(
    page: _Page, tree: LexborHTMLParser, lexicon: Lexicon, hints: Sequence[Hint]
) -> tuple[_Page, list[Note]]:
    """The text of a page that shows hardly any, from where it is kept, and what is to be said about that."""
    from selectolax.lexbor import LexborHTMLParser

    from checker.reading.formats.web.elsewhere import written_elsewhere

    large = frozenset(node.mem_id for node, _ in page.walk.hidden if len(node.text(deep=True) or "") >= _THIN)
    if large:
        revealed = _Page.read(tree, lexicon, hints, large)
        if revealed.shown >= _THIN:
            message = "网页正文打开时是隐藏的(要由脚本显示),已读取;请对照浏览器中看到的页面核对"
            return revealed, [Note("html-revealed", message)]
    kept = written_elsewhere(tree)
    if kept is not None:
        markup, place = kept
        title = "".join(f"<h1>{html.escape(piece.text)}</h1>" for piece in _titles(page))
        inner = _Page.read(LexborHTMLParser(f"<body>{title}{markup}</body>"), lexicon, hints)
        if inner.shown > page.shown and _depth(markup) <= _MAX_DEPTH:
            message = f"网页正文不直接显示,存放在{place}里,已读取;请对照浏览器中看到的页面核对"
            return inner, [Note("html-elsewhere", message)]
    return page, []


def _titles(page: _Page) -> Iterator[Piece]:
    return (piece for piece, out in zip(page.found, page.boilerplate, strict=True) if not out)


def _remarks(page: _Page, tree: LexborHTMLParser, source: str) -> Iterator[Note]:
    """What was not read, and what the page says about pages besides it."""
    from checker.reading.formats.web.elsewhere import more_pages

    yield from page.walk.sight.notes("html")
    hidden = [
        node
        for node, _ in page.walk.hidden
        if any(is_prose(flat(line)) for line in (node.text(deep=True) or "").split("\n"))
    ]
    if hidden:
        yield Note("html-hidden", f"网页中有 {len(hidden)} 处不显示的文字(隐藏、透明或在页面之外),不作依据,未读取")
    if more_pages(tree, source):
        message = "网页分成几页,这里只有其中一页,其余各页未读取;请在网站上打开全文或把各页合并后再核对"
        yield Note("html-more-pages", message)
    if page.shown >= _THIN:
        return
    embedded = [node for node in tree.css("img, iframe, embed, object, frame") if _is_shown(node)]
    if embedded:
        message = f"网页正文只有 {page.shown} 字,而页面嵌有图片或附件,报告可能在图片或附件里,请核对"
    else:
        message = f"网页正文只有 {page.shown} 字,报告可能没有保存完整,或由脚本另行载入,请在浏览器中打开核对"
    yield Note("html-thin", message)


def _is_shown(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return node.tag != "img" or ("hidden" not in node.attributes and "display:none" not in style)


def _most_attributes(text: str) -> int:
    """The most attributes that an element can have, by the signs that stand between them."""
    long = (match[0] for match in _LONG_TAG.finditer(text))
    return max((len(_BETWEEN.findall(tag)) for tag in long), default=0)


_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_OPTION = re.compile(r"<opt(?:ion|group)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s/\"'][^\s=>\"'/]")


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(text):
        if match[3] or match[2].lower() in _VOID:
            continue
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _hints(tree: LexborHTMLParser) -> tuple[Hint, ...]:
    found: list[Hint] = []
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        value = attributes.get("content")
        if name and value and value.strip():
            found.append(Hint(f"meta:{name.strip().lower()}", " ".join(value.split())))
    titles = (" ".join(node.text(deep=True).split()) for node in tree.css("head > title"))
    return (*found, *(Hint("title", title) for title in titles if title))


def _judge(found: Sequence[Piece], titled: re.Pattern[str], hints: Sequence[Hint]) -> list[bool]:
    """For each line, whether it belongs to the page rather than to the report."""
    prose = [_prose(piece) for piece in found]
    amounts: Counter[int] = Counter()
    for piece, amount in zip(found, prose, strict=True):
        for element in {*piece.path, *piece.outside}:
            amounts[element] += amount
    total = sum(prose)
    outside = [any(amounts[element] <= _SHARE * total for element in piece.outside) for piece in found]
    main = _main(found, [0 if out else amount for amount, out in zip(prose, outside, strict=True)])
    inside = [main is None or main in piece.path for piece in found]
    own = [index for index, amount in enumerate(prose) if amount and inside[index] and not outside[index]]
    if not own:
        return outside
    first, last = own[0], own[-1]
    title = _title_lines(found[:first], titled, hints)
    judged = []
    for index, piece in enumerate(found):
        if index in title:
            judged.append(False)
        elif outside[index] or (piece.listed and _is_link(piece)):
            judged.append(True)
        else:
            judged.append(not (inside[index] or first <= index <= last or prose[index] or _signs(found, index, last)))
    return judged


def _prose(piece: Piece) -> int:
    """Characters of prose in a line; none in links, cells and menu entries."""
    if piece.cells or piece.links > _SHARE * len(piece.text) or not is_prose(flat(piece.text)):
        return 0
    return len(piece.text)


def _is_link(piece: Piece) -> bool:
    return piece.links >= _LINKED * len("".join(_LIST_DATE.sub("", piece.text).split()))


def _main(found: Sequence[Piece], prose: Sequence[int]) -> int | None:
    """The innermost container that holds nearly all prose."""
    amounts: Counter[int] = Counter()
    for piece, amount in zip(found, prose, strict=True):
        amounts.update(dict.fromkeys(piece.path, amount))
    enough = _MAIN * sum(prose)
    holders = [path for piece in found if (path := piece.path) and amounts[path[-1]] >= enough > 0]
    deepest = max(holders, key=len, default=())
    return deepest[-1] if deepest else None


def _title_finder(lexicon: Lexicon) -> re.Pattern[str]:
    ends = "|".join(lexicon.words("kinds", "title_ends"))
    return re.compile(rf"[^:>»|。]{{{_TITLE - 2},80}}(?:{ends})(?:[(][^()]{{1,16}}[)])?")


def _title_lines(before: Sequence[Piece], titled: re.Pattern[str], hints: Sequence[Hint]) -> set[int]:
    """Indexes of the lines before the prose that show the title: it often stands outside the article.

    Best is what the page itself names as its title, then a heading, then a line that ends like a title.
    """
    named = {hint.name: hint.value for hint in hints}
    parts = _SITE_SUFFIX.split(named.get("title", ""))
    title = fold_text(named.get("meta:articletitle") or next((p for p in parts if len(p) >= _TITLE), ""))
    lines = [fold_text(piece.text) for piece in before]
    whole = [index for index, line in enumerate(lines) if title and line == title]
    if whole:
        return {next((index for index in reversed(whole) if before[index].level), whole[-1])}
    for index in reversed(range(len(lines) - 1)):
        if title and lines[index] + lines[index + 1] == title:
            return {index, index + 1}
    own = [index for index, piece in enumerate(before) if not _is_link(piece) and len(lines[index]) >= _TITLE]
    headings = [index for index in own if before[index].level]
    likely = [index for index in own if not before[index].cells and titled.fullmatch(lines[index])]
    return set((headings or likely)[-1:])


def _signs(found: Sequence[Piece], index: int, last: int) -> bool:
    """Whether a line right after the article is its signature: the date, or what stands just before the date."""
    near = [place for place in (index, index + 1) if place < len(found) and place <= last + 3]
    return index > last and any(_DATE.fullmatch(fold_text(found[place].text)) for place in near)


def _line(piece: Piece, *, outside: bool) -> Line:
    if outside:
        return Line(piece.text, BlockKind.BOILERPLATE, 0, piece.cells, piece.table)
    kind = BlockKind.ROW if piece.cells else BlockKind.HEADING if piece.level else BlockKind.TEXT
    return Line(piece.text, kind, piece.level, piece.cells, piece.table)
