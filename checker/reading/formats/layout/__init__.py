"""From signs with places on pages to lines of text: what pdf, ofd and recognised pictures share.

    signs → clean → ruled tables → rows → columns → margins → paragraphs → tables and paragraphs across pages

No library's types come in here: a reader hands over ``Sheet`` objects, and gets ``Line`` objects back.
"""

from __future__ import annotations

from checker.reading.formats.layout.build import Laid, lay_out
from checker.reading.formats.layout.model import Glyph, Sheet, Stroke

__all__ = ["Glyph", "Laid", "Sheet", "Stroke", "lay_out"]
