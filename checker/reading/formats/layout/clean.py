"""Which signs of a page are its text: not those that nobody sees, drawn twice, or laid over it as a watermark."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from checker.reading.formats.appearance import Sight
from checker.reading.formats.layout.model import Glyph, Sheet, Stroke

__all__ = ["clean", "mark_raised"]

_SAME_PLACE = 0.25  # of the size: a second drawing of the same sign makes it bold
_LARGE = 1.8  # times the page's size: a watermark is larger than what it covers
_COVERED = 3  # signs whose centres a watermark's sign covers
_THICK = 2.5  # points: a line that strikes out is thinner
_STRUCK = (0.35, 0.72)  # of the size, from above: where a line through a sign runs
_BEYOND = 0.6  # of the size: how far such a line reaches beyond its signs
_CELL = 4.0  # points: signs are looked up by squares of this side
_OFTEN = 64  # times that a sign stands on a page before its places are looked up by squares
_TRIED = 500  # large signs that are tried whether they cover others


def clean(sheet: Sheet, sight: Sight) -> tuple[list[Glyph], int]:
    """The page's own signs, and how many belong to a watermark; ``sight`` is told of those that are not seen."""
    seen: list[Glyph] = []
    for reason, together in groupby(
        sheet.glyphs, lambda g: g.look.unseen or ("" if _inside(g, sheet) else "invisible")
    ):
        if reason:
            sight.leave(reason, "".join(g.text for g in together))
        else:
            seen.extend(together)
    single, covers = _without_cover(_without_doubles(seen))
    return _without_struck(single, sheet.strokes, sight), covers


def _without_struck(glyphs: list[Glyph], strokes: Sequence[Stroke], sight: Sight) -> list[Glyph]:
    """Drop signs through whose middle a short level line is drawn; lines of tables run on beyond the words."""
    lines = [s for s in strokes if s.level and s.y1 - s.y0 <= _THICK]
    if not lines or len(lines) > _TRIED:
        return glyphs
    struck: set[int] = set()
    for line in lines:
        y = (line.y0 + line.y1) / 2
        under = [
            g
            for g in glyphs
            if g.y0 + _STRUCK[0] * g.size < y < g.y0 + _STRUCK[1] * g.size and line.x0 - 1 <= g.centre <= line.x1 + 1
        ]
        if under:
            edge = _BEYOND * under[0].size
            if line.x0 >= min(g.x0 for g in under) - edge and line.x1 <= max(g.x1 for g in under) + edge:
                struck.update(map(id, under))
    for gone, together in groupby(glyphs, lambda g: id(g) in struck):
        if gone:
            sight.leave("struck", "".join(g.text for g in together))
    return [g for g in glyphs if id(g) not in struck]


def _inside(glyph: Glyph, sheet: Sheet) -> bool:
    return 0 <= glyph.centre <= sheet.width and 0 <= glyph.middle <= sheet.height and glyph.size > 0


def _squares(glyphs: Sequence[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
    places: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        places[int(glyph.centre // _CELL), int(glyph.middle // _CELL)].append(glyph)
    return places


def _without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Drop signs that repeat another one at nearly the same place."""
    often = {text for text, count in Counter(g.text for g in glyphs).items() if count > _OFTEN}
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        text, x, y, near = glyph.text, glyph.centre, glyph.middle, _SAME_PLACE * glyph.size
        column, row = (int(x // _CELL), int(y // _CELL)) if text in often else (0, 0)
        keys = [(text, column, row)]
        if text in often:
            columns = range(int((x - near) // _CELL), int((x + near) // _CELL) + 1)
            rows = range(int((y - near) // _CELL), int((y + near) // _CELL) + 1)
            keys = [(text, c, r) for c in columns for r in rows]
        if any(abs(o.centre - x) < near and abs(o.middle - y) < near for k in keys for o in places.get(k, ())):
            continue
        places[text, column, row].append(glyph)
        kept.append(glyph)
    return kept


def _without_cover(glyphs: list[Glyph]) -> tuple[list[Glyph], int]:
    """Drop large signs that lie over others, and those that stand in a row with them."""
    if not glyphs:
        return glyphs, 0
    usual = median(g.size for g in glyphs)
    large = [g for g in glyphs if g.size > _LARGE * usual]
    if not large:
        return glyphs, 0
    places = _squares([g for g in glyphs if g.size <= _LARGE * usual])
    covering = {_line_of(g) for g in large[:_TRIED] if _covers(g, places) >= _COVERED}
    out = {id(g) for g in large if any((_line_of(g)[0], _line_of(g)[1] + n) in covering for n in (-1, 0, 1))}
    return [g for g in glyphs if id(g) not in out], len(out)


def _line_of(glyph: Glyph) -> tuple[int, int]:
    """Signs with equal values have one size and stand on one line."""
    return round(glyph.size), round(glyph.middle / glyph.size * 2)


def _covers(glyph: Glyph, places: dict[tuple[int, int], list[Glyph]]) -> int:
    found = 0
    for column in range(int(glyph.x0 // _CELL), int(glyph.x1 // _CELL) + 1):
        for row in range(int(glyph.y0 // _CELL), int(glyph.y1 // _CELL) + 1):
            found += sum(
                glyph.x0 < g.centre < glyph.x1 and glyph.y0 < g.middle < glyph.y1 for g in places.get((column, row), ())
            )
            if found >= _COVERED:
                return found
    return found


def mark_raised(row: Sequence[Glyph]) -> list[Glyph]:
    """The signs of a line, with its superscripts marked."""
    usual = median(g.size for g in row)
    full = [g for g in row if g.size > 0.8 * usual]
    base = median(g.y1 for g in full)
    return [replace(g, raised=True) if g.size <= 0.75 * usual and base - g.y1 > 0.15 * usual else g for g in row]
